#include <array>
#include <map>
#include <random>

#include <rapidcheck.h>

#include "catch.hpp"
#include "kezhuan/core/write.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

/// Random walks of acts over a case, from its opening or from its contract: whatever is allowed, in
/// whatever order, no contract is signed before its plan was decided and publicised, nothing is
/// ever paid without its notice, above what is due or came in, or below a floor; bookings add up to
/// the receipts; and the recorded outcomes alone lead to the same state.
namespace {

/// An act as it was recorded.
struct Logged {
  Envelope envelope;
  AnyAct act;
  Outcome outcome;
};

class Walk {
 public:
  explicit Walk(const Transfer& start) : start_(start), state_(start.state) {}
  /// From the opening of the case on.
  Walk(const Transfer& start, Pathway pathway)
      : start_(start), state_(start.state), pathway_(pathway), day_(2026, 4, 1) {}

  /// One random act, drawn from `seed`; what is refused changes nothing.
  void step(unsigned seed);
  /// Everything that must hold whatever happened.
  void verify() const;

  std::size_t paid() const { return has_case() ? transfer().payments.size() : 0; }
  std::size_t awarded() const { return has_case() ? transfer().equity.size() : 0; }
  std::size_t signed_() const { return has_case() ? transfer().contracts.size() : 0; }

 private:
  using Draw = std::mt19937;

  static unsigned below(Draw& draw, unsigned n) { return static_cast<unsigned>(draw() % n); }
  template <std::size_t N>
  static const char* one_of(Draw& draw, const char* const (&choices)[N]) {
    return choices[below(draw, N)];
  }
  static std::string amount(Draw& draw, unsigned yuan) {
    return Money::of_minor(1 + static_cast<std::int64_t>(below(draw, yuan * 100))).to_text();
  }

  Step draw_step(Draw& draw);
  Step towards_contract(Draw& draw);
  Step shown(Draw& draw, const std::vector<Id<Notice>>& notices, const Step& open,
             const Step& anew);
  Step astray(Draw& draw);
  Step cost(Draw& draw);
  Step draft(Draw& draw);
  Step decide(Draw& draw);
  Step notice(Draw& draw);
  Step receipt(Draw& draw);
  Step payment(Draw& draw);
  Step equity(Draw& draw);
  Step post(Draw& draw);
  void record(const Step& step);
  void judge_payment() const;
  void judge_award() const;
  void judge_signing() const;
  void judge_notice(const Id<DistributionPlan>& plan, const Date& on) const;

  bool has_case() const { return state_.find_number(Kind::transfer_case, "ZH-1").has_value(); }
  const TransferCase& transfer() const {
    return state_.get(Id<TransferCase>(state_.find_number(Kind::transfer_case, "ZH-1").value()));
  }
  const Contract* live_contract() const {
    if (!has_case()) return nullptr;
    for (const auto& id : transfer().contracts) {
      if (state_.get(id).is_live_on(day_)) return &state_.get(id);
    }
    return nullptr;
  }
  std::string contract() const {
    return "HT-" + std::to_string(std::max<std::size_t>(1, transfer().contracts.size()));
  }
  std::string last_plan() const {
    const auto& plans = transfer().plans;
    return plans.empty() ? "FA-0" : state_.get(plans.back()).number;
  }
  std::string last_notice() const { return "GS-N" + std::to_string(notices_); }

  const Transfer& start_;
  MemoryState state_;
  std::vector<Logged> log_;
  std::optional<Pathway> pathway_;  ///< when the case is still to be opened
  SequenceIdSource ids_{9, Timestamp::parse("2026-06-01T00:00:00.000Z")};
  Date day_ = Date(2026, 6, 3);
  int notices_ = 0;
};

constexpr std::array one_of_pathways = {Pathway::assignment, Pathway::licence,
                                        Pathway::equity_investment, Pathway::extended_service};

Step of_case(const char* act, const std::string& more) {
  return {act, "", R"({"transfer_case": "ZH-1", )" + more + "}"};
}

Step Walk::cost(Draw& draw) {
  if (below(draw, 4) == 0) {
    return of_case("cost.reverse",
                   R"("cost": )" + std::to_string(1 + below(draw, 4)) + R"(, "reason": "示例")");
  }
  auto made = step::cost(one_of(draw, {"ip_fees", "contract_taxes", "research_input"}),
                         amount(draw, 400000));
  return made;
}

Step Walk::draft(Draw& draw) {
  std::string lines;
  for (const auto* person : {"P-1", "P-2", "P-5", "P-4"}) {
    if (below(draw, person[2] == '4' ? 20 : 4) == 0 ? person[2] != '4' : person[2] == '4') continue;
    const bool contributes = person[2] < '3';
    lines += (lines.empty() ? "" : ", ") + (R"({"person": ")" + std::string(person)) +
             R"(", "role": ")" + (contributes ? "contributor" : "implementer") +
             R"(", "weight": ")" + std::to_string(below(draw, 5)) + "\"}";
  }
  if (lines.empty()) lines = R"({"person": "P-1", "role": "contributor", "weight": "1"})";
  return of_case(
      "distribution.draft",
      R"("reward_ratio": ")" +
          std::string(one_of(draw, {"2/5", "1/2", "1/2", "3/5", "7/10", "1"})) + R"(", "base": ")" +
          one_of(draw, {"net_income", "net_income", "gross_income"}) + R"(", "recovery": ")" +
          one_of(draw, {"first", "pro_rata"}) + R"(", "lines": [)" + lines + "]");
}

Step Walk::decide(Draw& draw) {
  if (below(draw, 3) == 0) {
    return {"consent.record", "",
            R"({"achievement": "KZ-1", "person": ")" + std::string(one_of(draw, {"P-1", "P-2"})) +
                R"(", "scope": "同意分配方案"})"};
  }
  auto decision = step::decide_plan();
  const auto* outcome = one_of(draw, {"approved", "approved", "approved", "rejected"});
  return decision.with(R"({"matters": [{"matter": "distribution_plan", "plan": ")" + last_plan() +
                       R"(", "outcome": ")" + outcome +
                       R"(", "in_favour": 2, "against": 0, "abstained": 0, "reasons": "示例"}]})");
}

Step Walk::notice(Draw& draw) {
  switch (below(draw, 12)) {
    case 0:
      return {"notice.object", "",
              R"({"notice": ")" + last_notice() + R"(", "objector": "示例", "content": "示例"})"};
    case 1:
      return {"notice.answer", "",
              R"({"notice": ")" + last_notice() + R"(", "objection": 1, "answer": ")" +
                  one_of(draw, {"rejected", "upheld_content"}) + R"(", "text": "示例"})"};
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
      return {"notice.open", "",
              R"({"number": "GS-N)" + std::to_string(notices_ + 1) + R"(", "plan": ")" +
                  last_plan() + R"(", "audience": "示例", "days": )" +
                  one_of(draw, {"15", "15", "14", "16"}) + R"(, "unit": ")" +
                  one_of(draw, {"working_day", "working_day", "calendar_day"}) + R"("})"};
    default: return {"notice.close", "", R"({"notice": ")" + last_notice() + R"("})"};
  }
}

Step Walk::receipt(Draw& draw) {
  const auto& receipts = transfer().receipts;
  if (!receipts.empty() && below(draw, 3) == 0) {
    const auto& one = state_.get(receipts[below(draw, static_cast<unsigned>(receipts.size()))]);
    return {"receipt.refund", "",
            R"({"receipt": ")" + one.number + R"(", "amount": ")" +
                (below(draw, 2) == 0 ? one.amount.to_text() : amount(draw, 200000)) +
                R"(", "reason": "示例"})"};
  }
  return {"receipt.record", "",
          R"({"contract": ")" + contract() + R"(", "amount": ")" + amount(draw, 500000) + R"("})"};
}

Step Walk::payment(Draw& draw) {
  const auto& balances = transfer().balances;
  if (balances.empty())
    return of_case("payment.record", R"("lines": [{"kind": "reward",
      "person": "P-1", "amount": "1.00"}])");
  const auto& one = balances[below(draw, static_cast<unsigned>(balances.size()))];
  auto due = one.due();
  if (!due.is_positive()) due = Money::of_minor(100);
  switch (below(draw, 4)) {
    case 0: due = due + Money::of_minor(1); break;
    case 1: due = Money::of_minor(due.minor() / 2 + 1); break;
    default: break;
  }
  return of_case("payment.record", R"("lines": [{"kind": "reward", "person": ")" +
                                       state_.get(one.person.value()).number + R"(", "amount": ")" +
                                       due.to_text() + "\"}]");
}

Step Walk::equity(Draw& draw) {
  if (below(draw, 2) == 0)
    return step::award_equity().with(R"({"contract": ")" + contract() + "\"}");
  return {"equity.sell", "",
          R"({"contract": ")" + contract() +
              R"(", "event": "sale", "amount": "1.00", "listed_separately": true,
              "shares": )" +
              std::to_string(1 + below(draw, 120000)) + "}"};
}

Step Walk::post(Draw& draw) {
  return {"post.assign", "",
          R"({"person": ")" + std::string(one_of(draw, {"P-1", "P-2", "P-5"})) +
              R"(", "institution": "I-own", "post": "principal_head", "from": ")" + day_.to_text() +
              "\"}"};
}

/// What the notice shown last needs; a voided one is drawn up anew.
Step Walk::shown(Draw& draw, const std::vector<Id<Notice>>& notices, const Step& open,
                 const Step& anew) {
  const Notice* last = notices.empty() ? nullptr : &state_.get(notices.back());
  if (last == nullptr) {
    return open.with(R"({"number": "GS-N)" + std::to_string(notices_ + 1) + "\"}");
  }
  if (last->state == NoticeState::voided) return anew;
  if (last->has_open_objection()) {
    return {"notice.answer", "",
            R"({"notice": ")" + last->number + R"(", "objection": )" +
                std::to_string(last->objections.size()) + R"(, "answer": ")" +
                one_of(draw, {"rejected", "upheld_no_change", "upheld_content"}) +
                R"(", "text": "示例"})"};
  }
  day_ = std::min(std::max(day_, last->last_day + std::chrono::days{below(draw, 2)}), start_.today);
  return {"notice.close", "", R"({"notice": ")" + last->number + "\"}"};
}

/// What comes next on the way to a registered contract.
Step Walk::towards_contract(Draw& draw) {
  if (!has_case()) return step::open_case();
  const auto& c = transfer();
  const auto is_closed = [&](const std::vector<Id<Notice>>& notices) {
    return !notices.empty() && state_.get(notices.back()).state == NoticeState::closed;
  };
  if (c.state == CaseState::suspended) return of_case("case.resume", R"("reason": "示例")");
  if (const auto* live = live_contract()) {
    return step::register_contract().with(R"({"contract": ")" + live->number + "\"}");
  }
  if (c.negotiation() == nullptr) {
    return step::negotiate().with(R"({"transferee": ")" +
                                  std::string(one_of(draw, {"I-co", "I-co", "I-2"})) + "\"}");
  }
  if (!c.pathway) return step::choose_pathway(*pathway_);
  const auto* plan = c.implementation_plan();
  if (plan == nullptr || plan->state == ImplementationState::rejected) {
    return step::draft_implementation();
  }
  if (plan->state == ImplementationState::drafted) return step::decide_implementation();
  if (!is_closed(plan->notices)) {
    return shown(draw, plan->notices, step::publish_implementation(), step::draft_implementation());
  }
  const auto* price = c.current_pricing();
  if (price == nullptr) return step::price();
  if (!is_closed(price->notices) && below(draw, 8) != 0) {
    return shown(draw, price->notices, step::publish_price(), step::price());
  }
  if (c.approvals.empty() || c.approvals.back().approved_on < price->priced_on) {
    return step::approve_case();
  }
  if (c.risk_review() == nullptr) return step::review_risks();
  const auto& with = state_.get(*c.negotiation()->transferee).number;
  return step::sign(*pathway_).with(R"({"number": "HT-)" + std::to_string(c.contracts.size() + 1) +
                                    R"(", "transferee": ")" +
                                    std::string(below(draw, 6) == 0 ? "I-co" : with) + "\"}");
}

/// What may happen at any time and mostly should not.
Step Walk::astray(Draw& draw) {
  const auto because = [](const char* act) { return of_case(act, R"("reason": "示例")"); };
  switch (below(draw, 12)) {
    case 0: return because("negotiation.end");
    case 1: return because("case.suspend");
    case 2:
      return of_case("case.send_back", R"("to": ")" +
                                           std::string(one_of(draw, {"negotiation", "pathway"})) +
                                           R"(", "reason": "示例")");
    case 3:
      return step::choose_pathway(
          one_of_pathways[below(draw, static_cast<unsigned>(one_of_pathways.size()))]);
    case 4: return step::negotiate().with(R"({"transferee": "I-2"})");
    case 5: return step::draft_implementation();
    case 6: return step::price();
    case 7: return step::sign(*pathway_).with(R"({"number": "HT-9"})");
    case 8:
      return {"notice.object", "",
              R"({"notice": ")" + last_notice() + R"(", "objector": "示例", "content": "示例"})"};
    case 9: return below(draw, 3) == 0 ? draft(draw) : cost(draw);
    case 10:
      return {"contract.end", "",
              R"({"contract": ")" + (has_case() ? contract() : "HT-1") + R"(", "reason": "示例"})"};
    default: return has_case() ? payment(draw) : step::open_case();
  }
}

Step Walk::draw_step(Draw& draw) {
  if (pathway_) {
    const auto* live = live_contract();
    if (below(draw, live == nullptr ? 5 : 25) == 0) return astray(draw);
    if (live == nullptr || !live->registration || transfer().state != CaseState::active) {
      return towards_contract(draw);
    }
  }
  const auto kind = below(draw, 20);
  if (kind < 1) return cost(draw);
  if (kind < 2) return below(draw, 3) == 0 ? draft(draw) : payment(draw);
  if (kind < 5) return decide(draw);
  if (kind < 12) return notice(draw);
  if (kind < 14) return receipt(draw);
  if (kind < 18) return payment(draw);
  if (kind < 19) return equity(draw);
  return below(draw, 8) == 0 ? post(draw)
                             : of_case(one_of(draw, {"case.suspend", "case.resume", "case.resume"}),
                                       R"("reason": "示例")");
}

void Walk::record(const Step& step) {
  const auto* type = find_act_type(step.act);
  RC_ASSERT(type != nullptr);
  AnyAct act(*type, type->read(parse_json(step.data), false));
  const Envelope envelope{ids_.next(), day_, Timestamp::parse("2026-11-20T01:00:00.000Z"), "测试",
                          std::nullopt};
  const Surroundings around{start_.policy, start_.calendar, start_.files, start_.today,
                            consensus_books()};
  Candidate candidate(state_);
  auto judgement = judge(around, candidate, envelope, act, ids_);
  if (judgement.decision.is_refused()) return;
  candidate.commit();
  if (step.act == "notice.open") ++notices_;
  if (step.act == "payment.record") judge_payment();
  if (step.act == "equity.award") judge_award();
  if (step.act == "contract.sign") judge_signing();
  log_.push_back({envelope, std::move(act), std::move(judgement.outcome)});
}

void Walk::step(unsigned seed) {
  Draw draw(seed);
  const auto later = day_ + std::chrono::days{below(draw, 40) == 0 ? 25U : below(draw, 4) / 3};
  day_ = std::min(later, start_.today);
  record(draw_step(draw));
}

/// A notice of this very plan, closed, with more than 15 working days from its first day to now.
void Walk::judge_notice(const Id<DistributionPlan>& plan, const Date& on) const {
  bool is_shown = false;
  for (const auto& id : state_.get(plan).notices) {
    const auto& notice = state_.get(id);
    is_shown =
        is_shown || (notice.state == NoticeState::closed && *notice.closed_on <= on &&
                     start_.calendar.count_working_days(notice.first_day, notice.last_day) >= 15 &&
                     notice.last_day < on);
  }
  RC_ASSERT(is_shown);
}

void Walk::judge_payment() const {
  const auto& c = transfer();
  judge_notice(state_.get(c.payments.back()).plan, day_);
  auto paid = Money::of_minor(0);
  for (const auto& balance : c.balances) paid += balance.paid;
  RC_ASSERT(paid <= c.totals.gross);
  if (c.totals.net.is_positive()) {
    RC_ASSERT(c.totals.reward.minor() * 2 >= c.totals.net.minor());
  }
  for (const auto& line : state_.get(c.payments.back()).lines) {
    for (const auto& balance : c.balances) {
      if (balance.person == line.person->target()) RC_ASSERT(balance.paid <= balance.entitled);
    }
  }
}

void Walk::judge_award() const {
  const auto& award = transfer().equity.back();
  judge_notice(award.plan, day_);
  const auto decided = state_.get(award.plan).decided_on.value();  // that day counts (INC-04)
  RC_ASSERT(award.people_shares * 2 >= award.people_shares + award.institution_shares);
  std::int64_t sum = 0;
  for (const auto& line : award.people) {
    sum += line.shares;
    for (const auto& held : state_.get(line.person).posts) {
      if (held.post == PostKind::principal_head && held.from <= decided)
        RC_ASSERT(line.shares == 0);
    }
  }
  RC_ASSERT(sum == award.people_shares);
}

/// Of the transfer as chosen: a plan decided, whose own notice is over.
void Walk::judge_signing() const {
  const auto& c = transfer();
  RC_ASSERT(c.pathway.has_value());
  RC_ASSERT(c.negotiation() != nullptr);
  const auto* plan = c.implementation_plan();
  RC_ASSERT(plan != nullptr && plan->state == ImplementationState::decided);
  RC_ASSERT(std::any_of(plan->notices.begin(), plan->notices.end(), [&](const Id<Notice>& id) {
    return state_.get(id).state == NoticeState::closed && state_.get(id).last_day < day_;
  }));
  const auto& contract = state_.get(c.contracts.back());
  RC_ASSERT(contract.transferee == c.negotiation()->transferee->target());
  RC_ASSERT(std::any_of(c.approvals.begin(), c.approvals.end(), [&](const Approval& approval) {
    return approval.approved_on <= day_ && approval.talks <= c.negotiation()->index;
  }));
}

void Walk::verify() const {
  if (!has_case()) return;
  const auto& c = transfer();
  // What is booked of each receipt is what survives of it, and everybody's entitlement is the sum.
  std::map<Uuid, Money> booked;
  std::map<Uuid, Money> entitled;
  for (const auto& id : c.bookings) {
    for (const auto& line : state_.get(id).lines) {
      booked[line.receipt.uuid()] += line.amount;
      if (line.kind == LineKind::reward) entitled[line.person->uuid()] += line.amount;
    }
  }
  auto gross = Money::of_minor(0);
  for (const auto& id : c.receipts) {
    const auto& receipt = state_.get(id);
    gross += receipt.surviving();
    RC_ASSERT(!receipt.surviving().is_negative());
    RC_ASSERT(booked[id.uuid()] == (receipt.plan ? receipt.surviving() : Money()));
  }
  RC_ASSERT(c.totals.gross == gross);
  auto reward = Money::of_minor(0);
  for (const auto& balance : c.balances) {
    RC_ASSERT(balance.entitled == entitled[balance.person->uuid()]);
    reward += balance.entitled;
  }
  RC_ASSERT(c.totals.reward == reward);
  if (!c.bookings.empty()) {
    RC_ASSERT(c.totals.costs_recovered + c.totals.reward + c.totals.institution == gross);
  }
  std::int64_t left = 0;
  for (const auto& award : c.equity) left += award.institution_shares;
  for (const auto& event : c.equity_events) left -= event.shares;
  RC_ASSERT(left >= 0);

  MemoryState again = start_.state;
  for (const auto& logged : log_) logged.act.evolve(again, logged.envelope, logged.outcome);
  const auto same = [&](const auto& id) {
    RC_ASSERT(to_canonical_json(again.get(id)) == to_canonical_json(state_.get(id)));
  };
  same(c.id);
  for (const auto& id : c.receipts) same(id);
  for (const auto& id : c.plans) same(id);
  for (const auto& id : c.bookings) same(id);
  for (const auto& id : c.payments) same(id);
  for (const auto& id : c.contracts) same(id);
}

/// Walks of two hundred acts each; returns how often what is counted was allowed, over all of them.
template <class Count, class... From>
std::size_t walk(const Transfer& start, Count&& count, From... from) {
  std::size_t total = 0;
  CHECK(rc::check("walk", [&] {
    const auto seeds = *rc::gen::container<std::vector<unsigned>>(
        200, rc::gen::resize(rc::kNominalSize, rc::gen::noShrink(rc::gen::arbitrary<unsigned>())));
    Walk one(start, from...);
    for (const auto seed : seeds) one.step(seed);
    one.verify();
    total += count(one);
  }));
  return total;
}

}  // namespace

TEST_CASE("no walk pays a reward without notice, above the money or below a floor") {
  Transfer fresh;
  fresh.registered();
  const auto paid = [](const Walk& one) { return one.paid(); };
  walk(fresh, paid);
  Transfer decided;
  decided.plan_decided();
  // Enough to have tried it; how often is chance.
  CHECK(walk(decided, paid) > 0);
}

TEST_CASE("no walk awards shares without notice, below the floor or to a principal head") {
  Transfer start;
  start.plan_decided(Pathway::equity_investment);
  CHECK(walk(start, [](const Walk& one) { return one.awarded(); }) > 0);
}

TEST_CASE("no walk from the opening of a case signs or pays before its time, on any pathway") {
  Transfer start;
  start.must("institution.register", "2026-03-20",
             R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  for (const auto pathway : one_of_pathways) {
    INFO(to_code(pathway));
    std::size_t paid = 0;
    const auto count = [&](const Walk& one) {
      paid += one.paid() + one.awarded();
      return one.signed_();
    };
    CHECK(walk(start, count, pathway) > 0);
    CHECK(paid > 0);
  }
}
