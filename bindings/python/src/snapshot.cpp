// What is read: snapshots, lists, the path.
#include "snapshot.hpp"

#include <algorithm>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/policy/classification.hpp"
#include "kezhuan/report/case_board.hpp"
#include "policy/named_code.hpp"
#include "results.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

void PySnapshot::throw_closed() {
  throw Error(ErrorCode::invalid, {"这个视图已经关闭。", "the snapshot is closed."},
              {"重新读取：registry.read()。", "Read again: registry.read()."});
}

namespace {

Kind kind_of(const std::string& code) { return get_coded<Kind>(code, {"种类", "kind"}); }

/// Columns of a list, each a list of str: a table is made of them without going row by row.
struct RowColumns {
  nb::list ids, numbers, names, states;

  void add(const ListRow& row) {
    ids.append(to_python(std::string_view(row.id.to_text())));
    numbers.append(to_python(std::string_view(row.number)));
    names.append(to_python(std::string_view(row.name)));
    states.append(to_python(std::string_view(row.state)));
  }
};

/// What is given by that name; invalid when it is not.
nb::object find_in(const nb::dict& given, const char* key) {
  PyObject* found = PyDict_GetItemString(given.ptr(), key);
  if (found == nullptr || found == Py_None) return {};
  return nb::borrow(found);
}

void take_text(const nb::dict& given, const char* key, std::string& out) {
  if (const auto value = find_in(given, key); value.is_valid()) out = nb::cast<std::string>(value);
}

std::optional<std::int64_t> find_number(const nb::dict& given, const char* key) {
  const auto value = find_in(given, key);
  if (!value.is_valid()) return std::nullopt;
  std::int64_t number = 0;
  const bool is_whole = PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr());
  if (is_whole && nb::try_cast(value, number)) return number;
  const std::string name = key;
  const auto shown = nb::cast<std::string>(nb::repr(value));
  throw Error(ErrorCode::invalid,
              {name + " 要整数（int），不是 " + shown + "。",
               name + " is a whole number (int), not " + shown + "."},
              {"如 " + name + "=3；文字先用 int(…) 变成数。",
               "As " + name + "=3; make an int of a text first."});
}

void take_money(const nb::dict& given, const char* key, std::optional<Money>& out) {
  const auto value = find_in(given, key);
  if (value.is_valid()) out = value_from<Money>(value);
}

ListQuery list_query(const nb::dict& given) {
  ListQuery query;
  query.limit = 0;
  take_text(given, "state", query.state);
  take_text(given, "after", query.after);
  take_text(given, "type", query.type);
  take_text(given, "unit", query.unit);
  take_text(given, "contributor", query.contributor);
  take_text(given, "link_state", query.link_state);
  take_text(given, "about", query.about);
  take_text(given, "search", query.search);
  query.limit = find_number(given, "limit").value_or(0);
  query.link = find_number(given, "link");
  query.expiring_within = find_number(given, "expiring_within");
  query.year = find_number(given, "year");
  query.outstanding = find_in(given, "outstanding").is(nb::handle(Py_True));
  take_money(given, "amount_from", query.amount_from);
  take_money(given, "amount_to", query.amount_to);
  if (const auto lang = find_in(given, "language"); lang.is_valid()) {
    query.language = language_of(nb::cast<std::string>(lang));
  }
  return query;
}

SearchQuery search_query(const std::string& words, const std::vector<std::string>& kinds,
                         const std::string& after, std::int64_t limit, const std::string& lang) {
  SearchQuery query;
  query.words = words;
  for (const auto& kind : kinds) query.kinds.push_back(kind_of(kind));
  query.after = after;
  query.limit = limit;
  query.language = language_of(lang);
  return query;
}

nb::object body_of(PySnapshot& self, const std::string& number, const std::string& kind) {
  const auto [type, value] = self.use([&](Snapshot& s) {
    const auto key = kind.empty() ? s.get(number) : s.get(kind_of(kind), number);
    const auto* found = &aggregate_type(key.kind);
    auto read = found->make();
    read_whole(parse_json(s.body_json(key), {std::size_t{1} << 30U, 64}), true, *found->shape,
               read.get());
    return std::pair(found, read);
  });
  return to_python(*type->shape, value.get());
}

/// `_core.Due`: deadlines, how far they reach, and the texts they are given out as.
struct PyDue {
  std::vector<Deadline> deadlines;
  DueQuery query;
  std::optional<Date> limited_to;
  Timestamp now;
  std::shared_ptr<WorkingCalendar> calendar;

  std::string text(const std::string& format, const std::string& lang,
                   std::optional<int> alarm_days) const {
    const auto language = language_of(lang);
    if (format == "csv") return to_csv(deadlines, language);
    if (format == "icalendar") return to_icalendar(deadlines, now, language, alarm_days);
    return format == "json" ? to_json(deadlines)
                            : to_text(deadlines, query.day, *calendar, language);
  }
};

DueQuery due_query(Snapshot& snapshot, const std::optional<std::string>& day,
                   const std::optional<std::string>& until, int within,
                   const WorkingCalendar& calendar, const std::string& person,
                   const std::optional<std::string>& role, std::optional<Date>& limited_to) {
  DueQuery query;
  query.day = day ? Date::parse(*day) : snapshot.today();
  if (until) {
    query.until = Date::parse(*until);
  } else {
    const auto horizon = horizon_of(calendar, query.day, within);
    query.until = horizon.until;
    limited_to = horizon.limited_to;
  }
  query.person = person;
  if (role) query.role = get_coded<Who>(*role, {"角色", "role"});
  return query;
}

}  // namespace

void bind_snapshot(nb::module_& module) {
  nb::class_<PyDue>(module, "Due")
      .def("rows", [](const PyDue& self) { return to_python(self.deadlines); })
      .def_prop_ro("day", [](const PyDue& self) { return to_python(self.query.day); })
      .def_prop_ro("until", [](const PyDue& self) { return to_python(self.query.until); })
      .def_prop_ro("limited_to",
                   [](const PyDue& self) -> nb::object {
                     return self.limited_to ? to_python(*self.limited_to) : nb::none();
                   })
      .def("text", &PyDue::text, "format"_a, "lang"_a, "alarm_days"_a.none());
  nb::class_<PySnapshot>(module, "Snapshot")
      .def("close", &PySnapshot::close)
      .def_prop_ro("today",
                   [](PySnapshot& self) {
                     return to_python(self.use([](Snapshot& s) { return s.today(); }));
                   })
      .def_prop_ro("mark",
                   [](PySnapshot& self) {
                     const auto mark = self.use([](Snapshot& s) { return s.mark(); });
                     return nb::make_tuple(mark.size, mark.root.to_text());
                   })
      .def_prop_ro("settings",
                   [](PySnapshot& self) {
                     return to_python(self.use([](Snapshot& s) { return s.settings(); }));
                   })
      .def("policy",
           [](PySnapshot& self, const std::string& day) {
             return self.use([&](Snapshot& s) { return s.policy(Date::parse(day)); });
           })
      .def("get", &body_of, "number_or_id"_a, "kind"_a)
      .def("key",
           [](PySnapshot& self, const std::string& number) {
             const auto key = self.use([&](Snapshot& s) { return s.get(number); });
             return nb::make_tuple(to_python(to_code(key.kind)), to_python(key.id));
           })
      .def("json",
           [](PySnapshot& self, const std::string& number) {
             return self.use([&](Snapshot& s) { return s.body_json(s.get(number)); });
           })
      .def("number_of",
           [](PySnapshot& self, const std::string& id) {
             return self.use([&](Snapshot& s) { return s.number_of(Uuid::parse(id)); });
           })
      .def("next",
           [](PySnapshot& self, const std::string& number, const std::string& lang) {
             const auto report = self.use([&](Snapshot& s) { return s.next(number); });
             return nb::make_tuple(to_python(report), to_text(report, language_of(lang)));
           })
      .def("board",
           [](PySnapshot& self, const std::string& number) {
             return to_python(self.use([&](Snapshot& s) { return s.board(number); }));
           })
      .def("board_text",
           [](PySnapshot& self, const std::string& number, const std::string& format,
              const std::string& lang) {
             const auto board = self.use([&](Snapshot& s) { return s.board(number); });
             const auto language = language_of(lang);
             if (format == "html") return to_html(board, language);
             if (format == "svg") return to_svg(board, language);
             if (format == "csv") return to_csv(board, language);
             if (format == "mermaid") return to_mermaid(board, language);
             return format == "json" ? to_json(board) : to_text(board, language);
           })
      .def(
          "due",
          [](PySnapshot& self, const std::optional<std::string>& day,
             const std::optional<std::string>& until, long long within,
             std::shared_ptr<WorkingCalendar> calendar, const std::string& person,
             const std::optional<std::string>& role) {
            const int days = static_cast<int>(std::clamp(within, 0LL, 100'000LL));
            return self.use([&](Snapshot& s) {
              PyDue due;
              due.query = due_query(s, day, until, days, *calendar, person, role, due.limited_to);
              due.deadlines = s.due(due.query);
              due.now = self.now();
              due.calendar = std::move(calendar);
              return due;
            });
          },
          "day"_a.none(), "until"_a.none(), "within"_a, "calendar"_a, "person"_a, "role"_a.none())
      .def("list",
           [](PySnapshot& self, const std::string& kind, const nb::dict& filters) {
             const auto query = list_query(filters);
             const auto which = kind_of(kind);
             const auto rows = self.use([&](Snapshot& s) { return s.list(which, query); });
             RowColumns columns;
             for (const auto& row : rows) columns.add(row);
             return nb::make_tuple(columns.ids, columns.numbers, columns.names, columns.states);
           })
      .def("count",
           [](PySnapshot& self, const std::string& kind, const nb::dict& filters) {
             const auto query = list_query(filters);
             const auto which = kind_of(kind);
             return self.use([&](Snapshot& s) { return s.count(which, query); });
           })
      .def("search",
           [](PySnapshot& self, const std::string& words, const std::vector<std::string>& kinds,
              const std::string& after, std::int64_t limit, const std::string& lang) {
             const auto query = search_query(words, kinds, after, limit, lang);
             const auto found = self.use([&](Snapshot& s) { return s.search(query); });
             RowColumns columns;
             nb::list of_kind;
             for (const auto& each : found) {
               columns.add(each.row);
               of_kind.append(to_python(to_code(each.kind)));
             }
             return nb::make_tuple(columns.ids, columns.numbers, columns.names, columns.states,
                                   of_kind);
           })
      .def("count_found",
           [](PySnapshot& self, const std::string& words, const std::vector<std::string>& kinds,
              const std::string& lang) {
             const auto query = search_query(words, kinds, {}, 0, lang);
             return self.use([&](Snapshot& s) { return s.count(query); });
           })
      .def(
          "classify",
          [](PySnapshot& self, const std::string& number, const std::optional<std::string>& day) {
            return to_python(self.use([&](Snapshot& s) {
              const auto id = s.get(Kind::achievement, number).id;
              const auto file = load_case_file(s.state(), Id<Achievement>{id});
              return classify(file, day ? Date::parse(*day) : s.today());
            }));
          },
          "achievement"_a, "day"_a.none())
      .def("changes",
           [](PySnapshot& self, std::int64_t since, std::int64_t limit) {
             std::vector<std::string> lines;
             const auto page = self.use([&](Snapshot& s) {
               auto changes = s.changes(since, limit);
               for (const auto& change : changes.entries) lines.push_back(to_json(change));
               return std::pair(changes.next, changes.has_more);
             });
             return nb::make_tuple(lines, page.first, page.second);
           })
      .def("entries", [](PySnapshot& self, std::uint64_t from, std::uint64_t to) {
        std::vector<std::string> entries;
        self.use([&](Snapshot& s) {
          s.for_each_entry(from, to, [&](std::string_view json) { entries.emplace_back(json); });
        });
        return entries;
      });
  module.def("board_svg", [](nb::object board, const std::string& lang) {
    const auto node = to_node(board, &shape_of<CaseBoard>);
    return to_svg(read_document<CaseBoard>(node), language_of(lang));
  });
  module.def("read", [](PyRegistry& registry) {
    auto snapshot = registry.use([](Registry& r) { return r.read(); });
    return std::make_unique<PySnapshot>(registry.opened(), std::move(snapshot));
  });
}

}  // namespace kezhuan::python
