#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <random>
#include <set>

#include <rapidcheck.h>

#include "catch.hpp"
#include "kezhuan/core/write.hpp"
#include "policy/income_facts.hpp"
#include "policy/transfer_facts.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

/// Random walks of acts over a case, from its opening or from its contract, of one or two
/// achievements, owned by the institution, with another one or with persons: whatever is allowed,
/// in whatever order, no contract is signed before its plan was decided and publicised, nothing is
/// ever paid without its notice, for public data, above what is due or came in, or below a floor;
/// bookings add up to the receipts; and the recorded outcomes alone lead to the same state.
namespace {

/// An act as it was recorded.
struct Logged {
  Envelope envelope;
  AnyAct act;
  Outcome outcome;
};

/// How often an act of a kind was allowed, or money of a kind paid, over all walks of a test.
using Tally = std::map<std::string, std::size_t>;

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

  const Tally& allowed() const { return allowed_; }

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
  Step recovery(Draw& draw);
  Step amendment(Draw& draw);
  Step upset(Draw& draw);
  Step of_data(Draw& draw);
  std::string line(const Balance& balance, const Money& amount) const;
  Step both(const Step& step) const;
  Step equity(Draw& draw);
  Step post(Draw& draw);
  void record(const Step& step);
  void tally_payment();
  void judge_payment() const;
  void judge_award() const;
  void judge_signing() const;
  bool is_shown(const Id<DistributionPlan>& plan) const;
  Money shown_for(const Balance& balance) const;

  TransferFile file() const { return load_transfer_file(state_, transfer().id); }
  Surroundings around() const {
    return {start_.policy, start_.calendar, start_.files, start_.today, consensus_books()};
  }
  bool is_public() const { return has_case() && is_barred(around(), file(), day_); }

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
  Tally allowed_;
  std::optional<Pathway> pathway_;  ///< when the case is still to be opened
  SequenceIdSource ids_{9, Timestamp::parse("2026-06-01T00:00:00.000Z")};
  Date day_ = Date(2026, 6, 3);
  int notices_ = 0;
  int marks_ = 0;  ///< certificates that marked public data
};

constexpr std::array one_of_pathways = {Pathway::assignment, Pathway::licence,
                                        Pathway::equity_investment, Pathway::extended_service};

template <class T>
std::optional<Id<T>> target_of(const std::optional<Ref<T>>& ref) {
  return ref ? std::optional(ref->target()) : std::nullopt;
}

/// Of the person or institution a line or balance is of.
template <class Part>
Uuid uuid_of(const Part& part) {
  return part.person ? part.person->uuid() : part.institution.value().uuid();
}

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
  return of_case("payment.record", R"("lines": [)" + line(one, due) + "]");
}

std::string Walk::line(const Balance& balance, const Money& amount) const {
  const auto party = balance.person
                         ? R"("person": ")" + state_.get(*balance.person).number
                         : R"("institution": ")" + state_.get(balance.institution.value()).number;
  return R"({"kind": ")" + std::string(to_code(balance.kind)) + "\", " + party +
         R"(", "amount": ")" + amount.to_text() + "\"}";
}

/// Of somebody who was paid too much, if there is one; sometimes a fen more than that.
Step Walk::recovery(Draw& draw) {
  const auto& balances = transfer().balances;
  if (balances.empty()) return payment(draw);
  const auto over = std::find_if(balances.begin(), balances.end(),
                                 [](const Balance& one) { return one.due().is_negative(); });
  const auto& one = over == balances.end() ? balances.front() : *over;
  auto amount = over == balances.end() ? Money::of_minor(100) : -one.due();
  if (below(draw, 4) == 0) amount += Money::of_minor(1);
  return of_case("payment.recover", R"("lines": [)" + line(one, amount) + "]");
}

Step Walk::amendment(Draw& draw) {
  const Step plain{"contract.amend", "",
                   R"({"contract": ")" + contract() + R"(", "what": "示例"})"};
  switch (below(draw, 3)) {
    case 0:
      return plain.with(R"({"more_dues": [{"what": "追加", "due_on": "2026-12-31", "amount": ")" +
                        amount(draw, 100000) + "\"}]}");
    case 1: {
      const auto total = amount(draw, 1200000);
      return plain.with(R"({"amounts": {"terms": "lump_sum", "total": ")" + total +
                        R"(", "technical": ")" + total + "\"}}");
    }
    default: return plain;
  }
}

/// The data turns out to be public, and no longer to be.
Step Walk::of_data(Draw& draw) {
  const auto mark = "GG-" + std::to_string(marks_);
  const auto marked = state_.find_number(Kind::certificate, mark);
  if (marked && !state_.get(Id<Certificate>(*marked)).cancelled_on) {
    return {"certificate.cancel", "", R"({"certificate": ")" + mark + R"(", "reason": "示例"})"};
  }
  if (is_public() || below(draw, 2) == 0) {
    return {"achievement.classify", "", R"({"achievement": "KZ-1"})"};
  }
  return {"certificate.record", "",
          R"({"number": "GG-)" + std::to_string(marks_ + 1) +
              R"(", "achievement": "KZ-1", "certificate": "data_property_right",
              "certificate_no": "示例", "covers": ["D1"], "issued": ")" +
              day_.to_text() + "\"}"};
}

/// What changes under the feet of a case.
Step Walk::upset(Draw& draw) {
  const auto& balances = transfer().balances;
  const bool is_overpaid = std::any_of(balances.begin(), balances.end(),
                                       [](const Balance& one) { return one.due().is_negative(); });
  if (is_overpaid && below(draw, 2) == 0) return recovery(draw);
  const auto kind = below(draw, 40);
  if (kind < 1) return of_case("case.terminate", R"("reason": "示例")");
  if (kind < 2) {
    const auto& in_force = state_.get(transfer().achievements.front()).agreement_in_force;
    const auto number = in_force ? state_.get(*in_force).number : std::string("FQ-KZ-1");
    return {"agreement.end", "", R"({"agreement": ")" + number + R"(", "reason": "示例"})"};
  }
  if (kind < 5) return of_data(draw);
  return kind < 25 && live_contract() != nullptr ? amendment(draw) : recovery(draw);
}

/// The same about both achievements, where there are two.
Step Walk::both(const Step& step) const {
  if (!state_.find_number(Kind::achievement, "KZ-2")) return step;
  if (step.act == "case.open") return step.with(R"({"achievements": ["KZ-1", "KZ-2"]})");
  if (step.act == "negotiation.record") {
    return step.with(R"({"deliverables": [{"achievement": "KZ-1", "keys": ["D1"]},
                                          {"achievement": "KZ-2", "keys": ["D1"]}]})");
  }
  if (step.act == "contract.sign") {
    return step.with(R"({"subjects": [{"achievement": "KZ-1", "share": "2/3"},
                                      {"achievement": "KZ-2", "share": "1/3"}]})");
  }
  return step;
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
  if (is_public() && below(draw, 3) == 0) return of_data(draw);
  if (has_case() && below(draw, 20) == 0) return upset(draw);
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
  AnyAct act(*type, type->read(parse_json(both(step).data), false));
  const Envelope envelope{ids_.next(), day_, Timestamp::parse("2026-11-20T01:00:00.000Z"), "测试",
                          std::nullopt};
  Candidate candidate(state_);
  auto judgement = judge(around(), candidate, envelope, act, ids_);
  if (judgement.decision.is_refused()) return;
  candidate.commit();
  ++allowed_[step.act];
  if (step.act == "payment.record") tally_payment();
  if (step.act == "certificate.record") ++marks_;
  if (step.act == "notice.open") ++notices_;
  if (step.act == "payment.record") judge_payment();
  if (step.act == "equity.award") judge_award();
  const bool gives = step.act == "payment.record" || step.act == "equity.award";
  if (gives) ++allowed_["money or shares for people"];
  if (step.act == "contract.sign") judge_signing();
  log_.push_back({envelope, std::move(act), std::move(judgement.outcome)});
}

void Walk::tally_payment() {
  for (const auto& paid : state_.get(transfer().payments.back()).lines) {
    ++allowed_[std::string(to_code(paid.kind))];
  }
  if (transfer().achievements.size() > 1) ++allowed_["for two achievements"];
}

void Walk::step(unsigned seed) {
  Draw draw(seed);
  const auto later = day_ + std::chrono::days{below(draw, 40) == 0 ? 25U : below(draw, 4) / 3};
  day_ = std::min(later, start_.today);
  record(draw_step(draw));
}

/// A notice of this very plan was closed after 15 working days and more. That of a plan which
/// another replaced since counts for the money it divided.
bool Walk::is_shown(const Id<DistributionPlan>& plan) const {
  const auto& notices = state_.get(plan).notices;
  return std::any_of(notices.begin(), notices.end(), [&](const Id<Notice>& id) {
    const auto& notice = state_.get(id);
    return notice.closed_on && *notice.closed_on <= day_ &&
           start_.calendar.count_working_days(notice.first_day, notice.last_day) >= 15 &&
           notice.last_day < day_;
  });
}

/// What a party has by receipts that were divided by a plan that was shown.
Money Walk::shown_for(const Balance& balance) const {
  std::set<Id<Receipt>> shown;
  auto sum = Money::of_minor(0, balance.paid.currency());
  for (const auto& id : transfer().bookings) {
    for (const auto& divided : state_.get(id).divided) {
      if (is_shown(divided.plan)) shown.insert(divided.receipt);
    }
  }
  for (const auto& id : transfer().bookings) {
    for (const auto& line : state_.get(id).lines) {
      const bool is_its = line.kind == balance.kind && line.person == balance.person &&
                          line.institution == balance.institution;
      if (is_its && shown.count(line.receipt) > 0) sum += line.amount;
    }
  }
  return sum;
}

void Walk::judge_payment() const {
  const auto& c = transfer();
  RC_ASSERT(!is_public());
  auto paid = Money::of_minor(0);
  for (const auto& balance : c.balances) paid += balance.paid;
  RC_ASSERT(paid <= c.totals.gross);
  const auto to_reward = c.totals.net - c.totals.owner_income;  // owners take theirs first
  if (to_reward.is_positive()) {
    RC_ASSERT(c.totals.reward.minor() * 2 >= to_reward.minor());
  }
  for (const auto& line : state_.get(c.payments.back()).lines) {
    for (const auto& balance : c.balances) {
      const bool is_it = balance.kind == line.kind && balance.person == target_of(line.person) &&
                         balance.institution == target_of(line.institution);
      if (!is_it) continue;
      RC_ASSERT(balance.paid <= balance.entitled);
      RC_ASSERT(balance.paid <= shown_for(balance));
    }
  }
}

void Walk::judge_award() const {
  RC_ASSERT(!is_public());
  const auto& award = transfer().equity.back();
  RC_ASSERT(is_shown(award.plan));
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
  RC_ASSERT(c.state == CaseState::active && !is_public());
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
  std::map<std::pair<LineKind, Uuid>, Money> entitled;
  for (const auto& id : c.bookings) {
    for (const auto& line : state_.get(id).lines) {
      booked[line.receipt.uuid()] += line.amount;
      if (is_payable(line.kind)) entitled[{line.kind, uuid_of(line)}] += line.amount;
    }
  }
  auto gross = Money::of_minor(0);  // once something is divided: of what is
  for (const auto& id : c.receipts) {
    const auto& receipt = state_.get(id);
    if (receipt.plan || c.bookings.empty()) gross += receipt.surviving();
    RC_ASSERT(!receipt.surviving().is_negative());
    RC_ASSERT(booked[id.uuid()] == (receipt.plan ? receipt.surviving() : Money()));
  }
  RC_ASSERT(c.totals.gross == gross);
  std::map<LineKind, Money> sums;
  for (const auto& balance : c.balances) {
    RC_ASSERT((balance.entitled == entitled[{balance.kind, uuid_of(balance)}]));
    RC_ASSERT(!balance.paid.is_negative());
    sums[balance.kind] += balance.entitled;
  }
  RC_ASSERT(c.totals.reward == sums[LineKind::reward]);
  RC_ASSERT(c.totals.owner_income == sums[LineKind::owner_income]);
  RC_ASSERT(c.totals.other_institutions == sums[LineKind::other_institution]);
  if (!c.bookings.empty()) {
    RC_ASSERT(c.totals.costs_recovered + c.totals.other_institutions + c.totals.owner_income +
                  c.totals.reward + c.totals.institution ==
              gross);
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

/// Who owns what, and how much is transferred.
enum class Owned { alone, with_institution, with_persons, two };
constexpr std::array ways_owned = {Owned::alone, Owned::with_institution, Owned::with_persons,
                                   Owned::two};

/// Where walks begin: nothing of a case yet, of what is owned so.
class Start : public Transfer {
 public:
  explicit Start(Owned how);

  /// On to a distribution plan that is decided.
  void decide(Pathway pathway = Pathway::licence);

 private:
  void agree(const std::string& terms);

  Owned how_;
};

using Starts = std::deque<Start>;  // a start stays where it is made

Start::Start(Owned how) : Transfer(how == Owned::two ? 2 : 1), how_(how) {
  must("institution.register", "2026-03-20",
       R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  if (how == Owned::with_institution) {
    must("institution.register", "2026-01-05",
         R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
    agree(R"("institutions": [{"institution": "I-own", "share": "2/3"},
                              {"institution": "I-uni", "share": "1/3"}],
             "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                         {"person": "P-2", "ownership": "0", "income_weight": "2/5"}])");
    must("consent.record", "2026-03-20",
         R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1"})");
  }
  if (how == Owned::with_persons) {
    agree(R"("institutions": [{"institution": "I-own", "share": "1/2"}],
             "persons": [{"person": "P-1", "ownership": "3/10", "income_weight": "3/5"},
                         {"person": "P-2", "ownership": "1/5", "income_weight": "2/5"}])");
  }
}

void Start::agree(const std::string& terms) {
  supersede_agreement("FQ-KZ-1", "FQ-2", "2026-03-20",
                      "{" + terms +
                          R"(, "use_right": "individual", "reward_ratio": "1/2",
                              "decision_mechanism": "示例", "cost_sharing": "示例",
                              "ownership_sets_weights": true})");
}

void Start::decide(Pathway pathway) {
  if (how_ != Owned::two) return plan_decided(pathway);
  priced_together();
  for (const auto& step :
       {step::publish_price(), step::close_price(), step::approve_case(), step::review_risks(),
        step::sign().with(R"({"subjects": [{"achievement": "KZ-1", "share": "2/3"},
                                           {"achievement": "KZ-2", "share": "1/3"}]})"),
        step::register_contract(), step::cost(), step::draft_plan(), step::decide_plan()}) {
    must(step);
  }
}

/// Walks of two hundred acts each, from one of the starts, drawn; adds what was allowed.
template <class... From>
void walk(const Starts& starts, Tally& tally, unsigned round, From... from) {
  CHECK(rc::check("walk", [&] {
    const auto seeds = *rc::gen::container<std::vector<unsigned>>(
        200, rc::gen::resize(rc::kNominalSize, rc::gen::noShrink(rc::gen::arbitrary<unsigned>())));
    Walk one(starts[seeds.back() % starts.size()], from...);
    // A check draws the same numbers each time it is asked in one run of the program.
    for (const auto seed : seeds) one.step(seed + round * 0x9e3779b9U);
    one.verify();
    for (const auto& [act, count] : one.allowed()) tally[act] += count;
  }));
}

using Acts = std::vector<const char*>;

/// What was never allowed was not tried in earnest; how often is chance, so walks go on until all
/// was, but not for ever.
template <class... From>
void walk_through(const Starts& starts, const Acts& acts, From... from) {
  Tally tally;
  const auto is_drawn = [&](const char* act) { return tally[act] > 0; };
  for (unsigned round = 0; round < 8 && !std::all_of(acts.begin(), acts.end(), is_drawn); ++round) {
    walk(starts, tally, round, from...);
  }
  for (const auto* act : acts) {
    INFO(act);
    CHECK(is_drawn(act));
  }
}

}  // namespace

TEST_CASE("no walk pays a reward without notice, above the money or below a floor") {
  Starts fresh;
  fresh.emplace_back(Owned::alone).registered();
  Tally unused;
  walk(fresh, unused, 0);
  Starts starts;
  for (const auto how : ways_owned) starts.emplace_back(how).decide();
  walk_through(starts, {"reward", "owner_income", "other_institution", "for two achievements",
                        "payment.recover", "receipt.refund", "contract.amend", "certificate.record",
                        "achievement.classify", "agreement.end", "case.terminate"});
}

TEST_CASE("no walk awards shares without notice, below the floor or to a principal head") {
  Starts starts;
  starts.emplace_back(Owned::alone).decide(Pathway::equity_investment);
  starts.emplace_back(Owned::with_institution).decide(Pathway::equity_investment);
  walk_through(starts, {"equity.award", "contract.amend", "case.terminate"});
}

TEST_CASE("no walk from the opening of a case signs or pays before its time, on any pathway") {
  Starts starts;
  for (const auto how : ways_owned) starts.emplace_back(how);
  for (const auto pathway : one_of_pathways) {
    INFO(to_code(pathway));
    walk_through(starts,
                 {"case.open", "contract.sign", "contract.amend", "certificate.record",
                  "agreement.end", "case.terminate", "money or shares for people"},
                 pathway);
  }
}
