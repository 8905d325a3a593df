// The registry as a whole: init, verify, backup, restore, migrate.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "cli/policy_choice.hpp"
#include "cli/progress_line.hpp"

namespace kezhuan::cli {

namespace {

struct Founding {
  std::string file;
  std::string name;
  std::string institution;
  std::string number;
  std::string nature = "public_medical";
  std::string credit_code;
  std::string policy = "cn-national";
  std::string overlay;
};

FoundRegistry founding_act(const Founding& given) {
  JsonObject institution;
  institution.text("name", given.institution).text("nature", given.nature);
  if (!given.number.empty()) institution.text("number", given.number);
  if (!given.credit_code.empty()) institution.text("credit_code", given.credit_code);
  const auto data = JsonObject()
                        .text("name", given.name.empty() ? given.institution : given.name)
                        .raw("institution", institution.done())
                        .done();
  return read_document<FoundRegistry>(parse_json(data));
}

int init(Context& context, const Founding& given) {
  const auto founding = founding_act(given);
  const auto policy = choose_policy(given.overlay);
  const auto registry =
      Registry::create(given.file, founding, policy, context.actor, context.environment());
  const auto mark = registry.read().mark();
  if (context.json) {
    print(JsonObject()
              .text("file", given.file)
              .text("root", mark.root.to_text())
              .number("size", mark.size)
              .done() +
          "\n");
    return done;
  }
  Columns columns;
  columns.add({context.in("已建立", "created"), given.file});
  columns.add({context.in("登记库", "registry"), founding.name});
  columns.add({context.in("本机构", "institution"), founding.institution.name});
  columns.add({context.in("政策", "policy"), policy.id() + " " + policy.version()});
  columns.add(
      {context.in("账本", "ledger"), std::to_string(mark.size) + context.in(" 条", " entries")});
  print(columns.to_text());
  return done;
}

void add_init(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "init", {"建立登记库", "create a registry"});
  auto given = std::make_shared<Founding>();
  command->add_option(
      "FILE", given->file,
      context.in("登记库文件（默认同 --registry）", "registry file (default as --registry)"));
  command
      ->add_option("--institution", given->institution,
                   context.in("本机构名称", "name of the own institution"))
      ->required()
      ->type_name("NAME");
  command
      ->add_option("--name", given->name,
                   context.in("登记库名称（默认同机构）",
                              "name of the registry (default the institution's)"))
      ->type_name("NAME");
  command
      ->add_option("--number", given->number,
                   context.in("本机构编号", "number of the own institution"))
      ->type_name("NUMBER");
  command
      ->add_option("--nature", given->nature,
                   context.in("机构性质（默认 public_medical）", "nature (default public_medical)"))
      ->type_name("CODE");
  command
      ->add_option("--credit-code", given->credit_code,
                   context.in("统一社会信用代码", "unified social credit code"))
      ->type_name("CODE");
  command
      ->add_option("--policy", given->policy,
                   context.in("政策（默认 cn-national）", "policy (default cn-national)"))
      ->check(CLI::IsMember({"cn-national"}))
      ->type_name("ID");
  command
      ->add_option("--overlay", given->overlay,
                   context.in("本机构的加严文件，或内置示例的名称",
                              "the institution's overlay, or the name of a built-in example"))
      ->type_name("FILE");
  command->callback([&context, given] {
    if (given->file.empty()) given->file = context.registry_file;
    context.run = [&context, given] { return init(context, *given); };
  });
}

struct VerifyOptions {
  bool replay = false;
  bool fast = false;
  std::string root;
  std::uint64_t size = 0;
};

VerifyRequest request_of(const VerifyOptions& options) {
  VerifyRequest request;
  request.replay = options.replay;
  request.deep = !options.fast;
  if (options.root.empty()) return request;
  try {
    request.saved = LedgerMark{options.size, Sha256::parse(options.root)};
  } catch (const Error& error) {
    throw error.at("--root");
  }
  return request;
}

/// Empty when all was looked at.
std::string left_out(const Context& context, bool was_replayed, bool looked_deep) {
  if (!looked_deep && !was_replayed) {
    return context.in("数据表、个人信息、政策、佐证文件",
                      "tables, personal values, policies, evidence files");
  }
  if (!looked_deep) {
    return context.in("个人信息、政策、佐证文件", "personal values, policies, evidence files");
  }
  if (was_replayed) return {};
  return context.in("数据表、账册的检索列（加 --replay 逐行比对）",
                    "the tables, the ledger's searchable columns (--replay compares every row)");
}

void print_report(const Context& context, const VerifyReport& report, bool looked_deep) {
  if (context.json) {
    print(JsonObject()
              .number("evidence_files", report.evidence_files)
              .raw("problems", problems_to_json(report.problems))
              .number("replayed", report.replayed)
              .text("root", report.mark.root.to_text())
              .number("size", report.mark.size)
              .done() +
          "\n");
    return;
  }
  Columns columns;
  columns.add({context.in("账本条数", "ledger size"), std::to_string(report.mark.size)});
  columns.add({context.in("根哈希", "root"), report.mark.root.to_text()});
  columns.add({context.in("佐证文件", "evidence files"), std::to_string(report.evidence_files)});
  if (report.replayed > 0)
    columns.add({context.in("重放", "replayed"), std::to_string(report.replayed)});
  const auto rest = left_out(context, report.replayed > 0, looked_deep);
  if (!rest.empty()) columns.add({context.in("未核对", "not looked at"), rest});
  columns.add(
      {context.in("结果", "result"),
       report.problems.empty()
           ? rest.empty() ? context.in("记录完整", "the record is whole")
                          : context.in("所核对的完整", "what was looked at is whole")
           : context.in("有 ", "") + std::to_string(report.problems.size()) +
                 context.in(" 处问题", report.problems.size() == 1 ? " problem" : " problems")});
  print(columns.to_text());
  if (!report.problems.empty()) complain(problems_to_text(report.problems, context.language));
}

int verify(Context& context, const VerifyOptions& options) {
  auto request = request_of(options);
  VerifyReport report;
  watch(context, [&](const Progress& progress) {
    request.progress = progress;
    report = Registry::verify_file(context.registry_file, request, context.environment());
  });
  print_report(context, report, request.deep);
  if (!report.problems.empty()) return failed;
  if (request.deep) {
    const auto snapshot = context.open(Access::read_only).read();
    tell_of_other_text(context, snapshot.policy(snapshot.today()));
  }
  return done;
}

void add_verify(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, context, "verify", {"验证记录完整", "prove that the record is whole"});
  auto options = std::make_shared<VerifyOptions>();
  command->add_flag("--replay", options->replay,
                    context.in("重放账本并逐行比对", "replay the ledger and compare every row"));
  command->add_flag("--fast", options->fast,
                    context.in("只核账本的哈希", "only the ledger's hashes"));
  auto* root = command->add_option("--root", options->root,
                                   context.in("此前记下的根哈希", "a root noted earlier"));
  auto* size = command->add_option("--size", options->size,
                                   context.in("当时的条数", "the size it belongs to"));
  root->type_name("HEX")->needs(size);
  size->type_name("N")->needs(root);
  command->callback([&context, options] {
    context.run = [&context, options] { return verify(context, *options); };
  });
}

void print_mark(const Context& context, const std::string& what, const std::string& file,
                const LedgerMark& mark) {
  if (context.json) {
    print(JsonObject()
              .text("file", file)
              .text("root", mark.root.to_text())
              .number("size", mark.size)
              .done() +
          "\n");
    return;
  }
  Columns columns;
  columns.add({what, file});
  columns.add({context.in("账本条数", "ledger size"), std::to_string(mark.size)});
  columns.add({context.in("根哈希", "root"), mark.root.to_text()});
  print(columns.to_text());
}

void add_backup(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, context, "backup", {"备份（连同佐证文件）", "back up, evidence included"});
  auto target = std::make_shared<std::string>();
  command->add_option("TARGET", *target, context.in("备份文件", "where to"))->required();
  command->callback([&context, target] {
    context.run = [&context, target] {
      LedgerMark mark;
      watch(context, [&](const Progress& progress) {
        mark = context.open(Access::read_only).backup(*target, progress);
      });
      print_mark(context, context.in("已备份", "backed up"), *target, mark);
      return done;
    };
  });
}

void add_restore(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "restore",
                              {"从备份恢复到新位置", "restore a backup to a new place"});
  auto backup = std::make_shared<std::string>();
  auto target = std::make_shared<std::string>();
  command->add_option("BACKUP", *backup, context.in("备份文件", "the backup"))->required();
  command->add_option("TARGET", *target, context.in("新的登记库文件", "the new registry file"))
      ->required();
  command->callback([&context, backup, target] {
    context.run = [&context, backup, target] {
      LedgerMark mark;
      watch(context, [&](const Progress& progress) {
        mark = Registry::restore(*backup, *target, progress);
      });
      print_mark(context, context.in("已恢复", "restored"), *target, mark);
      return done;
    };
  });
}

int migrate(Context& context, bool rebuild) {
  const auto environment = context.environment();
  std::optional<std::filesystem::path> backup;
  watch(context, [&](const Progress& progress) {
    if (rebuild) {
      backup = Registry::rebuild(context.registry_file, environment, progress);
    } else {
      backup = Registry::migrate(context.registry_file, environment, progress);
    }
  });
  if (context.json) {
    JsonObject answer;
    if (backup) answer.text("backup", backup->string());
    print(answer.flag("migrated", backup.has_value()).done() + "\n");
  } else if (backup) {
    print(context.in("已升级；原文件备份在 ", "Brought up to date; the old file is kept at ") +
          backup->string() + "\n");
  } else {
    print(context.in("已是最新格式。\n", "Already up to date.\n"));
  }
  return done;
}

void add_migrate(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "migrate",
                              {"把旧格式的登记库升级（先备份，再重放）",
                               "bring an older registry up to date (backup, then replay)"});
  const auto rebuild = std::make_shared<bool>(false);
  command->add_flag("--rebuild", *rebuild,
                    context.in("即使已是最新格式，也由账本重建数据表",
                               "rebuild the tables from the ledger even if up to date"));
  command->callback([&context, rebuild] {
    context.run = [&context, rebuild] { return migrate(context, *rebuild); };
  });
}

}  // namespace

void add_registry_commands(CLI::App& app, Context& context) {
  add_init(app, context);
  add_verify(app, context);
  add_backup(app, context);
  add_restore(app, context);
  add_migrate(app, context);
}

}  // namespace kezhuan::cli
