#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/transfer.hpp"

/// Acts of disclosure: the application, its deliberation, editions of the list, public notices.
namespace [[gnu::visibility("default")]] kezhuan {

/// Files the achievement application form (成果申报表). @rule DSC-01
struct FileApplication {
  using Creates = Application;
  static constexpr std::string_view type = "application.file";
  static constexpr int version = 1;
  static constexpr StaticText title{"填报成果申报表", "file an application"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<Achievement> achievement;
  Ref<Person> applicant;
  ApplicationContent content;

  template <class V>
  static void describe(V& v) {
    using A = FileApplication;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("applicant", &A::applicant, {"申报人", "applicant", {}, no_marks, "P-demo"});
    v.field("content", &A::content, {"申报内容（七要素）", "content (seven elements)", "DSC-01"});
  }
};

/// Replaces the content of an application that was filed or sent back; it is deliberated again.
struct ReviseApplication {
  static constexpr std::string_view type = "application.revise";
  static constexpr int version = 1;
  static constexpr StaticText title{"修改成果申报表", "revise an application"};
  Ref<Application> application;
  ApplicationContent content;

  template <class V>
  static void describe(V& v) {
    using A = ReviseApplication;
    v.field("application", &A::application,
            {"申报表", "application", {}, no_marks, "SB-2026-0001"});
    v.field("content", &A::content, {"申报内容（七要素）", "content (seven elements)", "DSC-01"});
  }
};

struct WithdrawApplication {
  static constexpr std::string_view type = "application.withdraw";
  static constexpr int version = 1;
  static constexpr StaticText title{"撤回成果申报表", "withdraw an application"};
  Ref<Application> application;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = WithdrawApplication;
    v.field("application", &A::application,
            {"申报表", "application", {}, no_marks, "SB-2026-0001"});
    v.field("reason", &A::reason, {"原因", "reason"});
  }
};

/// A body's decision on one or more matters. @rule DSC-02, DEM-01
struct RecordResolution {
  using Creates = Resolution;
  static constexpr std::string_view type = "resolution.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录民主议事决议", "record a resolution"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  DecidingBody body = DecidingBody::academic_committee;
  std::optional<std::int64_t> members;
  std::vector<Ref<Person>> present;
  std::vector<Matter> matters;
  std::optional<Ref<Evidence>> minutes;

  template <class V>
  static void describe(V& v) {
    using A = RecordResolution;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("body", &A::body, {"议事机构", "body", "DSC-02"});
    v.field("members", &A::members,
            {"应到人数", "members entitled to attend", "DEM-01", no_marks, "3"});
    v.field("present", &A::present,
            {"出席人员", "present", "DEM-01", json_example, R"(["P-2","P-3"])"});
    v.field("matters", &A::matters, {"议题", "matters", "DEM-01", at_least_one});
    v.field("minutes", &A::minutes, {"会议纪要（佐证材料）", "minutes (evidence)", "DEM-01"});
  }
};

/// Freezes the next edition of the disclosure list from all approved applications. @rule DSC-03
struct FreezeEdition {
  using Creates = Edition;
  static constexpr std::string_view type = "edition.freeze";
  static constexpr int version = 1;
  static constexpr StaticText title{"编制清单（冻结一期）", "freeze an edition of the list"};
  std::optional<Uuid> id;
  std::optional<std::string> number;

  template <class V>
  static void describe(V& v) {
    v.field("id", &FreezeEdition::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &FreezeEdition::number,
            {"编号（可不写）", "number (optional)", {}, refer_by});
  }
};

/// Opens a public notice: of an edition, of a case's implementation plan or agreed price, or of a
/// distribution plan. Exactly one of the three is named. @rule PTH-05, PTH-06
struct OpenNotice {
  using Creates = Notice;
  static constexpr std::string_view type = "notice.open";
  static constexpr int version = 1;
  static constexpr StaticText title{"发起公示", "open a public notice"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::optional<NoticeSubject> about;  ///< of a case: implementation plan (default) or price
  std::optional<Ref<Edition>> edition;
  std::optional<Ref<TransferCase>> transfer_case;
  std::optional<Ref<DistributionPlan>> plan;
  std::string audience;
  std::int64_t days = 0;
  DayUnit unit = DayUnit::working;

  /// What it shows, by what it names.
  NoticeSubject subject() const {
    if (edition) return NoticeSubject::disclosure_list;
    if (plan) return NoticeSubject::distribution_plan;
    return about.value_or(NoticeSubject::implementation_plan);
  }

  template <class V>
  static void describe(V& v) {
    using A = OpenNotice;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("about", &A::about, {"公示事项", "what it shows", "PTH-06"});
    v.field("edition", &A::edition, {"清单（期）", "edition", {}, no_marks, "QD-001"});
    v.field("transfer_case", &A::transfer_case,
            {"转化项目（实施方案或定价）", "transfer case (implementation plan or price)"});
    v.field("plan", &A::plan, {"收益分配方案", "distribution plan"});
    v.field("audience", &A::audience,
            {"公示范围", "audience", "PTH-06", no_marks, "单位内部管理平台"});
    v.field("days", &A::days, {"期限", "length", "PTH-05", no_marks, "5"});
    v.field("unit", &A::unit, {"期限单位", "unit", "PTH-05"});
  }
};

struct ObjectToNotice {
  static constexpr std::string_view type = "notice.object";
  static constexpr int version = 1;
  static constexpr StaticText title{"提出异议", "object to a notice"};
  Ref<Notice> notice;
  std::optional<Personal> objector;
  Personal content;

  template <class V>
  static void describe(V& v) {
    using A = ObjectToNotice;
    v.field("notice", &A::notice, {"公示", "notice", {}, no_marks, "GS-2026-001"});
    v.field("objector", &A::objector, {"异议人（可匿名）", "objector (may be anonymous)"});
    v.field("content", &A::content, {"异议内容", "content", "PTH-05"});
  }
};

struct AnswerObjection {
  static constexpr std::string_view type = "notice.answer";
  static constexpr int version = 1;
  static constexpr StaticText title{"答复异议", "answer an objection"};
  Ref<Notice> notice;
  std::int64_t objection = 1;
  ObjectionAnswer answer = ObjectionAnswer::rejected;
  Personal text;

  template <class V>
  static void describe(V& v) {
    using A = AnswerObjection;
    v.field("notice", &A::notice, {"公示", "notice", {}, no_marks, "GS-2026-001"});
    v.field("objection", &A::objection, {"异议序号", "index of the objection", "PTH-05"});
    v.field("answer", &A::answer, {"处理结论", "answer", "PTH-05"});
    v.field("text", &A::text, {"处理说明", "explanation", "PTH-05"});
  }
};

struct CloseNotice {
  static constexpr std::string_view type = "notice.close";
  static constexpr int version = 1;
  static constexpr StaticText title{"结束公示", "close a notice"};
  Ref<Notice> notice;

  template <class V>
  static void describe(V& v) {
    v.field("notice", &CloseNotice::notice, {"公示", "notice", "PTH-05", no_marks, "GS-2026-001"});
  }
};

}  // namespace kezhuan
