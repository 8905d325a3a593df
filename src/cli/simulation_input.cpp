// What a simulation is of: tables an office can write, or one JSON document.
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "cli/documents.hpp"
#include "cli/simulate.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "policy/wording.hpp"

namespace kezhuan::cli {

namespace {

constexpr std::size_t max_bytes = std::size_t{8} << 20U;

// ---- the documents ----

struct ReceiptFields {
  std::optional<std::string> id;
  Date date;
  Money amount;
  std::optional<Money> refunded;
  std::optional<bool> release;
  std::optional<std::string> schedule;

  template <class V>
  static void describe(V& v) {
    using R = ReceiptFields;
    v.field("id", &R::id, {"编号", "number"});
    v.field("date", &R::date, {"日期", "date"});
    v.field("amount", &R::amount, {"金额", "amount"});
    v.field("refunded", &R::refunded, {"已退款", "refunded"});
    v.field("release", &R::release, {"释放留存准备", "releases the reserve"});
    v.field("schedule", &R::schedule, {"成果分摊", "schedule of the achievements"});
  }
};

struct CostFields {
  CostCategory category = CostCategory::other_direct;
  Money amount;
  std::optional<Date> date;

  template <class V>
  static void describe(V& v) {
    v.field("category", &CostFields::category, {"科目", "category"});
    v.field("amount", &CostFields::amount, {"金额", "amount"});
    v.field("date", &CostFields::date, {"日期", "date"});
  }
};

struct PersonFields {
  std::string id;
  std::optional<Ratio> weight;
  std::optional<std::string> pool;
  std::optional<std::string> team;
  std::optional<std::string> achievement;
  std::optional<bool> main_contributor;
  std::optional<bool> transfer_staff;

  template <class V>
  static void describe(V& v) {
    using P = PersonFields;
    v.field("id", &P::id, {"姓名", "name"});
    v.field("weight", &P::weight, {"权重", "weight"});
    v.field("pool", &P::pool, {"去向", "pool"});
    v.field("team", &P::team, {"团队", "team"});
    v.field("achievement", &P::achievement, {"成果", "achievement"});
    v.field("main_contributor", &P::main_contributor, {"主要完成人", "main contributor"});
    v.field("transfer_staff", &P::transfer_staff, {"转化人员", "transfer staff"});
  }
};

struct OwnerFields {
  std::string id;
  Ratio share;
  std::optional<bool> institution;

  template <class V>
  static void describe(V& v) {
    v.field("id", &OwnerFields::id, {"名称", "name"});
    v.field("share", &OwnerFields::share, {"份额", "share"});
    v.field("institution", &OwnerFields::institution, {"是机构", "is an institution"});
  }
};

struct TeamFields {
  std::string id;
  Ratio weight;

  template <class V>
  static void describe(V& v) {
    v.field("id", &TeamFields::id, {"团队", "team"});
    v.field("weight", &TeamFields::weight, {"权重", "weight"});
  }
};

struct InputFields {
  std::vector<ReceiptFields> receipts;
  std::vector<CostFields> costs;
  std::vector<PersonFields> people;
  std::vector<OwnerFields> owners;
  std::vector<TeamFields> teams;
  std::vector<std::string> achievements;
  std::optional<Money> expected_income;
  std::optional<Date> signed_on;

  template <class V>
  static void describe(V& v) {
    using I = InputFields;
    v.field("receipts", &I::receipts, {"到账", "receipts"});
    v.field("costs", &I::costs, {"成本", "costs"});
    v.field("people", &I::people, {"人员", "people"});
    v.field("owners", &I::owners, {"所有权人", "owners"});
    v.field("teams", &I::teams, {"团队", "teams"});
    v.field("achievements", &I::achievements, {"成果", "achievements"});
    v.field("expected_income", &I::expected_income, {"预期收入", "expected income"});
    v.field("signed_on", &I::signed_on, {"签订日", "signed on"});
  }
};

// ---- tables ----

/// A column of a table: its names and what it sets.
template <class T>
struct Column {
  StaticText name;
  bool is_required;
  std::function<void(T& row, const std::string& cell)> set;
};

bool read_flag(const std::string& cell) {
  if (cell == "是" || cell == "yes" || cell == "true" || cell == "1") return true;
  if (cell == "否" || cell == "no" || cell == "false" || cell == "0") return false;
  throw_invalid({"应为“是”或“否”：" + cell, "must be yes or no: " + cell},
                {"写“是”或“否”", "write yes or no"});
}

CostCategory read_category(const std::string& cell) {
  for (const auto& entry : EnumTable<CostCategory>::table) {
    if (cell == entry.code || cell == entry.name.zh || cell == entry.name.en) return entry.value;
  }
  Text known;
  for (const auto& entry : EnumTable<CostCategory>::table) {
    append(known, {std::string(entry.name.zh), std::string(entry.code)});
  }
  throw_invalid({"没有成本科目“" + cell + "”", "there is no category of cost \"" + cell + "\""},
                {"应为其中之一：" + known.zh, "must be one of: " + known.en});
}

const std::vector<Column<ReceiptFields>>& receipt_columns() {
  using R = ReceiptFields;
  static const std::vector<Column<R>> columns = {
      {{"编号", "number"}, false, [](R& r, const std::string& cell) { r.id = cell; }},
      {{"日期", "date"}, true, [](R& r, const std::string& cell) { r.date = Date::parse(cell); }},
      {{"金额", "amount"},
       true,
       [](R& r, const std::string& cell) { r.amount = Money::parse(cell); }},
      {{"退款", "refunded"},
       false,
       [](R& r, const std::string& cell) { r.refunded = Money::parse(cell); }},
      {{"释放准备", "release"},
       false,
       [](R& r, const std::string& cell) { r.release = read_flag(cell); }},
      {{"成果分摊", "schedule"}, false, [](R& r, const std::string& cell) { r.schedule = cell; }},
  };
  return columns;
}

const std::vector<Column<CostFields>>& cost_columns() {
  using C = CostFields;
  static const std::vector<Column<C>> columns = {
      {{"科目", "category"},
       true,
       [](C& c, const std::string& cell) { c.category = read_category(cell); }},
      {{"金额", "amount"},
       true,
       [](C& c, const std::string& cell) { c.amount = Money::parse(cell); }},
      {{"日期", "date"}, false, [](C& c, const std::string& cell) { c.date = Date::parse(cell); }},
  };
  return columns;
}

const std::vector<Column<PersonFields>>& person_columns() {
  using P = PersonFields;
  static const std::vector<Column<P>> columns = {
      {{"姓名", "name"}, true, [](P& p, const std::string& cell) { p.id = cell; }},
      {{"权重", "weight"},
       false,
       [](P& p, const std::string& cell) { p.weight = Ratio::parse(cell); }},
      {{"去向", "pool"}, false, [](P& p, const std::string& cell) { p.pool = cell; }},
      {{"团队", "team"}, false, [](P& p, const std::string& cell) { p.team = cell; }},
      {{"成果", "achievement"}, false, [](P& p, const std::string& cell) { p.achievement = cell; }},
      {{"主要完成人", "main_contributor"},
       false,
       [](P& p, const std::string& cell) { p.main_contributor = read_flag(cell); }},
      {{"转化人员", "transfer_staff"},
       false,
       [](P& p, const std::string& cell) { p.transfer_staff = read_flag(cell); }},
  };
  return columns;
}

const std::vector<Column<OwnerFields>>& owner_columns() {
  using O = OwnerFields;
  static const std::vector<Column<O>> columns = {
      {{"名称", "name"}, true, [](O& o, const std::string& cell) { o.id = cell; }},
      {{"份额", "share"},
       true,
       [](O& o, const std::string& cell) { o.share = Ratio::parse(cell); }},
      {{"是机构", "institution"},
       false,
       [](O& o, const std::string& cell) { o.institution = read_flag(cell); }},
  };
  return columns;
}

const std::vector<Column<TeamFields>>& team_columns() {
  using T = TeamFields;
  static const std::vector<Column<T>> columns = {
      {{"团队", "team"}, true, [](T& t, const std::string& cell) { t.id = cell; }},
      {{"权重", "weight"},
       true,
       [](T& t, const std::string& cell) { t.weight = Ratio::parse(cell); }},
  };
  return columns;
}

template <class T>
[[noreturn]] void throw_unknown_column(const RowSource& table, const std::string& name,
                                       const std::vector<Column<T>>& columns) {
  Text known;
  for (const auto& column : columns) append(known, column.name.text());
  throw Error(ErrorCode::invalid, {"不认识的列“" + name + "”", "unknown column \"" + name + "\""},
              {"可用的列：" + known.zh, "known columns: " + known.en}, {}, table.name() + ":1");
}

template <class T>
[[noreturn]] void throw_missing(const std::string& place, const Column<T>& column) {
  throw Error(
      ErrorCode::invalid,
      {"缺少“" + std::string(column.name.zh) + "”", "missing: " + std::string(column.name.en)},
      {"补上这一列的内容", "fill in this column"}, {}, place);
}

/// Which column stands where.
template <class T>
std::vector<const Column<T>*> match(RowSource& table, const std::vector<Column<T>>& columns) {
  std::vector<const Column<T>*> order;
  for (const auto& name : table.header().cells) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column<T>& column) {
      return name == column.name.zh || name == column.name.en;
    });
    if (found == columns.end()) throw_unknown_column(table, name, columns);
    order.push_back(&*found);
  }
  return order;
}

template <class T>
T read_row(const RowSource& table, const Row& row, const std::vector<const Column<T>*>& order,
           const std::vector<Column<T>>& columns) {
  const auto line = table.name() + ":" + std::to_string(row.line);
  T value;
  std::vector<const Column<T>*> filled;
  for (std::size_t i = 0; i < row.cells.size() && i < order.size(); ++i) {
    if (row.cells[i].empty()) continue;
    filled.push_back(order[i]);
    try {
      order[i]->set(value, row.cells[i]);
    } catch (const Error& error) {
      throw error.at(line + ":" + std::string(order[i]->name.zh));
    }
  }
  for (const auto& column : columns) {
    const bool is_there = std::find(filled.begin(), filled.end(), &column) != filled.end();
    if (column.is_required && !is_there) throw_missing(line, column);
  }
  return value;
}

template <class T>
std::vector<T> read_table(const std::string& file, const std::vector<Column<T>>& columns) {
  const InputFile input(file);
  const auto table =
      read_csv(input.name(), [&](char* to, std::size_t most) { return input.read(to, most); }, {});
  const auto order = match(*table, columns);
  std::vector<T> rows;
  Row row;
  while (table->next(row)) rows.push_back(read_row(*table, row, order, columns));
  return rows;
}

// ---- both ----

bool is_json(const std::string& file) { return file.ends_with(".json"); }

InputFields read_json(const std::string& file) {
  const auto text = read_text_file(file, max_bytes);
  try {
    return read_document<InputFields>(parse_json(text));
  } catch (const Error& error) {
    throw error.at(file);
  }
}

template <class T>
void add_from(const std::string& file, std::vector<T> InputFields::*list,
              const std::vector<Column<T>>& columns, InputFields& input) {
  if (file.empty()) return;
  input.*list = is_json(file) ? read_json(file).*list : read_table(file, columns);
}

InputFields read_files(const SimulationFiles& files) {
  InputFields input;
  if (is_json(files.receipts)) {
    input = read_json(files.receipts);
  } else {
    add_from(files.receipts, &InputFields::receipts, receipt_columns(), input);
  }
  add_from(files.costs, &InputFields::costs, cost_columns(), input);
  add_from(files.people, &InputFields::people, person_columns(), input);
  add_from(files.owners, &InputFields::owners, owner_columns(), input);
  add_from(files.teams, &InputFields::teams, team_columns(), input);
  return input;
}

/// The achievements named, in order; those the document lists come first.
std::vector<std::string> achievements_of(const InputFields& input) {
  auto names = input.achievements;
  for (const auto& person : input.people) {
    if (!person.achievement) continue;
    if (std::find(names.begin(), names.end(), *person.achievement) == names.end()) {
      names.push_back(*person.achievement);
    }
  }
  return names;
}

/// Teams that only stand beside their members weigh what these weigh together.
void add_teams(const InputFields& input, SchemeTerms& terms) {
  for (const auto& team : input.teams) terms.teams.push_back({team.id, team.weight});
  const auto listed = terms.teams.size();
  for (const auto& person : terms.people) {
    if (person.team.empty()) continue;
    const auto found = std::find_if(terms.teams.begin(), terms.teams.end(),
                                    [&](const SchemeTeam& team) { return team.id == person.team; });
    if (found == terms.teams.end()) {
      terms.teams.push_back({person.team, person.weight});
    } else if (static_cast<std::size_t>(found - terms.teams.begin()) >= listed) {
      found->weight = found->weight + person.weight;
    }
  }
}

void add_people(const InputFields& input, SchemeTerms& terms) {
  for (const auto& given : input.people) {
    terms.people.push_back({given.id, given.weight.value_or(Ratio{1}), given.pool.value_or(""),
                            given.team.value_or(""), given.achievement.value_or(""),
                            given.main_contributor.value_or(false),
                            given.transfer_staff.value_or(false), 0});
  }
  if (input.people.empty()) {
    terms.people.push_back({"全体人员 people", Ratio{1}, {}, {}, {}, true, true, 0});
  }
  add_teams(input, terms);
  for (const auto& owner : input.owners) {
    auto& list = owner.institution.value_or(false) ? terms.other_institutions : terms.owners;
    list.push_back({owner.id, owner.share});
  }
}

/// Schedules are told apart by their text; the first is that of receipts without one.
std::size_t schedule_of(const ReceiptFields& given, std::map<std::string, std::size_t>& known,
                        SchemeTerms& terms) {
  if (!given.schedule) return 0;
  const auto [found, is_new] = known.emplace(*given.schedule, terms.schedules.size());
  if (is_new) terms.schedules.push_back(parse_weights(*given.schedule));
  return found->second;
}

void add_receipts(const InputFields& input, SimulationInput& made) {
  std::map<std::string, std::size_t> schedules;
  made.terms.schedules = {std::vector<Ratio>(made.terms.achievements.size(), Ratio{1})};
  for (const auto& given : input.receipts) {
    SchemeEntry entry;
    entry.id = given.id.value_or(std::to_string(made.story.entries.size() + 1));
    entry.date = given.date;
    entry.amount = given.amount;
    if (given.release.value_or(false)) entry.kind = SchemeEntry::Kind::release;
    entry.schedule = schedule_of(given, schedules, made.terms);
    made.story.entries.push_back(entry);
    if (given.refunded) refund(made.story, entry.id, *given.refunded);
  }
  if (made.terms.achievements.empty()) made.terms.schedules.clear();
}

/// A cost counts for the receipts of its day and later.
std::int64_t receipts_before(const SchemeStory& story, const std::optional<Date>& day) {
  if (!day) return 0;
  return std::count_if(story.entries.begin(), story.entries.end(), [&](const SchemeEntry& entry) {
    return entry.kind == SchemeEntry::Kind::receipt && entry.date < *day;
  });
}

void add_costs(const InputFields& input, SchemeStory& story) {
  for (const auto& given : input.costs) {
    CostItem item;
    item.category = given.category;
    item.amount = given.amount;
    item.from_receipt = receipts_before(story, given.date);
    story.costs.push_back(item);
  }
}

Money total_of(const SchemeStory& story) {
  auto total = Money::of_minor(0, story.entries.front().amount.currency());
  for (const auto& entry : story.entries) {
    if (entry.kind == SchemeEntry::Kind::receipt) total += entry.amount;
  }
  return total;
}

}  // namespace

SimulationInput read_simulation(const SimulationFiles& files) {
  const auto input = read_files(files);
  if (input.receipts.empty()) {
    throw Error(ErrorCode::invalid, {"没有到账", "there are no receipts"},
                {"至少写一笔到账", "give one receipt or more"}, {}, files.receipts);
  }
  SimulationInput made;
  made.terms.achievements = achievements_of(input);
  add_people(input, made.terms);
  try {
    add_receipts(input, made);
    add_costs(input, made.story);
    made.terms.expected_income =
        input.expected_income ? *input.expected_income : total_of(made.story);
  } catch (const Error& error) {
    throw error.at(files.receipts);
  }
  made.story.signed_on = input.signed_on;
  return made;
}

}  // namespace kezhuan::cli
