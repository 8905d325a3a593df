#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/application.hpp"

/// Collective decisions (民主议事 → `Resolution`), DSC-02 and DEM-01.
namespace [[gnu::visibility("default")]] kezhuan {

struct TransferCase;
struct DistributionPlan;
struct Guide;

/// Who decides collectively (DSC-02, DEM-01).
enum class DecidingBody {
  academic_committee = 1,
  staff_congress = 2,
  leadership_meeting = 3,
  reviewing_body = 4,
};

template <>
struct EnumTable<DecidingBody> {
  using E = DecidingBody;
  static constexpr std::array table = {
      EnumEntry<E>{
          E::academic_committee, "academic_committee", {"学术委员会", "academic committee"}},
      EnumEntry<E>{E::staff_congress, "staff_congress", {"职工代表大会", "staff congress"}},
      EnumEntry<E>{
          E::leadership_meeting, "leadership_meeting", {"领导班子会议", "leadership meeting"}},
      EnumEntry<E>{E::reviewing_body, "reviewing_body", {"审核机构", "reviewing body"}},
  };
};

/// What one matter of a resolution is about.
enum class MatterKind {
  application = 1,
  classification_review = 2,
  implementation_plan = 3,  ///< of a transfer case
  distribution_plan = 4,
  termination = 5,  ///< of a transfer case
};

template <>
struct EnumTable<MatterKind> {
  using E = MatterKind;
  static constexpr std::array table = {
      EnumEntry<E>{
          E::application, "application", {"成果申报论证", "deliberation of an application"}},
      EnumEntry<E>{E::classification_review,
                   "classification_review",
                   {"分类认定", "review of a classification"}},
      EnumEntry<E>{
          E::implementation_plan, "implementation_plan", {"转化实施方案", "implementation plan"}},
      EnumEntry<E>{
          E::distribution_plan, "distribution_plan", {"收益分配方案", "distribution plan"}},
      EnumEntry<E>{E::termination, "termination", {"终止项目", "termination of a case"}},
  };
};

/// What was decided.
enum class ResolutionOutcome { approved = 1, revise = 2, rejected = 3 };

template <>
struct EnumTable<ResolutionOutcome> {
  using E = ResolutionOutcome;
  static constexpr std::array table = {
      EnumEntry<E>{E::approved, "approved", {"通过", "approved"}},
      EnumEntry<E>{E::revise, "revise", {"修改后再议", "revise and resubmit"}},
      EnumEntry<E>{E::rejected, "rejected", {"不通过", "rejected"}},
  };
};

/// Does a matter of this kind concern an achievement, rather than a case or a plan?
constexpr bool is_about_achievement(MatterKind kind) {
  return kind == MatterKind::application || kind == MatterKind::classification_review;
}

/// One matter decided: votes are counts, because who voted how is nobody's business years later.
/// Of an old record they may not be known any more (DEM-01). It concerns an achievement, a transfer
/// case or a distribution plan, as its kind says.
struct Matter {
  MatterKind matter = MatterKind::application;
  std::optional<Ref<Achievement>> achievement;
  std::optional<Ref<TransferCase>> transfer_case;
  std::optional<Ref<DistributionPlan>> plan;
  ResolutionOutcome outcome = ResolutionOutcome::approved;
  std::optional<std::int64_t> in_favour;  ///< absent: the count is not on record
  std::int64_t against = 0;
  std::int64_t abstained = 0;
  std::vector<Ref<Person>> recused;
  std::optional<std::string> reasons;
  std::optional<Classification> finds;  ///< of a classification review

  /// Is it about this achievement?
  bool concerns(const Id<Achievement>& id) const {
    return achievement && achievement->target() == id;
  }

  template <class V>
  static void describe(V& v) {
    v.field("matter", &Matter::matter, {"事项", "matter"});
    v.field("achievement", &Matter::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("transfer_case", &Matter::transfer_case, {"转化项目", "transfer case"});
    v.field("plan", &Matter::plan, {"收益分配方案", "distribution plan"});
    v.field("outcome", &Matter::outcome, {"结论", "outcome", "DSC-02"});
    v.field("in_favour", &Matter::in_favour,
            {"赞成票", "votes in favour", "DEM-01", no_marks, "2"});
    v.field("against", &Matter::against, {"反对票", "votes against", "DEM-01", no_marks, "0"});
    v.field("abstained", &Matter::abstained, {"弃权票", "abstentions", "DEM-01", no_marks, "0"});
    v.field("recused", &Matter::recused, {"回避人员", "recused", "DEM-01"});
    v.field("reasons", &Matter::reasons, {"理由", "reasons", "DSC-02"});
    v.field("finds", &Matter::finds, {"认定结果", "what it finds", "CLS-04"});
  }
};

/// The record of one collective decision (DEM-01): who met, what was decided, by how many votes.
struct Resolution {
  static constexpr Kind kind = Kind::resolution;
  Id<Resolution> id;
  std::string number;
  DecidingBody body = DecidingBody::academic_committee;
  Date held_on;
  std::optional<std::int64_t> members;  ///< entitled to attend; absent: not on record
  std::vector<Ref<Person>> present;     ///< none: not on record
  std::vector<Matter> matters;
  std::optional<Ref<Evidence>> minutes;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Resolution::id, {"标识", "id"});
    v.field("number", &Resolution::number, {"编号", "number"});
    v.field("body", &Resolution::body, {"议事机构", "body", "DEM-01"});
    v.field("held_on", &Resolution::held_on, {"会议日期", "held on", "DEM-01"});
    v.field("members", &Resolution::members, {"应到人数", "members", "DEM-01"});
    v.field("present", &Resolution::present, {"出席人员", "present", "DEM-01"});
    v.field("matters", &Resolution::matters, {"议题", "matters", "DEM-01"});
    v.field("minutes", &Resolution::minutes, {"会议纪要", "minutes", "DEM-01"});
  }
};

}  // namespace kezhuan
