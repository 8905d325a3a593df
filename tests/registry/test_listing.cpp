#include <algorithm>
#include <functional>
#include <set>

#include <sqlite3.h>

#include "catch.hpp"
#include "registry/list_query.hpp"
#include "registry/search_words.hpp"
#include "registry/sql_state.hpp"
#include "registry/tables.hpp"
#include "registry/transfer_story.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

using Numbers = std::vector<std::string>;

Numbers numbers(const std::vector<ListRow>& rows) {
  Numbers all;
  for (const auto& row : rows) all.push_back(row.number);
  return all;
}

/// What is listed, which must be as many as are counted.
Numbers listed(const Hospital& h, Kind kind, const std::function<void(ListQuery&)>& set) {
  ListQuery query;
  query.limit = 0;
  set(query);
  const auto snapshot = h.registry.read();
  auto found = numbers(snapshot.list(kind, query));
  CHECK(snapshot.count(kind, query) == static_cast<std::int64_t>(found.size()));
  return found;
}

struct Filter {
  const char* name;
  std::function<void(ListQuery&)> set;
};

const std::vector<Filter>& filters() {
  static const std::vector<Filter> all = {
      {"type", [](ListQuery& q) { q.type = "?"; }},
      {"unit", [](ListQuery& q) { q.unit = "U-1"; }},
      {"contributor", [](ListQuery& q) { q.contributor = "P-1"; }},
      {"link", [](ListQuery& q) { q.link = 2; }},
      {"expiring", [](ListQuery& q) { q.expiring_within = 30; }},
      {"amount from", [](ListQuery& q) { q.amount_from = Money::parse("1"); }},
      {"amount to", [](ListQuery& q) { q.amount_to = Money::parse("1"); }},
      {"year", [](ListQuery& q) { q.year = 2026; }},
      {"outstanding", [](ListQuery& q) { q.outstanding = true; }},
      {"about", [](ListQuery& q) { q.about = "KZ-1"; }},
      {"search", [](ListQuery& q) { q.search = "示例 a"; }},
  };
  return all;
}

/// A code the kind knows, out of what refusing another one says.
std::string some_type(const State& state, const Policy& policy, Kind kind) {
  if (kind == Kind::outstanding) return "REG-01";
  ListQuery query;
  query.type = "?";
  try {
    ListConditions(state, policy, Date(2026, 11, 20), kind, query);
  } catch (const Error& error) {
    const auto& said = error.problems().front().remedy.en;
    const auto from = said.rfind(": ") + 2;
    return said.substr(from, said.find_first_of(",.", from) - from);
  }
  return "?";  // it has none
}

Numbers plan_of(Store& store, ListSql sql) {
  sql.sql = "EXPLAIN QUERY PLAN " + sql.sql;
  auto statement = prepare(store, sql);
  Numbers plan;
  while (statement.next()) plan.emplace_back(statement.text(3));
  return plan;
}

/// Walks a table row by row, or the whole index of the numbers.
bool walks_all(const std::string& step, bool is_filtered) {
  const auto has = [&](const char* text) { return step.find(text) != std::string::npos; };
  if (has("SCAN search") || has("SCAN s VIRTUAL TABLE INDEX")) return !has(":M");
  if (step == "SCAN x" || has("SCAN (subquery") || has("SCAN CONSTANT")) return false;
  if (has("SCAN") && has("outstanding_about")) return false;  // only what is open is in it
  if (has("SCAN")) return is_filtered || !has("USING COVERING INDEX");
  return is_filtered && has("SEARCH t ") && has("(number>?)");
}

}  // namespace

TEST_CASE("list: every filter of every kind goes by an index, and so does its count") {
  TransferHospital h;
  auto store = Store::open(h.path(), OpenMode::read_only);
  const Transaction still(store, Transaction::Kind::read);
  const SqlState state(store);
  const auto snapshot = h.registry.read();
  const auto& policy = snapshot.policy(Date(2026, 11, 20));
  int tried = 0;
  for (const auto& spec : table_specs()) {
    if (spec.kind == Kind::settings) continue;
    const auto look = [&](const std::string& name, const ListQuery& query, bool is_filtered) {
      const ListConditions conditions(state, policy, Date(2026, 11, 20), spec.kind, query);
      for (const auto& sql : {conditions.rows("A", 100), conditions.count()}) {
        for (const auto& step : plan_of(store, sql)) {
          INFO(spec.table << " by " << name << ": " << step << "\n" << sql.sql);
          CHECK_FALSE(walks_all(step, is_filtered));
          // what is in some state may be nearly everything
          const bool by_state = name == "state" || name == "outstanding";
          CHECK((by_state || step.find("_by_state") == std::string::npos));
        }
      }
      ++tried;
    };
    look("nothing", {}, false);
    for (const auto& [code, name] : state_codes(spec.kind)) {
      ListQuery query;
      query.state = code;
      look("state", query, true);
      break;
    }
    for (const auto& filter : filters()) {
      ListQuery query;
      filter.set(query);
      if (!query.type.empty()) query.type = some_type(state, policy, spec.kind);
      if (query.link && spec.kind == Kind::achievement) continue;  // walked, as they are judged
      try {
        look(filter.name, query, true);
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::invalid);  // the kind has no such filter
      }
    }
  }
  CHECK(tried > 80);
}

TEST_CASE("list: a filter a kind does not have is refused, naming those it has") {
  Hospital h;
  const auto snapshot = h.registry.read();
  ListQuery query;
  query.amount_from = Money::parse("1");
  const auto error = thrown_by<Error>([&] { snapshot.list(Kind::certificate, query); });
  CHECK(error.code() == ErrorCode::invalid);
  CHECK_THAT(error.problems().front().remedy.en,
             Contains("state, type, expiring-within, year, search"));
  query = {};
  query.link_state = "open";
  CHECK_THROWS_AS(snapshot.list(Kind::transfer_case, query), Error);
  query.link = 11;
  CHECK_THROWS_AS(snapshot.list(Kind::transfer_case, query), Error);
  query = {};
  query.unit = "U-99";
  CHECK(thrown_by<Error>([&] { snapshot.list(Kind::person, query); }).code() ==
        ErrorCode::not_found);
}

TEST_CASE("list: states and types by code or by name in either language, whatever its case") {
  TransferHospital h;
  h.must("achievement.register", "2026-11-01",
         R"({"number": "KZ-9", "name": "卒中分割软件", "form": "tool", "level": "derived",
             "lead": "P-2", "sources": ["S-1"]})");
  for (const auto* state : {"scientific_data", "科学数据★", "科学数据", "Scientific Data"}) {
    INFO(state);
    CHECK(listed(h, Kind::achievement, [&](auto& q) { q.state = state; }) == Numbers{"KZ-1"});
  }
  CHECK(listed(h, Kind::achievement, [](auto& q) { q.state = "尚未归类"; }) == Numbers{"KZ-9"});
  CHECK(listed(h, Kind::certificate, [](auto& q) { q.state = "有效"; }).size() == 1);
  CHECK(listed(h, Kind::achievement, [](auto& q) { q.type = "软件包"; }) == Numbers{"KZ-9"});
  CHECK(listed(h, Kind::achievement, [](auto& q) {
          q.link = 1;
          q.link_state = "已完成";
        }) == Numbers{"KZ-1"});
  for (const auto& spec : table_specs()) {
    for (const auto& [code, name] : state_codes(spec.kind)) {
      INFO(spec.table << " " << code);
      ListQuery by_code, by_zh, by_en;
      by_code.state = code;
      by_zh.state = name.zh;
      by_en.state = name.en;
      const auto snapshot = h.registry.read();
      const auto count = snapshot.count(spec.kind, by_code);
      CHECK(snapshot.count(spec.kind, by_zh) == count);
      CHECK(snapshot.count(spec.kind, by_en) == count);
    }
  }
  const auto error = thrown_by<Error>([&] {
    ListQuery query;
    query.state = "已完成";
    h.registry.read().list(Kind::notice, query);
  });
  CHECK(error.code() == ErrorCode::invalid);
  CHECK_THAT(error.problems().front().remedy.zh, Contains("公示中（open）"));
}

TEST_CASE("list: filters of achievements, alone and together") {
  TransferHospital h;
  h.must("achievement.register", "2026-11-01",
         R"({"number": "KZ-9", "name": "卒中分割软件", "form": "tool", "level": "derived",
             "lead": "P-2", "sources": ["S-1"]})");
  h.must("certificate.record", "2026-11-02",
         R"({"number": "C-9", "achievement": "KZ-9", "certificate": "software_copyright",
             "certificate_no": "软-9", "covers": ["D1"], "issued": "2026-11-01",
             "expires": "2026-12-20"})");
  const auto by = [&](const std::function<void(ListQuery&)>& set) {
    return listed(h, Kind::achievement, set);
  };
  CHECK(by([](auto&) {}) == Numbers{"KZ-1", "KZ-9"});
  CHECK(by([](auto& q) { q.type = "tool"; }) == Numbers{"KZ-9"});
  CHECK(by([](auto& q) { q.state = "unclassified"; }) == Numbers{"KZ-9"});
  CHECK(by([](auto& q) { q.contributor = "P-2"; }) == Numbers{"KZ-1", "KZ-9"});
  CHECK(by([](auto& q) { q.contributor = "P-1"; }) == Numbers{"KZ-1"});
  CHECK(by([](auto& q) { q.contributor = "P-4"; }).empty());
  CHECK(by([](auto& q) { q.expiring_within = 30; }) == Numbers{"KZ-9"});
  CHECK(by([](auto& q) { q.expiring_within = 29; }).empty());
  CHECK(by([](auto& q) { q.year = 2026; }) == Numbers{"KZ-1", "KZ-9"});
  CHECK(by([](auto& q) { q.year = 2025; }).empty());
  CHECK(by([](auto& q) { q.search = "卒中"; }) == Numbers{"KZ-9"});
  CHECK(by([](auto& q) { q.search = "字典"; }) == Numbers{"KZ-1"});  // by its application
  CHECK(by([](auto& q) { q.outstanding = true; }).empty());
  CHECK(by([](auto& q) { q.link = 1; }).empty());  // open: of KZ-9 nothing was begun
  CHECK(by([](auto& q) {
          q.link = 1;
          q.link_state = "done";
        }) == Numbers{"KZ-1"});
  CHECK(by([](auto& q) {
          q.link = 2;
          q.link_state = "not_started";
        }) == Numbers{"KZ-9"});
  CHECK(by([](auto& q) {
          q.contributor = "P-2";
          q.type = "tool";
          q.search = "软件";
        }) == Numbers{"KZ-9"});
  CHECK(by([](auto& q) {
          q.contributor = "P-2";
          q.type = "dataset";
          q.search = "软件";
        }).empty());
  CHECK(listed(h, Kind::certificate, [](auto& q) {
          q.type = "software_copyright";
          q.expiring_within = 60;
        }) == Numbers{"C-9"});
}

TEST_CASE("list: links of achievements are those that next shows, and few are judged for them") {
  TransferHospital h;
  for (const auto* number : {"KZ-7", "KZ-8", "KZ-9"}) {
    h.must("achievement.register", "2026-11-01",
           R"({"number": ")" + std::string(number) +
               R"(", "name": "卒中分割软件", "form": "tool", "level": "derived", "lead": "P-2",
                  "sources": ["S-1"]})");
  }
  h.must("achievement.classify", "2026-11-02", R"({"achievement": "KZ-8"})");
  h.must("agreement.draft", "2026-11-02",
         R"({"number": "FQ-9", "achievement": "KZ-9", "terms": {
             "institutions": [{"institution": "I-own", "share": "1"}],
             "persons": [{"person": "P-2", "ownership": "0", "income_weight": "1"}],
             "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true}})");
  const auto snapshot = h.registry.read();
  std::size_t shown = 0;
  for (const auto link : {1, 2}) {
    for (const auto& [code, name] : codes_of<LinkState>()) {
      INFO(link << " " << code);
      Numbers expected;
      for (const auto& row : snapshot.list(Kind::achievement)) {
        const auto links = snapshot.next(row.number).links;
        const auto& status = links.at(static_cast<std::size_t>(link - 1));
        if (to_code(status.state) == code) expected.push_back(row.number);
      }
      CHECK(listed(h, Kind::achievement, [&](auto& q) {
              q.link = link;
              q.link_state = code;
            }) == expected);
      shown += expected.size();
    }
  }
  CHECK(shown == 8);
  auto store = Store::open(h.path(), OpenMode::read_only);
  const Transaction still(store, Transaction::Kind::read);
  const SqlState state(store);
  const auto& policy = snapshot.policy(Date(2026, 11, 20));
  const auto judged = [&](std::int64_t link, const char* wanted) {
    ListQuery query;
    query.link = link;
    query.link_state = wanted;
    auto count = prepare(
        store, ListConditions(state, policy, Date(2026, 11, 20), Kind::achievement, query).count());
    count.next();
    return count.integer(0);
  };
  CHECK(judged(1, "not_started") == 2);
  CHECK(judged(1, "open") == 2);
  CHECK(judged(2, "open") == 2);
  CHECK(judged(2, "not_started") == 2);
  CHECK(judged(2, "done_to_date") == 0);
}

TEST_CASE("list: filters of cases and of money") {
  TransferHospital h;
  h.pay_case();
  const auto case_by = [&](const std::function<void(ListQuery&)>& set) {
    return listed(h, Kind::transfer_case, set);
  };
  CHECK(case_by([](auto& q) { q.type = "licence"; }) == Numbers{"ZH-1"});
  CHECK(case_by([](auto& q) { q.type = "assignment"; }).empty());
  CHECK(case_by([](auto& q) { q.contributor = "P-2"; }) == Numbers{"ZH-1"});
  CHECK(case_by([](auto& q) { q.contributor = "P-4"; }).empty());
  CHECK(case_by([](auto& q) {
          q.link = 3;
          q.link_state = "done";
        }) == Numbers{"ZH-1"});
  CHECK(case_by([](auto& q) { q.link = 3; }).empty());
  CHECK(case_by([](auto& q) { q.year = 2026; }) == Numbers{"ZH-1"});

  const auto contract_by = [&](const char* from, const char* to) {
    return listed(h, Kind::contract, [&](ListQuery& q) {
      if (*from != 0) q.amount_from = Money::parse(from);
      if (*to != 0) q.amount_to = Money::parse(to);
    });
  };
  CHECK(contract_by("1000000.00", "") == Numbers{"HT-1"});
  CHECK(contract_by("1000000.01", "").empty());
  CHECK(contract_by("", "1000000") == Numbers{"HT-1"});
  CHECK(contract_by("", "999999.99").empty());
  CHECK(contract_by("USD 0", "").empty());
  CHECK_THROWS_AS(contract_by("0", "USD 1000000"), Error);
}

TEST_CASE(
    "list: contracts and agreements by their people, payments by whom they pay, all by year") {
  TransferHospital h;
  h.pay_case();
  const auto by = [&](Kind kind, const char* contributor, const char* unit = "",
                      std::optional<std::int64_t> year = {}) {
    return listed(h, kind, [&](ListQuery& q) {
      q.contributor = contributor;
      q.unit = unit;
      q.year = year;
    });
  };
  CHECK(by(Kind::contract, "P-2") == Numbers{"HT-1"});
  CHECK(by(Kind::contract, "P-4").empty());
  CHECK(by(Kind::contract, "P-2", "", 2026) == Numbers{"HT-1"});
  CHECK(by(Kind::contract, "", "U-1").empty());  // its achievement is of no unit
  const auto agreements = by(Kind::agreement, "");
  REQUIRE_FALSE(agreements.empty());
  CHECK(by(Kind::agreement, "P-1") == agreements);
  CHECK(by(Kind::agreement, "P-4").empty());
  CHECK(by(Kind::agreement, "", "", 2026) == agreements);
  CHECK(by(Kind::agreement, "", "", 2025).empty());
  CHECK(by(Kind::payment, "P-1") == Numbers{"FF-2026-001"});
  CHECK(by(Kind::payment, "P-2") == Numbers{"FF-2026-002"});
  CHECK(by(Kind::payment, "P-4").empty());
  CHECK(by(Kind::plan, "", "", 2026) == by(Kind::plan, ""));
  CHECK(by(Kind::plan, "", "", 2025).empty());
  CHECK(by(Kind::outstanding, "", "", 2026).empty());
}

TEST_CASE("list: what is outstanding is asked for by a rule there is") {
  Hospital h;
  const auto snapshot = h.registry.read();
  ListQuery query;
  query.type = "dsc-02";
  CHECK(snapshot.list(Kind::outstanding, query).empty());
  query.type = "DSC-2";
  const auto error = thrown_by<Error>([&] { snapshot.list(Kind::outstanding, query); });
  CHECK(error.code() == ErrorCode::invalid);
  CHECK_THAT(error.problems().front().remedy.en, Contains("Did you mean DSC-02?"));
}

TEST_CASE("list: pages in the order of numbers give each row once") {
  TransferHospital h;
  const auto snapshot = h.registry.read();
  Numbers all;
  ListQuery query;
  query.limit = 2;
  for (;;) {
    const auto page = numbers(snapshot.list(Kind::evidence, query));
    if (page.empty()) break;
    all.insert(all.end(), page.begin(), page.end());
    query.after = page.back();
  }
  query = {};
  query.limit = 0;
  CHECK(all == numbers(snapshot.list(Kind::evidence, query)));
  CHECK(std::is_sorted(all.begin(), all.end()));
}

TEST_CASE("search: pages by cursor give each row once, and every kind is found by its number") {
  TransferHospital h;
  h.pay_case();
  const auto snapshot = h.registry.read();
  std::set<std::string> found;
  std::int64_t rows = 0;
  SearchQuery query{"示例", {}, {}, 3};
  for (;;) {
    const auto page = snapshot.search(query);
    if (page.empty()) break;
    for (const auto& row : page) found.insert(row.cursor());
    rows += static_cast<std::int64_t>(page.size());
    query.after = page.back().cursor();
  }
  CHECK(rows == snapshot.count(SearchQuery{"示例", {}, {}, 0}));
  CHECK(found.size() == static_cast<std::size_t>(rows));
  for (const auto& spec : table_specs()) {
    if (spec.kind == Kind::settings || spec.kind == Kind::booking) continue;
    for (const auto& row : snapshot.list(spec.kind)) {
      const auto hits = snapshot.search({row.number, {spec.kind}, {}, 0});
      INFO(spec.table << " " << row.number);
      CHECK(std::any_of(hits.begin(), hits.end(),
                        [&](const SearchRow& hit) { return hit.row.number == row.number; }));
    }
  }
}

TEST_CASE("search: what was corrected is found by its new words and no more by the old") {
  Hospital h;
  h.prepare_achievement();
  const auto count = [&](const char* words) {
    return h.registry.read().count(SearchQuery{words, {Kind::achievement}, {}, 0});
  };
  REQUIRE(count("示例数据集") == 1);
  h.must("act.correct", "2026-11-19",
         R"({"kind": "achievement", "target": "KZ-1", "reason": "笔误",
             "changes": [{"field": "/name", "value": "卒中数据集"}]})");
  CHECK(count("示例数据集") == 0);
  CHECK(count("卒中") == 1);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("search: a person is found by number, never by name") {
  Hospital h;
  h.must("person.register", "2026-11-01", R"({"number": "P-77", "name": "欧阳某某 Ouyang"})");
  const auto snapshot = h.registry.read();
  CHECK(snapshot.count(SearchQuery{"P-77", {}, {}, 0}) == 1);
  for (const auto* part : {"欧阳某某", "欧阳", "Ouyang", "ouy"}) {
    CHECK(snapshot.count(SearchQuery{part, {}, {}, 0}) == 0);
  }
  CHECK(h.verify().problems.empty());
}

TEST_CASE("verify --replay: words or their places altered in the index are named, and mended") {
  const auto named = [](const std::string& sql) {
    Hospital h;
    h.prepare_achievement();
    Store::open(h.path()).exec_script(sql);
    std::string places;
    for (const auto& problem : h.verify().problems) places += problem.place + " ";
    Registry::rebuild(h.path(), h.environment);
    CHECK(h.verify().problems.empty());
    return places;
  };
  const auto row = std::to_string(first_search_row(Kind::achievement) + 1);
  CHECK(named("UPDATE search SET words = 'KZ 1' WHERE rowid = " + row) ==
        "search/achievement/KZ-1 ");
  CHECK(named("DELETE FROM search WHERE rowid = " + row) == "search/achievement/KZ-1 ");
  CHECK(named("INSERT INTO search (rowid, words) VALUES (5, '示 例')") == "search/5 ");
  CHECK_THAT(named("DROP TABLE search"), Contains("schema/table/search "));
}

TEST_CASE("due: each person is reminded of what is theirs, in cases and outside") {
  TransferHospital h;
  h.pay_case();
  h.must("achievement.register", "2026-11-01",
         R"({"number": "KZ-9", "name": "示例", "form": "tool", "level": "derived", "lead": "P-4",
             "sources": ["S-1"]})");
  h.must("certificate.record", "2026-11-02",
         R"({"number": "C-9", "achievement": "KZ-9", "certificate": "software_copyright",
             "certificate_no": "软-9", "covers": ["D1"], "issued": "2026-11-01",
             "expires": "2026-12-20"})");
  const auto snapshot = h.registry.read();
  const Date today(2026, 11, 20);
  const Date end(Date::max_year, 12, 31);
  const auto all = snapshot.due({today, end});
  const auto of = [&](const char* person) {
    Numbers subjects;
    for (const auto& deadline : snapshot.due({today, end, person})) {
      CHECK(std::find(deadline.people.begin(), deadline.people.end(), person) !=
            deadline.people.end());
      CHECK(std::find(all.begin(), all.end(), deadline) != all.end());
      subjects.push_back(deadline.subject);
    }
    std::size_t expected = 0;
    for (const auto& deadline : all) {
      expected += static_cast<std::size_t>(
          std::count(deadline.people.begin(), deadline.people.end(), person));
    }
    CHECK(subjects.size() == expected);
    return subjects;
  };
  CHECK(of("P-4") == Numbers{"C-9"});
  CHECK_FALSE(of("P-1").empty());
  CHECK(snapshot.due({today, Date(2026, 12, 19), "P-4"}).empty());
  CHECK(snapshot.due({Date(2026, 12, 21), Date(2026, 12, 21), "P-4"}).size() == 1);  // overdue
  for (const auto& deadline : snapshot.due({today, end, {}, Who::contributor})) {
    CHECK(deadline.what == DeadlineKind::certificate_expiry);
  }
  CHECK(snapshot.due({today, end, {}, Who::contributor}).size() == 1);
  CHECK(thrown_by<Error>([&] {
          snapshot.due({today, end, "P-99"});
        }).code() == ErrorCode::not_found);
}

TEST_CASE(
    "verify --replay: an index that cannot be read is named, and the rest is looked through") {
  TransferHospital h;
  // As a damaged page might leave it; the library itself guards these tables.
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(h.path().c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database,
                       "DELETE FROM search_data WHERE id > 10;"
                       "UPDATE source SET state = 'derived'",
                       nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  std::string places;
  for (const auto& problem : h.verify().problems) places += problem.place + " ";
  CHECK(places == "source/S-1 search ");
  Registry::rebuild(h.path(), h.environment);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("search: whatever is typed is looked for or refused, and never anything else") {
  Hospital h;
  h.prepare_achievement();
  const auto snapshot = h.registry.read();
  const Numbers typed = {"\"",
                         "'",
                         "a\"b",
                         "* *",
                         "-a",
                         "NEAR(a b, 2)",
                         "words:a",
                         "^a",
                         "a AND",
                         "NOT",
                         "(",
                         "{a b}",
                         "a + b",
                         "OR OR",
                         "\\",
                         "%",
                         "_",
                         "a;DROP",
                         "\x80",
                         "\xE5",
                         "a\xFF"
                         "b",
                         "\xF0\x9F\x98\x80",
                         "\u0000",
                         "1.5e9",
                         "🀄示",
                         "a\nb",
                         "\uFF0A\u3000\uFF02"};
  for (const auto& words : typed) {
    INFO(words);
    try {
      static_cast<void>(snapshot.search({words, {}, {}, 0}));
      ListQuery query;
      query.search = words;
      static_cast<void>(snapshot.list(Kind::achievement, query));
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::invalid);
    }
  }
}
