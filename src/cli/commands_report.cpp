// What people hand in or pin up: lists, the distribution of income, reports to the authority.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "kezhuan/report/annual.hpp"
#include "kezhuan/report/disclosure_list.hpp"
#include "kezhuan/report/distribution.hpp"

namespace kezhuan::cli {

namespace {

struct ListOptions {
  std::string edition;
  std::string format;
  std::string notice;
  std::string file;
  bool is_public = false;
};

std::string format_of(const Context& context, const ListOptions& options) {
  if (!options.format.empty()) return options.format;
  const auto extension = std::filesystem::path(options.file).extension().string();
  if (extension == ".csv" || extension == ".html" || extension == ".json")
    return extension.substr(1);
  return context.json || options.file.empty() ? "json" : "html";
}

std::string rendered(const Context& context, const ListOptions& options,
                     const DisclosureList& list) {
  if (!options.notice.empty()) return notice_to_html(list, options.notice, context.language);
  const auto format = format_of(context, options);
  if (format == "csv") return to_csv(list, context.language);
  if (format == "html") return to_html(list, context.language);
  return to_json(list) + "\n";
}

int report_list(Context& context, const ListOptions& options) {
  auto registry = context.open(Access::read_only);
  const ReportOptions how{context.language, options.is_public || !options.notice.empty(),
                          context.now()};
  const auto list = load_disclosure_list(registry.read(), options.edition, how);
  deliver(context, options.file, rendered(context, options, list));
  return done;
}

int report_difference(Context& context, const std::string& before, const std::string& after,
                      bool is_public) {
  auto registry = context.open(Access::read_only);
  const ReportOptions how{context.language, is_public, context.now()};
  const auto difference = load_edition_difference(registry.read(), before, after, how);
  print(context.json ? to_json(difference) + "\n" : to_text(difference, context.language));
  return done;
}

void add_list(CLI::App& report, Context& context) {
  auto* command =
      add_command(report, context, "list", {"披露清单的一期", "an edition of the disclosure list"});
  auto options = std::make_shared<ListOptions>();
  command
      ->add_option("EDITION", options->edition,
                   context.in("清单编号，如 QD-001", "edition, as QD-001"))
      ->required();
  command
      ->add_option("--format", options->format,
                   context.in("json、csv 或 html", "json, csv or html"))
      ->check(CLI::IsMember({"json", "csv", "html"}))
      ->type_name("FORMAT");
  command->add_flag(
      "--public", options->is_public,
      context.in("公示版：隐去保密内容", "public rendering: without what is confidential"));
  command
      ->add_option("--notice", options->notice,
                   context.in("改为该次公示的张贴页（HTML，公示版）",
                              "the page to pin up for this notice instead (HTML, public)"))
      ->type_name("NOTICE");
  command->add_option("-o,--output", options->file, context.in("写入文件", "write to a file"))
      ->type_name("FILE");
  command->callback([&context, options] {
    context.run = [&context, options] { return report_list(context, *options); };
  });
}

void add_difference(CLI::App& report, Context& context) {
  auto* command = add_command(report, context, "diff",
                              {"两期清单之间的变化", "what changed between two editions"});
  auto before = std::make_shared<std::string>();
  auto after = std::make_shared<std::string>();
  auto is_public = std::make_shared<bool>(false);
  command->add_option("BEFORE", *before, context.in("前一期", "the earlier edition"))->required();
  command->add_option("AFTER", *after, context.in("后一期", "the later edition"))->required();
  command->add_flag("--public", *is_public,
                    context.in("隐去保密内容", "without what is confidential"));
  command->callback([&context, before, after, is_public] {
    context.run = [&context, before, after, is_public] {
      return report_difference(context, *before, *after, *is_public);
    };
  });
}

// -- money ---------------------------------------------------------------------------------------

/// Where a report goes: to standard output, or to one file or several.
struct MoneyOptions {
  std::string csv;
  std::string html;
  std::string format;
  std::string file;
  bool is_public = false;
};

void add_outputs(CLI::App& command, const Context& context, MoneyOptions& options) {
  command
      .add_option("--format", options.format,
                  context.in("text、json、csv 或 html", "text, json, csv or html"))
      ->check(CLI::IsMember({"text", "json", "csv", "html"}))
      ->type_name("FORMAT");
  command.add_option("-o,--output", options.file, context.in("写入文件", "write to a file"))
      ->type_name("FILE");
  command.add_option("--csv", options.csv, context.in("另存为表格", "also as a spreadsheet"))
      ->type_name("FILE");
  command.add_option("--html", options.html, context.in("另存为网页", "also as a page"))
      ->type_name("FILE");
  command.add_flag(
      "--public", options.is_public,
      context.in("公示版：隐去保密内容", "public rendering: without what is confidential"));
}

template <class Report>
int give(const Context& context, const MoneyOptions& options, const Report& report) {
  const auto language = context.language;
  const auto as = [&](const std::string& format) {
    if (format == "csv") return to_csv(report, language);
    if (format == "html") return to_html(report, language);
    return format == "text" ? to_text(report, language) : to_json(report) + "\n";
  };
  std::vector<std::pair<std::string, std::string>> files;  // file and format
  if (!options.csv.empty()) files.emplace_back(options.csv, "csv");
  if (!options.html.empty()) files.emplace_back(options.html, "html");
  if (!options.file.empty()) {
    const ListOptions named{{}, options.format, {}, options.file, false};
    files.emplace_back(options.file, format_of(context, named));
  }
  for (const auto& [file, format] : files) deliver(context, file, as(format));
  if (!files.empty()) return done;
  print(as(!options.format.empty() ? options.format : context.json ? "json" : "text"));
  return done;
}

ReportOptions how_to(const Context& context, const MoneyOptions& options) {
  return {context.language, options.is_public, context.now()};
}

void add_distribution(CLI::App& report, Context& context) {
  auto* command = add_command(report, context, "distribution",
                              {"收益分配：到账、成本、每个人应得与已付及其算法",
                               "how income is divided: receipts, costs, what each gets and why"});
  auto scope = std::make_shared<DistributionScope>();
  auto options = std::make_shared<MoneyOptions>();
  command->add_option("--case", scope->transfer_case, context.in("只看此项目", "this case only"))
      ->type_name("CASE");
  command
      ->add_option("--contract", scope->contract,
                   context.in("只看此合同（成本、发放等按整个项目）",
                              "this contract only (costs, payments and such of its case)"))
      ->type_name("CONTRACT");
  command->add_option("--year", scope->year, context.in("只看此年度", "this year only"))
      ->type_name("YEAR");
  command->add_option("--person", scope->person, context.in("只看此人", "this person only"))
      ->type_name("PERSON");
  command->add_option("--unit", scope->unit, context.in("只看此部门", "this unit only"))
      ->type_name("UNIT");
  add_outputs(*command, context, *options);
  command->callback([&context, scope, options] {
    context.run = [&context, scope, options] {
      auto registry = context.open(Access::read_only);
      return give(context, *options,
                  load_distribution(registry.read(), *scope, how_to(context, *options)));
    };
  });
}

void add_annual(CLI::App& report, Context& context) {
  auto* command = add_command(
      report, context, "annual",
      {"年度报告的数据，附每个数字所涉项目", "figures of a year's report, with the cases behind"});
  auto year = std::make_shared<std::int64_t>(0);
  auto options = std::make_shared<MoneyOptions>();
  command->add_option("--year", *year, context.in("年度", "year"))->required()->type_name("YEAR");
  add_outputs(*command, context, *options);
  command->callback([&context, year, options] {
    context.run = [&context, year, options] {
      auto registry = context.open(Access::read_only);
      return give(context, *options,
                  load_annual_report(registry.read(), *year, how_to(context, *options)));
    };
  });
}

void add_case(CLI::App& report, Context& context) {
  auto* command =
      add_command(report, context, "case",
                  {"一个转化项目实时报告的数据", "figures of a real-time report on one case"});
  auto number = std::make_shared<std::string>();
  auto options = std::make_shared<MoneyOptions>();
  command->add_option("CASE", *number, context.in("转化项目", "transfer case"))->required();
  add_outputs(*command, context, *options);
  command->callback([&context, number, options] {
    context.run = [&context, number, options] {
      auto registry = context.open(Access::read_only);
      return give(context, *options,
                  load_case_report(registry.read(), *number, how_to(context, *options)));
    };
  });
}

}  // namespace

void add_report_commands(CLI::App& app, Context& context) {
  auto* report = add_command(app, context, "report", {"报表", "reports"});
  report->require_subcommand(1);
  add_list(*report, context);
  add_difference(*report, context);
  add_distribution(*report, context);
  add_annual(*report, context);
  add_case(*report, context);
}

}  // namespace kezhuan::cli
