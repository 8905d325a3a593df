// Reading the registry: show, list, next, log.
#include <algorithm>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "cli/show.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan::cli {

namespace {

/// Of an outstanding item: the rule it is under, with its sources, as it was when the act happened.
std::string rule_behind(const Context& context, const Snapshot& snapshot, const AggregateKey& key) {
  if (key.kind != Kind::outstanding) return {};
  const auto& item = snapshot.state().get(Id<Outstanding>(key.id));
  const auto& policy = snapshot.policy(item.happened);
  const auto* rule = policy.find_rule(item.rule);
  return rule == nullptr ? std::string() : "\n" + rule_to_text(*rule, policy, context.language);
}

int show(Context& context, const std::string& written) {
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  const auto key = snapshot.get(written);
  if (context.json) {
    print(snapshot.body_json(key) + "\n");
  } else {
    print(record_to_text(snapshot, key, context.language) + rule_behind(context, snapshot, key));
  }
  return done;
}

void add_show(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "show", {"显示一条记录", "show one record"});
  auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, context.in("编号或标识", "number or id"))->required();
  command->callback(
      [&context, id] { context.run = [&context, id] { return show(context, *id); }; });
}

Kind get_kind(const std::string& code) {
  if (const auto kind = find_enum<Kind>(code)) return *kind;
  Text known;
  for (const auto& entry : EnumTable<Kind>::table) {
    known.zh += (known.zh.empty() ? "" : "、") + std::string(entry.code);
    known.en += (known.en.empty() ? "" : ", ") + std::string(entry.code);
  }
  throw_invalid({"没有名为“" + code + "”的种类。", "there is no kind called \"" + code + "\"."},
                {"应为其中之一：" + known.zh + "。", "Must be one of: " + known.en + "."});
}

std::string json_of(const ListRow& row) {
  JsonObject value;
  value.text("id", row.id.to_text()).text("name", row.name).text("number", row.number);
  if (!row.state.empty()) value.text("state", row.state);
  return value.done();
}

int list(Context& context, const std::string& kind_code, ListQuery query) {
  const auto kind = get_kind(kind_code);
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  const auto limit = query.limit;
  if (limit > 0) ++query.limit;  // one more tells whether there is more
  auto rows = snapshot.list(kind, query);
  const bool has_more = limit > 0 && rows.size() > static_cast<std::size_t>(limit);
  if (has_more) rows.pop_back();
  if (context.json) {
    std::vector<std::string> values;
    for (const auto& row : rows) values.push_back(json_of(row));
    print(json_array(values) + "\n");
    return done;
  }
  std::map<std::string, std::string> states;
  Columns columns;
  for (const auto& row : rows) {
    auto [state, is_new] = states.try_emplace(row.state);
    if (is_new && !row.state.empty()) state->second = state_name(kind, row.state, context.language);
    columns.add({row.number, state->second, row.name});
  }
  print(rows.empty() ? context.in("没有记录。\n", "Nothing on record.\n") : columns.to_text());
  if (has_more) {
    print(context.in("还有更多：--after ", "There is more: --after ") + rows.back().number + "\n");
  }
  return done;
}

void add_list(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, context, "list", {"列出一类记录", "list the records of one kind"});
  auto kind = std::make_shared<std::string>();
  auto query = std::make_shared<ListQuery>();
  command
      ->add_option("KIND", *kind,
                   context.in("种类，如 achievement、application、edition",
                              "kind, as achievement, application, edition"))
      ->required();
  command->add_option("--state", query->state,
                      context.in("只列某一状态（代码）", "only this state (code)"));
  command->add_option("--after", query->after,
                      context.in("从该编号之后起", "start after this number"));
  command
      ->add_option("--limit", query->limit,
                   context.in("最多多少条，0 为全部（默认 100）",
                              "at most so many, 0 for all (default 100)"))
      ->check([&context](const std::string& text) {
        return text.rfind('-', 0) == 0 ? context.in("不能是负数", "must not be negative")
                                       : std::string();
      });
  command->callback([&context, kind, query] {
    context.run = [&context, kind, query] { return list(context, *kind, *query); };
  });
}

int next(Context& context, const std::string& number) {
  auto registry = context.open(Access::read_only);
  const auto report = registry.read().next(number);
  print(context.json ? to_json(report) + "\n" : to_text(report, context.language));
  return done;
}

void add_next(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "next",
                              {"一项成果或转化项目办到哪里、还缺什么、下一步可办什么",
                               "where an achievement or a case stands, what is missing, what may "
                               "be done"});
  auto id = std::make_shared<std::string>();
  command
      ->add_option(
          "ID", *id,
          context.in("成果或转化项目的编号或标识", "number or id of the achievement or case"))
      ->required();
  command->callback(
      [&context, id] { context.run = [&context, id] { return next(context, *id); }; });
}

std::string member(const Node& node, std::string_view key) {
  const auto* value = node.find(key);
  return value == nullptr ? std::string() : value->text;
}

void print_entry(const Context& context, std::string_view json) {
  const auto entry = parse_json(json, {std::size_t{1} << 30U, 64});
  const auto name = member(entry, "act");
  const auto* type = find_act_type(name);
  const auto* outcome = entry.find("outcome");
  print(padded(member(entry, "seq"), 6) + "  " + member(entry, "happened") + "  " +
        padded(name, 22) + "  " + padded(type == nullptr ? "" : context.in(type->title), 24) +
        "  " + padded(outcome == nullptr ? "" : member(*outcome, "number"), 14) + "  " +
        member(entry, "actor") +
        (entry.find("legacy") == nullptr ? "" : context.in("  旧记录", "  old record")) + "\n");
}

int log(Context& context, std::uint64_t from, std::uint64_t to) {
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  const auto size = snapshot.mark().size;
  snapshot.for_each_entry(std::max<std::uint64_t>(from, 1), to == 0 ? size : std::min(to, size),
                          [&](std::string_view json) {
                            if (context.json) {
                              print(std::string(json) + "\n");
                            } else {
                              print_entry(context, json);
                            }
                          });
  return done;
}

void add_log(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, context, "log", {"账本：每项业务动作一行", "the ledger, one act a line"});
  auto from = std::make_shared<std::uint64_t>(1);
  auto to = std::make_shared<std::uint64_t>(0);
  command->add_option("--from", *from, context.in("从第几条起", "first entry"));
  command->add_option("--to", *to, context.in("到第几条止（含）", "last entry (included)"));
  command->callback([&context, from, to] {
    context.run = [&context, from, to] { return log(context, *from, *to); };
  });
}

}  // namespace

void add_reading_commands(CLI::App& app, Context& context) {
  add_show(app, context);
  add_list(app, context);
  add_next(app, context);
  add_log(app, context);
}

}  // namespace kezhuan::cli
