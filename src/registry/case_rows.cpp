#include "registry/case_rows.hpp"

#include <algorithm>
#include <unordered_set>

#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/application.hpp"
#include "kezhuan/model/disclosure.hpp"
#include "path/case_links.hpp"

namespace kezhuan {

namespace {

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const auto& code : codes) text += (text.empty() ? "" : " ") + code;
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> codes;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    codes.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return codes;
}

constexpr std::string_view deadline_columns =
    "d.due_on, d.what, d.link, d.subject, d.item, d.text_zh, d.text_en, d.who, d.rule, "
    "d.firmness, d.as_of, d.people, c.number";

Deadline read_deadline(const Statement& row) {
  Deadline deadline;
  deadline.due_on = Date::parse(row.text(0));
  deadline.what = find_enum<DeadlineKind>(row.text(1)).value_or(DeadlineKind::notice_end);
  deadline.link = row.integer(2);
  deadline.subject = row.text(3);
  deadline.index = row.integer(4);
  deadline.text = {std::string(row.text(5)), std::string(row.text(6))};
  deadline.who = split(row.text(7));
  deadline.rule = row.text(8);
  deadline.firmness = find_enum<Firmness>(row.text(9)).value_or(Firmness::house);
  deadline.people = split(row.text(11));
  deadline.case_number = row.text(12);
  return deadline;
}

std::set<Id<TransferCase>> cases_in(Statement statement) {
  std::set<Id<TransferCase>> cases;
  while (statement.next()) cases.emplace(statement.uuid(0));
  return cases;
}

/// Finds the cases that depend on what was stored.
class Touched {
 public:
  Touched(Store& store, const SqlState& state) : store_(store), state_(state) {}

  std::set<Id<TransferCase>> find() {
    for (const auto& key : state_.touched()) add(key);
    if (!mentioned_.empty()) add_mentioning();
    return std::move(cases_);
  }

 private:
  void add(const AggregateKey& key) {
    switch (key.kind) {
      case Kind::transfer_case: cases_.emplace(key.id); return;
      case Kind::contract: return add_case_of<Contract>(key.id);
      case Kind::receipt: return add_case_of<Receipt>(key.id);
      case Kind::plan: return add_case_of<DistributionPlan>(key.id);
      case Kind::booking: return add_case_of<Booking>(key.id);
      case Kind::payment: return add_case_of<Payment>(key.id);
      case Kind::achievement: return add_achievement(Id<Achievement>(key.id));
      case Kind::application: return add_achievement_of<Application>(key.id);
      case Kind::certificate: return add_achievement_of<Certificate>(key.id);
      case Kind::agreement: return add_achievement_of<RightsAgreement>(key.id);
      case Kind::prior_right: return add_achievement_of<PriorRight>(key.id);
      case Kind::grant: return add_achievement_of<UseGrant>(key.id);
      case Kind::notice: return add_notice(state_.get(Id<Notice>(key.id)));
      case Kind::edition: return add_edition(state_.get(Id<Edition>(key.id)));
      case Kind::evaluation: return add_all(state_.get(Id<Evaluation>(key.id)).cases);
      case Kind::report: return add_all(state_.get(Id<TransferReport>(key.id)).cases);
      case Kind::settings:
      case Kind::guide:
        cases_.merge(cases_in(store_.statement("SELECT id FROM transfer_case")));
        return;
      case Kind::institution:
      case Kind::person:
      case Kind::source:
      case Kind::evidence: mentioned_.insert(key.id.to_text()); return;
      case Kind::resolution:
      case Kind::unit:
      case Kind::outstanding:
      case Kind::scheme: return;
    }
  }

  template <class T>
  void add_case_of(const Uuid& id) {
    cases_.insert(state_.get(Id<T>(id)).transfer_case);
  }
  template <class T>
  void add_achievement_of(const Uuid& id) {
    add_achievement(state_.get(Id<T>(id)).achievement);
  }
  void add_achievement(const Id<Achievement>& id) {
    const auto& cases = state_.get(id).cases;
    cases_.insert(cases.begin(), cases.end());
  }
  void add_all(const std::vector<Ref<TransferCase>>& cases) {
    for (const auto& one : cases) cases_.insert(one.target());
  }
  void add_notice(const Notice& notice) {
    if (notice.transfer_case) cases_.insert(*notice.transfer_case);
    if (notice.plan) add_case_of<DistributionPlan>(notice.plan->uuid());
    if (const auto* edition = state_.find(notice.edition)) add_edition(*edition);
  }
  void add_edition(const Edition& edition) {
    for (const auto& entry : edition.entries) add_achievement(entry.achievement);
  }

  /// Seldom needed, so that reading through what may name them will do: once for all of them.
  void add_mentioning() {
    for (const auto* sql :
         {"SELECT id, body FROM transfer_case", "SELECT transfer_case, body FROM contract",
          "SELECT transfer_case, body FROM plan",
          "SELECT m.transfer_case, a.body FROM case_achievement AS m "
          "JOIN achievement AS a ON a.id = m.achievement"}) {
      auto row = store_.statement(sql);
      while (row.next()) {
        if (mentions(row.text(1))) cases_.emplace(row.uuid(0));
      }
    }
  }

  /// Whether one of those looked for stands in it, as an id does: between quotes.
  bool mentions(std::string_view body) const {
    constexpr std::size_t length = 36;
    for (auto at = body.find('"'); at != body.npos; at = body.find('"', at + 1)) {
      if (at + length + 1 >= body.size()) return false;
      if (body[at + length + 1] != '"') continue;
      if (mentioned_.contains(std::string(body.substr(at + 1, length)))) return true;
    }
    return false;
  }

  Store& store_;
  const SqlState& state_;
  std::set<Id<TransferCase>> cases_;
  std::unordered_set<std::string> mentioned_;  // ids
};

void write_rows(Store& store, const Id<TransferCase>& transfer, const CaseRows& rows) {
  const auto as_of = rows.as_of.to_text();
  for (const auto* sql : {"DELETE FROM link_state WHERE transfer_case = ?1",
                          "DELETE FROM deadline WHERE transfer_case = ?1",
                          "DELETE FROM deadline_person WHERE transfer_case = ?1"}) {
    store.statement(sql).bind(1, transfer.uuid()).run();
  }
  auto link = store.statement(
      "INSERT INTO link_state (transfer_case, link, state, due_on, as_of) VALUES (?, ?, ?, ?, ?)");
  for (const auto& row : rows.links) {
    link.bind(1, transfer.uuid()).bind(2, row.number).bind(3, std::string_view(row.state));
    if (row.due_on.empty()) {
      link.bind(4, nullptr);
    } else {
      link.bind(4, std::string_view(row.due_on));
    }
    link.bind(5, std::string_view(as_of)).run();
  }
  auto deadline = store.statement(
      "INSERT INTO deadline (transfer_case, line, due_on, what, is_duty, link, subject, item, "
      "text_zh, text_en, who, people, rule, firmness, as_of) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  auto person =
      store.statement("INSERT INTO deadline_person (transfer_case, line, person) VALUES (?, ?, ?)");
  std::int64_t line = 0;
  for (const auto& row : rows.deadlines) {
    deadline.bind(1, transfer.uuid()).bind(2, ++line);
    deadline.bind(3, std::string_view(row.due_on.to_text())).bind(4, to_code(row.what));
    deadline.bind(5, is_duty(row.what) ? 1 : 0).bind(6, row.link);
    deadline.bind(7, std::string_view(row.subject)).bind(8, row.index);
    deadline.bind(9, std::string_view(row.text.zh)).bind(10, std::string_view(row.text.en));
    deadline.bind(11, std::string_view(joined(row.who)));
    deadline.bind(12, std::string_view(joined(row.people)));
    deadline.bind(13, std::string_view(row.rule)).bind(14, to_code(row.firmness));
    deadline.bind(15, std::string_view(as_of)).run();
    for (const auto& number : row.people) {
      person.bind(1, transfer.uuid()).bind(2, line).bind(3, std::string_view(number)).run();
    }
  }
}

using PeopleByLine = std::vector<std::pair<std::int64_t, std::string>>;

/// Those by which deadlines are found, in order.
PeopleByLine people_by_line(Store& store, const Id<TransferCase>& transfer) {
  auto row = store.statement(
      "SELECT line, person FROM deadline_person WHERE transfer_case = ?1 ORDER BY line, person");
  row.bind(1, transfer.uuid());
  PeopleByLine people;
  while (row.next()) people.emplace_back(row.integer(0), row.text(1));
  return people;
}

/// Those the deadlines themselves name.
PeopleByLine people_of(const std::vector<Deadline>& deadlines) {
  PeopleByLine people;
  for (std::size_t i = 0; i < deadlines.size(); ++i) {
    const auto line = static_cast<std::int64_t>(i) + 1;
    for (const auto& person : deadlines[i].people) people.emplace_back(line, person);
  }
  return people;
}

Problem case_problem(const std::string& number) {
  return {{},
          "link_state/" + number,
          {"转化项目 " + number + " 的环节状态或期限与账册重放的结果不同。",
           "the states of the links, or the deadlines, of case " + number +
               " differ from what the ledger adds up to."},
          {"数据表可由账册重建（kezhuan migrate --rebuild）；先查明是谁改动了文件。",
           "Tables can be rebuilt from the ledger (kezhuan migrate --rebuild); find out first who "
           "changed the file."}};
}

}  // namespace

CaseRows judge_case(Workbench& bench, const State& state, const Id<TransferCase>& transfer,
                    const Date& as_of) {
  const auto around = bench.around(bench.policy_of(state, state.get(transfer)), as_of);
  const auto file = load_transfer_file(state, transfer);
  auto judged = case_links(around, state, file);
  CaseRows rows{as_of, {}, std::move(judged.deadlines)};
  for (const auto& link : judged.links) {
    rows.links.push_back({link.number, std::string(to_code(link.state)),
                          link.due_on ? link.due_on->to_text() : std::string()});
  }
  std::sort(rows.links.begin(), rows.links.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return rows;
}

std::optional<CaseRows> read_case_rows(Store& store, const Id<TransferCase>& transfer) {
  CaseRows rows;
  std::set<std::string> days;
  auto link = store.statement(
      "SELECT link, state, due_on, as_of FROM link_state WHERE transfer_case = ?1 ORDER BY link");
  link.bind(1, transfer.uuid());
  while (link.next()) {
    rows.links.push_back({link.integer(0), std::string(link.text(1)), std::string(link.text(2))});
    days.emplace(link.text(3));
  }
  auto deadline =
      store.statement("SELECT " + std::string(deadline_columns) +
                      " FROM deadline AS d JOIN transfer_case AS c ON c.id = d.transfer_case "
                      "WHERE d.transfer_case = ?1 ORDER BY d.line");
  deadline.bind(1, transfer.uuid());
  while (deadline.next()) {
    rows.deadlines.push_back(read_deadline(deadline));
    days.emplace(deadline.text(10));
  }
  if (days.size() != 1 || people_by_line(store, transfer) != people_of(rows.deadlines)) {
    return std::nullopt;
  }
  rows.as_of = Date::parse(*days.begin());
  return rows;
}

std::set<Id<TransferCase>> touched_cases(Store& store, const SqlState& state) {
  // Without any case there is nothing to look for, which a long import need not do row by row.
  const auto& touched = state.touched();
  const bool has_new = std::any_of(touched.begin(), touched.end(), [](const AggregateKey& key) {
    return key.kind == Kind::transfer_case;
  });
  if (!has_new && !store.statement("SELECT 1 FROM transfer_case LIMIT 1").next()) return {};
  return Touched(store, state).find();
}

std::set<Id<TransferCase>> outdated_cases(Store& store, const Date& today) {
  std::set<Id<TransferCase>> cases;
  for (const auto* sql :
       {"SELECT transfer_case FROM link_state WHERE due_on < ?1 AND as_of <= due_on",
        "SELECT transfer_case FROM deadline WHERE due_on < ?1 AND as_of <= due_on"}) {
    auto statement = store.statement(sql);
    statement.bind(1, std::string_view(today.to_text()));
    cases.merge(cases_in(std::move(statement)));
  }
  return cases;
}

void write_case_rows(Workbench& bench, SqlState& state, const std::set<Id<TransferCase>>& cases) {
  if (cases.empty()) return;
  state.flush();
  const auto today = bench.today();
  for (const auto& transfer : cases) {
    write_rows(bench.store, transfer, judge_case(bench, state, transfer, today));
    state.trim();
  }
}

void write_all_case_rows(Workbench& bench, SqlState& state) {
  write_case_rows(bench, state, cases_in(bench.store.statement("SELECT id FROM transfer_case")));
}

std::vector<Problem> compare_case_rows(Workbench& recorded, const SqlState& replayed) {
  std::vector<Problem> problems;
  std::vector<std::pair<Id<TransferCase>, std::string>> cases;
  auto known = recorded.store.statement("SELECT id, number FROM transfer_case ORDER BY number");
  while (known.next()) {
    cases.emplace_back(Id<TransferCase>(known.uuid(0)), std::string(known.text(1)));
  }
  for (const auto& [id, number] : cases) {
    if (replayed.find(id) == nullptr) continue;  // comparing the tables says so
    const auto rows = read_case_rows(recorded.store, id);
    if (!rows || *rows != judge_case(recorded, replayed, id, rows->as_of)) {
      problems.push_back(case_problem(number));
    }
  }
  for (const auto* table : {"link_state", "deadline", "deadline_person"}) {
    auto stray =
        recorded.store.statement("SELECT count(*) FROM " + std::string(table) +
                                 " WHERE transfer_case NOT IN (SELECT id FROM transfer_case)");
    if (stray.next() && stray.integer(0) > 0) problems.push_back(case_problem("?"));
  }
  return problems;
}

std::vector<Deadline> read_deadlines(Store& store, const Date& today, const Date& until,
                                     std::string_view person) {
  auto sql = "SELECT " + std::string(deadline_columns) +
             " FROM deadline AS d JOIN transfer_case AS c ON c.id = d.transfer_case ";
  if (!person.empty()) {
    sql += "JOIN deadline_person AS w ON w.transfer_case = d.transfer_case AND w.line = d.line ";
  }
  sql += "WHERE d.due_on <= ?1 AND (d.due_on >= ?2 OR d.is_duty = 1) ";
  if (!person.empty()) sql += "AND w.person = ?3 ";
  auto statement = store.statement(sql + "ORDER BY d.due_on");
  statement.bind(1, std::string_view(until.to_text()));
  statement.bind(2, std::string_view(today.to_text()));
  if (!person.empty()) statement.bind(3, person);
  std::vector<Deadline> deadlines;
  while (statement.next()) deadlines.push_back(read_deadline(statement));
  return deadlines;
}

namespace {

/// Achievements of which something ends by ?1, and that are in no case under way.
constexpr std::string_view ending =
    "SELECT x.achievement FROM ("
    "SELECT e.achievement FROM certificate AS e INDEXED BY certificate_by_end "
    "WHERE e.expires <= ?1 AND e.state = 'valid' "
    "UNION SELECT g.achievement FROM use_grant AS g INDEXED BY use_grant_by_end "
    "WHERE g.until BETWEEN ?2 AND ?1 AND g.state = 'live' "
    "UNION SELECT r.achievement FROM prior_right AS r INDEXED BY prior_right_by_end "
    "WHERE r.until BETWEEN ?2 AND ?1 AND r.state = 'live') AS x "
    "WHERE NOT EXISTS (SELECT 1 FROM case_achievement AS m JOIN transfer_case AS c "
    "ON c.id = m.transfer_case WHERE m.achievement = x.achievement AND c.state <> 'terminated')";

constexpr std::string_view of_person =
    " AND x.achievement IN (SELECT c.achievement FROM contributor AS c WHERE c.person = ?3 "
    "UNION SELECT a.id FROM achievement AS a WHERE a.lead = ?3)";

}  // namespace

std::vector<Id<Achievement>> ending_achievements(Store& store, const Date& today, const Date& until,
                                                 const std::optional<Id<Person>>& person) {
  auto statement = store.statement(std::string(ending) + std::string(person ? of_person : ""));
  statement.bind(1, std::string_view(until.to_text()));
  statement.bind(2, std::string_view(today.to_text()));
  if (person) statement.bind(3, person->uuid());
  std::vector<Id<Achievement>> found;
  while (statement.next()) found.emplace_back(statement.uuid(0));
  return found;
}

}  // namespace kezhuan
