#include "income/scheme_story.hpp"

#include <algorithm>

#include "core/percent.hpp"
#include "kezhuan/core/error.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr auto exactness = "INC-06";

Currency currency_of(const SchemeStory& story) {
  if (!story.entries.empty()) return story.entries.front().amount.currency();
  if (!story.costs.empty()) return story.costs.front().amount.currency();
  return {};
}

void check_day(const SchemeStory& story, const SchemeEntry& entry) {
  if (!story.signed_on || entry.date >= *story.signed_on) return;
  throw_invalid({"到账日 " + entry.date.to_text() + " 早于合同签订日 " + story.signed_on->to_text(),
                 "a receipt of " + entry.date.to_text() + ", before the contract was signed on " +
                     story.signed_on->to_text()},
                {"核对到账日和合同", "check the day and the contract"}, exactness);
}

/// A story told to the engine; what is wrong is said of its place in the story.
class Teller {
 public:
  Teller(SchemeEngine& engine, const SchemeStory& story) : engine_(engine), story_(story) {}

  void add_cost(const CostItem& cost) {
    if (cost.amount.is_negative()) taken_back_ = &cost;
    within(place_of(cost), [&] { engine_.add_cost(cost); });
  }

  std::span<const SchemeLine> take(const SchemeEntry& entry) {
    const auto index = static_cast<std::size_t>(&entry - story_.entries.data());
    within(item_place("receipts", index, "date"), [&] { check_day(story_, entry); });
    try {
      return engine_.take(entry);
    } catch (const Error& error) {
      const auto& rule = error.problems().front().rule;
      if (rule == "INC-01" && taken_back_ != nullptr) throw error.at(place_of(*taken_back_));
      throw error.at(item_place("receipts", index, rule == exactness ? "amount" : ""));
    }
  }

 private:
  template <class Step>
  static void within(const std::string& place, Step step) {
    try {
      step();
    } catch (const Error& error) {
      throw error.at(place);
    }
  }

  std::string place_of(const CostItem& cost) const {
    return item_place("costs", static_cast<std::size_t>(&cost - story_.costs.data()), "amount");
  }

  SchemeEngine& engine_;
  const SchemeStory& story_;
  const CostItem* taken_back_ = nullptr;  // the last
};

/// Costs in the order they count; those of one moment in the order given.
std::vector<const CostItem*> in_order(const std::vector<CostItem>& costs) {
  std::vector<const CostItem*> order;
  for (const auto& cost : costs) order.push_back(&cost);
  std::stable_sort(order.begin(), order.end(), [](const CostItem* left, const CostItem* right) {
    return left->from_receipt < right->from_receipt;
  });
  return order;
}

using SlotLines = std::vector<std::pair<SchemeSlot, std::int64_t>>;

SlotLines lines_of(const SchemeDivision& division, std::size_t entry) {
  SlotLines lines;
  if (entry >= division.lines.size()) return lines;
  for (const auto& line : division.lines[entry]) {
    lines.emplace_back(division.slot(entry, line), line.minor);
  }
  return lines;
}

/// The floor that fails, and since which entry: later ones may not be at fault.
Problem failing_after(const SchemeEntry& entry, Problem floor) {
  const auto which = (entry.id.empty() ? "" : entry.id + " ") + entry.date.to_text();
  floor.what = {which + " 之后：" + floor.what.zh, "after " + which + ": " + floor.what.en};
  return floor;
}

}  // namespace

SchemeDivision simulate_scheme(const SchemeStory& story) {
  SchemeDivision division;
  division.currency = currency_of(story);
  SchemeEngine engine(division.currency);
  Teller teller(engine, story);
  for (const auto& terms : story.terms)
    division.slots.push_back(engine.slots(engine.add_terms(terms)));

  const auto costs = in_order(story.costs);
  auto cost = costs.begin();
  std::int64_t receipts = 0;
  for (const auto& entry : story.entries) {
    const bool is_receipt = entry.kind == SchemeEntry::Kind::receipt;
    for (; is_receipt && cost != costs.end() && (*cost)->from_receipt <= receipts; ++cost) {
      teller.add_cost(**cost);
    }
    const auto lines = teller.take(entry);
    division.terms.push_back(entry.terms);
    division.lines.emplace_back(lines.begin(), lines.end());
    division.figures.push_back(engine.figures());
    division.bands.push_back(entry.amount.is_zero() ? std::vector<SchemeBandPart>{}
                                                    : engine.bands());
    if (!division.failing_floor) {
      if (auto floor = engine.find_failing_floor()) {
        division.failing_floor = failing_after(entry, std::move(*floor));
      }
    }
    if (is_receipt) ++receipts;
  }
  for (; cost != costs.end(); ++cost) teller.add_cost(**cost);
  division.warnings = engine.warnings();
  division.unrecovered = engine.unrecovered();
  return division;
}

SchemeDivision divide_by_scheme(const SchemeStory& story) {
  auto division = simulate_scheme(story);
  if (division.failing_floor) throw Error(ErrorCode::invalid, {*division.failing_floor});
  return division;
}

void take_refund(SchemeEntry& receipt, const Money& amount) {
  if (receipt.kind != SchemeEntry::Kind::receipt) {
    throw_invalid({"留存准备的释放没有退款", "a release of the reserve is not refunded"},
                  {"退款写在原到账上", "put the refund on the receipt it is of"}, exactness);
  }
  if (amount.is_negative() || amount > receipt.amount) {
    throw_invalid(
        {"退款 " + amount.to_text() + " 超过到账 " + receipt.amount.to_text(),
         "a refund of " + amount.to_text() + " of a receipt of " + receipt.amount.to_text()},
        {"退款不超过原到账", "refund no more than was received"}, exactness);
  }
  receipt.amount -= amount;
}

void refund(SchemeStory& story, std::string_view id, const Money& amount) {
  const auto found =
      std::find_if(story.entries.begin(), story.entries.end(), [&](const SchemeEntry& entry) {
        return entry.kind == SchemeEntry::Kind::receipt && entry.id == id;
      });
  if (found == story.entries.end()) {
    const std::string name(id);
    throw Error(ErrorCode::not_found,
                {"没有到账“" + name + "”", "there is no receipt \"" + name + "\""},
                {"更正编号", "correct its number"});
  }
  take_refund(*found, amount);
}

std::vector<SchemeRebooking> rebook(const SchemeDivision& before, const SchemeDivision& after) {
  std::vector<SchemeRebooking> booked;
  const auto money = [&](std::int64_t minor) { return Money::of_minor(minor, after.currency); };
  for (std::size_t i = 0; i < after.lines.size(); ++i) {
    const auto old_lines = lines_of(before, i);
    const auto new_lines = lines_of(after, i);
    if (old_lines == new_lines) continue;
    for (const auto& [slot, minor] : old_lines) booked.push_back({i, slot, money(-minor)});
    for (const auto& [slot, minor] : new_lines) booked.push_back({i, slot, money(minor)});
  }
  return booked;
}

std::vector<SchemePayment> plan_payments(const SchemePayments& rule,
                                         std::span<const Money> entitled,
                                         std::span<const Money> paid, const Money& available) {
  if (entitled.size() != paid.size()) {
    throw_invalid({"应得与已付的人数不同", "entitlements and payments of different people"},
                  {"每人各写一项", "give one of each for everybody"}, exactness);
  }
  const auto none = Money::of_minor(0, available.currency());
  auto left = std::max(none, available);
  std::vector<SchemePayment> payments;
  for (std::size_t i = 0; i < entitled.size(); ++i) {
    const auto due = entitled[i] - paid[i];
    const bool is_paid = due.is_positive() && (!rule.minimum || due >= *rule.minimum);
    const auto now = is_paid ? std::min(due, left) : none;
    left -= now;
    payments.push_back({due, now, due - now});
  }
  return payments;
}

std::string percent_text(const Money& part, const Money& whole) {
  return whole.is_positive() ? percent_of(part.minor(), whole.minor()) : "–";
}

std::optional<Date> payment_deadline(const SchemePayments& rule, const Date& received_on) {
  if (!rule.deadline_months) return std::nullopt;
  return add_months(received_on, static_cast<int>(*rule.deadline_months));
}

}  // namespace kezhuan
