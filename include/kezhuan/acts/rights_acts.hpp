#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/achievement.hpp"

/// Acts about rights: agreements, co-owners, consents, prior rights.
namespace [[gnu::visibility("default")]] kezhuan {

/// Drafts a rights-confirmation agreement (赋权协议). @rule RGT-01, RGT-08
struct DraftAgreement {
  using Creates = RightsAgreement;
  static constexpr std::string_view type = "agreement.draft";
  static constexpr int version = 1;
  static constexpr StaticText title{"起草赋权协议", "draft a rights agreement"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<Achievement> achievement;
  AgreementTerms terms;

  template <class V>
  static void describe(V& v) {
    using A = DraftAgreement;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("terms", &A::terms, {"约定", "terms", "RGT-08"});
  }
};

/// One party's signature: exactly one of institution and person.
struct SignAgreement {
  static constexpr std::string_view type = "agreement.sign";
  static constexpr int version = 1;
  static constexpr StaticText title{"签署赋权协议", "sign a rights agreement"};
  Ref<RightsAgreement> agreement;
  std::optional<Ref<Institution>> institution;
  std::optional<Ref<Person>> person;

  template <class V>
  static void describe(V& v) {
    using A = SignAgreement;
    v.field("agreement", &A::agreement, {"协议", "agreement", {}, no_marks, "FQ-2026-0001"});
    v.field("institution", &A::institution, {"签署机构", "signing institution", "RGT-05"});
    v.field("person", &A::person, {"签署人员", "signing person", "RGT-05", no_marks, "P-demo"});
  }
};

/// Puts a signed agreement in force, naming the one it supersedes, if any. @rule RGT-05
struct EnterForce {
  static constexpr std::string_view type = "agreement.enter_force";
  static constexpr int version = 1;
  static constexpr StaticText title{"赋权协议生效", "put an agreement in force"};
  Ref<RightsAgreement> agreement;
  std::optional<Date> effective_from;
  std::optional<Ref<RightsAgreement>> supersedes;

  template <class V>
  static void describe(V& v) {
    using A = EnterForce;
    v.field("agreement", &A::agreement, {"协议", "agreement", {}, no_marks, "FQ-2026-0001"});
    v.field("effective_from", &A::effective_from,
            {"生效日（默认当日）", "effective from (the day itself by default)", "RGT-05"});
    v.field("supersedes", &A::supersedes, {"取代的协议", "agreement superseded", "RGT-05"});
  }
};

struct EndAgreement {
  static constexpr std::string_view type = "agreement.end";
  static constexpr int version = 1;
  static constexpr StaticText title{"终止赋权协议", "end an agreement"};
  Ref<RightsAgreement> agreement;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("agreement", &EndAgreement::agreement,
            {"协议", "agreement", {}, no_marks, "FQ-2026-0001"});
    v.field("reason", &EndAgreement::reason, {"原因", "reason"});
  }
};

/// Shares of co-owning institutions, summing to exactly one. @rule RGT-06
struct RecordCoOwnership {
  static constexpr std::string_view type = "coownership.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录共有份额", "record co-ownership"};
  Ref<Achievement> achievement;
  std::vector<InstitutionShare> shares;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecordCoOwnership;
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("shares", &A::shares,
            {"份额", "shares", "RGT-06", at_least_one | json_example,
             R"([{"institution":"I-demo","share":"1/2"},{"institution":"I-2","share":"1/2"}])"});
    v.field("evidence", &A::evidence, {"共有协议（佐证材料）", "agreement (evidence)"});
  }
};

/// A co-owner's written consent to a transfer: exactly one of institution and person.
struct RecordConsent {
  static constexpr std::string_view type = "consent.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录共有人同意", "record a co-owner's consent"};
  Ref<Achievement> achievement;
  std::optional<Ref<Institution>> institution;
  std::optional<Ref<Person>> person;
  std::string scope;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecordConsent;
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("institution", &A::institution, {"机构", "institution", "RGT-06"});
    v.field("person", &A::person, {"人员", "person", "RGT-03", no_marks, "P-demo"});
    v.field("scope", &A::scope, {"同意范围", "scope"});
    v.field("evidence", &A::evidence, {"书面材料（佐证材料）", "written form (evidence)"});
  }
};

/// A right of first negotiation, first cooperation or priority data use. @rule RGT-07
struct RecordPriorRight {
  using Creates = PriorRight;
  static constexpr std::string_view type = "prior_right.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录优先权", "record a prior right"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<Achievement> achievement;
  PriorRightKind right = PriorRightKind::first_negotiation;
  Ref<Institution> holder;
  std::string source;
  Date from;
  std::optional<Date> until;

  template <class V>
  static void describe(V& v) {
    using A = RecordPriorRight;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("right", &A::right, {"权利种类", "kind of right", "RGT-07"});
    v.field("holder", &A::holder, {"权利人", "holder", "RGT-07", no_marks, "I-demo"});
    v.field("source", &A::source,
            {"来源（合同、协议）", "source (contract, agreement)", "RGT-07", no_marks,
             "（合同或协议名称）"});
    v.field("from", &A::from, {"起始日", "from", "RGT-07"});
    v.field("until", &A::until, {"终止日（含）", "until (inclusive)", "RGT-07"});
  }
};

struct WaivePriorRight {
  static constexpr std::string_view type = "prior_right.waive";
  static constexpr int version = 1;
  static constexpr StaticText title{"放弃优先权", "waive a prior right"};
  Ref<PriorRight> prior_right;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("prior_right", &WaivePriorRight::prior_right,
            {"优先权", "prior right", "RGT-07", no_marks, "YX-2026-001"});
    v.field("reason", &WaivePriorRight::reason, {"说明", "reason"});
  }
};

struct LapsePriorRight {
  static constexpr std::string_view type = "prior_right.lapse";
  static constexpr int version = 1;
  static constexpr StaticText title{"优先权失效", "record that a prior right lapsed"};
  Ref<PriorRight> prior_right;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("prior_right", &LapsePriorRight::prior_right,
            {"优先权", "prior right", "RGT-07", no_marks, "YX-2026-001"});
    v.field("reason", &LapsePriorRight::reason, {"说明", "reason"});
  }
};

}  // namespace kezhuan
