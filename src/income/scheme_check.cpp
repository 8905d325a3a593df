#include <algorithm>
#include <unordered_set>

#include "income/check.hpp"
#include "income/scheme_document.hpp"
#include "income/scheme_program.hpp"
#include "policy/document_check.hpp"
#include "policy/value_form.hpp"

namespace kezhuan {

namespace {

constexpr auto exactness = "INC-06";

/// The node a place is about, or the nearest one above it.
const Node* node_at(const Place& place, const Node* root) {
  if (root == nullptr || place.parent == nullptr) return root;
  const Node* above = node_at(*place.parent, root);
  const Node* found = nullptr;
  if (place.key.data() != nullptr) {
    found = above->find(place.key);
  } else if (place.index < above->items.size()) {
    found = &above->items[place.index];
  }
  return found == nullptr ? above : found;
}

bool is_share(const Ratio& share) { return !share.is_negative() && share <= Ratio{1}; }

class SchemeCheck {
 public:
  SchemeCheck(const Scheme& scheme, const Node* node) : scheme_(scheme), node_(node) {}

  std::vector<Problem> run() {
    check_head();
    check_pools();
    check_amounts();
    if (has_one_currency_) check_bands();
    check_top();
    check_costs();
    check_together();
    check_index();
    check_floors();
    check_payments();
    return reading_.problems();
  }

 private:
  void report(const Place& place, Text what, Text remedy, const char* rule = exactness) {
    reading_.report(place, node_at(place, node_), std::move(what), std::move(remedy), rule);
  }

  void report_error(const Place& place, const Error& error) {
    reading_.report_error(place, node_at(place, node_), error);
  }

  void check_head() {
    if (scheme_.schema != Scheme::schema_name) {
      const auto wanted = quote(Scheme::schema_name);
      report(Place{&root_, "schema", 0},
             {"不是本版本能读的分配方案", "not a scheme this release can read"},
             {"schema 应为" + wanted.zh, "schema must be " + wanted.en});
    }
    if (!is_policy_id(scheme_.id)) {
      report(Place{&root_, "id", 0}, {"方案标识不合格式", "malformed scheme id"},
             {"只用小写字母、数字和连字符", "use lower-case letters, digits and hyphens"});
    }
  }

  void check_pools() {
    const Place list{&root_, "pools", 0};
    for (std::size_t i = 0; i < scheme_.pools.size(); ++i) {
      const auto& pool = scheme_.pools[i];
      const Place place{&list, {}, i};
      if (!pools_.insert(pool.id).second) {
        const auto q = quote(pool.id);
        report(Place{&place, "id", 0}, {"去向" + q.zh + "重复", "pool " + q.en + " stands twice"},
               {"另取标识", "rename one"});
      }
      if (pool.is_reward() && !pool.is_of_people()) {
        report(Place{&place, "bears_floor", 0},
               {"计入奖励下限的，须分给自然人", "what counts as reward goes to natural persons"},
               {"to 改为分给人员，或删去 bears_floor", "let people share it, or drop bears_floor"},
               "INC-02");
      }
    }
  }

  void check_pool(const Place& place, const std::string& pool) {
    if (pools_.contains(pool)) return;
    const auto q = quote(pool);
    report(Place{&place, "pool", 0}, {"没有去向" + q.zh, "there is no pool " + q.en},
           {"更正标识，或先在 pools 中写明", "correct the id, or enter it under pools first"});
  }

  void check_share(const Place& place, const std::optional<Ratio>& share) {
    if (!share || is_share(*share)) return;
    report(place,
           {"比例须在 0 与 1 之间：" + share->to_text(),
            "a share must lie between 0 and 1: " + share->to_text()},
           {"写成“30%”或“1/3”", "write it as \"30%\" or \"1/3\""});
  }

  void check_currency(const Place& place, const std::optional<Money>& amount) {
    if (!amount || (amount->is_zero() && amount->currency().is_cny())) return;
    if (amount->currency() == currency_) return;
    has_one_currency_ = false;
    const auto text = amount->to_text();
    report(place, {"金额的币种与方案的不同：" + text, "an amount in another currency: " + text},
           {"金额用方案的币种，currency 写明它（" + currency_.to_text() + "）",
            "give amounts in the currency of the scheme (" + currency_.to_text() +
                ") and name it in currency"});
  }

  void check_amounts() {
    try {
      if (scheme_.currency) currency_ = Currency::parse(*scheme_.currency);
    } catch (const Error& error) {
      report_error(Place{&root_, "currency", 0}, error);
    }
    const Place bands{&root_, "bands", 0};
    const Place table{&bands, "table", 0};
    for (std::size_t i = 0; i < scheme_.bands.table.size(); ++i) {
      const Place place{&table, {}, i};
      check_currency(Place{&place, "from", 0}, scheme_.bands.table[i].from);
      check_currency(Place{&place, "up_to", 0}, scheme_.bands.table[i].up_to);
    }
    const Place top{&root_, "off_the_top", 0};
    for (std::size_t i = 0; i < scheme_.off_the_top.size(); ++i) {
      const Place place{&top, {}, i};
      check_currency(Place{&place, "first", 0}, scheme_.off_the_top[i].first);
    }
    if (scheme_.costs) {
      const Place costs{&root_, "costs", 0};
      check_currency(Place{&costs, "after_first", 0}, scheme_.costs->after_first);
    }
    if (scheme_.payments) {
      const Place payments{&root_, "payments", 0};
      check_currency(Place{&payments, "minimum", 0}, scheme_.payments->minimum);
    }
  }

  void check_bands() {
    const Place bands{&root_, "bands", 0};
    const Place table{&bands, "table", 0};
    std::optional<Money> reached = Money::of_minor(0, currency_);
    for (std::size_t i = 0; i < scheme_.bands.table.size(); ++i) {
      const auto& band = scheme_.bands.table[i];
      const Place place{&table, {}, i};
      check_joint(place, reached, band.from);
      const bool is_last = i + 1 == scheme_.bands.table.size();
      check_end(Place{&place, "up_to", 0}, band, is_last);
      check_shares(place, band);
      reached = band.up_to;
    }
  }

  void check_joint(const Place& place, const std::optional<Money>& reached, const Money& from) {
    // A band before it that has no end is told of there.
    if (!reached || reached->minor() == from.minor()) return;
    const bool gap = reached->minor() < from.minor();
    const auto wanted = reached->to_text();
    report(Place{&place, "from", 0},
           {(gap ? "分段之间有空缺：前一段到 " : "分段重叠：前一段到 ") + wanted + "，本段从 " +
                from.to_text() + " 起",
            (gap ? "a gap between bands: the one before ends at "
                 : "bands overlap: the one before ends at ") +
                wanted + ", this one begins at " + from.to_text()},
           {"from 写 " + wanted, "make from " + wanted});
  }

  void check_end(const Place& place, const SchemeBand& band, bool is_last) {
    if (is_last != band.up_to.has_value()) {
      if (band.up_to && band.up_to->minor() <= band.from.minor()) {
        report(place, {"分段的终点不大于起点", "a band ends where it begins or before"},
               {"更正界限", "correct the thresholds"});
      }
      return;
    }
    if (is_last) {
      report(place,
             {"最后一段不能有终点，超出的收入没有去处",
              "the last band may not end: what lies above would go nowhere"},
             {"删去 up_to，或再写一段", "drop up_to, or add a band"});
    } else {
      report(place, {"只有最后一段可以没有终点", "only the last band may have no end"},
             {"写明 up_to", "give up_to"});
    }
  }

  void check_shares(const Place& band_place, const SchemeBand& band) {
    const Place list{&band_place, "shares", 0};
    std::unordered_set<std::string_view> seen;
    std::vector<Ratio> shares;
    for (std::size_t i = 0; i < band.shares.size(); ++i) {
      const Place place{&list, {}, i};
      const auto& [pool, share] = band.shares[i];
      check_pool(place, pool);
      check_share(Place{&place, "share", 0}, share);
      if (!seen.insert(pool).second) {
        const auto q = quote(pool);
        report(Place{&place, "pool", 0},
               {q.zh + "在本段写了不止一次", q.en + " stands in this band more than once"},
               {"合为一项", "make them one"});
      }
      shares.push_back(share);
    }
    check_sum(list, shares);
  }

  void check_sum(const Place& place, const std::vector<Ratio>& shares) {
    try {
      common_denominator(shares);
      const auto total = sum(shares);
      if (total.is_one()) return;
      report(place,
             {"本段比例合计为 " + total.to_text() + "，不是 1",
              "the shares of the band sum to " + total.to_text() + ", not to 1"},
             {"更正比例；不会自动折算", "correct the shares; they are never scaled to fit"});
    } catch (const Error& error) {
      report_error(place, error);
    }
  }

  void check_top() {
    const Place list{&root_, "off_the_top", 0};
    Ratio total;
    for (std::size_t i = 0; i < scheme_.off_the_top.size(); ++i) {
      const auto& entry = scheme_.off_the_top[i];
      const Place place{&list, {}, i};
      check_pool(place, entry.pool);
      check_share(Place{&place, "share", 0}, entry.share);
      if (entry.share.has_value() == entry.first.has_value()) {
        report(place, {"share 与 first 须且只须写一个", "give share or first, one of the two"},
               {"按比例写 share，按金额写 first", "share for a proportion, first for an amount"});
      }
      if (entry.first && !entry.first->is_positive()) {
        report(Place{&place, "first", 0}, {"金额须大于零", "the amount must be above zero"},
               {"更正金额", "correct it"});
      }
      if (entry.share && is_share(*entry.share)) total = total + *entry.share;
    }
    if (total <= Ratio{1}) return;
    report(list,
           {"先提比例合计超过 1：" + total.to_text(),
            "more than the whole goes off the top: " + total.to_text()},
           {"更正比例", "correct the shares"});
  }

  void check_costs() {
    const Place reserve{&root_, "reserve", 0};
    check_share(reserve, scheme_.reserve);
    if (!scheme_.costs) return;
    const Place costs{&root_, "costs", 0};
    check_share(Place{&costs, "always_distributable", 0}, scheme_.costs->always_distributable);
    const auto& first = scheme_.costs->after_first;
    if (first && !first->is_positive()) {
      report(Place{&costs, "after_first", 0}, {"金额须大于零", "the amount must be above zero"},
             {"更正金额，或删去", "correct it, or drop it"});
    }
  }

  /// Shares of gross income are taken before costs, which only works on one cumulative count.
  void check_together() {
    if (scheme_.bands.base != RewardBase::gross_income) return;
    if (scheme_.bands.accumulate == Accumulation::per_case && scheme_.bands.indexed.empty()) return;
    const Place bands{&root_, "bands", 0};
    report(Place{&bands, "base", 0},
           {"以毛收入为基数时，只能按项目累计且界限不随指数变动",
            "shares of gross income accumulate per case, with thresholds that are not indexed"},
           {"accumulate 写 case 并删去 indexed，或以净收入为基数",
            "make accumulate case and drop indexed, or take shares of net income"},
           "INC-02");
  }

  void check_index() {
    const Place bands{&root_, "bands", 0};
    const Place list{&bands, "indexed", 0};
    const auto& table = scheme_.bands.indexed;
    for (std::size_t i = 0; i < table.size(); ++i) {
      const Place place{&list, {}, i};
      if (i > 0 && table[i].from <= table[i - 1].from) {
        report(Place{&place, "from", 0}, {"指数须按日期先后排列", "the index goes by date"},
               {"更正次序", "correct the order"});
      }
      if (table[i].factor <= Ratio{}) {
        report(Place{&place, "factor", 0}, {"系数须大于零", "a factor must be above zero"},
               {"更正系数", "correct it"});
      }
    }
  }

  void check_floors() {
    if (!scheme_.floors) return;
    const Place floors{&root_, "floors", 0};
    check_share(Place{&floors, "reward", 0}, scheme_.floors->reward);
    check_share(Place{&floors, "main_contributors", 0}, scheme_.floors->main_contributors);
    check_share(Place{&floors, "transfer_staff", 0}, scheme_.floors->transfer_staff);
    if (std::any_of(scheme_.pools.begin(), scheme_.pools.end(),
                    [](const SchemePool& pool) { return pool.is_reward(); })) {
      return;
    }
    report(floors, {"有下限而没有计入奖励的去向", "a floor, and no pool that counts as reward"},
           {"给奖励的去向写 bears_floor: true", "give the pool of the reward bears_floor: true"},
           "INC-02");
  }

  void check_payments() {
    if (!scheme_.payments) return;
    const Place payments{&root_, "payments", 0};
    const auto& [minimum, months] = *scheme_.payments;
    if (minimum && minimum->is_negative()) {
      report(Place{&payments, "minimum", 0}, {"最低支付额不能为负", "a minimum below zero"},
             {"更正金额", "correct it"});
    }
    if (months && (*months < 1 || *months > 1200)) {
      report(Place{&payments, "deadline_months", 0},
             {"期限须为 1 至 1200 个月", "the deadline is 1 to 1200 months"},
             {"更正月数", "correct it"});
    }
  }

  const Scheme& scheme_;
  const Node* node_;
  const Place root_{};
  Reading reading_;
  std::unordered_set<std::string_view> pools_;
  Currency currency_;
  bool has_one_currency_ = true;
};

/// What terms say beside their scheme.
class TermsCheck {
 public:
  TermsCheck(const SchemeTerms& terms, Currency currency) : terms_(terms), currency_(currency) {}

  void run() const {
    check_currency();
    check_ownership();
    check_expected_income();
    check_achievements();
    check_people();
  }

 private:
  void check_currency() const {
    const auto& given = terms_.scheme.currency;
    if (!given || *given == currency_.to_text()) return;
    throw_invalid({"方案的币种是 " + *given + "，到账的是 " + currency_.to_text(),
                   "the scheme is in " + *given + ", the income in " + currency_.to_text()},
                  {"先按有据可查的汇率折算，或把方案的金额按面值用于本币种",
                   "convert at a rate that is on record, or take the amounts of the scheme at face "
                   "value"},
                  exactness);
  }

  void check_ownership() const {
    Ratio total;
    for (const auto* parts : {&terms_.other_institutions, &terms_.owners}) {
      for (const auto& part : *parts) {
        check_not_negative(part.id, part.share);
        total = total + part.share;
      }
    }
    check_owned(total);
  }

  void check_expected_income() const {
    const auto& costs = terms_.scheme.costs;
    if (!costs || costs->recovery != CostRecovery::pro_rata) return;
    const auto& expected = terms_.expected_income;
    if (expected && expected->is_positive() && expected->currency() == currency_) return;
    throw_invalid({"按到账比例收回成本，须有大于零的预期收入",
                   "recovery pro rata needs an expected income above zero"},
                  {"写明预期收入（合同总额）", "give the expected income (the contract total)"},
                  "INC-01");
  }

  void check_achievements() const {
    for (const auto& schedule : terms_.schedules) {
      Ratio total;
      for (const auto& weight : schedule) {
        check_not_negative("schedule", weight);
        total = total + weight;
      }
      if (schedule.size() == terms_.achievements.size() && !total.is_zero()) continue;
      throw_invalid({"成果间的分摊须给每项成果一个权重，且不全为零",
                     "a schedule gives each achievement a weight, not all of them zero"},
                    {"按成果的次序写明权重", "give the weights in the order of the achievements"},
                    exactness);
    }
  }

  void check_people() const {
    const auto teams = team_ids();
    for (const auto& team : terms_.teams) {
      check_not_negative(team.id, team.weight);
    }
    for (const auto& person : terms_.people) {
      check_not_negative(person.id, person.weight);
      const auto* pool = terms_.scheme.find_pool(person.pool);
      if (!person.pool.empty() && (pool == nullptr || !pool->is_of_people())) {
        throw_unknown(person, {"分给人员的去向", "pool of people"}, person.pool);
      }
      check_known(person, {"团队", "team"}, person.team, teams);
      check_known(person, {"成果", "achievement"}, person.achievement, terms_.achievements);
    }
  }

  std::vector<std::string> team_ids() const {
    std::vector<std::string> ids;
    for (const auto& team : terms_.teams) ids.push_back(team.id);
    return ids;
  }

  static void check_known(const SchemePerson& person, const StaticText& noun,
                          const std::string& name, const std::vector<std::string>& known) {
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
    throw_unknown(person, noun, name);
  }

  [[noreturn]] static void throw_unknown(const SchemePerson& person, const StaticText& noun,
                                         const std::string& name) {
    const auto q = quote(name);
    throw_invalid({person.id + "：没有" + std::string(noun.zh) + q.zh,
                   person.id + ": there is no " + std::string(noun.en) + " " + q.en},
                  {"更正标识", "correct the id"}, exactness);
  }

  const SchemeTerms& terms_;
  Currency currency_;
};

}  // namespace

std::vector<Problem> check_scheme(const Scheme& scheme, const Node* node) {
  return SchemeCheck(scheme, node).run();
}

std::vector<Problem> check_scheme(const Scheme& scheme) { return check_scheme(scheme, nullptr); }

void check_terms(const SchemeTerms& terms, Currency currency) {
  auto problems = check_scheme(terms.scheme);
  if (!problems.empty()) throw Error(ErrorCode::invalid, std::move(problems));
  TermsCheck(terms, currency).run();
}

}  // namespace kezhuan
