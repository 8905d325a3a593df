#include "catch.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/write.hpp"
#include "support/transfer.hpp"

/// What an act makes void of a case is put down with it: a replay goes by that.
using namespace kezhuan;
using namespace kezhuan::test;

namespace {

template <class A>
TransferCase replayed(const Transfer& w, A act, const Outcome& outcome) {
  act.transfer_case = Ref<TransferCase>(w.transfer().id);
  MemoryState state = w.state;
  const Envelope envelope{Uuid(), Date(2026, 5, 19), Timestamp::parse("2026-11-20T01:00:00.000Z"),
                          "测试", std::nullopt};
  AnyAct::of(std::move(act)).evolve(state, envelope, outcome);
  return state.get(w.transfer().id);
}

}  // namespace

TEST_CASE("Another pathway makes void what its outcome names, of an older act nothing") {
  Transfer w;
  w.priced();
  ChoosePathway act;
  act.pathway = Pathway::assignment;
  act.contract_type = ContractType::assignment;
  const auto older = replayed(w, act, {});
  REQUIRE(older.implementation_plan() != nullptr);
  CHECK(older.implementation_plan()->state == ImplementationState::decided);
  CHECK(older.current_pricing() != nullptr);
  Outcome outcome;
  outcome.voided = VoidedOutcome{{1}, {}};
  const auto named = replayed(w, act, outcome);
  CHECK(named.implementation_plan() == nullptr);
  CHECK(named.current_pricing() != nullptr);
}

TEST_CASE(
    "The end of talks makes void what its outcome names, of an older act every agreed price") {
  Transfer w;
  w.priced();
  EndNegotiation act;
  act.reason = "示例";
  CHECK(replayed(w, act, {}).current_pricing() == nullptr);
  Outcome outcome;
  outcome.voided = VoidedOutcome{};
  CHECK(replayed(w, act, outcome).current_pricing() != nullptr);
  outcome.voided = VoidedOutcome{{}, {1}};
  CHECK(replayed(w, act, outcome).current_pricing() == nullptr);
}

TEST_CASE("That nothing was made void is told apart from an older act in the ledger") {
  Outcome outcome;
  CHECK_FALSE(read_document<Outcome>(parse_json(to_canonical_json(outcome)), true).voided);
  outcome.voided = VoidedOutcome{};
  CHECK(read_document<Outcome>(parse_json(to_canonical_json(outcome)), true).voided);
}
