// Reading the registry: show, list, search, next, log.
#include <algorithm>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "cli/show.hpp"
#include "exchange/cells.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/write.hpp"
#include "policy/wording.hpp"
#include "registry/entry.hpp"
#include "registry/list_query.hpp"

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

/// By its code or its name. @throws Error invalid, with the kinds there are
Kind get_kind(const std::string& written) {
  if (const auto code = find_code(written, codes_of<Kind>(), true)) return *find_enum<Kind>(*code);
  Text known;
  for (const auto& each : codes_of<Kind>()) {
    const std::string code(each.code);
    append(known, {std::string(each.name.zh) + "（" + code + "）", code});
  }
  throw Error(ErrorCode::invalid,
              {"没有名为“" + written + "”的种类。", "there is no kind called \"" + written + "\"."},
              {"应为其中之一：" + known.zh + "。", "Must be one of: " + known.en + "."});
}

/// What there is to list, when nobody said what.
int list_kinds(const Context& context) {
  std::vector<std::string> json;
  Columns columns;
  for (const auto& entry : EnumTable<Kind>::table) {
    json.push_back(
        JsonObject()
            .text("kind", entry.code)
            .raw("name", JsonObject().text("en", entry.name.en).text("zh", entry.name.zh).done())
            .done());
    columns.add({std::string(entry.code), std::string(entry.name.zh), std::string(entry.name.en)});
  }
  print(context.json ? JsonObject().raw("kinds", json_array(json)).done() + "\n"
                     : columns.to_text());
  return done;
}

int show(Context& context, const std::string& written, const std::string& kind) {
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  const auto key = kind.empty() ? snapshot.get(written) : snapshot.get(get_kind(kind), written);
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
  auto kind = std::make_shared<std::string>();
  command->add_option("ID", *id, context.in("编号或标识", "number or id"))->required();
  command
      ->add_option("--kind", *kind,
                   context.in("种类：几类记录用同一编号时写明，如 contract",
                              "kind, where records of several have the number, as contract"))
      ->type_name("KIND");
  command->callback([&context, id, kind] {
    context.run = [&context, id, kind] { return show(context, *id, *kind); };
  });
}

std::string json_of(const ListRow& row, const std::vector<Who>& who) {
  JsonObject value;
  value.text("id", row.id.to_text()).text("name", row.name).text("number", row.number);
  if (!row.state.empty()) value.text("state", row.state);
  if (!who.empty()) {
    std::vector<std::string> codes;
    for (const auto each : who) codes.emplace_back(to_code(each));
    value.raw("who", json_texts(codes));
  }
  return value.done();
}

/// Who must act for an outstanding item, by the rule it is under; nobody for other kinds.
std::vector<Who> who_acts(const Snapshot& snapshot, Kind kind, const Uuid& id) {
  if (kind != Kind::outstanding) return {};
  const auto& item = snapshot.state().get(Id<Outstanding>(id));
  const auto* rule = snapshot.policy(item.happened).find_rule(item.rule);
  return rule == nullptr ? std::vector<Who>() : rule->who;
}

std::string names_of(const Context& context, const std::vector<Who>& who) {
  Text names;
  for (const auto each : who) append(names, name_of(each).text());
  return context.in(names);
}

/// What a list or search prints beside its rows.
struct Page {
  std::vector<std::string> json;
  Columns columns;
  std::string next;  ///< where to go on; empty: there is no more
};

void print_page(const Context& context, const Page& page) {
  if (context.json) {
    JsonObject value;
    if (!page.next.empty()) value.text("next", page.next);
    print(value.raw("rows", json_array(page.json)).done() + "\n");
    return;
  }
  print(page.columns.empty() ? context.in("没有记录。\n", "Nothing on record.\n")
                             : page.columns.to_text());
  if (!page.next.empty()) {
    print(context.in("还有更多：--after ", "There is more: --after ") + page.next + "\n");
  }
}

int print_count(const Context& context, std::int64_t count) {
  const auto digits = std::to_string(count);
  print(context.json ? "{\"count\":" + digits + "}\n" : digits + "\n");
  return done;
}

/// Takes off the row that was asked for only to know whether there is more.
template <class Row>
bool has_more(std::vector<Row>& rows, std::int64_t limit) {
  const bool more = limit > 0 && rows.size() > static_cast<std::size_t>(limit);
  if (more) rows.pop_back();
  return more;
}

/// Names of states as people read them, looked up once each.
class StateNames {
 public:
  explicit StateNames(const Context& context) : context_(context) {}
  const std::string& of(Kind kind, const std::string& code) {
    auto [name, is_new] = names_.try_emplace({kind, code});
    if (is_new && !code.empty()) name->second = state_name(kind, code, context_.language);
    return name->second;
  }

 private:
  const Context& context_;
  std::map<std::pair<Kind, std::string>, std::string> names_;
};

struct ListOptions {
  std::string kind;
  ListQuery query;
  std::string from;
  std::string to;
  bool only_count = false;
};

/// As people write it: 100000, 50万, USD 12.5万.
Money get_amount(const std::string& written) { return Money::parse(money_of_cell(written)); }

int list(Context& context, ListOptions options) {
  if (options.kind.empty() && options.query.outstanding) {  // the items, not who has some
    options.kind = "outstanding";
    options.query.outstanding = false;
  }
  if (options.kind.empty()) return list_kinds(context);
  const auto kind = get_kind(options.kind);
  auto& query = options.query;
  query.language = context.language;
  if (!options.from.empty()) query.amount_from = get_amount(options.from);
  if (!options.to.empty()) query.amount_to = get_amount(options.to);
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  if (options.only_count) return print_count(context, snapshot.count(kind, query));
  const auto limit = query.limit;
  if (limit > 0) ++query.limit;
  auto rows = snapshot.list(kind, query);
  Page page;
  if (has_more(rows, limit)) page.next = rows.back().number;
  StateNames states(context);
  for (const auto& row : rows) {
    const auto who = who_acts(snapshot, kind, row.id);
    if (context.json) page.json.push_back(json_of(row, who));
    std::vector<std::string> cells{row.number, states.of(kind, row.state)};
    if (kind == Kind::outstanding) cells.push_back(names_of(context, who));
    cells.push_back(row.name);
    page.columns.add(std::move(cells));
  }
  print_page(context, page);
  return done;
}

template <class Value>
void add_limit(CLI::App& command, const Context& context, Value& limit) {
  command
      .add_option("--limit", limit,
                  context.in("最多多少条，0 为全部（默认 100）",
                             "at most so many, 0 for all (default 100)"))
      ->check([&context](const std::string& text) { return require_natural(context, text); });
}

/// One filter each; what a kind does not have is refused when it is listed.
void add_filters(CLI::App& command, const Context& context, ListOptions& options) {
  auto& query = options.query;
  const auto natural = [&context](const std::string& text) {
    return require_natural(context, text);
  };
  command.add_option("--state", query.state,
                     context.in("只列某一状态（名称或代码）", "only this state (name or code)"));
  command.add_option(
      "--type", query.type,
      context.in("只列某一类型（名称或代码）：成果类型、证书种类、合同类型、转化路径等",
                 "only this type (name or code): form, kind of certificate, type "
                 "of contract, pathway …"));
  command.add_option("--unit", query.unit, context.in("只列该部门的", "only those of this unit"))
      ->type_name("UNIT");
  command
      .add_option("--contributor", query.contributor,
                  context.in("只列该人员负责或参与完成的",
                             "only those this person leads or contributed to"))
      ->type_name("PERSON");
  command
      .add_option("--link", query.link,
                  context.in("只列该环节处于 --link-state 的（成果 1、2，转化项目 1 至 10）",
                             "only those where this link is in --link-state (achievements 1, 2; "
                             "cases 1 to 10)"))
      ->type_name("N");
  command
      .add_option("--link-state", query.link_state,
                  context.in("环节状态（名称或代码，默认 open）",
                             "state of the link (name or code, default open)"))
      ->type_name("STATE");
  command
      .add_option(
          "--expiring-within", query.expiring_within,
          context.in("只列若干天（日历日）之内到期的", "only what ends within so many days"))
      ->check(natural)
      ->type_name("DAYS");
  command
      .add_option("--amount-from", options.from,
                  context.in("只列金额不少于此的，如 100000、50万",
                             "only amounts of at least this, as 100000 or 50万"))
      ->type_name("MONEY");
  command
      .add_option("--amount-to", options.to,
                  context.in("只列金额不多于此的", "only amounts of at most this"))
      ->type_name("MONEY");
  command
      .add_option("--year", query.year,
                  context.in("只列该年的（登记、签订、到账等日期）",
                             "only those of this year (registered, signed, received …)"))
      ->check(natural)
      ->type_name("YEAR");
  command.add_flag("--outstanding", query.outstanding,
                   context.in("只列还有待补事项的", "only those with outstanding items"));
  command
      .add_option("--about", query.about,
                  context.in("只列涉及该记录的待补事项，或随其补录的",
                             "only outstanding items that concern this, or came in with it"))
      ->type_name("ID");
  command
      .add_option("--search", query.search,
                  context.in("只列含这些词的（见 kezhuan search）",
                             "only those with these words (see kezhuan search)"))
      ->type_name("WORDS");
}

void add_list(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "list",
                              {"列出一类记录，按编号；筛选条件须同时满足",
                               "list the records of one kind by number; all filters must hold"});
  auto options = std::make_shared<ListOptions>();
  command->add_option("KIND", options->kind,
                      context.in("种类，如 achievement、application、edition，或中文名；不写则列出"
                                 "有哪些种类",
                                 "kind, as achievement, application, edition; without it, which "
                                 "kinds there are"));
  add_filters(*command, context, *options);
  command->add_option("--after", options->query.after,
                      context.in("从该编号之后起", "start after this number"));
  add_limit(*command, context, options->query.limit);
  command->add_flag("--count", options->only_count,
                    context.in("只给出条数", "only say how many there are"));
  command->callback([&context, options] {
    context.run = [&context, options] { return list(context, *options); };
  });
}

struct SearchOptions {
  std::vector<std::string> words;
  std::vector<std::string> kinds;
  SearchQuery query;
  bool only_count = false;
};

std::string json_of(const SearchRow& found) {
  JsonObject value;
  value.text("id", found.row.id.to_text()).text("kind", to_code(found.kind));
  value.text("name", found.row.name).text("number", found.row.number);
  if (!found.row.state.empty()) value.text("state", found.row.state);
  return value.done();
}

/// Whoever typed a person's name would take an empty answer for nobody.
void explain_nothing(const Context& context) {
  print(context.in(
      "人员姓名不在索引中。找人：kezhuan list person；找某人的成果：kezhuan list achievement "
      "--contributor 人员编号。\n",
      "Names of people are not in the index. For people: kezhuan list person; for somebody's "
      "achievements: kezhuan list achievement --contributor PERSON.\n"));
}

int search(Context& context, SearchOptions options) {
  auto& query = options.query;
  query.language = context.language;
  for (const auto& word : options.words) query.words += (query.words.empty() ? "" : " ") + word;
  for (const auto& kind : options.kinds) query.kinds.push_back(get_kind(kind));
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  if (options.only_count) return print_count(context, snapshot.count(query));
  const auto limit = query.limit;
  if (limit > 0) ++query.limit;
  auto rows = snapshot.search(query);
  Page page;
  if (has_more(rows, limit)) page.next = rows.back().cursor();
  StateNames states(context);
  for (const auto& found : rows) {
    if (context.json) page.json.push_back(json_of(found));
    const auto& row = found.row;
    page.columns.add(
        {context.in(name_of(found.kind)), row.number, states.of(found.kind, row.state), row.name});
  }
  print_page(context, page);
  const auto& kinds = query.kinds;
  const bool may_mean_person =
      kinds.empty() || std::find(kinds.begin(), kinds.end(), Kind::person) != kinds.end();
  if (rows.empty() && query.after.empty() && may_mean_person && !context.json) {
    explain_nothing(context);
  }
  return done;
}

void add_search(CLI::App& app, Context& context) {
  auto* command = add_command(
      app, context, "search",
      {"按名称、标题中的词或编号的一部分查找（不含人员姓名）",
       "find by words of names and titles or parts of numbers (not by people's names)"});
  auto options = std::make_shared<SearchOptions>();
  command
      ->add_option("WORDS", options->words,
                   context.in("要找的词，须全部出现：两个汉字即可，英文写开头即可",
                              "words, all of which must be there: two Chinese characters will do, "
                              "or the beginning of a word"))
      ->required();
  command->add_option("--kind", options->kinds, context.in("只找这些种类", "only these kinds"))
      ->type_name("KIND")
      ->allow_extra_args(false);
  command
      ->add_option("--after", options->query.after,
                   context.in("从上一次给出的位置之后起", "start after where the last page ended"))
      ->type_name("CURSOR");
  add_limit(*command, context, options->query.limit);
  command->add_flag("--count", options->only_count,
                    context.in("只给出条数", "only say how many there are"));
  command->callback([&context, options] {
    context.run = [&context, options] { return search(context, *options); };
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
  const auto entry = parse_json(json, stored_limits);
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

std::string numbers_of(const Context& context, const std::vector<TouchedItem>& touched) {
  std::string numbers;
  for (const auto& each : touched) {
    if (each.number.empty()) continue;
    numbers += (numbers.empty() ? "" : context.in("、", ", ")) + each.number;
  }
  return numbers;
}

void print_change(const Context& context, const Change& change) {
  if (context.json) return print(to_json(change) + "\n");
  const auto& type = change.act.type();
  print(padded(std::to_string(change.seq), 6) + "  " + change.envelope.happened.to_text() + "  " +
        padded(type.name, 22) + "  " + padded(context.in(type.title), 24) + "  " +
        numbers_of(context, change.touched) + "\n");
}

int changes(Context& context, std::int64_t since, std::int64_t limit) {
  constexpr std::int64_t page_size = 1000;
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  for (auto left = limit;;) {
    const bool is_last = limit != 0 && left <= page_size;
    const auto page = snapshot.changes(since, is_last ? left : page_size);
    for (const auto& change : page.entries) print_change(context, change);
    if (is_last || !page.has_more) return done;
    since = static_cast<std::int64_t>(page.next);
    left -= page_size;
  }
}

void add_changes(CLI::App& app, Context& context) {
  auto* command =
      add_command(app, context, "changes",
                  {"某条之后的账本条目，供其他系统跟进（--json 一行一条）",
                   "ledger entries after one, for other systems to follow (--json: one a line)"});
  auto since = std::make_shared<std::int64_t>(0);
  auto limit = std::make_shared<std::int64_t>(0);
  const auto natural = [&context](const std::string& text) {
    return require_natural(context, text);
  };
  command
      ->add_option("--since", *since,
                   context.in("已看到的最后一条的序号（默认 0，从头起）",
                              "number of the last entry seen (default 0: from the start)"))
      ->check(natural)
      ->type_name("N");
  command
      ->add_option("--limit", *limit,
                   context.in("最多多少条（默认 0，全部）", "at most so many (default 0: all)"))
      ->check(natural)
      ->type_name("M");
  command->callback([&context, since, limit] {
    context.run = [&context, since, limit] { return changes(context, *since, *limit); };
  });
}

}  // namespace

void add_reading_commands(CLI::App& app, Context& context) {
  add_show(app, context);
  add_list(app, context);
  add_search(app, context);
  add_next(app, context);
  add_log(app, context);
  add_changes(app, context);
}

}  // namespace kezhuan::cli
