import unittest

from sample import CheckTest


class Layers(CheckTest):
    check = "layers.py"

    def test_what_goes_down_is_clean(self):
        self.assert_clean({
            "include/kezhuan/acts/a.hpp":
                '#include <string>\n#include "kezhuan/core/money.hpp"\n'
                '#include "kezhuan/acts/b.hpp"\n',
            "src/registry/sqlite/db.cpp":
                '#include <SQLiteCpp/SQLiteCpp.h>\n#include "income/x.hpp"\n',
            "include/kezhuan/kezhuan.hpp": '#include "kezhuan/report/r.hpp"\n',
        })

    def test_an_upper_room_is_refused(self):
        self.assert_finds(
            {"src/core/a.cpp": '#include "kezhuan/core/money.hpp"\n'
                               '  #  include "kezhuan/model/party.hpp"\n'},
            "src/core/a.cpp:2: core must not include from model")

    def test_rooms_side_by_side_do_not_see_each_other(self):
        self.assert_finds(
            {"src/path/a.cpp": '#include "income/x.hpp"\n',
             "include/kezhuan/exchange/a.hpp": '#include "kezhuan/report/x.hpp"\n'},
            "src/path/a.cpp:1: path must not include from income",
            "include/kezhuan/exchange/a.hpp:1: exchange must not include from report")

    def test_libraries_stay_in_their_place(self):
        self.assert_finds(
            {"src/core/read.cpp": "#include <nlohmann/json.hpp>\n",
             "src/policy/load.cpp": "#include <yaml-cpp/yaml.h>\n",
             "src/registry/registry.cpp": "#include <sqlite3.h>\n",
             "src/report/r.cpp": "#include <CLI/CLI.hpp>\n"},
            "src/core/read.cpp:1: <nlohmann/json.hpp> may be included by "
            "src/core/json_reader.cpp only",
            "src/policy/load.cpp:1: <yaml-cpp/yaml.h> may be included by "
            "src/core/yaml_reader.cpp only",
            "src/registry/registry.cpp:1: <sqlite3.h> may be included by src/registry/sqlite/ only",
            "src/report/r.cpp:1: <CLI/CLI.hpp> may be included by src/cli/ only")

    def test_public_headers_are_exported(self):
        opened = 'namespace [[gnu::visibility("default")]] kezhuan'
        self.assert_clean({"include/kezhuan/core/a.hpp": opened + " {\n",
                           "src/core/a.hpp": "namespace kezhuan {\n"})
        self.assert_finds(
            {"include/kezhuan/core/a.hpp": "#pragma once\nnamespace kezhuan {\n"},
            "include/kezhuan/core/a.hpp:2: a public header opens its namespace as " + opened)

    def test_public_headers_hold_no_third_party_and_nothing_private(self):
        self.assert_finds(
            {"include/kezhuan/core/a.hpp": '#include <fmt/format.h>\n#include "core/wide.hpp"\n'},
            "include/kezhuan/core/a.hpp:1: a public header must not include fmt/format.h",
            "include/kezhuan/core/a.hpp:2: a public header must not include the private header "
            "core/wide.hpp")

    def test_an_unknown_room_is_refused(self):
        self.assert_finds(
            {"src/util/a.cpp": "\n"},
            "src/util/a.cpp:1: 'util' is no room; see RANK in scripts/checks/layers.py")


if __name__ == "__main__":
    unittest.main()
