#include <iostream>
#include <memory>

#include <rapidcheck.h>
#include <rapidcheck/detail/Configuration.h>

#include "catch.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "registry/entry.hpp"
#include "registry/sqlite/store.hpp"
#include "registry/tables.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

namespace fs = std::filesystem;

/// Runs a property fewer times than usual: each walk founds a registry and waits for the disk.
template <class Property>
bool holds(const char* what, Property&& property) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = 20;
  params.maxSize = 40;
  rc::detail::TestMetadata about;
  about.description = what;
  const auto result = rc::detail::checkTestable(std::forward<Property>(property), about, params);
  rc::detail::printResultMessage(result, std::cerr);
  return result.template is<rc::detail::SuccessResult>();
}

struct Step {
  std::string type;
  std::string on;
  std::string data;
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << step.on << " " << step.type << " " << step.data;
}

std::string pick(std::initializer_list<const char*> choices) {
  return *rc::gen::elementOf(std::vector<std::string>(choices.begin(), choices.end()));
}

/// A random act about few things, so that acts meet. Many are refused, which is the point.
Step some_step() {
  const std::string day =
      (Date(2026, 3, 2) + std::chrono::days{*rc::gen::inRange(0, 40)}).to_text();
  const auto achievement = pick({"KZ-1", "KZ-2"});
  const auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
  const auto about = R"({"achievement": )" + quoted(achievement);
  const auto application = R"({"application": "SB-of-)" + achievement + "\"";
  const auto agreement = R"({"agreement": "FQ-)" + achievement + "\"";
  const std::string notice = R"({"notice": "GS-1")";
  switch (*rc::gen::inRange(0, 22)) {
    case 0:
      return {"institution.register", day,
              R"({"number": )" + quoted(pick({"I-1", "I-2", "I-own"})) +
                  R"(, "name": "示例", "nature": "company"})"};
    case 1:
      return {"person.register", day,
              R"({"name": "示例", "unit": )" + quoted(pick({"U-1", "U-0001"})) + "}"};
    case 2:
      return {"unit.register", day,
              R"({"name": "示例", "institution": )" + quoted(pick({"I-1", "I-own"})) + "}"};
    case 3:
    case 4:
      return {"application.file", day,
              R"({"number": "SB-of-)" + achievement + R"(", "achievement": )" +
                  quoted(achievement) + R"(, "applicant": "P-1", "content": )" + sample_content() +
                  "}"};
    case 5:
      return {"application.revise", day, application + R"(, "content": )" + sample_content() + "}"};
    case 6: return {"application.withdraw", day, application + R"(, "reason": "示例"})"};
    case 7:
    case 8:
      return {"resolution.record", day,
              R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
                 [{"matter": "application", "achievement": )" +
                  quoted(achievement) + R"(, "outcome": )" +
                  quoted(pick({"approved", "approved", "revise", "rejected"})) +
                  R"(, "in_favour": 2, "against": 0, "abstained": 0, "reasons": "示例"}]})"};
    case 9: return {"edition.freeze", day, pick({"{}", R"({"number": "QD-1"})"})};
    case 10:
      return {"notice.open", day,
              R"({"number": "GS-1", "edition": )" + quoted(pick({"QD-1", "QD-001"})) +
                  R"(, "audience": "平台", "days": 5, "unit": "working_day"})"};
    case 11: return {"notice.object", day, notice + R"(, "objector": "某人", "content": "示例"})"};
    case 12:
      return {"notice.answer", day,
              notice + R"(, "objection": 1, "text": "示例", "answer": )" +
                  quoted(pick({"rejected", "upheld_no_change", "upheld_content"})) + "}"};
    case 13: return {"notice.close", day, notice + "}"};
    case 14:
      return {"agreement.draft", day,
              R"({"number": "FQ-)" + achievement + R"(", "achievement": )" + quoted(achievement) +
                  R"(, "terms": {"institutions": [{"institution": "I-own", "share": "1"}],
                      "persons": [{"person": "P-1", "ownership": "0", "income_weight": "1"}],
                      "use_right": "individual", "reward_ratio": "1/2",
                      "ownership_sets_weights": true}})"};
    case 15:
      return {"agreement.sign", day,
              agreement + pick({R"(, "institution": "I-own"})", R"(, "person": "P-1"})"})};
    case 16: return {"agreement.enter_force", day, agreement + "}"};
    case 17: return {"agreement.end", day, agreement + R"(, "reason": "示例"})"};
    case 18: return {"achievement.classify", day, about + "}"};
    case 19:
      return {"act.correct", day,
              R"({"kind": "person", "target": "P-1", "reason": "笔误", "changes":
                 [{"field": "/name", "personal_value": )" +
                  quoted(pick({"甲", "乙", "丙"})) + "}]}"};
    case 20:
      return {"personal.erase", day,
              R"({"reason": "示例", "person": )" + quoted(pick({"P-1", "P-4"})) + "}"};
    default:
      return {"achievement.register", day,
              R"({"name": "示例", "form": "dataset", "level": "derived", "lead": "P-1",
                  "sources": ["S-1"], "derived_from": [)" +
                  quoted(achievement) + "]}"};
  }
}

std::vector<Step> some_walk() {
  return *rc::gen::container<std::vector<Step>>(rc::gen::exec(&some_step));
}

/// All rows of all tables, the ledger's head and the vault: what there is to be changed.
std::string everything(const Hospital& h) {
  auto store = Store::open(h.path(), OpenMode::read_only);
  auto text = std::to_string(store.head().size) + " " + store.head().root.to_text() + "\n";
  for (const auto& spec : table_specs()) {
    auto rows =
        store.statement("SELECT number, body FROM " + std::string(spec.table) + " ORDER BY id");
    while (rows.next()) text += std::string(rows.text(0)) + " " + std::string(rows.text(1)) + "\n";
  }
  auto vault = store.statement("SELECT commitment, value FROM vault ORDER BY commitment");
  while (vault.next()) text += std::string(vault.blob(0)) + std::string(vault.text(1)) + "\n";
  return text;
}

/// What the acts add up to in memory, applied in the order of their entries.
MemoryState add_up(const Snapshot& snapshot) {
  MemoryState state;
  snapshot.for_each_entry(1, snapshot.mark().size, [&](std::string_view json) {
    const auto entry = read_entry(json);
    entry.act.evolve(state, entry.envelope, entry.outcome);
  });
  return state;
}

void check_adds_up(const Hospital& h) {
  const auto snapshot = h.registry.read();
  const auto state = add_up(snapshot);
  for (const auto& spec : table_specs()) {
    for (const auto& row : snapshot.list(spec.kind, {{}, {}, 0})) {
      const auto* value = state.load(spec.kind, row.id);
      RC_ASSERT((value != nullptr));
      const auto& type = aggregate_type(spec.kind);
      RC_ASSERT(type.write(value, PersonalForm::commitment) ==
                type.write(snapshot.state().load(spec.kind, row.id), PersonalForm::commitment));
    }
  }
}

/// A hospital with KZ-1 and KZ-2 ready to be filed.
std::unique_ptr<Hospital> prepared() {
  auto h = std::make_unique<Hospital>();
  h->prepare_achievement("KZ-1");
  h->prepare_achievement("KZ-2");
  return h;
}

}  // namespace

TEST_CASE(
    "registry: after any walk of acts, replay equals the tables, and refusals left no trace") {
  int allowed = 0;
  int refused = 0;
  CHECK(holds("walks", [&] {
    const auto walk = some_walk();
    const auto h = prepared();
    for (const auto& step : walk) {
      const auto before = everything(*h);
      const bool is_refused = h->record(step.type, step.on, step.data).is_refused();
      ++(is_refused ? refused : allowed);
      RC_ASSERT(is_refused == (everything(*h) == before));
    }
    const auto report = h->verify();
    RC_ASSERT(report.problems.empty());
    RC_ASSERT(report.replayed == report.mark.size);
    check_adds_up(*h);
  }));
  CHECK(allowed > 50);
  CHECK(refused > 50);
}

TEST_CASE("registry: a batch records what its acts would have recorded one by one") {
  CHECK(holds("batches", [] {
    const auto walk = some_walk();
    const auto one_by_one = prepared();
    const auto at_once = prepared();
    std::vector<Submission> allowed;
    for (const auto& step : walk) {
      const auto act = Hospital::submission(step.type, step.on, step.data,
                                            SystemIdSource(one_by_one->clock).next());
      try {
        one_by_one->registry.record(act);
        allowed.push_back(act);
      } catch (const Refused&) {
      }
    }
    auto batch = at_once->registry.batch();
    for (const auto& act : allowed) batch.record(act);
    batch.commit();
    const auto left = one_by_one->registry.read();
    const auto right = at_once->registry.read();
    RC_ASSERT(left.mark().size == right.mark().size);
    for (const auto& spec : table_specs()) {
      const auto rows = left.list(spec.kind, {{}, {}, 0});
      const auto others = right.list(spec.kind, {{}, {}, 0});
      RC_ASSERT(rows.size() == others.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(rows[i].number == others[i].number);
        RC_ASSERT(rows[i].name == others[i].name);
        RC_ASSERT(rows[i].state == others[i].state);
      }
    }
    RC_ASSERT(at_once->verify().problems.empty());
    // a retry of everything answers as before and adds nothing
    auto again = at_once->registry.batch();
    for (const auto& act : allowed) RC_ASSERT(again.record(act).repeated);
    again.commit();
    RC_ASSERT(at_once->registry.read().mark().size == right.mark().size);
  }));
}
