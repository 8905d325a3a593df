#include "kezhuan/income/scheme_engine.hpp"

#include <algorithm>
#include <array>

#include "income/check.hpp"
#include "income/scheme_run.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr auto exactness = "INC-06";
constexpr std::size_t categories = EnumTable<CostCategory>::table.size();

std::size_t place_of(CostCategory category) {
  const auto& table = EnumTable<CostCategory>::table;
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const auto& entry) { return entry.value == category; });
  return static_cast<std::size_t>(found - table.begin());
}

bool count_the_same(const SchemeProgram& left, const SchemeProgram& right) {
  const auto& table = EnumTable<CostCategory>::table;
  return std::all_of(table.begin(), table.end(), [&](const auto& entry) {
    return left.counts(entry.value) == right.counts(entry.value);
  });
}

[[noreturn]] void throw_exact(Text what, Text remedy) {
  throw_invalid(std::move(what), std::move(remedy), exactness);
}

}  // namespace

struct SchemeEngine::Body {
  explicit Body(Currency given) : currency(given) {}

  Money money(std::int64_t minor) const { return Money::of_minor(minor, currency); }

  void check(const SchemeEntry& entry) const {
    if (entry.terms >= programs.size()) {
      throw_exact({"到账没有对应的分配条款", "a receipt without terms to divide it on"},
                  {"先确定分配方案，再入账", "settle the terms before booking"});
    }
    const auto& program = *programs[entry.terms];
    if (entry.schedule >= program.schedules.weights.size()) {
      throw_exact({"到账没有对应的成果分摊", "a receipt without its allocation schedule"},
                  {"写明成果间的分摊", "give the schedule"});
    }
    check_amount(entry.amount);
    check_received(entry.amount);
  }

  void check_amount(const Money& amount) const { check_same_currency(currency, amount); }

  /// Keeps the sum of all amounts in 64 bits, so that nothing later overflows.
  void add_to_range(const Money& amount) {
    range += magnitude(amount.minor());
    if (narrow(range)) return;
    range -= magnitude(amount.minor());
    throw_exact({"到账与成本合计超出范围", "receipts and costs together are out of range"},
                {"合计须不超过 92233720368547758.07，检查是否多写了位数",
                 "together they may be 92233720368547758.07 at most; look for a digit too many"});
  }

  /// Of the categories that the program counts; without one, of all.
  CostAmounts counted(const SchemeProgram* program) const {
    CostAmounts amounts;
    for (std::size_t i = 0; i < categories; ++i) {
      const auto category = EnumTable<CostCategory>::table[i].value;
      if (program != nullptr && !program->counts(category)) continue;
      (is_direct(category) ? amounts.direct : amounts.indirect) += recorded[i];
    }
    check_costs(amounts.direct);
    check_costs(amounts.indirect);
    return amounts;
  }

  /// With what earlier terms recovered and these do not count.
  CostAmounts recorded_for(const SchemeProgram& program) const {
    auto amounts = counted(&program);
    amounts.direct += extra.direct;
    amounts.indirect += extra.indirect;
    return amounts;
  }

  void check_costs(std::int64_t amount) const {
    if (amount >= 0) return;
    throw_invalid({"成本合计为负：" + money(amount).to_text(),
                   "costs below zero: " + money(amount).to_text()},
                  {"冲销不能超过原有成本", "take back no more than was recorded"}, "INC-01");
  }

  void begin_run(std::size_t index) {
    if (run) {
      check_nothing_held();
      const auto failed = failed_now();
      failed_before.insert(failed_before.end(), failed.begin(), failed.end());
      closed += run->floor_sums();
    }
    const auto& program = *programs[index];
    const auto counting = counted(&program);
    if (run && !count_the_same(run->program(), program)) {
      // Costs that earlier terms recovered stay recovered, though these do not count them.
      constexpr std::int64_t none = 0;
      extra = {std::max(none, costs.direct.recovered - counting.direct),
               std::max(none, costs.indirect.recovered - counting.indirect)};
    }
    run.emplace(program, index, costs);
    costs_changed = true;
  }

  void check_nothing_held() const {
    if (run->reserved() == 0) return;
    const auto held = money(run->reserved()).to_text();
    throw_exact({"还有留存准备 " + held + "，不能改用新的条款",
                 held + " is still held in reserve: no other terms before it is released"},
                {"先释放留存准备", "release the reserve first"});
  }

  void begin_segment(bool new_run) {
    const auto amounts = recorded_for(run->program());
    if (new_run || amounts != run->recorded()) run->begin_segment(amounts);
    costs_changed = false;
  }

  void receive(const SchemeEntry& entry) {
    add_to_range(entry.amount);
    const bool new_run = !run || run->index() != entry.terms;
    if (new_run) begin_run(entry.terms);
    if (costs_changed) begin_segment(new_run);
    gross += entry.amount.minor();
    run->receive(entry, gross);
  }

  void release(const SchemeEntry& entry) {
    const bool is_held =
        run && run->index() == entry.terms && entry.amount.minor() <= run->reserved();
    if (!is_held) {
      const auto held = money(run ? run->reserved() : 0).to_text();
      throw_exact({"释放 " + entry.amount.to_text() + " 超过留存准备 " + held,
                   "a release of " + entry.amount.to_text() + " from a reserve of " + held},
                  {"释放的不超过留存的", "release no more than is held"});
    }
    run->release(entry);
  }

  /// What divides now, or, nothing having come, would divide the next receipt.
  const SchemeProgram* program() const {
    if (run) return &run->program();
    return programs.empty() ? nullptr : programs.back().get();
  }

  std::int64_t unrecovered() const {
    const auto amounts = counted(program());
    return std::max<std::int64_t>(
        0, amounts.direct + amounts.indirect - costs.direct.recovered - costs.indirect.recovered);
  }

  std::int64_t shortfall() const {
    if (run) return run->shortfall(recorded_for(run->program()), gross);
    const auto amounts = counted(program());
    if (program() == nullptr) return amounts.direct + amounts.indirect;
    CaseCosts none;
    return SchemeRun(*program(), programs.size() - 1, none).shortfall(amounts, gross);
  }

  /// A part that has a floor.
  struct Floored {
    Ratio floor;
    std::int64_t FloorSums::*part;
    std::int64_t FloorSums::*whole;
    std::size_t people;  // who may each have lost less than a fen to rounding
    StaticText who;
    StaticText of;

    bool fails_on(const FloorSums& sums) const {
      if (sums.*whole <= 0) return false;
      const auto exact = Int128{sums.*whole} * floor.numerator();
      const Int128 has = Int128{sums.*part} * floor.denominator();
      const Int128 lost = Int128{people} * floor.denominator();
      return has < exact && has + lost <= exact;
    }
  };

  Problem failure(const Floored& one, const FloorSums& sums) const {
    const auto& floor = one.floor;
    const auto whole = sums.*one.whole;
    const auto needed = divided_up(Int128{whole} * floor.numerator(), floor.denominator());
    const auto need = money(static_cast<std::int64_t>(needed)).to_text();
    const auto has = money(sums.*one.part).to_text();
    const auto base = money(whole).to_text();
    return Problem{"INC-02",
                   {},
                   {std::string(one.who.zh) + " " + has + "，低于下限 " + need + "（" +
                        std::string(one.of.zh) + " " + base + " 的 " + floor.to_text() + "）",
                    std::string(one.who.en) + " " + has + ", below the floor of " + need + " (" +
                        floor.to_text() + " of " + std::string(one.of.en) + " " + base + ")"},
                   {"提高比例，或改用满足下限的方案",
                    "raise the share, or use a scheme that reaches the floor"}};
  }

  /// Those of the present run.
  std::vector<Floored> floored() const {
    std::vector<Floored> all;
    if (!run || !run->program().scheme().floors) return all;
    const auto& program = run->program();
    const auto& floors = *program.scheme().floors;
    using F = FloorSums;
    if (floors.reward) {
      all.push_back({*floors.reward,
                     &F::reward,
                     &F::base,
                     0,
                     {"奖励合计", "the reward is"},
                     {"下限基数", "the floor's base of"}});
    }
    if (floors.main_contributors) {
      all.push_back({*floors.main_contributors,
                     &F::main_contributors,
                     &F::reward,
                     program.main_contributor_slots.size(),
                     {"主要完成人合计", "main contributors get"},
                     {"奖励", "a reward of"}});
    }
    if (floors.transfer_staff) {
      all.push_back({*floors.transfer_staff,
                     &F::transfer_staff,
                     &F::reward,
                     program.transfer_staff_slots.size(),
                     {"转化人员合计", "transfer staff get"},
                     {"奖励", "a reward of"}});
    }
    return all;
  }

  FloorSums sums_of_case() const {
    auto sums = closed;
    if (run) sums += run->floor_sums();
    return sums;
  }

  /// What the present run and the case with it fail.
  std::vector<Floored> failed_now() const {
    auto failed = floored();
    if (failed.empty()) return failed;
    const auto of_run = run->floor_sums();
    const auto of_case = sums_of_case();
    std::erase_if(failed, [&](const Floored& one) {
      return !one.fails_on(of_run) || !one.fails_on(of_case);
    });
    return failed;
  }

  std::optional<Problem> find_failing_floor() const {
    const auto of_case = sums_of_case();
    auto failing = failed_before;
    const auto now = failed_now();
    failing.insert(failing.end(), now.begin(), now.end());
    for (const auto& one : failing) {
      if (one.fails_on(of_case)) return failure(one, of_case);
    }
    return std::nullopt;
  }

  std::int64_t not_counted() const {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < categories; ++i) {
      if (!program()->counts(EnumTable<CostCategory>::table[i].value)) total += recorded[i];
    }
    return total;
  }

  /// Of what people get.
  void warn_of_rewards(std::vector<Text>& found) const {
    const auto& figures = run->figures();
    const auto reward = run->reward() + figures.owner_income;
    const auto net = figures.distributable - shortfall();
    if (reward > std::max<std::int64_t>(0, net)) {
      found.push_back(
          {"个人所得 " + money(reward).to_text() + " 超过净收入 " + money(net).to_text() + "（" +
               percent_text(money(reward), money(net)) + "）",
           "people get " + money(reward).to_text() + ", which exceeds net income of " +
               money(net).to_text() + " (" + percent_text(money(reward), money(net)) + ")"});
    }
    if (figures.owner_income > 0 && !run->program().replaces_reward()) {
      found.push_back({"所有权收益之外另有奖励：同一成果的双重激励",
                       "a reward besides owner income: a double incentive for one achievement"});
    }
  }

  std::vector<Text> warnings() const {
    std::vector<Text> found;
    if (program() == nullptr) return found;
    if (run) warn_of_rewards(found);
    if (const auto amount = unrecovered(); amount > 0) {
      found.push_back({"成本未收回 " + money(amount).to_text(),
                       money(amount).to_text() + " of costs not recovered"});
    }
    if (const auto amount = not_counted(); amount > 0) {
      found.push_back({"方案不计入的成本 " + money(amount).to_text(),
                       money(amount).to_text() + " of costs that the scheme does not count"});
    }
    return found;
  }

  Currency currency;
  std::vector<std::unique_ptr<const SchemeProgram>> programs;
  std::array<std::int64_t, categories> recorded{};
  Int128 range = 0;
  std::int64_t gross = 0;  // of the case
  CaseCosts costs;
  CostAmounts extra;
  bool costs_changed = true;
  FloorSums closed;                    // of the runs before
  std::vector<Floored> failed_before;  // by them, when they ended: later ones may make up for it
  std::optional<SchemeRun> run;
};

SchemeEngine::SchemeEngine(Currency currency) : body_(std::make_unique<Body>(currency)) {}
SchemeEngine::~SchemeEngine() = default;
SchemeEngine::SchemeEngine(SchemeEngine&&) noexcept = default;
SchemeEngine& SchemeEngine::operator=(SchemeEngine&&) noexcept = default;

std::size_t SchemeEngine::add_terms(const SchemeTerms& terms) {
  const auto& added = terms.scheme;
  for (const auto& program : body_->programs) {
    const auto& known = program->scheme();
    if (known.id != added.id || known.version != added.version) continue;
    if (hash_of(known) == hash_of(added)) continue;
    throw_exact({"方案 " + added.id + " " + added.version + " 使用后被改动",
                 "scheme " + added.id + " " + added.version + " was changed after use"},
                {"改动写成新的版本", "make a change a new version"});
  }
  body_->programs.push_back(std::make_unique<SchemeProgram>(terms, body_->currency));
  return body_->programs.size() - 1;
}

const std::vector<SchemeSlot>& SchemeEngine::slots(std::size_t index) const {
  return body_->programs.at(index)->slots;
}

void SchemeEngine::add_cost(const CostItem& cost) {
  body_->check_amount(cost.amount);
  body_->add_to_range(cost.amount);
  body_->recorded[place_of(cost.category)] += cost.amount.minor();
  body_->costs_changed = true;
}

std::span<const SchemeLine> SchemeEngine::take(const SchemeEntry& entry) {
  body_->check(entry);
  if (entry.amount.is_zero()) return {};
  if (entry.kind == SchemeEntry::Kind::release) {
    body_->release(entry);
  } else {
    body_->receive(entry);
  }
  return body_->run->take_lines();
}

SchemeFigures SchemeEngine::figures() const {
  const auto figures = body_->run ? body_->run->figures() : RunFigures{};
  const auto money = [&](std::int64_t minor) { return body_->money(minor); };
  return {money(figures.gross),
          money(figures.off_the_top),
          money(figures.direct),
          money(figures.own),
          money(figures.indirect),
          money(figures.distributable),
          money(figures.distributable - (body_->run ? body_->shortfall() : 0)),
          money(figures.owner_income),
          money(figures.held - figures.released),
          money(figures.distributed),
          money(figures.banded),
          money(body_->run ? body_->run->reward() : 0),
          money(body_->run ? body_->run->floor_base() : 0)};
}

std::vector<SchemeBandPart> SchemeEngine::bands() const {
  std::vector<SchemeBandPart> parts;
  if (!body_->run) return parts;
  const auto& streams = body_->run->streams();
  const auto money = [&](std::int64_t minor) { return body_->money(minor); };
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const auto& names = body_->run->program().terms().achievements;
    for (const auto& part : streams[i].bands.last_parts()) {
      SchemeBandPart told{
          streams.size() > 1 ? names[i] : "", part.band, money(part.from), {}, money(part.amount)};
      if (part.up_to) told.up_to = money(*part.up_to);
      parts.push_back(std::move(told));
    }
  }
  return parts;
}

std::optional<Problem> SchemeEngine::find_failing_floor() const {
  return body_->find_failing_floor();
}

std::vector<Text> SchemeEngine::find_unshared(std::size_t index) const {
  return body_->programs.at(index)->find_unshared();
}

std::vector<Text> SchemeEngine::warnings() const { return body_->warnings(); }

Money SchemeEngine::shortfall() const { return body_->money(body_->shortfall()); }

Money SchemeEngine::unrecovered() const { return body_->money(body_->unrecovered()); }

}  // namespace kezhuan
