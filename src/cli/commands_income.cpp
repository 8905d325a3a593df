// Money of a case: how it came to stand as it does, and as a journal for other programs.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "cli/simulate.hpp"
#include "kezhuan/exchange/journal.hpp"
#include "kezhuan/income/books.hpp"
#include "kezhuan/report/statement.hpp"
#include "kezhuan/report/tax_note.hpp"

namespace kezhuan::cli {

namespace {

std::optional<Date> day_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(Date::parse(text));
}

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
  deliver(context, options.file, text);
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

// -- tax -----------------------------------------------------------------------------------------

/// Amounts and days as they were written; empty when they were not.
struct TaxOptions {
  std::string transfer_case;
  std::string person;
  std::string on;
  std::string reward;
  std::string income;
  std::string exempt;
  std::string deductions;
  std::string withheld;
  std::optional<std::int64_t> months;

  bool knows_the_year() const { return !income.empty(); }
};

Money amount_of(const std::string& text) { return text.empty() ? Money() : Money::parse(text); }

TaxQuestion question_of(const Context& context, const TaxOptions& options) {
  TaxQuestion question;
  question.transfer_case = options.transfer_case;
  question.person = options.person;
  question.on = day_of(options.on).value_or(context.today());
  if (!options.reward.empty()) question.reward = Money::parse(options.reward);
  if (options.knows_the_year()) {
    const std::int64_t month = question.on->month();
    question.year = TaxYear{amount_of(options.income), amount_of(options.exempt),
                            options.months.value_or(month), amount_of(options.deductions),
                            amount_of(options.withheld)};
  }
  return question;
}

int note_tax(Context& context, const TaxOptions& options) {
  auto registry = context.open(Access::read_only);
  const auto note = load_tax_note(registry.read(), question_of(context, options), context.language);
  print(context.json ? to_json(note) + "\n" : to_text(note, context.language));
  return done;
}

void add_tax(CLI::App& income, Context& context) {
  auto* command =
      add_command(income, context, "tax",
                  {"税收提示；写明本年收入的，另作估算。未据此办理任何事项",
                   "tax notes; with the year's income an estimate, applied to nothing"});
  auto options = std::make_shared<TaxOptions>();
  const auto text = [&](const char* name, std::string& value, const StaticText& description,
                        const char* type) {
    return command->add_option(name, value, context.in(description))->type_name(type);
  };
  command->add_option("CASE", options->transfer_case, context.in("转化项目", "transfer case"))
      ->required();
  text("--person", options->person, {"人员", "the person"}, "PERSON")->required();
  text("--on", options->on, {"发放日（默认今天）", "day of payment (default today)"}, "DATE");
  text("--reward", options->reward,
       {"现金奖励（默认待付的奖励）", "cash reward (default: what is due)"}, "AMOUNT");
  auto* wages =
      text("--income", options->income,
           {"本年累计收入，不含奖励", "income of the year so far, without the reward"}, "AMOUNT");
  text("--exempt", options->exempt, {"累计免税收入", "exempt income so far"}, "AMOUNT")
      ->needs(wages);
  text("--deductions", options->deductions,
       {"累计各项扣除，不含每月减除费用", "deductions so far, without the monthly allowance"},
       "AMOUNT")
      ->needs(wages);
  text("--withheld", options->withheld, {"已预扣税额", "withheld before"}, "AMOUNT")->needs(wages);
  command
      ->add_option("--months", options->months,
                   context.in("本年任职月数（默认发放日所在月）",
                              "months worked this year (default: the month of payment)"))
      ->type_name("N")
      ->needs(wages);
  command->callback([&context, options] {
    context.run = [&context, options] { return note_tax(context, *options); };
  });
}

// -- adopt ---------------------------------------------------------------------------------------

struct AdoptOptions {
  std::string scheme;
  std::string happened;
  bool only_check = false;
};

int refuse_adoption(const Context& context, const Decision& decision) {
  if (context.json) {
    print(to_json(decision) + "\n");
  } else {
    complain(to_text(decision, context.language) +
             context.in("什么也没有写入。\n", "Nothing was written.\n"));
  }
  return refused;
}

int adopt(Context& context, const AdoptOptions& options) {
  const auto scheme = load_scheme(options.scheme);
  const auto day = day_of(options.happened).value_or(context.today());
  const Submission submission{{}, day, {}, {}, AnyAct::of(adoption_of(scheme))};
  auto registry = context.open(options.only_check ? Access::read_only : Access::read_write);
  if (options.only_check) {
    const auto decision = registry.check(submission);
    print(context.json ? to_json(decision) + "\n" : to_text(decision, context.language));
    return decision.is_refused() ? refused : done;
  }
  try {
    const auto recorded = registry.record(submission);
    const auto number = recorded.outcome.number.value_or(std::string());
    if (context.json) {
      print(JsonObject()
                .text("number", number)
                .text("hash", hash_of(scheme).to_text())
                .number("seq", recorded.seq)
                .done() +
            "\n");
      return done;
    }
    print(std::to_string(recorded.seq) + context.in("  采用收益分配办法 ", "  adopted scheme ") +
          number + " " + scheme.id + " " + scheme.version +
          context.in("，自 ", ", in force from ") + scheme.effective_from.to_text() +
          context.in(" 起生效\n", " on\n"));
    return done;
  } catch (const Refused& refusal) {
    return refuse_adoption(context, refusal.decision());
  }
}

void add_adopt(CLI::App& income, Context& context) {
  auto* command =
      add_command(income, context, "adopt",
                  {"采用收益分配办法：全文入库，方案可引用其编号",
                   "adopt a distribution scheme: on record in full, for plans to go by"});
  auto options = std::make_shared<AdoptOptions>();
  command
      ->add_option("SCHEME", options->scheme,
                   context.in("办法文件（YAML），或内置办法的标识",
                              "a scheme file (YAML), or the id of one that is shipped"))
      ->required();
  command
      ->add_option("--happened", options->happened,
                   context.in("采用之日（默认今天）", "day of adoption (default today)"))
      ->type_name("DATE");
  command->add_flag("--check", options->only_check,
                    context.in("只检查，不记录", "only check, record nothing"));
  command->callback([&context, options] {
    context.run = [&context, options] { return adopt(context, *options); };
  });
}

// -- journal -------------------------------------------------------------------------------------

struct ExportOptions {
  JournalOptions what;
  std::string from;
  std::string to;
  std::string file;
};

int export_journal(Context& context, ExportOptions options) {
  options.what.language = context.language;
  options.what.from = day_of(options.from);
  options.what.to = day_of(options.to);
  auto registry = context.open(Access::read_only);
  deliver(context, options.file, to_text(load_journal(registry.read(), options.what)));
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
  auto* income =
      add_command(app, context, "income",
                  {"收益：说明、税收提示、测算", "income: explained, tax notes, simulated"});
  income->require_subcommand(1);
  add_adopt(*income, context);
  add_explain(*income, context);
  add_tax(*income, context);
  auto* exported =
      add_command(app, context, "export", {"导出给其他程序", "for other programs to read"});
  exported->require_subcommand(1);
  add_journal(*exported, context);
  add_simulate_commands(*income, context);
}

}  // namespace kezhuan::cli
