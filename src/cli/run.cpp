#include "cli/run.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"

/// The command line: one file for each group of commands, nothing decided here.
namespace kezhuan::cli {

namespace {

std::string environment_text(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// LC_ALL, LC_MESSAGES, LANG in the usual order; Chinese unless they say English.
Language language_of_locale() {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto value = environment_text(name);
    if (value.empty()) continue;
    return value.rfind("en", 0) == 0 ? Language::en : Language::zh;
  }
  return Language::zh;
}

/// The help texts need the language before the options are parsed.
Language language_asked_for(int count, const char* const* arguments) {
  auto language = language_of_locale();
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--") break;
    if (argument == "--lang=en") language = Language::en;
    if (argument == "--lang=zh") language = Language::zh;
    if (argument != "--lang" || i + 1 == count) continue;
    const std::string_view value = arguments[i + 1];
    if (value == "en") language = Language::en;
    if (value == "zh") language = Language::zh;
  }
  return language;
}

void add_global_options(CLI::App& app, Context& context) {
  context.registry_file = environment_text("KEZHUAN_REGISTRY");
  if (context.registry_file.empty()) context.registry_file = "registry.kz";
  context.actor = environment_text("KEZHUAN_ACTOR");
  if (context.actor.empty()) context.actor = environment_text("USER");
  if (context.actor.empty()) context.actor = "unknown";
  app.add_option("--registry", context.registry_file,
                 context.in("登记库文件（默认 $KEZHUAN_REGISTRY 或 registry.kz）",
                            "registry file (default $KEZHUAN_REGISTRY or registry.kz)"))
      ->type_name("FILE");
  app.add_flag("--json", context.json, context.in("输出 JSON", "print JSON"));
  app.add_option_function<std::string>(
         "--lang", [](const std::string&) {},  // read before, see language_asked_for
         context.in("语言：zh 或 en（默认随系统）", "language: zh or en (default: the locale's)"))
      ->check(CLI::IsMember({"zh", "en"}))
      ->type_name("LANG");
  app.add_option("--as", context.actor,
                 context.in("经办人（默认 $KEZHUAN_ACTOR 或 $USER）",
                            "who acts (default $KEZHUAN_ACTOR or $USER)"))
      ->type_name("ACTOR");
  app.add_option("--role", context.role, context.in("经办人的角色", "the actor's role"))
      ->type_name("ROLE");
  app.set_version_flag("--version", "kezhuan " KEZHUAN_VERSION,
                       context.in("显示版本", "print the version"));
}

std::string footer(const Context& context) {
  return context.in(
      "环境变量：KEZHUAN_REGISTRY 登记库文件，KEZHUAN_ACTOR 经办人。\n"
      "仅供测试与演示：KEZHUAN_NOW 现在的时间（如 2026-03-02 或 2026-03-02T04:00:00Z），\n"
      "KEZHUAN_SEED 使标识可以重现的整数。\n"
      "退出码：0 办成，1 规则不允许，2 用法或输入有误，3 其他故障。",
      "Environment: KEZHUAN_REGISTRY the registry file, KEZHUAN_ACTOR who acts.\n"
      "For tests and demos only: KEZHUAN_NOW the present time (as 2026-03-02 or\n"
      "2026-03-02T04:00:00Z), KEZHUAN_SEED a number that makes ids repeatable.\n"
      "Exit codes: 0 done, 1 refused by the rules, 2 wrong usage or input, 3 any other failure.");
}

/// That of a command, which does not list the options they all have.
std::string footer_of_commands(const Context& context) {
  return context.in("各命令通用的选项（--registry、--json、--lang 等）见 kezhuan --help。\n",
                    "Options of every command (--registry, --json, --lang, …): kezhuan --help.\n") +
         footer(context);
}

void set_help_texts(CLI::App& app, const Context& context) {
  if (context.language == Language::zh) app.option_defaults()->group("选项");
  app.set_help_flag("-h,--help", context.in("显示帮助", "print this help"));
  if (context.language == Language::en) return;
  const auto formatter = app.get_formatter();
  formatter->label("Usage", "用法");
  formatter->label("OPTIONS", "选项");
  formatter->label("Positionals", "参数");
  formatter->label("SUBCOMMAND", "命令");
  formatter->label("SUBCOMMANDS", "命令");
  formatter->label("REQUIRED", "必填");
  formatter->label("Needs", "须同时给出");
}

int report_error(const Context& context, const Error& error) {
  if (context.json) print(error_to_json(error) + "\n");
  complain(error_to_text(error, context.language));
  switch (error.code()) {
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::invalid:
    case ErrorCode::config: return bad_input;
    case ErrorCode::storage:
    case ErrorCode::integrity:
    case ErrorCode::migration: return failed;
  }
  return failed;
}

int report_refusal(const Context& context, const Decision& decision) {
  if (context.json) print(to_json(decision) + "\n");
  complain(to_text(decision, context.language));
  return refused;
}

int run(const Context& context) {
  try {
    const int code = context.run();
    if (std::fflush(stdout) == 0) return code;
    complain(context.in("错误：写不进标准输出。\n", "error: cannot write to standard output.\n"));
  } catch (const Refused& refusal) {
    return report_refusal(context, refusal.decision());
  } catch (const Error& error) {
    return report_error(context, error);
  } catch (const Interrupted&) {
    complain(context.in("已中断；什么也没有写入。\n", "Interrupted; nothing was written.\n"));
    return interrupted;
  } catch (const std::bad_alloc&) {
    complain(context.in("错误：内存不足；什么也没有写入。\n",
                        "error: out of memory; nothing was written.\n"));
  } catch (const std::exception& error) {
    complain(context.in("错误：", "error: ") + error.what() + "\n");
  }
  return failed;
}

/// What the parser of options says, in Chinese where it has a usual form.
std::string usage_in_chinese(const std::string& what) {
  struct Form {
    std::string_view prefix;
    std::string_view suffix;
    std::string_view chinese;
  };
  constexpr std::array forms = {
      Form{"A subcommand is required", "", "缺少命令"},
      Form{"The following argument was not expected: ", "", "多余的参数："},
      Form{"The following arguments were not expected: ", "", "多余的参数："},
      Form{"Could not convert: ", "", "格式不对："},
      Form{"", " is required", "缺少 "},
  };
  struct Middle {
    std::string_view english, chinese;
  };
  constexpr std::array middles = {
      Middle{" not in {", " 不在可选的值中：{"},
      Middle{" requires ", " 须同时给出 "},
      Middle{" excludes ", " 不能同时给出 "},
  };
  for (const auto& middle : middles) {
    const auto at = what.find(middle.english);
    if (at == std::string::npos) continue;
    return what.substr(0, at) + std::string(middle.chinese) +
           what.substr(at + middle.english.size());
  }
  for (const auto& form : forms) {
    const auto size = form.prefix.size() + form.suffix.size();
    if (what.size() < size || what.compare(0, form.prefix.size(), form.prefix) != 0) continue;
    if (what.compare(what.size() - form.suffix.size(), form.suffix.size(), form.suffix) != 0)
      continue;
    return std::string(form.chinese) + what.substr(form.prefix.size(), what.size() - size);
  }
  return what;
}

Text usage_text(const CLI::App& app, const CLI::ParseError& error) {
  const std::string what = error.what();
  const auto rest = app.remaining();
  if (what == "A subcommand is required" && !rest.empty()) {
    return {"没有名为“" + rest.front() + "”的命令", "there is no command \"" + rest.front() + "\""};
  }
  return {usage_in_chinese(what), what};
}

/// "kezhuan evidence keep": the innermost command that was named.
std::string command_line(const CLI::App& app) {
  auto line = app.get_name();
  for (const auto* command : app.get_subcommands()) line += " " + command_line(*command);
  return line;
}

int usage_error(const Context& context, const CLI::App& app, const CLI::ParseError& error) {
  const auto said = usage_text(app, error);
  const Text what{"用法不对：" + said.zh, "wrong usage: " + said.en};
  if (context.json) print(error_to_json(Error(ErrorCode::invalid, what, Text{})) + "\n");
  complain(context.in(what) + "\n" + context.in("  补救：看看 ", "  Remedy: see `") +
           command_line(app) + " --help" + context.in("。\n", "`.\n"));
  return bad_input;
}

int parse_and_run(int count, const char* const* arguments) {
  Context context;
  context.language = language_asked_for(count, arguments);
  CLI::App app(context.in("科转：数据类职务科技成果登记与转化",
                          "kezhuan: a registry of data-type achievements and their transfer"),
               "kezhuan");
  app.fallthrough();
  app.require_subcommand(1);
  set_help_texts(app, context);
  app.footer(footer_of_commands(context));  // which the commands take over
  add_global_options(app, context);
  add_registry_commands(app, context);
  add_act_commands(app, context);
  add_import_commands(app, context);
  add_reading_commands(app, context);
  add_path_commands(app, context);
  add_report_commands(app, context);
  add_income_commands(app, context);
  add_policy_commands(app, context);
  add_tool_commands(app, context);
  app.footer(footer(context));
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& asked) {
    const int code = app.exit(asked);
    std::fflush(stdout);  // who embeds this may not be about to end
    return code;
  } catch (const CLI::ParseError& error) {
    return usage_error(context, app, error);
  }
  return run(context);
}

}  // namespace

CLI::App* add_command(CLI::App& app, const Context& context, const char* name,
                      const StaticText& description) {
  auto* command = app.add_subcommand(name, context.in(description));
  if (context.language == Language::zh) command->group("命令");
  command->set_help_flag("-h,--help", context.in("显示帮助", "print this help"));
  return command;
}

int run_cli(int count, const char* const* arguments) {
  // A file that may not grow (ulimit -f) is told as any failure to write, and cleaned up after.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return parse_and_run(count, arguments);
  } catch (const Error& error) {  // the environment variables
    complain(error_to_text(error, language_of_locale()));
    return bad_input;
  } catch (const std::exception& error) {
    complain(std::string("kezhuan: ") + error.what() + "\n");
    return failed;
  }
}

}  // namespace kezhuan::cli
