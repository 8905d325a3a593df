// The path of transfer cases: the board of one, what is due of all.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "kezhuan/report/case_board.hpp"

namespace kezhuan::cli {

namespace {

/// Into the file, or out when its name is "-".
void deliver_to(const Context& context, const std::string& file, const std::string& text) {
  deliver(context, file == "-" ? std::string() : file, text);
}

/// Two texts on standard output would be one that nothing reads.
void require_one_out(int count) {
  if (count < 2) return;
  throw Error(ErrorCode::invalid,
              {"标准输出（-）只能写一种。", "standard output (-) takes one text."},
              {"其他的写文件名。", "Give the others the names of files."});
}

struct PathOptions {
  std::string transfer;
  std::string html;
  std::string svg;
  std::string table;
  bool mermaid = false;
};

int path(Context& context, const PathOptions& options) {
  require_one_out((options.html == "-" ? 1 : 0) + (options.svg == "-" ? 1 : 0) +
                  (options.table == "-" ? 1 : 0) + (options.mermaid ? 1 : 0));
  auto registry = context.open(Access::read_only);
  const auto board = registry.read().board(options.transfer);
  const auto language = context.language;
  if (!options.html.empty()) deliver_to(context, options.html, to_html(board, language));
  if (!options.svg.empty()) deliver_to(context, options.svg, to_svg(board, language));
  if (!options.table.empty()) deliver_to(context, options.table, to_csv(board, language));
  if (options.mermaid) print(to_mermaid(board, language));
  const bool is_delivered = !options.html.empty() || !options.svg.empty() || !options.table.empty();
  if (is_delivered || options.mermaid) return done;
  print(context.json ? to_json(board) + "\n" : to_text(board, language));
  return done;
}

void add_path(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "path",
                              {"转化项目的路径看板：十个环节各到哪里",
                               "the path board of a case: how far each of the ten links is"});
  auto options = std::make_shared<PathOptions>();
  command
      ->add_option("CASE", options->transfer,
                   context.in("转化项目编号或标识", "number or id of the case"))
      ->required();
  command
      ->add_option(
          "--html", options->html,
          context.in("写成可打印的页面（- 为标准输出）", "write a page to print (- is out)"))
      ->type_name("FILE");
  command
      ->add_option("--svg", options->svg,
                   context.in("写成图（- 为标准输出）", "write a picture (- is out)"))
      ->type_name("FILE");
  command
      ->add_option("--csv", options->table,
                   context.in("写成 CSV 表格（- 为标准输出）", "write a CSV table (- is out)"))
      ->type_name("FILE");
  command->add_flag("--mermaid", options->mermaid,
                    context.in("输出 Mermaid 流程图", "print a Mermaid flowchart"));
  command->callback([&context, options] {
    context.run = [&context, options] { return path(context, *options); };
  });
}

struct DueOptions {
  std::optional<int> within;
  std::string on;
  std::string person;
  std::string role;
  std::string calendar_file;
  std::string table_file;
  std::optional<int> alarm_days;
};

std::optional<Who> get_role(const std::string& code) {
  if (code.empty()) return std::nullopt;
  return get_coded<Who>(code, {"角色", "role"});
}

/// On standard error, so that what programs read keeps its form.
void warn_limited(const Context& context, const Date& last, const Date& first_known) {
  const auto day = last.to_text();
  const auto first = first_known.to_text();
  Text what{"只列到 " + day + "：此后哪些是工作日，待下一年度放假安排公布后才能确定。",
            "Listed up to " + day +
                " only: which days are working days after it is not known until the next "
                "year's holidays are announced."};
  if (last < first_known) {
    what = {"只列到 " + day + "：工作日历从 " + first + " 起才有，此前哪些是工作日不知道。",
            "Listed up to " + day + " only: the working calendar begins on " + first +
                "; which days before it are working days is not known."};
  }
  complain(context.json ? JsonObject().text("limited_to", day).both("warning", what).done() + "\n"
                        : context.in(what) + "\n");
}

int due(Context& context, const DueOptions& options) {
  require_one_out((options.calendar_file == "-" ? 1 : 0) + (options.table_file == "-" ? 1 : 0));
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  const auto day = options.on.empty() ? snapshot.today() : Date::parse(options.on);
  const auto& calendar = *context.calendar();
  const auto horizon = options.within ? horizon_of(calendar, day, *options.within)
                                      : Horizon{Date(Date::max_year, 12, 31), {}};
  const auto deadlines = snapshot.due({day, horizon.until, options.person, get_role(options.role)});
  if (horizon.limited_to) warn_limited(context, *horizon.limited_to, calendar.data().from);
  if (!options.calendar_file.empty()) {
    deliver_to(context, options.calendar_file,
               to_icalendar(deadlines, context.now(), context.language, options.alarm_days));
  }
  if (!options.table_file.empty()) {
    deliver_to(context, options.table_file, to_csv(deadlines, context.language));
  }
  if (!options.calendar_file.empty() || !options.table_file.empty()) return done;
  print(context.json ? to_json(deadlines) + "\n"
                     : to_text(deadlines, day, calendar, context.language));
  return done;
}

void add_due(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, context, "due",
                  {"全部转化项目、成果和清单的期限，逾期的在前",
                   "what falls due of all cases, achievements and the list, overdue first"});
  auto options = std::make_shared<DueOptions>();
  command
      ->add_option("--within", options->within,
                   context.in("只列若干个工作日之内到期的（逾期的照列）",
                              "only what falls due within so many working days (and is overdue)"))
      ->check([&context](const std::string& text) { return require_natural(context, text); })
      ->type_name("N");
  command
      ->add_option("--on", options->on,
                   context.in("以该日为今天（默认今天）", "as of that day (default today)"))
      ->type_name("DATE");
  command
      ->add_option("--person", options->person,
                   context.in("只列与该人员有关的：其负责、参与完成、经办、实施或应得奖励的",
                              "only what concerns this person: as lead, contributor, officer, "
                              "implementer, rewarded"))
      ->type_name("PERSON");
  command
      ->add_option("--role", options->role,
                   context.in("只列由该角色办的（名称或代码，如 完成人、office）",
                              "only what this role has to do (name or code, as office)"))
      ->type_name("ROLE");
  command
      ->add_option("--csv", options->table_file,
                   context.in("写成 CSV 表格（- 为标准输出）", "write a CSV table (- is out)"))
      ->type_name("FILE");
  command
      ->add_option("--alarm", options->alarm_days,
                   context.in("日历文件中提前若干天提醒", "an alarm so many days before, in --ics"))
      ->check([&context](const std::string& text) { return require_natural(context, text); })
      ->type_name("DAYS");
  command
      ->add_option("--ics", options->calendar_file,
                   context.in("写成 iCalendar 日历文件（- 为标准输出）",
                              "write an iCalendar file (- is out)"))
      ->type_name("FILE");
  command->callback([&context, options] {
    context.run = [&context, options] { return due(context, *options); };
  });
}

}  // namespace

void add_path_commands(CLI::App& app, Context& context) {
  add_path(app, context);
  add_due(app, context);
}

}  // namespace kezhuan::cli
