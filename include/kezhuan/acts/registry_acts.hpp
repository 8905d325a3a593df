#pragma once

#include "kezhuan/acts/party_acts.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/outstanding.hpp"
#include "kezhuan/model/settings.hpp"

/// Acts about the registry itself: founding, policy, correction, erasure.
namespace [[gnu::visibility("default")]] kezhuan {

/// The first act of every registry: whose it is.
struct FoundRegistry {
  static constexpr std::string_view type = "registry.found";
  static constexpr int version = 1;
  static constexpr StaticText title{"建立登记库", "found a registry"};
  std::string name;
  RegisterInstitution institution;

  template <class V>
  static void describe(V& v) {
    v.field("name", &FoundRegistry::name,
            {"登记库名称", "name of the registry", {}, no_marks, "示例大学附属医院数据类科技成果"});
    v.field("institution", &FoundRegistry::institution, {"本机构", "own institution", "SCP-01"});
  }
};

/// Adopts a policy; its canonical text is kept in the registry under its hash.
struct AdoptPolicy {
  static constexpr std::string_view type = "policy.adopt";
  static constexpr int version = 1;
  static constexpr StaticText title{"采用政策", "adopt a policy"};
  std::string policy;
  std::string policy_version;
  Sha256 hash;
  Date effective_from;

  template <class V>
  static void describe(V& v) {
    v.field("policy", &AdoptPolicy::policy, {"政策标识", "policy id", {}, no_marks, "cn-national"});
    v.field("policy_version", &AdoptPolicy::policy_version,
            {"版本", "version", {}, no_marks, "2026.1"});
    v.field("hash", &AdoptPolicy::hash, {"哈希", "hash"});
    v.field("effective_from", &AdoptPolicy::effective_from, {"生效日", "effective from"});
  }
};

/// One corrected field; exactly one of the two values.
struct FieldCorrection {
  std::string field;  ///< JSON pointer inside the record, e.g. "/name"
  std::optional<std::string> value;
  std::optional<Personal> personal_value;

  template <class V>
  static void describe(V& v) {
    using A = FieldCorrection;
    v.field("field", &A::field,
            {"字段（JSON 指针）", "field (JSON pointer)", "REG-06", no_marks, "/name"});
    v.field("value", &A::value, {"新值", "new value", "REG-06", no_marks, "更正后的名称"});
    v.field("personal_value", &A::personal_value,
            {"新值（个人信息）", "new value (personal)", "REG-06"});
  }
};

/// Mends a slip of the pen in fields marked amendable. Never re-decides later acts. @rule REG-06
struct CorrectRecord {
  static constexpr std::string_view type = "act.correct";
  static constexpr int version = 1;
  static constexpr StaticText title{"更正记录", "correct a record"};
  Kind kind = Kind::achievement;
  std::string target;
  std::vector<FieldCorrection> changes;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = CorrectRecord;
    v.field("kind", &A::kind, {"种类", "kind", {}, no_marks, "achievement"});
    v.field("target", &A::target, {"编号或标识", "number or id", {}, no_marks, "KZ-demo"});
    v.field("changes", &A::changes, {"更正项", "changes", "REG-06", at_least_one});
    v.field("reason", &A::reason, {"原因", "reason", "REG-06"});
  }
};

/// Erases personal values: a person's name, or everything personal that named acts carried.
/// The ledger keeps only their commitments, and still verifies.
struct ErasePersonal {
  static constexpr std::string_view type = "personal.erase";
  static constexpr int version = 1;
  static constexpr StaticText title{"删除个人信息", "erase personal data"};
  std::optional<Ref<Person>> person;
  std::vector<Uuid> acts;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = ErasePersonal;
    v.field("person", &A::person, {"人员", "person", {}, no_marks, "P-demo"});
    v.field("acts", &A::acts, {"业务动作标识", "act ids"});
    v.field("reason", &A::reason, {"原因", "reason"});
  }
};

/// Settles what a legacy record lacked: the papers have turned up, or it is said why they will not.
/// While the rule still finds something on record, it is refused. @rule REG-09
struct SettleOutstanding {
  static constexpr std::string_view type = "outstanding.settle";
  static constexpr int version = 1;
  static constexpr StaticText title{"了结待补事项", "settle an outstanding item"};
  Ref<Outstanding> outstanding;
  std::vector<Ref<Evidence>> evidence;
  std::optional<std::string> statement;

  template <class V>
  static void describe(V& v) {
    using A = SettleOutstanding;
    v.field("outstanding", &A::outstanding,
            {"待补事项", "outstanding item", "REG-09", no_marks, "DB-demo"});
    v.field("evidence", &A::evidence, {"佐证材料", "evidence", "REG-09"});
    v.field("statement", &A::statement,
            {"说明", "statement", "REG-09", no_marks, "（已找到的材料，或找不到的原因）"});
  }
};

}  // namespace kezhuan
