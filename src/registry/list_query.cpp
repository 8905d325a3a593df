#include "registry/list_query.hpp"

#include <algorithm>
#include <array>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "kezhuan/model/outstanding.hpp"
#include "policy/wording.hpp"
#include "registry/impl.hpp"
#include "registry/search_words.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

using Codes = std::vector<CodeName> (*)();

/// What a kind can be filtered by, as conditions on its row `t`; empty: not by that.
struct Filters {
  Kind kind{};
  std::string_view type = {};
  Codes types = nullptr;  ///< nullptr: the ids of rules
  std::string unit = {};
  std::string contributor = {};  ///< each ? the person
  std::string_view link = {};    ///< ?1 its number, ?2 the state
  std::string expiring = {};     ///< ?1 first and ?2 last day
  bool has_amount = false;
  std::string_view year = {};
  bool has_outstanding = false;

  bool is_searchable() const { return kind != Kind::settings && kind != Kind::booking; }
};

constexpr std::string_view achievements_of_person =
    "SELECT c.achievement FROM contributor AS c JOIN achievement AS a ON a.id = c.achievement "
    "WHERE c.person = ? AND a.application = c.application "
    "UNION SELECT a.id FROM achievement AS a WHERE a.lead = ?";

std::string contributed() { return "t.id IN (" + std::string(achievements_of_person) + ")"; }

/// Of the case that is `column` of a row.
std::string case_contributed(const std::string& column) {
  return column +
         " IN (SELECT m.transfer_case FROM case_achievement AS m WHERE m.achievement IN (" +
         std::string(achievements_of_person) + "))";
}
std::string case_of_unit(const std::string& column) {
  return column +
         " IN (SELECT m.transfer_case FROM achievement AS a JOIN case_achievement AS m "
         "ON m.achievement = a.id WHERE a.unit = ?)";
}

constexpr std::string_view link_of_case =
    "t.id IN (SELECT l.transfer_case FROM link_state AS l WHERE l.link = ? AND l.state = ?)";
constexpr std::string_view expiring_case =
    "t.id IN (SELECT k.transfer_case FROM contract AS k WHERE k.until BETWEEN ? AND ?)";

/// By the index of the day on which the rows of a table end. SQLite would rather go through all
/// that are live or valid, in the order of their numbers.
std::string expiring(const std::string& id, const std::string& table, const std::string& end,
                     const std::string& state) {
  return "t.id IN (SELECT x." + id + " FROM " + table + " AS x INDEXED BY " + table +
         "_by_end WHERE x." + end + " BETWEEN ? AND ? AND x.state = '" + state + "')";
}

const std::vector<Filters>& all_filters() {
  static const std::vector<Filters> filters = {
      {.kind = Kind::person, .unit = "t.unit = ?"},
      {.kind = Kind::grant,
       .expiring = expiring("id", "use_grant", "until", "live"),
       .year = "substr(t.granted_from, 1, 4) = ?"},
      {.kind = Kind::achievement,
       .type = "t.form = ?",
       .types = &codes_of<AchievementForm>,
       .unit = "t.unit = ?",
       .contributor = contributed(),
       .expiring = expiring("achievement", "certificate", "expires", "valid"),
       .year = "substr(t.registered_on, 1, 4) = ?",
       .has_outstanding = true},
      {.kind = Kind::certificate,
       .type = "t.type = ?",
       .types = &codes_of<CertificateKind>,
       .expiring = expiring("id", "certificate", "expires", "valid"),
       .year = "substr(t.issued, 1, 4) = ?"},
      {.kind = Kind::application,
       .contributor = "t.id IN (SELECT c.application FROM contributor AS c WHERE c.person = ?)"},
      {.kind = Kind::resolution, .year = "substr(t.held_on, 1, 4) = ?"},
      {.kind = Kind::edition, .year = "substr(t.frozen_on, 1, 4) = ?"},
      {.kind = Kind::notice,
       .type = "t.about = ?",
       .types = &codes_of<NoticeSubject>,
       .year = "substr(t.last_day, 1, 4) = ?"},
      {.kind = Kind::agreement,
       .contributor = "t.achievement IN (" + std::string(achievements_of_person) + ")",
       .year = "substr(t.effective_from, 1, 4) = ?"},
      {.kind = Kind::prior_right,
       .type = "t.type = ?",
       .types = &codes_of<PriorRightKind>,
       .expiring = expiring("id", "prior_right", "until", "live")},
      {.kind = Kind::transfer_case,
       .type = "t.pathway = ?",
       .types = &codes_of<Pathway>,
       .unit = case_of_unit("t.id"),
       .contributor = case_contributed("t.id"),
       .link = link_of_case,
       .expiring = std::string(expiring_case),
       .year = "substr(t.opened_on, 1, 4) = ?",
       .has_outstanding = true},
      {.kind = Kind::contract,
       .type = "t.type = ?",
       .types = &codes_of<ContractType>,
       .unit = case_of_unit("t.transfer_case"),
       .contributor = case_contributed("t.transfer_case"),
       .expiring = "t.until BETWEEN ? AND ?",
       .has_amount = true,
       .year = "substr(t.signed_on, 1, 4) = ?"},
      {.kind = Kind::receipt, .has_amount = true, .year = "substr(t.received_on, 1, 4) = ?"},
      {.kind = Kind::plan, .year = "substr(t.drafted_on, 1, 4) = ?"},
      {.kind = Kind::payment,
       .contributor = "t.id IN (SELECT l.payment FROM payment_line AS l WHERE l.person = ?)",
       .has_amount = true,
       .year = "substr(t.paid_on, 1, 4) = ?"},
      {.kind = Kind::guide, .year = "substr(t.effective_from, 1, 4) = ?"},
      {.kind = Kind::evaluation, .year = "substr(t.issued_on, 1, 4) = ?"},
      {.kind = Kind::report, .year = "t.year = ?"},
      {.kind = Kind::outstanding, .type = "t.rule = ?", .year = "substr(t.happened, 1, 4) = ?"},
      {.kind = Kind::scheme, .year = "substr(t.effective_from, 1, 4) = ?"},
  };
  return filters;
}

Filters filters_of(Kind kind) {
  for (const auto& filters : all_filters()) {
    if (filters.kind == kind) return filters;
  }
  return {.kind = kind};
}

[[noreturn]] void throw_without(Kind kind, const StaticText& filter, const Filters& has) {
  std::vector<std::string> names;
  const auto add = [&](bool is_there, const char* name) {
    if (is_there) names.emplace_back(name);
  };
  add(table_spec(kind).state != "''", "state");
  add(!has.type.empty(), "type");
  add(!has.unit.empty(), "unit");
  add(!has.contributor.empty(), "contributor");
  add(!has.link.empty() || kind == Kind::achievement, "link");
  add(!has.expiring.empty(), "expiring-within");
  add(has.has_amount, "amount-from");
  add(has.has_amount, "amount-to");
  add(!has.year.empty(), "year");
  add(has.has_outstanding, "outstanding");
  add(kind == Kind::outstanding, "about");
  add(has.is_searchable(), "search");
  const auto kind_name = name_of(kind);
  const auto known = listing(names);
  throw Error(ErrorCode::invalid,
              {std::string(kind_name.zh) + "不能按" + std::string(filter.zh) + "筛选。",
               "records of this kind cannot be filtered by " + std::string(filter.en) + ": " +
                   std::string(kind_name.en) + "."},
              names.empty() ? Text{"此类记录没有筛选条件。", "There are no filters for them."}
                            : Text{"可用的筛选条件：" + known.zh + "。",
                                   "Filters they have: " + known.en + "."});
}

/// Whatever the case, width and punctuation: ★ is hard to type.
std::string plain(std::string_view text) {
  auto words = search_words(text);
  for (auto& byte : words) byte = ascii_lower(byte);
  return words;
}

/// Without what is explained in brackets.
std::string_view without_brackets(std::string_view name) {
  return name.substr(0, std::min(name.find("（"), name.find(" (")));
}

/// A misspelt one would otherwise look like an empty list.
std::string get_code(Kind kind, const StaticText& what, const std::string& written,
                     const std::vector<CodeName>& codes) {
  if (auto code = find_code(written, codes)) return *std::move(code);
  Text known;
  for (const auto& each : codes) {
    const std::string code(each.code);
    append(known, {std::string(each.name.zh) + "（" + code + "）", code});
  }
  const auto name = name_of(kind);
  throw Error(ErrorCode::invalid,
              {std::string(name.zh) + "没有名为“" + written + "”的" + std::string(what.zh) + "。",
               "there is no " + std::string(what.en) + " \"" + written +
                   "\" of: " + std::string(name.en) + "."},
              {"应为其中之一：" + known.zh + "。", "Must be one of: " + known.en + "."});
}

/// The id of a rule, whatever its case; a misspelt one names the nearest.
std::string get_rule(const Policy& policy, const std::string& written) {
  const auto wanted = plain(written);
  const auto* nearest =
      find_nearest(policy.rules(), wanted, 2, [](const RuleEntry& rule) { return plain(rule.id); });
  if (nearest != nullptr && plain(nearest->id) == wanted) return nearest->id;
  Text meant;
  if (nearest != nullptr)
    meant = {"是否 " + nearest->id + "？", "Did you mean " + nearest->id + "? "};
  throw Error(
      ErrorCode::invalid,
      {"没有名为“" + written + "”的规则。", "there is no rule \"" + written + "\"."},
      {meant.zh + "待补事项的类型是规则编号，见 kezhuan policy show。",
       meant.en + "The type of an outstanding item is the id of a rule: `kezhuan policy show`."});
}

std::string get_state(const TableSpec& spec, const std::string& state) {
  if (spec.state == "''") {
    const auto kind = name_of(spec.kind);
    throw Error(ErrorCode::invalid,
                {std::string(kind.zh) + "没有状态可选。",
                 "records of this kind have no state: " + std::string(kind.en) + "."},
                {"不按状态列出。", "List them without a state."});
  }
  return get_code(spec.kind, {"状态", "state"}, state, state_codes(spec.kind));
}

Uuid found(const State& state, Kind kind, const std::string& written) {
  if (const auto id = find_written(state, kind, written)) return *id;
  throw_absent(written, name_of(kind).text());
}

/// Whatever has this number: several kinds may.
std::vector<Uuid> found_anywhere(const State& state, const std::string& written) {
  std::vector<Uuid> ids;
  for (const auto& spec : table_specs()) {
    if (spec.kind == Kind::settings) continue;
    if (const auto id = find_written(state, spec.kind, written)) ids.push_back(*id);
  }
  if (ids.empty()) throw_absent(written, {"编号或标识", "number or id"});
  return ids;
}

/// Rows whose own words fit; of an achievement, those of its present application too.
std::string found_by_words(Kind kind) {
  const auto in = [](Kind of) {
    return "s.search MATCH ? AND s.rowid BETWEEN " + std::to_string(first_search_row(of)) +
           " AND " + std::to_string(last_search_row(of));
  };
  auto sql = "t.doc IN (SELECT s.rowid - " + std::to_string(first_search_row(kind)) +
             " FROM search AS s WHERE " + in(kind);
  if (kind == Kind::achievement) {
    sql += " UNION SELECT a.doc FROM search AS s JOIN application AS p ON p.doc = s.rowid - " +
           std::to_string(first_search_row(Kind::application)) +
           " JOIN achievement AS a ON a.id = p.achievement AND a.application = p.id WHERE " +
           in(Kind::application);
  }
  return sql + ")";
}

/// What must hold of an achievement whose link is in `wanted`: a link was begun once something of
/// it is on record. Leaves few to judge by the rules, as the links are in no table.
std::string may_be_in(std::int64_t link, const std::string& wanted) {
  const auto state = find_enum<LinkState>(wanted);
  const bool is_begun = state == LinkState::open || state == LinkState::done;
  if (!is_begun && state != LinkState::not_started) {
    return state == LinkState::blocked ? "1" : "0";  // all others are states of a case's links
  }
  const std::string nothing =
      link == 1 ? "t.state = 'unclassified' AND t.application IS NULL"
                : "NOT EXISTS (SELECT 1 FROM agreement AS g WHERE g.achievement = t.id)";
  return (is_begun ? "NOT (" : "(") + nothing + ")";
}

std::string year_text(std::int64_t year) {
  auto digits = std::to_string(year);
  return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

/// What no date can have is a slip: nothing at all would be found.
void require_year(std::int64_t year) {
  if (year >= Date::min_year && year <= Date::max_year) return;
  const auto least = std::to_string(Date::min_year);
  const auto most = std::to_string(Date::max_year);
  throw Error(
      ErrorCode::invalid,
      {"没有 " + std::to_string(year) + " 年：年份从 " + least + " 到 " + most + "。",
       "there is no year " + std::to_string(year) + ": years are " + least + " to " + most + "."},
      {"改正年份。", "Mend the year."});
}

/// "数据集" of "数据库/数据集".
bool has_alternative(std::string_view name, const std::string& wanted) {
  for (std::size_t from = 0; from <= name.size();) {
    const auto to = std::min(name.find('/', from), name.size());
    if (plain(name.substr(from, to - from)) == wanted) return true;
    from = to + 1;
  }
  return false;
}

}  // namespace

std::optional<std::string> find_code(std::string_view written, const std::vector<CodeName>& codes,
                                     bool takes_ends) {
  for (const auto& each : codes) {
    if (each.code == written) return std::string(written);
  }
  const auto wanted = plain(written);
  if (wanted.empty()) return std::nullopt;
  const auto named = [&](const auto& is_it) -> std::optional<std::string> {
    const CodeName* found = nullptr;
    for (const auto& each : codes) {
      if (!is_it(each.name.zh) && !is_it(each.name.en)) continue;
      if (found != nullptr) return std::nullopt;
      found = &each;
    }
    if (found == nullptr) return std::nullopt;
    return std::string(found->code);
  };
  if (auto code = named([&](auto name) { return plain(name) == wanted; })) return code;
  if (auto code = named([&](auto name) { return plain(without_brackets(name)) == wanted; })) {
    return code;
  }
  if (auto code = named([&](auto name) { return has_alternative(name, wanted); })) return code;
  if (!takes_ends) return std::nullopt;
  return named([&](auto name) { return plain(without_brackets(name)).ends_with(wanted); });
}

std::string wanted_link_state(Kind kind, const ListQuery& query) {
  return query.link_state.empty() ? "open"
                                  : get_code(kind, {"环节状态", "state of a link"},
                                             query.link_state, codes_of<LinkState>());
}

std::string select_list_rows(const TableSpec& spec, Language language) {
  return "SELECT t.id, t.number, " + std::string(spec.label_in(language)) + ", " +
         std::string(spec.state) + " FROM " + std::string(spec.table) + " AS t";
}

ListConditions::ListConditions(const State& state, const Policy& policy, const Date& today,
                               Kind kind, const ListQuery& query)
    : kind_(kind), language_(query.language) {
  const auto& spec = table_spec(kind);
  const auto has = filters_of(kind);
  const auto require = [&](bool is_there, const StaticText& name) {
    if (!is_there) throw_without(kind, name, has);
  };
  if (!query.state.empty()) {
    add(std::string(spec.state) + " = ?", {get_state(spec, query.state)});
  }
  if (!query.type.empty()) {
    require(!has.type.empty(), {"类型", "type"});
    add(has.type,
        {has.types == nullptr ? get_rule(policy, query.type)
                              : get_code(kind, {"类型", "type"}, query.type, has.types())});
  }
  if (!query.unit.empty()) {
    require(!has.unit.empty(), {"部门", "unit"});
    add(has.unit, {found(state, Kind::unit, query.unit)});
  }
  if (!query.contributor.empty()) {
    require(!has.contributor.empty(), {"完成人", "contributor"});
    const auto person = found(state, Kind::person, query.contributor);
    const auto marks = std::count(has.contributor.begin(), has.contributor.end(), '?');
    add(has.contributor,
        std::vector<ListSql::Value>(static_cast<std::size_t>(marks), ListSql::Value(person)));
  }
  if (query.link) {
    require(kind == Kind::achievement || !has.link.empty(), {"环节", "link"});
    add_link(query, has.link);
  } else if (!query.link_state.empty()) {
    throw Error(ErrorCode::invalid,
                {"写了环节状态，没有写环节。", "the state of a link without the link."},
                {"同时写明环节（1 至 10）。", "Say which link (1 to 10)."});
  }
  if (query.expiring_within) {
    require(!has.expiring.empty(), {"到期日", "the day it ends"});
    const Date last(Date::max_year, 12, 31);
    const auto days = std::clamp<std::int64_t>(*query.expiring_within, 0, (last - today).count());
    add(has.expiring,
        {today.to_text(), (today + std::chrono::days{static_cast<int>(days)}).to_text()});
  }
  if (query.amount_from || query.amount_to) {
    require(has.has_amount, {"金额", "amount"});
    add_amounts(query);
  }
  if (query.year) {
    require(!has.year.empty(), {"年份", "year"});
    require_year(*query.year);
    if (kind == Kind::report) {
      add(has.year, {*query.year});
    } else {
      add(has.year, {year_text(*query.year)});
    }
  }
  if (query.outstanding) {
    require(has.has_outstanding, {"待补事项", "outstanding items"});
    add("t.id IN (SELECT o.about FROM outstanding AS o WHERE o.state = 'open')");
  }
  if (!query.about.empty()) {
    require(kind == Kind::outstanding, {"所涉记录", "what it concerns"});
    add_about(state, query.about);
  }
  if (!query.search.empty()) {
    require(has.is_searchable(), {"词", "words"});
    const auto expression = search_expression(query.search);
    add(found_by_words(kind),
        std::vector<ListSql::Value>(kind == Kind::achievement ? 2 : 1, ListSql::Value(expression)));
  }
}

void ListConditions::add_link(const ListQuery& query, std::string_view condition) {
  const bool is_judged = kind_ == Kind::achievement;
  const std::int64_t most = is_judged ? 2 : 10;
  if (*query.link < 1 || *query.link > most) {
    throw Error(ErrorCode::invalid, {"没有这一环节。", "there is no such link."},
                {"环节为 1 至 " + std::to_string(most) + "。",
                 "Links are 1 to " + std::to_string(most) + "."});
  }
  const auto wanted = wanted_link_state(kind_, query);
  if (is_judged) {
    add(may_be_in(*query.link, wanted));
  } else {
    add(condition, {*query.link, wanted});
  }
}

void ListConditions::add_amounts(const ListQuery& query) {
  const auto& currency = (query.amount_from ? query.amount_from : query.amount_to)->currency();
  if (query.amount_to && query.amount_to->currency() != currency) {
    throw Error(ErrorCode::invalid,
                {"金额上下限的币种不同。", "the two amounts are in different currencies."},
                {"写成同一币种。", "Write both in one currency."});
  }
  add("t.currency = ?", {currency.to_text()});
  if (query.amount_from) add("t.amount >= ?", {query.amount_from->minor()});
  if (query.amount_to) add("t.amount <= ?", {query.amount_to->minor()});
}

void ListConditions::add_about(const State& state, const std::string& about) {
  std::vector<ListSql::Value> ids;
  std::string marks;
  for (const auto& id : found_anywhere(state, about)) {
    ids.emplace_back(id);
    marks += marks.empty() ? "?" : ", ?";
  }
  const auto concerned = ids;
  ids.insert(ids.end(), concerned.begin(), concerned.end());
  add("(t.about IN (" + marks + ") OR t.made IN (" + marks + "))", std::move(ids));
}

void ListConditions::add(std::string_view condition, std::vector<ListSql::Value> values) {
  where_ += where_.empty() ? " WHERE " : " AND ";
  where_ += condition;
  values_.insert(values_.end(), std::make_move_iterator(values.begin()),
                 std::make_move_iterator(values.end()));
}

ListSql ListConditions::rows(std::string_view after, std::int64_t limit) const {
  ListSql query{select_list_rows(table_spec(kind_), language_) + where_, values_};
  query.sql += where_.empty() ? " WHERE t.number > ?" : " AND t.number > ?";
  query.sql += " ORDER BY t.number LIMIT ?";
  query.values.emplace_back(std::string(after));
  query.values.emplace_back(limit > 0 ? limit : -1);
  return query;
}

ListSql ListConditions::count() const {
  return {"SELECT count(*) FROM " + std::string(table_spec(kind_).table) + " AS t" + where_,
          values_};
}

Statement prepare(Store& store, const ListSql& query) {
  auto statement = store.statement(query.sql);
  int index = 0;
  for (const auto& value : query.values) {
    ++index;
    if (const auto* text = std::get_if<std::string>(&value)) {
      statement.bind(index, std::string_view(*text));
    } else if (const auto* id = std::get_if<Uuid>(&value)) {
      statement.bind(index, *id);
    } else {
      statement.bind(index, std::get<std::int64_t>(value));
    }
  }
  return statement;
}

}  // namespace kezhuan
