// Handing in acts, and what an act looks like: act, schema, evidence.
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>
#include <variant>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/context.hpp"
#include "cli/documents.hpp"
#include "cli/example.hpp"
#include "cli/example_case.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"
#include "cli/progress_line.hpp"
#include "core/ahead.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/policy/act_page.hpp"

namespace kezhuan::cli {

namespace {

constexpr std::size_t most_problems = 50;  // of malformed documents shown in one go
constexpr std::size_t most_lines = 1000;   // of recorded acts shown one by one

const ActType& get_act_type(const std::string& name) {
  if (const auto* type = find_act_type(name)) return *type;
  // The reader of acts refuses it, and knows the nearest names.
  const auto unknown =
      JsonObject().text("act", name).text("happened", "2026-01-01").raw("data", "{}");
  try {
    return read_submission(unknown.done()).act.type();
  } catch (const Error& error) {
    auto problems = error.problems();
    for (auto& problem : problems) problem.place = "TYPE";
    throw Error(error.code(), std::move(problems));
  }
}

/// What is shown of one recorded act.
class Receipt {
 public:
  explicit Receipt(const Context& context) : context_(context) {}

  void add(const Recorded& recorded) {
    ++count_;
    warnings_ += recorded.decision.count(Severity::warn);
    outstanding_ += recorded.outcome.outstanding.size();
    if (first_ == 0) first_ = recorded.seq;
    last_ = std::max(last_, recorded.seq);
    if (context_.json) {
      lines_.push_back(json_of(recorded));
    } else if (lines_.size() < most_lines) {
      lines_.push_back(text_of(recorded));
    }
  }

  void show() const {
    if (context_.json || count_ <= most_lines) {
      for (const auto& line : lines_) print(line);
    }
    if (context_.json || count_ == 1) return;
    print(context_.in("共 ", "") + std::to_string(count_) +
          context_.in(" 项业务动作，第 ", " acts, entries ") + std::to_string(first_) +
          context_.in(" 至 ", " to ") + std::to_string(last_) +
          context_.in(" 条；警告 ", "; warnings: ") + std::to_string(warnings_) +
          context_.in(" 项。\n", ".\n"));
    if (outstanding_ == 0) return;
    print(context_.in("旧记录所缺共 ", "What old records lack: ") + std::to_string(outstanding_) +
          context_.in(" 处，见 kezhuan list outstanding\n",
                      " findings, see kezhuan list outstanding\n"));
  }

 private:
  std::string text_of(const Recorded& recorded) const {
    const auto* type = find_act_type(recorded.act);
    std::string line = std::to_string(recorded.seq) + "  " + recorded.act;
    if (type != nullptr) line += " " + context_.in(type->title);
    if (recorded.outcome.number) line += "  " + *recorded.outcome.number;
    if (recorded.outcome.last_day) {
      line += context_.in("  届满日 ", "  last day ") + recorded.outcome.last_day->to_text();
    }
    if (recorded.outcome.classification) {
      line += "  → " + context_.in(name_of(recorded.outcome.classification->outcome));
    }
    const auto lacking = recorded.outcome.outstanding.size();
    if (lacking > 0) {
      line += context_.in("  待补 ", "  outstanding: ") + std::to_string(lacking) +
              context_.in(" 项", "");
    }
    if (recorded.repeated)
      line += context_.in("  （此前已记录，未重复记入）", "  (recorded before; nothing added)");
    line += "\n";
    if (!recorded.decision.findings.empty()) line += to_text(recorded.decision, context_.language);
    return line;
  }

  static std::string json_of(const Recorded& recorded) {
    return JsonObject()
               .text("act", recorded.act)
               .raw("decision", to_json(recorded.decision))
               .text("id", recorded.id.to_text())
               .raw("outcome", to_canonical_json(recorded.outcome))
               .flag("repeated", recorded.repeated)
               .number("seq", recorded.seq)
               .done() +
           "\n";
  }

  const Context& context_;
  std::size_t count_ = 0;
  std::size_t warnings_ = 0;
  std::size_t outstanding_ = 0;
  std::uint64_t first_ = 0;
  std::uint64_t last_ = 0;
  std::vector<std::string> lines_;
};

/// How many acts were recorded, on a terminal: only where they are many.
class ActCount {
 public:
  explicit ActCount(const Context& context) : context_(context) {}

  void clear() { line_.clear(); }

  void step() {
    if (++count_ < 1000 || !line_.is_due()) return;
    const auto rate = count_ * 1000 / static_cast<std::uint64_t>(line_.spent().count());
    line_.draw(std::to_string(count_) + context_.in(" 项，每秒 ", " acts, per second: ") +
               std::to_string(rate));
  }

 private:
  const Context& context_;
  ProgressLine line_;
  std::uint64_t count_ = 0;
};

std::string place_of(const DocumentReader& reader, const Document& document) {
  return reader.name() + ":" + std::to_string(document.line);
}

/// Puts the file and line before what is wrong with one document.
template <class F>
auto at_document(const DocumentReader& reader, const Document& document, F&& handle) {
  try {
    return handle();
  } catch (const Error& error) {
    if (!is_about_input(error.code())) throw;
    throw located(error, reader.name(), document);
  }
}

/// A document, and the act it holds or what is wrong with its form.
struct Form {
  Document document;
  std::variant<Submission, Error> read;
};

/// @param legacy  every act is an old record, whatever it says itself (REG-08)
std::optional<Form> read_form(DocumentReader& reader, bool legacy, std::stop_token stop = {}) {
  auto document = reader.next(std::move(stop));
  if (!document) return std::nullopt;
  try {
    auto submission = read_submission(document->text);
    submission.legacy = submission.legacy || legacy;
    return Form{*std::move(document), std::move(submission)};
  } catch (const Error& error) {
    auto found = located(error, reader.name(), *document);
    return Form{*std::move(document), std::move(found)};
  }
}

const Submission& submission_of(const Form& form) {
  if (const auto* error = std::get_if<Error>(&form.read)) throw *error;
  return std::get<Submission>(form.read);
}

/// The forms of one input, read on a second thread while those before them are judged.
class Forms {
 public:
  Forms(DocumentReader& reader, bool legacy)
      : ahead_([&reader,
                legacy](const std::stop_token& stop) { return read_form(reader, legacy, stop); },
               [](const Form& form) { return form.document.text.size(); }, bytes_ahead) {}

  /// Nothing at the end. @throws Error  all that is wrong with the forms from here on
  std::optional<Form> next() {
    throw_if_interrupted();
    auto form = ahead_.next();
    if (form && std::holds_alternative<Error>(form->read)) throw_all_from(*form);
    return form;
  }

 private:
  [[noreturn]] void throw_all_from(const Form& first) {
    const auto& error = std::get<Error>(first.read);
    auto problems = error.problems();
    try {
      for (auto form = ahead_.next(); form && problems.size() < most_problems;
           form = ahead_.next()) {
        throw_if_interrupted();
        if (const auto* more = std::get_if<Error>(&form->read)) {
          problems.insert(problems.end(), more->problems().begin(), more->problems().end());
        }
      }
    } catch (const Error&) {
      // The rest cannot be split into documents; what was found stands.
    }
    throw Error(error.code(), std::move(problems));
  }

  static constexpr std::size_t bytes_ahead = std::size_t{1} << 18U;

  Ahead<Form> ahead_;
};

/// Shows what checking found; a single act's findings, or those of each document.
class CheckReport {
 public:
  explicit CheckReport(const Context& context) : context_(context) {}

  void add(const std::string& place, const Decision& decision) {
    is_refused_ = is_refused_ || decision.is_refused();
    if (context_.json) {
      print(to_json(decision) + "\n");
    } else if (place.empty()) {
      print(to_text(decision, context_.language));
    } else if (!decision.findings.empty()) {
      print(place + context_.in("：\n", ":\n") + to_text(decision, context_.language));
    }
  }

  int finish(std::size_t count) const {
    if (!context_.json && count > 1 && !is_refused_) {
      print(context_.in("检查了 ", "checked ") + std::to_string(count) +
            context_.in(" 项，可以记录。\n", " acts; they may be recorded.\n"));
    }
    return is_refused_ ? refused : done;
  }

 private:
  const Context& context_;
  bool is_refused_ = false;
};

int check_one(Context& context, DocumentReader& reader, bool legacy) {
  const auto form = *read_form(reader, legacy);
  const auto& submission = submission_of(form);
  auto registry = context.open(Access::read_only);
  CheckReport report(context);
  report.add({}, at_document(reader, form.document, [&] { return registry.check(submission); }));
  return report.finish(1);
}

/// Each act is checked on top of those before it, in a batch that is then dropped.
int check_many(Context& context, DocumentReader& reader, bool legacy) {
  auto registry = context.open(Access::read_write);
  auto batch = registry.batch();
  CheckReport report(context);
  Forms forms(reader, legacy);
  std::size_t count = 0;
  while (const auto form = forms.next()) {
    ++count;
    try {
      const auto recorded =
          at_document(reader, form->document, [&] { return batch.record(submission_of(*form)); });
      report.add(place_of(reader, form->document), recorded.decision);
    } catch (const Refused& refusal) {
      report.add(place_of(reader, form->document), refusal.decision());
      break;  // what comes after may build on it
    }
  }
  return report.finish(count);
}

int report_refusal(const Context& context, const std::string& place, const Decision& decision) {
  if (context.json) print(to_json(decision) + "\n");
  if (!place.empty()) complain(place + context.in("：\n", ":\n"));
  complain(to_text(decision, context.language));
  complain(place.empty() ? context.in("什么也没有写入。\n", "Nothing was written.\n")
                         : context.in("什么也没有写入（要么全部，要么全不）。\n",
                                      "Nothing was written (all or none).\n"));
  return refused;
}

/// Erased for good is only what no reader keeps alive.
void tell_pending_erasure(const Context& context, const Registry& registry) {
  if (!registry.is_erasure_pending()) return;
  complain(context.in(
      "注意：另有程序正在读取，删除的内容暂留在预写日志中；待其结束后，再做任何一次写入即清除。\n",
      "Note: another program is reading, so what was erased stays in the write-ahead log for now; "
      "any write after it has ended clears it.\n"));
}

int record_one(Context& context, DocumentReader& reader, bool legacy) {
  const auto form = *read_form(reader, legacy);
  const auto& submission = submission_of(form);
  auto registry = context.open(Access::read_write);
  try {
    const auto recorded =
        at_document(reader, form.document, [&] { return registry.record(submission); });
    tell_pending_erasure(context, registry);
    Receipt receipt(context);
    receipt.add(recorded);
    receipt.show();
    if (context.json) return done;
    const auto number = achievement_of(registry.read(), submission.act, recorded);
    if (!number.empty()) {
      print(context.in("下一步：kezhuan next ", "Next: kezhuan next ") + number + "\n");
    }
    return done;
  } catch (const Refused& refusal) {
    return report_refusal(context, {}, refusal.decision());
  }
}

int record_many(Context& context, DocumentReader& reader, bool legacy) {
  auto registry = context.open(Access::read_write);
  Receipt receipt(context);
  auto batch = registry.batch();
  ActCount progress(context);
  Forms forms(reader, legacy);
  while (const auto form = forms.next()) {
    try {
      receipt.add(
          at_document(reader, form->document, [&] { return batch.record(submission_of(*form)); }));
    } catch (const Refused& refusal) {
      progress.clear();
      return report_refusal(context, place_of(reader, form->document), refusal.decision());
    }
    progress.step();
  }
  throw_if_interrupted();
  batch.commit();
  tell_pending_erasure(context, registry);
  progress.clear();
  receipt.show();
  return done;
}

struct ActOptions {
  bool only_check = false;
  bool legacy = false;
};

int act(Context& context, const std::string& file, const ActOptions& options) {
  const InterruptGuard guard;
  DocumentReader reader(file);
  if (!reader.has_next()) {
    throw Error(ErrorCode::invalid, {"里面没有业务动作。", "there is no act in it."},
                {"kezhuan act --example TYPE 给出可编辑的样例。",
                 "`kezhuan act --example TYPE` gives one to edit."},
                {}, reader.name());
  }
  if (reader.has_only_one()) {
    return options.only_check ? check_one(context, reader, options.legacy)
                              : record_one(context, reader, options.legacy);
  }
  return options.only_check ? check_many(context, reader, options.legacy)
                            : record_many(context, reader, options.legacy);
}

int show_example(Context& context, const std::string& type_name, const std::string& number) {
  const auto& type = get_act_type(type_name);
  if (context.has_registry() && !number.empty()) {
    const auto snapshot = context.open(Access::read_only).read();
    print(example_text(type, context.today(), number, &snapshot) + "\n");
  } else {
    print(example_text(type, context.today(), number, nullptr) + "\n");
  }
  return done;
}

void add_act(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "act",
                              {"记录业务动作：一个 JSON 文档，或每行一个（要么全部，要么全不）",
                               "record acts: one JSON document, or one a line (all or none)"});
  auto input = std::make_shared<std::string>();
  auto example = std::make_shared<std::string>();
  auto options = std::make_shared<ActOptions>();
  command->add_option("FILE", *input,
                      context.in("文件，- 为标准输入；与 --example 同用时为编号",
                                 "a file, - for standard input; with --example a number"));
  command->add_flag("--check", options->only_check,
                    context.in("只检查，不写入", "only check, write nothing"));
  command->add_flag("--legacy", options->legacy,
                    context.in("建库前的旧记录：所缺材料记为待补事项",
                               "old records from before the registry: papers they lack become "
                               "outstanding items"));
  command
      ->add_option("--example", *example,
                   context.in("给出某种动作的样例，可指定编号",
                              "a filled-in act to edit, for a number if given"))
      ->type_name("TYPE");
  command->callback([&context, input, example, options] {
    if (example->empty() && input->empty()) throw CLI::RequiredError("FILE");
    context.run = [&context, input, example, options] {
      return example->empty() ? act(context, *input, *options)
                              : show_example(context, *example, *input);
    };
  });
}

int list_act_types(const Context& context) {
  if (context.json) {
    std::vector<std::string> types;
    for (const auto& type : act_types()) {
      types.push_back(JsonObject()
                          .text("act", type.name)
                          .both("title", type.title.text())
                          .number("version", static_cast<std::uint64_t>(type.version))
                          .done());
    }
    print(json_array(types) + "\n");
    return done;
  }
  Columns columns;
  for (const auto& type : act_types()) {
    columns.add({std::string(type.name), context.in(type.title)});
  }
  print(columns.to_text());
  return done;
}

int print_act_pages(Context& context, const std::string& name) {
  const auto language = context.language;
  const auto* type = name.empty() ? nullptr : &get_act_type(name);
  const auto policy = policy_in_force(context);
  print(type == nullptr ? act_pages(policy, language) : act_page(*type, policy, language));
  return done;
}

int schema(Context& context, const std::string& name, bool docs) {
  if (docs) return print_act_pages(context, name);
  if (name.empty()) return list_act_types(context);
  print(indent_json(submission_schema(get_act_type(name))) + "\n");
  return done;
}

void add_schema(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "schema",
                              {"所有业务动作；某一种的 JSON Schema 或说明",
                               "all acts; the JSON schema or the documentation of one"});
  auto name = std::make_shared<std::string>();
  auto docs = std::make_shared<bool>(false);
  command->add_option("TYPE", *name,
                      context.in("业务动作，如 application.file", "an act, as application.file"));
  command->add_flag("--docs", *docs,
                    context.in("给人看的说明（Markdown）", "documentation for people (Markdown)"));
  command->callback([&context, name, docs] {
    context.run = [&context, name, docs] { return schema(context, *name, *docs); };
  });
}

std::string media_type_of(const std::filesystem::path& file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> known = {{
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".txt", "text/plain"},
      {".csv", "text/csv"},
      {".json", "application/json"},
      {".zip", "application/zip"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  }};
  auto extension = file.extension().string();
  for (auto& c : extension) c = ascii_lower(c);
  for (const auto& [ending, type] : known) {
    if (ending == extension) return std::string(type);
  }
  return "application/octet-stream";
}

int keep_evidence(Context& context, const std::string& file, bool with_example,
                  const std::string& subject) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  if (problem) {
    throw Error(ErrorCode::invalid,
                {"读不了文件：" + problem.message(), "cannot read the file: " + problem.message()},
                {"请检查路径与权限。", "Check the path and its permissions."}, {}, file);
  }
  auto registry = context.open(Access::read_write);
  auto kind = EvidenceKind::other;
  std::string transfer;
  if (with_example && !subject.empty()) {
    const auto snapshot = registry.read();
    kind = missing_evidence(snapshot, subject);
    const auto found = find_case(snapshot.state(), subject);
    if (found) transfer = snapshot.state().get(*found).number;
  }
  const auto hash = registry.keep_file(file);
  const auto name = std::filesystem::path(file).filename().string();
  if (with_example) {
    JsonObject data;
    data.text("evidence", to_code(kind)).text("title", name);
    if (!transfer.empty()) {
      data.text("transfer_case", transfer);
    } else if (!subject.empty()) {
      data.text("achievement", subject);
    }
    data.text("sha256", hash.to_text())
        .number("size", size)
        .text("media_type", media_type_of(file));
    print(indent_json(JsonObject()
                          .text("act", AttachEvidence::type)
                          .text("happened", context.today().to_text())
                          .raw("data", data.done())
                          .done()) +
          "\n");
  } else if (context.json) {
    print(JsonObject().text("sha256", hash.to_text()).number("size", size).done() + "\n");
  } else {
    print(hash.to_text() + "  " + std::to_string(size) + context.in(" 字节  ", " bytes  ") + name +
          "\n");
  }
  return done;
}

void add_evidence(CLI::App& app, Context& context) {
  auto* evidence = add_command(app, context, "evidence", {"佐证材料文件", "evidence files"});
  evidence->require_subcommand(1);
  auto* keep = add_command(
      *evidence, context, "keep",
      {"把文件按内容哈希存到登记库旁", "keep a file beside the registry by its content hash"});
  auto file = std::make_shared<std::string>();
  auto example = std::make_shared<bool>(false);
  auto achievement = std::make_shared<std::string>();
  keep->add_option("FILE", *file, context.in("要保存的文件", "the file to keep"))->required();
  keep->add_option("ACHIEVEMENT", *achievement,
                   context.in("成果或转化项目编号，写入 --example 给出的动作",
                              "number of an achievement or a transfer case, for --example"));
  keep->add_flag(
      "--example", *example,
      context.in("给出 evidence.attach 动作供编辑", "print the evidence.attach act to edit"));
  keep->callback([&context, file, example, achievement] {
    context.run = [&context, file, example, achievement] {
      return keep_evidence(context, *file, *example, *achievement);
    };
  });
}

}  // namespace

void add_act_commands(CLI::App& app, Context& context) {
  add_act(app, context);
  add_schema(app, context);
  add_evidence(app, context);
}

}  // namespace kezhuan::cli
