#include "income/check.hpp"
#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

// Shares of a company are whole numbers like minor units of money, and divide alike.
Money as_money(std::int64_t shares) { return Money::of_minor(shares); }

void check_shares(std::int64_t shares) {
  if (shares >= 0) return;
  throw_invalid({"股份数不能为负：" + std::to_string(shares),
                 "a negative number of shares: " + std::to_string(shares)},
                {"写本机构所得的股份数", "give the number of shares the institution receives"},
                "INC-03");
}

std::vector<Ratio> weights_that_count(const std::vector<EquityPart>& people) {
  std::vector<Ratio> weights;
  weights.reserve(people.size());
  for (const auto& part : people) weights.push_back(part.excluded ? Ratio() : part.weight);
  return weights;
}

[[noreturn]] void throw_nobody_left() {
  throw_invalid({"没有可以获得股权的人员：正职领导原则上不获股权激励",
                 "nobody is left who may hold equity: a principal head gets none in principle"},
                {"把股权分给其他完成人或转化人员，或引用允许的明确政策",
                 "give it to other contributors or implementers, or cite a policy that allows it"},
                "INC-04");
}

}  // namespace

EquityDivision divide_equity(std::int64_t shares, const Ratio& reward_ratio,
                             std::vector<EquityPart> people) {
  check_shares(shares);
  check_reward_ratio(reward_ratio, "INC-03");
  EquityDivision division;
  division.people_shares = share_rounded_up(as_money(shares), reward_ratio).minor();
  division.institution_shares = shares - division.people_shares;

  const auto weights = weights_that_count(people);
  if (sum(weights).is_zero()) throw_nobody_left();
  const auto parts = allocate(as_money(division.people_shares), weights);
  for (std::size_t i = 0; i < people.size(); ++i) people[i].shares = parts[i].minor();
  division.people = std::move(people);
  return division;
}

}  // namespace kezhuan
