// What people hand in or pin up, and how money came about.
#include <functional>
#include <memory>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "kezhuan/exchange/journal.hpp"
#include "kezhuan/income/books.hpp"
#include "kezhuan/income/scheme.hpp"
#include "kezhuan/report/annual.hpp"
#include "kezhuan/report/disclosure_list.hpp"
#include "kezhuan/report/distribution.hpp"
#include "kezhuan/report/statement.hpp"
#include "kezhuan/report/tax_note.hpp"
#include "results.hpp"
#include "snapshot.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

namespace {

/// `_core.Report`: one report as an object of its class, and as the texts it is given out as.
class PyReport {
 public:
  template <class R>
  explicit PyReport(R report) {
    const auto kept = std::make_shared<const R>(std::move(report));
    data_ = [kept] { return to_python(*kept); };
    text_ = [kept](const std::string& format, Language language) {
      return rendered(*kept, format, language);
    };
  }

  nb::object data() const { return data_(); }
  std::string text(const std::string& format, const std::string& lang) const {
    const auto language = language_of(lang);
    nb::gil_scoped_release free;
    return text_(format, language);
  }

 private:
  template <class R>
  static std::string rendered(const R& report, const std::string& format, Language language) {
    if constexpr (requires { to_html(report, language); }) {
      if (format == "html") return to_html(report, language);
    }
    if constexpr (requires { to_csv(report, language); }) {
      if (format == "csv") return to_csv(report, language);
    }
    if constexpr (requires { to_text(report, language); }) {
      if (format == "text") return to_text(report, language);
    }
    if (format == "json") return to_json(report);
    throw Error(
        ErrorCode::invalid,
        {"这份报表没有“" + format + "”格式。", "the report does not come as \"" + format + "\"."},
        {"可用：" + formats<R>("、") + "。", "Use one of " + formats<R>(", ") + "."});
  }

  /// What a report comes as.
  template <class R>
  static std::string formats(const std::string& comma) {
    std::string all = "json";
    if constexpr (requires(const R& r) { to_text(r, Language::zh); }) all += comma + "text";
    if constexpr (requires(const R& r) { to_csv(r, Language::zh); }) all += comma + "csv";
    if constexpr (requires(const R& r) { to_html(r, Language::zh); }) all += comma + "html";
    return all;
  }

  std::function<nb::object()> data_;
  std::function<std::string(const std::string&, Language)> text_;
};

template <class F>
PyReport report_of(PySnapshot& self, const std::string& lang, bool is_public, F&& load) {
  return PyReport(self.use([&](Snapshot& snapshot) {
    return load(snapshot, ReportOptions{language_of(lang), is_public, self.now()});
  }));
}

std::optional<Date> day_of(const std::optional<std::string>& day) {
  return day ? std::optional(Date::parse(*day)) : std::nullopt;
}

Money money_of(nb::handle value) { return value.is_none() ? Money() : value_from<Money>(value); }

PyReport tax_note(PySnapshot& self, const std::string& transfer_case, const std::string& person,
                  const std::optional<std::string>& on, nb::handle reward, nb::handle income,
                  nb::handle exempt, nb::handle deductions, nb::handle withheld,
                  std::optional<std::int64_t> months, const std::string& lang) {
  TaxQuestion question;
  question.transfer_case = transfer_case;
  question.person = person;
  question.on = day_of(on);
  if (!reward.is_none()) question.reward = money_of(reward);
  if (!income.is_none()) {
    question.year = TaxYear{money_of(income), money_of(exempt), months.value_or(0),
                            money_of(deductions), money_of(withheld)};
  }
  return PyReport(self.use([&](Snapshot& snapshot) {
    if (!question.on) question.on = snapshot.today();
    if (question.year && !months) question.year->months = question.on->month();
    return load_tax_note(snapshot, question, language_of(lang));
  }));
}

std::string journal_text(PySnapshot& self, const std::optional<std::string>& transfer_case,
                         const std::optional<std::string>& from,
                         const std::optional<std::string>& to, const std::string& lang) {
  const JournalOptions options{language_of(lang), transfer_case, day_of(from), day_of(to)};
  return self.use([&](Snapshot& snapshot) { return to_text(load_journal(snapshot, options)); });
}

void bind_schemes(nb::module_& module) {
  nb::class_<Scheme>(module, "Scheme")
      .def_static(
          "from_yaml",
          [](const std::string& text, const std::string& file) {
            return scheme_from_yaml(text, file);
          },
          "text"_a, "file"_a)
      .def_static("shipped", [](const std::string& id) { return shipped_scheme(id); })
      .def_prop_ro("data", [](const Scheme& scheme) { return to_python(scheme); })
      .def_prop_ro("hash", [](const Scheme& scheme) { return hash_of(scheme).to_text(); })
      .def_prop_ro("adoption", [](const Scheme& scheme) { return to_python(adoption_of(scheme)); });
  module.def("shipped_schemes", &shipped_schemes);
}

}  // namespace

void bind_reports(nb::module_& module) {
  nb::class_<PyReport>(module, "Report")
      .def("data", &PyReport::data)
      .def("text", &PyReport::text, "format"_a, "lang"_a);
  bind_schemes(module);
  module.def(
      "report_list",
      [](PySnapshot& self, const std::string& edition, bool is_public, const std::string& lang) {
        return report_of(self, lang, is_public, [&](Snapshot& s, const ReportOptions& how) {
          return load_disclosure_list(s, edition, how);
        });
      },
      "snapshot"_a, "edition"_a, "public"_a, "lang"_a);
  module.def(
      "report_notice",
      [](PySnapshot& self, const std::string& edition, const std::string& notice,
         const std::string& lang) {
        return self.use([&](Snapshot& s) {
          const ReportOptions how{language_of(lang), true, self.now()};
          return notice_to_html(load_disclosure_list(s, edition, how), notice, how.language);
        });
      },
      "snapshot"_a, "edition"_a, "notice"_a, "lang"_a);
  module.def(
      "report_diff",
      [](PySnapshot& self, const std::string& before, const std::string& after, bool is_public,
         const std::string& lang) {
        return report_of(self, lang, is_public, [&](Snapshot& s, const ReportOptions& how) {
          return load_edition_difference(s, before, after, how);
        });
      },
      "snapshot"_a, "before"_a, "after"_a, "public"_a, "lang"_a);
  module.def(
      "report_distribution",
      [](PySnapshot& self, const std::optional<std::string>& transfer_case,
         std::optional<std::int64_t> year, const std::optional<std::string>& person,
         const std::optional<std::string>& unit, const std::optional<std::string>& contract,
         bool is_public, const std::string& lang) {
        DistributionScope scope;
        scope.transfer_case = transfer_case;
        scope.contract = contract;
        scope.year = year;
        scope.person = person;
        scope.unit = unit;
        return report_of(self, lang, is_public, [&](Snapshot& s, const ReportOptions& how) {
          return load_distribution(s, scope, how);
        });
      },
      "snapshot"_a, "case"_a.none(), "year"_a.none(), "person"_a.none(), "unit"_a.none(),
      "contract"_a.none(), "public"_a, "lang"_a);
  module.def(
      "report_annual",
      [](PySnapshot& self, std::int64_t year, bool is_public, const std::string& lang) {
        return report_of(self, lang, is_public, [&](Snapshot& s, const ReportOptions& how) {
          return load_annual_report(s, year, how);
        });
      },
      "snapshot"_a, "year"_a, "public"_a, "lang"_a);
  module.def(
      "report_case",
      [](PySnapshot& self, const std::string& number, bool is_public, const std::string& lang) {
        return report_of(self, lang, is_public, [&](Snapshot& s, const ReportOptions& how) {
          return load_case_report(s, number, how);
        });
      },
      "snapshot"_a, "case"_a, "public"_a, "lang"_a);
  module.def(
      "explain",
      [](PySnapshot& self, const std::string& number, const std::optional<std::string>& person,
         const std::string& lang) {
        return report_of(self, lang, false, [&](Snapshot& s, const ReportOptions& how) {
          return load_statement(s, number, person, how);
        });
      },
      "snapshot"_a, "case"_a, "person"_a.none(), "lang"_a);
  module.def("tax_note", &tax_note, "snapshot"_a, "case"_a, "person"_a, "on"_a.none(),
             "reward"_a.none(), "income"_a.none(), "exempt"_a.none(), "deductions"_a.none(),
             "withheld"_a.none(), "months"_a.none(), "lang"_a);
  module.def("journal", &journal_text, "snapshot"_a, "case"_a.none(), "first"_a.none(),
             "last"_a.none(), "lang"_a);
}

}  // namespace kezhuan::python
