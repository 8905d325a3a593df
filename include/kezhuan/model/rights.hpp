#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/deliverable.hpp"
#include "kezhuan/model/party.hpp"

/// Rights: the agreement between institution and contributors, co-owners, prior rights
/// (C §3.1, Table 2; RGT-01 to RGT-08).
namespace [[gnu::visibility("default")]] kezhuan {

/// An institution's share of ownership.
struct InstitutionShare {
  Ref<Institution> institution;
  Ratio share;

  template <class V>
  static void describe(V& v) {
    v.field("institution", &InstitutionShare::institution, {"机构", "institution"});
    v.field("share", &InstitutionShare::share, {"份额", "share", "RGT-01"});
  }
};

/// A person's part: share of ownership (0 when the institution owns all) and weight in the reward.
struct PersonShare {
  Ref<Person> person;
  Ratio ownership;
  Ratio income_weight;

  template <class V>
  static void describe(V& v) {
    v.field("person", &PersonShare::person, {"人员", "person"});
    v.field("ownership", &PersonShare::ownership, {"所有权份额", "share of ownership", "RGT-01"});
    v.field("income_weight", &PersonShare::income_weight,
            {"收益权重", "weight in the reward", "RGT-08"});
  }
};

/// RGT-02: who may use the achievement, and for how long.
enum class UseRight { individual = 1, shared = 2, long_term = 3 };

template <>
struct EnumTable<UseRight> {
  using E = UseRight;
  static constexpr std::array table = {
      EnumEntry<E>{E::individual, "individual", {"个人/团队使用", "individual or team"}},
      EnumEntry<E>{E::shared, "shared", {"单位与科研人员共享", "shared with the institution"}},
      EnumEntry<E>{
          E::long_term, "long_term", {"长期使用权（不变更所有权）", "long-term use right"}},
  };
};

/// What the parties agree (RGT-08: ownership, use, income ratio).
struct AgreementTerms {
  std::vector<InstitutionShare> institutions;
  std::vector<PersonShare> persons;
  UseRight use_right = UseRight::individual;
  std::optional<std::int64_t> use_years;
  Ratio reward_ratio;  ///< the people's part of net income or equity, >= 1/2 (RGT-04)
  bool ownership_sets_weights = true;
  std::optional<std::string> decision_mechanism;
  std::optional<std::string> cost_sharing;

  /// Does a person own a share (not only the institutions)?
  bool has_person_owner() const {
    for (const auto& person : persons) {
      if (person.ownership > Ratio{}) return true;
    }
    return false;
  }

  template <class V>
  static void describe(V& v) {
    v.field("institutions", &AgreementTerms::institutions,
            {"机构份额", "institutions' shares", "RGT-01", json_example,
             R"([{"institution":"I-demo","share":"1"}])"});
    v.field("persons", &AgreementTerms::persons,
            {"人员份额与收益权重", "persons' shares", "RGT-01", json_example,
             R"([{"person":"P-demo","ownership":"0","income_weight":"1"}])"});
    v.field("use_right", &AgreementTerms::use_right, {"使用权", "right of use", "RGT-02"});
    v.field("use_years", &AgreementTerms::use_years, {"使用年限", "years of use", "RGT-02"});
    v.field("reward_ratio", &AgreementTerms::reward_ratio, {"奖励比例", "reward ratio", "RGT-04"});
    v.field("ownership_sets_weights", &AgreementTerms::ownership_sets_weights,
            {"收益以所有权比例为基础", "income rests on ownership", "RGT-08", no_marks, "true"});
    v.field("decision_mechanism", &AgreementTerms::decision_mechanism,
            {"共有决策机制", "decision mechanism of co-owners", "RGT-03"});
    v.field("cost_sharing", &AgreementTerms::cost_sharing, {"成本分担", "cost sharing", "RGT-03"});
  }
};

/// Where a rights agreement stands (RGT-05).
enum class AgreementState { draft = 1, in_force = 2, superseded = 3, ended = 4 };

template <>
struct EnumTable<AgreementState> {
  using E = AgreementState;
  static constexpr std::array table = {
      EnumEntry<E>{E::draft, "draft", {"草案", "draft"}},
      EnumEntry<E>{E::in_force, "in_force", {"生效", "in force"}},
      EnumEntry<E>{E::superseded, "superseded", {"已被取代", "superseded"}},
      EnumEntry<E>{E::ended, "ended", {"已终止", "ended"}},
  };
};

/// One signature: of an institution or of a person, never of both.
struct Signature {
  std::optional<Ref<Institution>> institution;
  std::optional<Ref<Person>> person;
  Date signed_on;

  template <class V>
  static void describe(V& v) {
    v.field("institution", &Signature::institution, {"机构", "institution"});
    v.field("person", &Signature::person, {"人员", "person"});
    v.field("signed_on", &Signature::signed_on, {"签署日", "signed on"});
  }
};

/// A rights-confirmation agreement (赋权协议). One is in force per achievement (RGT-05).
struct RightsAgreement {
  static constexpr Kind kind = Kind::agreement;
  Id<RightsAgreement> id;
  std::string number;
  Id<Achievement> achievement;
  AgreementState state = AgreementState::draft;
  AgreementTerms terms;
  std::vector<Signature> signatures;
  std::optional<Date> effective_from;
  std::optional<Id<RightsAgreement>> supersedes;
  std::optional<Date> ended_on;
  std::optional<std::string> end_reason;

  /// Has this institution signed?
  bool is_signed_by(const Id<Institution>& institution) const {
    for (const auto& signature : signatures) {
      if (signature.institution && signature.institution->target() == institution) return true;
    }
    return false;
  }
  /// Has this person signed?
  bool is_signed_by(const Id<Person>& person) const {
    for (const auto& signature : signatures) {
      if (signature.person && signature.person->target() == person) return true;
    }
    return false;
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &RightsAgreement::id, {"标识", "id"});
    v.field("number", &RightsAgreement::number, {"编号", "number"});
    v.field("achievement", &RightsAgreement::achievement, {"成果", "achievement"});
    v.field("state", &RightsAgreement::state, {"状态", "state", "RGT-05"});
    v.field("terms", &RightsAgreement::terms, {"约定", "terms"});
    v.field("signatures", &RightsAgreement::signatures, {"签署", "signatures", "RGT-05"});
    v.field("effective_from", &RightsAgreement::effective_from, {"生效日", "effective from"});
    v.field("supersedes", &RightsAgreement::supersedes, {"取代的协议", "supersedes"});
    v.field("ended_on", &RightsAgreement::ended_on, {"终止日", "ended on"});
    v.field("end_reason", &RightsAgreement::end_reason, {"终止原因", "reason for ending"});
  }
};

/// Written consent of a co-owner to a transfer (RGT-03, RGT-06).
struct Consent {
  std::optional<Ref<Institution>> institution;
  std::optional<Ref<Person>> person;
  Date given_on;
  std::string scope;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    v.field("institution", &Consent::institution, {"机构", "institution"});
    v.field("person", &Consent::person, {"人员", "person"});
    v.field("given_on", &Consent::given_on, {"同意日", "given on"});
    v.field("scope", &Consent::scope, {"同意范围", "scope"});
    v.field("evidence", &Consent::evidence, {"书面材料", "evidence"});
  }
};

/// RGT-07: what kind of prior right somebody holds.
enum class PriorRightKind { first_negotiation = 1, first_cooperation = 2, priority_data_use = 3 };

template <>
struct EnumTable<PriorRightKind> {
  using E = PriorRightKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::first_negotiation, "first_negotiation", {"优先谈判权", "first negotiation"}},
      EnumEntry<E>{E::first_cooperation, "first_cooperation", {"优先合作权", "first cooperation"}},
      EnumEntry<E>{
          E::priority_data_use, "priority_data_use", {"优先使用数据权", "priority data use"}},
  };
};

/// Where a prior right stands (RGT-07).
enum class PriorRightState { live = 1, waived = 2, lapsed = 3 };

template <>
struct EnumTable<PriorRightState> {
  using E = PriorRightState;
  static constexpr std::array table = {
      EnumEntry<E>{E::live, "live", {"有效", "live"}},
      EnumEntry<E>{E::waived, "waived", {"已放弃", "waived"}},
      EnumEntry<E>{E::lapsed, "lapsed", {"已失效", "lapsed"}},
  };
};

/// A right somebody has before others: a live one blocks signing with anybody else (RGT-07).
struct PriorRight {
  static constexpr Kind kind = Kind::prior_right;
  Id<PriorRight> id;
  std::string number;
  Id<Achievement> achievement;
  PriorRightKind right = PriorRightKind::first_negotiation;
  Id<Institution> holder;
  std::string source;
  Date from;
  std::optional<Date> until;  ///< last day, inclusive
  PriorRightState state = PriorRightState::live;
  std::optional<Date> settled_on;

  /// Between its days, both included, and not waived or lapsed by then.
  bool is_live_on(const Date& day) const {
    return from <= day && (!until || day <= *until) && (!settled_on || day < *settled_on);
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &PriorRight::id, {"标识", "id"});
    v.field("number", &PriorRight::number, {"编号", "number"});
    v.field("achievement", &PriorRight::achievement, {"成果", "achievement"});
    v.field("right", &PriorRight::right, {"权利种类", "kind of right", "RGT-07"});
    v.field("holder", &PriorRight::holder, {"权利人", "holder", "RGT-07"});
    v.field("source", &PriorRight::source, {"来源", "source", "RGT-07", amendable});
    v.field("from", &PriorRight::from, {"起始日", "from", "RGT-07"});
    v.field("until", &PriorRight::until, {"终止日（含）", "until (inclusive)", "RGT-07"});
    v.field("state", &PriorRight::state, {"状态", "state"});
    v.field("settled_on", &PriorRight::settled_on, {"放弃或失效日", "waived or lapsed on"});
  }
};

}  // namespace kezhuan
