import unittest

from sample import CheckTest


class NoTrace(CheckTest):
    check = "no_trace.py"

    def test_ordinary_paths_are_clean(self):
        self.assert_clean({"docs/a.md": "docs/work/x, a.library, ../share and /work alone\n"})

    def test_traces_are_found_with_their_line(self):
        # Written in pieces, or the check would find this file.
        self.assert_finds(
            {"a.md": "one\nsee ../" + "shared/spec\n",
             "src/b.cpp": "// /" + "work/main/x\n",
             "scripts/c": "ls ." + "library\ncmake -B /tmp/" + "build-x\n"},
            "a.md:2: speaks of '../" + "shared'",
            "src/b.cpp:1: speaks of '/" + "work/'",
            "scripts/c:1: speaks of '." + "library'",
            "scripts/c:2: speaks of '/tmp/" + "build-'")


if __name__ == "__main__":
    unittest.main()
