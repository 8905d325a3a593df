#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/model/income.hpp"
#include "kezhuan/policy/finding.hpp"

/// A distribution scheme: how income is divided, as a document that never changes once used.
///
/// The consensus formula is one of them (`shipped_scheme("consensus")`); any published royalty
/// policy can be written as another. The members stand in the order they are applied to a receipt.
/// Plain values; thread-safe as any.
namespace [[gnu::visibility("default")]] kezhuan {

/// Who shares a pool.
enum class PoolKind {
  one = 1,               ///< one recipient: a unit, a fund, the institution
  people_by_weight = 2,  ///< the people of the story, by their weights
  people_equally = 3,    ///< the people of the story, in equal parts
  teams = 4,             ///< teams by their weights, inside a team people by theirs
};

template <>
struct EnumTable<PoolKind> {
  using E = PoolKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::one, "one", {"单一去向", "one recipient"}},
      EnumEntry<E>{E::people_by_weight, "people_by_weight", {"按权重分给人员", "people by weight"}},
      EnumEntry<E>{E::people_equally, "people_equally", {"人员均分", "people equally"}},
      EnumEntry<E>{E::teams, "teams", {"先分团队再分成员", "teams, then their members"}},
  };
};

/// Somewhere income goes: one recipient, or people who share it.
struct SchemePool {
  std::string id;
  Text title;
  PoolKind to = PoolKind::one;
  /// Its money counts as reward: it rounds up, and `SchemeFloors::reward` tests it. Default no.
  std::optional<bool> bears_floor;

  /// Does its money count as reward?
  bool is_reward() const { return bears_floor.value_or(false); }
  /// Is it shared by people, however that is done?
  bool is_of_people() const { return to != PoolKind::one; }

  template <class V>
  static void describe(V& v) {
    v.field("id", &SchemePool::id, {"去向标识", "pool id"});
    v.field("title", &SchemePool::title, {"名称", "name"});
    v.field("to", &SchemePool::to, {"分给谁", "who shares it"});
    v.field("bears_floor", &SchemePool::bears_floor,
            {"计入奖励下限", "counts as reward", "INC-02"});
  }
};

/// What goes before anything else: a share of gross income, or the first amount of it; exactly one
/// of the two. Without `category` it does not lower the income the floor is tested on (house
/// default, no legal source).
struct OffTheTop {
  std::string pool;
  std::optional<Ratio> share;
  std::optional<Money> first;
  std::optional<CostCategory> category;  ///< the category of cost it stands for

  template <class V>
  static void describe(V& v) {
    v.field("pool", &OffTheTop::pool, {"去向标识", "pool id"});
    v.field("share", &OffTheTop::share, {"占毛收入的比例", "share of gross income"});
    v.field("first", &OffTheTop::first, {"毛收入的头一笔金额", "the first amount of gross income"});
    v.field("category", &OffTheTop::category, {"对应的成本科目", "category of cost", "INC-01"});
  }
};

/// INC-01, INC-07, INC-08: which costs count and what of the income they may take.
struct SchemeCosts {
  std::vector<CostCategory> counts;  ///< empty: every category
  CostRecovery recovery = CostRecovery::first;
  std::optional<Ratio> always_distributable;  ///< costs never take this part of the income
  std::optional<Money> after_first;           ///< costs take nothing of the first so much income

  template <class V>
  static void describe(V& v) {
    using C = SchemeCosts;
    v.field("counts", &C::counts, {"计入的科目", "categories that count", "INC-08"});
    v.field("recovery", &C::recovery, {"收回方式", "recovery", "INC-01"});
    v.field("always_distributable", &C::always_distributable,
            {"总可分配的部分", "part always distributable"});
    v.field("after_first", &C::after_first,
            {"先行分配的金额", "income distributed before any cost"});
  }
};

/// A pool's share of what is divided.
struct PoolShare {
  std::string pool;
  Ratio share;

  template <class V>
  static void describe(V& v) {
    v.field("pool", &PoolShare::pool, {"去向标识", "pool id"});
    v.field("share", &PoolShare::share, {"比例", "share"});
  }
};

/// Shares of the income between two cumulative thresholds; they sum to exactly 1.
struct SchemeBand {
  Money from;                  ///< the `up_to` of the band before; 0 of the first one
  std::optional<Money> up_to;  ///< absent in the last band, and only there
  std::vector<PoolShare> shares;

  template <class V>
  static void describe(V& v) {
    v.field("from", &SchemeBand::from, {"起点（不含）", "above"});
    v.field("up_to", &SchemeBand::up_to, {"终点（含）", "up to"});
    v.field("shares", &SchemeBand::shares, {"各去向的比例", "shares", "INC-06", at_least_one});
  }
};

/// What the bands count cumulative income over.
enum class Accumulation { per_case = 1, per_achievement = 2, calendar_year = 3 };

template <>
struct EnumTable<Accumulation> {
  using E = Accumulation;
  static constexpr std::array table = {
      EnumEntry<E>{E::per_case, "case", {"按项目累计", "per case"}},
      EnumEntry<E>{E::per_achievement, "achievement", {"按成果累计", "per achievement"}},
      EnumEntry<E>{E::calendar_year, "calendar_year", {"按自然年累计", "per calendar year"}},
  };
};

/// Thresholds times `factor`, rounded down to the minor unit, for receipts from that day on.
struct ThresholdFactor {
  Date from;
  Ratio factor;

  template <class V>
  static void describe(V& v) {
    v.field("from", &ThresholdFactor::from, {"起始日", "from"});
    v.field("factor", &ThresholdFactor::factor, {"系数", "factor"});
  }
};

/// What shares the pools have, by how much has come in.
struct SchemeBands {
  Accumulation accumulate = Accumulation::per_case;
  /// `gross_income`: the shares of reward pools are of gross income and go before costs; the other
  /// pools share what is left.
  RewardBase base = RewardBase::net_income;
  std::vector<SchemeBand> table;
  std::vector<ThresholdFactor> indexed;  ///< by date; before the first one the factor is 1

  template <class V>
  static void describe(V& v) {
    using B = SchemeBands;
    v.field("accumulate", &B::accumulate, {"累计口径", "accumulated per"});
    v.field("base", &B::base, {"基数", "base", "INC-02"});
    v.field("table", &B::table, {"分段", "bands", "INC-06", at_least_one});
    v.field("indexed", &B::indexed, {"分段界限的指数", "index of the thresholds"});
  }
};

/// Tested on cumulative figures after rounding, before a reserve: a reserve is no cost.
struct SchemeFloors {
  std::optional<Ratio> reward;             ///< of net income (INC-02)
  std::optional<Ratio> main_contributors;  ///< of the reward; house default that it is of that
  std::optional<Ratio> transfer_staff;     ///< of the reward; house default that it is of that

  template <class V>
  static void describe(V& v) {
    using F = SchemeFloors;
    v.field("reward", &F::reward, {"奖励占净收入的下限", "reward of net income", "INC-02"});
    v.field("main_contributors", &F::main_contributors,
            {"主要完成人占奖励的下限", "main contributors of the reward"});
    v.field("transfer_staff", &F::transfer_staff,
            {"转化人员占奖励的下限", "transfer staff of the reward"});
  }
};

/// How what somebody is owed is paid out.
struct SchemePayments {
  std::optional<Money> minimum;                 ///< less is carried to the next payment
  std::optional<std::int64_t> deadline_months;  ///< after the receipt

  template <class V>
  static void describe(V& v) {
    using P = SchemePayments;
    v.field("minimum", &P::minimum, {"最低支付额", "minimum payment"});
    v.field("deadline_months", &P::deadline_months,
            {"到账后支付期限（月）", "months to pay within after a receipt"});
  }
};

/// Where a scheme comes from and how firmly we know it.
struct SchemeSource {
  std::string zh;
  std::string en;
  std::optional<std::string> locator;  ///< web address, say
  Firmness firmness = Firmness::house;

  template <class V>
  static void describe(V& v) {
    v.field("zh", &SchemeSource::zh, {"中文名称", "Chinese title"});
    v.field("en", &SchemeSource::en, {"英文名称", "English title"});
    v.field("locator", &SchemeSource::locator, {"定位", "locator"});
    v.field("firmness", &SchemeSource::firmness, {"确定程度", "firmness"});
  }
};

/// A rule of distribution, as its file (schema kezhuan/income-scheme/1) states it. A value.
struct Scheme {
  /// what its `schema` key says
  static constexpr std::string_view schema_name = "kezhuan/income-scheme/1";

  std::string schema{schema_name};
  std::string id;
  std::string version;
  Text title;
  std::vector<SchemeSource> sources;
  std::optional<std::string> currency;  ///< of its amounts; required if it has any
  Date effective_from;
  std::vector<SchemePool> pools;
  std::vector<OffTheTop> off_the_top;
  std::optional<SchemeCosts> costs;
  std::optional<OwnershipMode> ownership;  ///< of persons who own a share; default stacked
  std::optional<Ratio> reserve;            ///< held back from what is to be distributed
  SchemeBands bands;
  std::optional<SchemeFloors> floors;
  std::optional<SchemePayments> payments;

  /// The pool with this id; nullptr when there is none.
  const SchemePool* find_pool(std::string_view pool) const;

  template <class V>
  static void describe(V& v) {
    v.field("schema", &Scheme::schema, {"格式", "schema"});
    v.field("id", &Scheme::id, {"方案标识", "scheme id"});
    v.field("version", &Scheme::version, {"版本", "version"});
    v.field("title", &Scheme::title, {"标题", "title"});
    v.field("sources", &Scheme::sources, {"来源", "sources", {}, at_least_one});
    v.field("currency", &Scheme::currency, {"币种", "currency"});
    v.field("effective_from", &Scheme::effective_from, {"生效日", "effective from"});
    v.field("pools", &Scheme::pools, {"去向", "pools", "INC-06", at_least_one});
    v.field("off_the_top", &Scheme::off_the_top, {"先提", "off the top"});
    v.field("costs", &Scheme::costs, {"成本", "costs", "INC-01"});
    v.field("ownership", &Scheme::ownership, {"所有权收益方式", "ownership mode", "RGT-04"});
    v.field("reserve", &Scheme::reserve, {"留存准备的比例", "share held in reserve"});
    v.field("bands", &Scheme::bands, {"分段比例", "bands", "INC-06"});
    v.field("floors", &Scheme::floors, {"下限", "floors", "INC-02"});
    v.field("payments", &Scheme::payments, {"支付", "payments"});
  }
};

/// Reads a scheme strictly. `file` is what messages call it.
/// @throws Error config: malformed, unknown or missing fields, and all `check_scheme` finds, each
///         with file, line and field
/// @rule INC-06
Scheme scheme_from_yaml(std::string_view yaml, std::string_view file);

/// Reads the canonical JSON of a scheme as it was adopted, with the same checks.
/// @throws Error as `scheme_from_yaml`
/// @rule INC-06, INC-11
Scheme scheme_from_json(std::string_view json, std::string_view file);

/// What is wrong with a scheme beyond its form: pools not declared, shares of a band that do not
/// sum to exactly 1 (the sum is told), bands that overlap or leave a gap, shares outside 0 to 1,
/// mixed currencies, parts that do not go together.
/// @rule INC-01, INC-02, INC-06
std::vector<Problem> check_scheme(const Scheme& scheme);

/// Of the whole document, whatever its layout was: a scheme changed under the same version shows.
Sha256 hash_of(const Scheme& scheme);

/// The same scheme with its amounts in another currency at face value, to compare policies.
Scheme at_face_value(Scheme scheme, Currency currency);

/// Ids of the schemes that come with the library, sorted.
std::vector<std::string> shipped_schemes();

/// @throws Error not_found: no such scheme
Scheme shipped_scheme(std::string_view id);

}  // namespace kezhuan
