// Money of a case: how it came to stand as it does, and as a journal for other programs.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "cli/simulate.hpp"
#include "kezhuan/exchange/journal.hpp"
#include "kezhuan/report/statement.hpp"

namespace kezhuan::cli {

namespace {

struct ExplainOptions {
  std::string transfer_case;
  std::optional<std::string> person;
  std::string format;
  std::string file;
};

std::string format_of(const Context& context, const ExplainOptions& options) {
  if (!options.format.empty()) return options.format;
  if (context.json || options.file.ends_with(".json")) return "json";
  return options.file.ends_with(".html") ? "html" : "text";
}

int explain(Context& context, const ExplainOptions& options) {
  auto registry = context.open(Access::read_only);
  const auto statement = load_statement(registry.read(), options.transfer_case, options.person,
                                        {context.language, false, context.now()});
  const auto format = format_of(context, options);
  const auto text = format == "json"   ? to_json(statement) + "\n"
                    : format == "html" ? to_html(statement, context.language)
                                       : to_text(statement, context.language);
  if (options.file.empty()) {
    print(text);
    return done;
  }
  write_file(options.file, text);
  if (!context.json) print(context.in("已写入 ", "wrote ") + options.file + "\n");
  return done;
}

void add_explain(CLI::App& income, Context& context) {
  auto* command = add_command(income, context, "explain",
                              {"收益说明：每笔钱如何算出，可给本人看",
                               "statement: how each amount came about, for the person paid"});
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("CASE", options->transfer_case, context.in("转化项目", "transfer case"))
      ->required();
  command
      ->add_option("--person", options->person,
                   context.in("只给此人看：不含他人的金额和姓名",
                              "for this person: nobody else's amounts or name"))
      ->type_name("PERSON");
  command
      ->add_option("--format", options->format,
                   context.in("text、json 或 html", "text, json or html"))
      ->check(CLI::IsMember({"text", "json", "html"}))
      ->type_name("FORMAT");
  command->add_option("-o,--output", options->file, context.in("写入文件", "write to a file"))
      ->type_name("FILE");
  command->callback([&context, options] {
    context.run = [&context, options] { return explain(context, *options); };
  });
}

// -- journal -------------------------------------------------------------------------------------

struct ExportOptions {
  JournalOptions what;
  std::string from;
  std::string to;
  std::string file;
};

std::optional<Date> day_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(Date::parse(text));
}

int export_journal(Context& context, ExportOptions options) {
  options.what.language = context.language;
  options.what.from = day_of(options.from);
  options.what.to = day_of(options.to);
  auto registry = context.open(Access::read_only);
  const auto text = to_text(load_journal(registry.read(), options.what));
  if (options.file.empty()) {
    print(text);
    return done;
  }
  write_file(options.file, text);
  if (!context.json) print(context.in("已写入 ", "wrote ") + options.file + "\n");
  return done;
}

void add_journal(CLI::App& command_group, Context& context) {
  auto* command = add_command(command_group, context, "journal",
                              {"复式日记账，hledger 和 ledger 均可读",
                               "double-entry journal that hledger and ledger read"});
  auto options = std::make_shared<ExportOptions>();
  command
      ->add_option("--case", options->what.transfer_case,
                   context.in("只要此项目", "this case only"))
      ->type_name("CASE");
  command->add_option("--from", options->from, context.in("自此日起", "from this day on"))
      ->type_name("DATE");
  command->add_option("--to", options->to, context.in("至此日止（含）", "to this day, inclusive"))
      ->type_name("DATE");
  command->add_option("-o,--out", options->file, context.in("写入文件", "write to a file"))
      ->type_name("FILE");
  command->callback([&context, options] {
    context.run = [&context, options] { return export_journal(context, *options); };
  });
}

}  // namespace

void add_income_commands(CLI::App& app, Context& context) {
  auto* income = add_command(app, context, "income",
                             {"收益：说明、测算", "income: explained and worked out in advance"});
  income->require_subcommand(1);
  add_explain(*income, context);
  auto* exported =
      add_command(app, context, "export", {"导出给其他程序", "for other programs to read"});
  exported->require_subcommand(1);
  add_journal(*exported, context);
  add_simulate_commands(*income, context);
}

}  // namespace kezhuan::cli
