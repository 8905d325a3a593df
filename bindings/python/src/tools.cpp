// Policy, calendar, and what needs no registry.
#include <algorithm>
#include <utility>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/income/simulation.hpp"
#include "kezhuan/policy/act_page.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "kezhuan/policy/policy.hpp"
#include "kezhuan/policy/policy_page.hpp"
#include "registry.hpp"
#include "results.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

namespace {

const ActType& get_act_type(const std::string& name) {
  if (const auto* type = find_act_type(name)) return *type;
  throw Error(ErrorCode::not_found,
              {"没有名为“" + name + "”的业务动作。", "there is no act called \"" + name + "\"."},
              {"全部动作见 kezhuan.acts.by_type。", "kezhuan.acts.by_type lists all acts."});
}

const RuleEntry& get_rule(const Policy& policy, const std::string& id) {
  if (const auto* rule = policy.find_rule(id)) return *rule;
  throw Error(ErrorCode::not_found,
              {"政策里没有规则 " + id + "。", "the policy has no rule " + id + "."},
              {"全部规则见 policy.rules。", "policy.rules lists them."});
}

void bind_policy(nb::module_& module) {
  nb::class_<Policy>(module, "Policy")
      .def_static("national", &national_policy, nb::call_guard<nb::gil_scoped_release>())
      .def_static(
          "from_yaml",
          [](const std::string& text, const std::string& file) {
            return Policy::from_yaml(text, file);
          },
          "text"_a, "file"_a, nb::call_guard<nb::gil_scoped_release>())
      .def(
          "with_overlay",
          [](const Policy& policy, const std::string& text, const std::string& file) {
            return policy.with_overlay(text, file);
          },
          "text"_a, "file"_a, nb::call_guard<nb::gil_scoped_release>())
      .def_prop_ro("id", &Policy::id)
      .def_prop_ro("version", &Policy::version)
      .def_prop_ro("title", [](const Policy& p) { return to_python(p.title()); })
      .def_prop_ro("effective_from", [](const Policy& p) { return to_python(p.effective_from()); })
      .def_prop_ro("hash", [](const Policy& p) { return p.hash().to_text(); })
      .def_prop_ro("canonical_json", &Policy::canonical_json)
      .def_prop_ro("sources", [](const Policy& p) { return to_python(p.sources()); })
      .def_prop_ro("rules", [](const Policy& p) { return to_python(p.rules()); })
      .def_prop_ro("links", [](const Policy& p) { return to_python(p.links()); })
      .def("get_rule",
           [](const Policy& p, const std::string& id) { return to_python(get_rule(p, id)); })
      .def("value",
           [](const Policy& p, const std::string& name) -> nb::object {
             const auto* entry = p.find_value(name);
             if (entry == nullptr) {
               throw Error(ErrorCode::not_found,
                           {"政策里没有“" + name + "”。", "the policy has no \"" + name + "\"."},
                           {"全部名称见 policy.values。", "policy.values lists the names."});
             }
             if (!entry->value.is_list) return to_python(std::string_view(entry->value.items[0]));
             nb::list items;
             for (const auto& item : entry->value.items) {
               items.append(to_python(std::string_view(item)));
             }
             return nb::tuple(items);
           })
      .def_prop_ro("values",
                   [](const Policy& p) {
                     nb::list names;
                     for (const auto& entry : p.values()) names.append(entry.name.c_str());
                     return nb::tuple(names);
                   })
      .def("rule_text",
           [](const Policy& p, const std::string& id, const std::string& lang) {
             return rule_to_text(get_rule(p, id), p, language_of(lang));
           })
      .def("rule_page",
           [](const Policy& p, const std::string& id, const std::string& lang) {
             return rule_page(get_rule(p, id), p, language_of(lang));
           })
      .def("page", [](const Policy& p,
                      const std::string& lang) { return policy_page(p, language_of(lang)); })
      .def("to_text", [](const Policy& p, const std::string& lang) {
        return policy_to_text(p, language_of(lang));
      });
  module.def("shipped_overlays", &shipped_overlays);
  module.def("shipped_overlay",
             [](const std::string& id) { return std::string(shipped_overlay(id)); });
}

int int_of(long long n) {
  if (n < -1'000'000 || n > 1'000'000) {
    throw Error(ErrorCode::invalid, {"天数超出范围。", "that many days are out of range."},
                {"检查天数。", "Check the number."});
  }
  return static_cast<int>(n);
}

void bind_calendar(nb::module_& module) {
  nb::class_<WorkingCalendar>(module, "Calendar")
      .def_static("national", [] { return std::make_shared<WorkingCalendar>(national_calendar()); })
      .def_static(
          "from_yaml",
          [](const std::string& text, const std::string& file) {
            return std::make_shared<WorkingCalendar>(calendar_from_yaml(text, file));
          },
          "text"_a, "file"_a)
      .def_prop_ro("id", [](const WorkingCalendar& c) { return c.data().id; })
      .def_prop_ro("version", [](const WorkingCalendar& c) { return c.data().version; })
      .def_prop_ro("first_day", [](const WorkingCalendar& c) { return to_python(c.data().from); })
      .def_prop_ro("last_day", [](const WorkingCalendar& c) { return to_python(c.data().to); })
      .def_prop_ro("hash", [](const WorkingCalendar& c) { return c.hash().to_text(); })
      .def("is_working_day",
           [](const WorkingCalendar& c, const std::string& day) {
             return c.is_working_day(Date::parse(day));
           })
      .def("add_working_days",
           [](const WorkingCalendar& c, const std::string& start, long long n) {
             return to_python(c.add_working_days(Date::parse(start), int_of(n)));
           })
      .def("count_working_days",
           [](const WorkingCalendar& c, const std::string& from, const std::string& to) {
             return c.count_working_days(Date::parse(from), Date::parse(to));
           })
      .def("working_days_in_year",
           [](const WorkingCalendar& c, long long year) {
             return c.working_days_in_year(int_of(year));
           })
      .def("next_working_day_on_or_after",
           [](const WorkingCalendar& c, const std::string& day) {
             return to_python(c.next_working_day_on_or_after(Date::parse(day)));
           })
      .def("last_day_of_period",
           [](const WorkingCalendar& c, const std::string& start, long long n, bool is_working) {
             return to_python(c.last_day_of_period(
                 Date::parse(start), int_of(n), is_working ? DayUnit::working : DayUnit::calendar));
           });
}

void bind_acts(nb::module_& module) {
  module.def("act_types", [] {
    nb::list names;
    for (const auto& type : act_types()) names.append(to_python(type.name));
    return nb::tuple(names);
  });
  module.def("act_schema",
             [](const std::string& name) { return submission_schema(get_act_type(name)); });
  module.def("act_example", [](const std::string& name, const std::string& happened) {
    return example_submission(get_act_type(name), Date::parse(happened));
  });
  module.def("act_page",
             [](const std::string& name, const Policy& policy, const std::string& lang) {
               return act_page(get_act_type(name), policy, language_of(lang));
             });
  // How a value comes in, as JSON: for those who want to see what an act says.
  module.def(
      "to_json", [](nb::object value) { return to_json(to_node(value)); }, "value"_a.none());
  module.def(
      "submission_json",
      [](nb::object value, nb::object happened, nb::object id, nb::object actor, nb::object role,
         bool legacy) {
        return to_json(submission_node(value, happened, {actor, role}, id, legacy));
      },
      "value"_a.none(), "happened"_a.none(), "id"_a.none(), "actor"_a.none(), "role"_a.none(),
      "legacy"_a);
}

/// One of those who share equity: his name, and his part before it is divided.
std::pair<std::string, EquityPart> holder_from(nb::handle value, std::size_t index) {
  const Place root;
  const Place list{&root, "people", 0};
  const Place place{&list, {}, index};
  const auto person = value_from<SimulationPerson>(value, place);
  EquityPart part;
  part.weight = person.weight.value_or(Ratio(1));
  return {person.id, part};
}

nb::tuple divide_shares(std::int64_t shares, nb::handle reward_ratio, nb::handle people,
                        const std::vector<std::string>& excluded) {
  std::vector<std::string> names;
  std::vector<EquityPart> parts;
  for (nb::handle each : people) {
    auto [name, part] = holder_from(each, parts.size());
    part.excluded = std::find(excluded.begin(), excluded.end(), name) != excluded.end();
    names.push_back(std::move(name));
    parts.push_back(part);
  }
  const auto division = divide_equity(shares, value_from<Ratio>(reward_ratio), std::move(parts));
  nb::list divided;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& part = division.people[i];
    divided.append(nb::make_tuple(names[i], to_python(part.weight), part.excluded, part.shares));
  }
  return nb::make_tuple(nb::tuple(divided), division.people_shares, division.institution_shares);
}

void bind_allocate(nb::module_& module) {
  module.def("divide_equity", &divide_shares, "shares"_a, "reward_ratio"_a.none(), "people"_a,
             "excluded"_a);
  module.def(
      "allocate",
      [](nb::object total, nb::object weights) {
        std::vector<Ratio> ratios;
        for (nb::handle weight : weights) ratios.push_back(value_from<Ratio>(weight));
        nb::list parts;
        for (const auto& part : allocate(value_from<Money>(total), ratios))
          parts.append(to_python(part));
        return parts;
      },
      "total"_a.none(), "weights"_a);
}

nb::tuple tuple_of(const LedgerMark& mark) {
  return nb::make_tuple(mark.size, mark.root.to_text());
}

void bind_files(nb::module_& module) {
  module.def(
      "migrate",
      [](nb::object path, const std::optional<std::string>& now,
         std::shared_ptr<WorkingCalendar> calendar, bool rebuild) -> std::optional<std::string> {
        const auto file = path_of(path);
        std::optional<Timestamp> moment;
        if (now) moment = Timestamp::parse(*now);
        nb::gil_scoped_release free;
        const Surrounding around(moment, {}, std::move(calendar));
        if (rebuild) return Registry::rebuild(file, around.environment()).string();
        const auto backup = Registry::migrate(file, around.environment());
        return backup ? std::optional(backup->string()) : std::nullopt;
      },
      "path"_a.none(), "now"_a.none(), "calendar"_a.none(), "rebuild"_a);
  module.def(
      "restore",
      [](nb::object backup, nb::object target) {
        const auto from = path_of(backup);
        const auto to = path_of(target);
        LedgerMark mark;
        {
          nb::gil_scoped_release free;
          mark = Registry::restore(from, to);
        }
        return tuple_of(mark);
      },
      "backup"_a.none(), "target"_a.none());
}

}  // namespace

void bind_tools(nb::module_& module) {
  bind_policy(module);
  bind_calendar(module);
  bind_acts(module);
  bind_allocate(module);
  bind_files(module);
}

}  // namespace kezhuan::python
