#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/kinds.hpp"

/// What an old record lacks.
namespace [[gnu::visibility("default")]] kezhuan {

struct Evidence;

/// Where something an old record lacks stands (REG-08).
enum class OutstandingState { open = 1, settled = 2 };

template <>
struct EnumTable<OutstandingState> {
  using E = OutstandingState;
  static constexpr std::array table = {
      EnumEntry<E>{E::open, "open", {"待补", "open"}},
      EnumEntry<E>{E::settled, "settled", {"已了结", "settled"}},
  };
};

/// How an outstanding item was settled.
struct OutstandingSettlement {
  Date settled_on;
  std::string actor;
  Uuid act;
  std::vector<Id<Evidence>> evidence;
  std::optional<std::string> statement;

  template <class V>
  static void describe(V& v) {
    using A = OutstandingSettlement;
    v.field("settled_on", &A::settled_on, {"了结日", "settled on"});
    v.field("actor", &A::actor, {"经办人", "actor"});
    v.field("act", &A::act, {"业务动作标识", "act id"});
    v.field("evidence", &A::evidence, {"佐证材料", "evidence"});
    v.field("statement", &A::statement, {"说明", "statement"});
  }
};

/// One thing a legacy act was recorded without: what a rule would have refused it for. It stays on
/// record with the rule, whoever took the old record in and how it was settled. @rule REG-08
struct Outstanding {
  static constexpr Kind kind = Kind::outstanding;
  Id<Outstanding> id;
  std::string number;
  OutstandingState state = OutstandingState::open;
  std::string rule;  ///< rule id; its sources stand in the policy of the act
  std::string zh;    ///< what is missing
  std::string en;
  std::optional<std::string> place;  ///< JSON pointer into the act
  Kind about_kind =
      Kind::achievement;  ///< the achievement or case, else what the act made or named
  Uuid about;
  std::optional<Kind> made_kind;  ///< what the act put on record
  std::optional<Uuid> made;
  Uuid act;                ///< the legacy act
  std::vector<Uuid> also;  ///< later ones that lacked the same
  std::string act_type;
  Date happened;
  Date recorded_on;  ///< in Asia/Shanghai
  std::string actor;
  std::optional<OutstandingSettlement> settlement;

  /// Is it still lacking?
  bool is_open() const { return state == OutstandingState::open; }

  template <class V>
  static void describe(V& v) {
    using A = Outstanding;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("rule", &A::rule, {"规则", "rule"});
    v.field("zh", &A::zh, {"所缺", "what is missing (Chinese)"});
    v.field("en", &A::en, {"所缺（英文）", "what is missing (English)"});
    v.field("place", &A::place, {"位置", "place in the act"});
    v.field("about_kind", &A::about_kind, {"所涉种类", "kind concerned"});
    v.field("about", &A::about, {"所涉记录", "record concerned"});
    v.field("made_kind", &A::made_kind, {"所记种类", "kind put on record"});
    v.field("made", &A::made, {"所记记录", "record put on record"});
    v.field("act", &A::act, {"业务动作标识", "act id"});
    v.field("also", &A::also, {"同缺此项的业务动作", "later acts that lacked it too"});
    v.field("act_type", &A::act_type, {"业务动作", "act"});
    v.field("happened", &A::happened, {"发生日期", "happened"});
    v.field("recorded_on", &A::recorded_on, {"补录日", "recorded on"});
    v.field("actor", &A::actor, {"补录人", "recorded by"});
    v.field("settlement", &A::settlement, {"了结", "settlement", "REG-09"});
  }
};

}  // namespace kezhuan
