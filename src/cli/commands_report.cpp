// What people hand in or pin up: report list.
#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "kezhuan/report/disclosure_list.hpp"

namespace kezhuan::cli {

namespace {

struct ListOptions {
  std::string edition;
  std::string format;
  std::string notice;
  std::string file;
  bool is_public = false;
};

/// Writes the whole file or none of it.
void write_file(const std::string& file, const std::string& text) {
  const auto unfinished = file + ".part";
  std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  std::error_code problem;
  if (out) std::filesystem::rename(unfinished, file, problem);
  if (out && !problem) return;
  std::error_code ignored;
  std::filesystem::remove(unfinished, ignored);
  throw Error(
      ErrorCode::storage, {"写不了文件。", "cannot write the file."},
      {"请检查文件夹、权限与磁盘空间。", "Check the folder, its permissions and the disk's space."},
      {}, file);
}

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
  const auto text = rendered(context, options, list);
  if (options.file.empty()) {
    print(text);
    return done;
  }
  write_file(options.file, text);
  if (!context.json) print(context.in("已写入 ", "wrote ") + options.file + "\n");
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

}  // namespace

void add_report_commands(CLI::App& app, Context& context) {
  auto* report = add_command(app, context, "report", {"报表", "reports"});
  report->require_subcommand(1);
  add_list(*report, context);
  add_difference(*report, context);
}

}  // namespace kezhuan::cli
