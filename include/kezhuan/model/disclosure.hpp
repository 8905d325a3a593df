#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/application.hpp"

/// Editions of the disclosure list and public notices (C §3.1, §4.4; DSC-03, DSC-04, PTH-05).
namespace [[gnu::visibility("default")]] kezhuan {

struct TransferCase;
struct DistributionPlan;

/// How an entry compares with the previous edition.
enum class EntryChange { added = 1, changed = 2, unchanged = 3 };

template <>
struct EnumTable<EntryChange> {
  using E = EntryChange;
  static constexpr std::array table = {
      EnumEntry<E>{E::added, "added", {"新增", "added"}},
      EnumEntry<E>{E::changed, "changed", {"变更", "changed"}},
      EnumEntry<E>{E::unchanged, "unchanged", {"未变", "unchanged"}},
  };
};

/// One line of an edition, frozen: which approved application it shows, by its content hash.
struct EditionEntry {
  Id<Achievement> achievement;
  std::string number;
  std::string name;
  Id<Application> application;
  std::int64_t revision = 1;
  Sha256 content;  ///< SHA-256 of the entry's seven elements as canonical JSON
  EntryChange change = EntryChange::added;

  template <class V>
  static void describe(V& v) {
    v.field("achievement", &EditionEntry::achievement, {"成果", "achievement"});
    v.field("number", &EditionEntry::number, {"成果编号", "achievement number"});
    v.field("name", &EditionEntry::name, {"成果名称", "achievement name"});
    v.field("application", &EditionEntry::application, {"申报表", "application"});
    v.field("revision", &EditionEntry::revision, {"稿次", "revision"});
    v.field("content", &EditionEntry::content, {"内容哈希", "content hash"});
    v.field("change", &EditionEntry::change, {"变化", "change"});
  }
};

/// What stood in the previous edition and does not stand in this one.
struct EditionRemoval {
  Id<Achievement> achievement;
  std::string number;
  std::string name;
  std::string reason_zh;
  std::string reason_en;

  template <class V>
  static void describe(V& v) {
    v.field("achievement", &EditionRemoval::achievement, {"成果", "achievement"});
    v.field("number", &EditionRemoval::number, {"成果编号", "achievement number"});
    v.field("name", &EditionRemoval::name, {"成果名称", "achievement name"});
    v.field("reason_zh", &EditionRemoval::reason_zh, {"移出原因", "reason (Chinese)"});
    v.field("reason_en", &EditionRemoval::reason_en, {"移出原因（英文）", "reason (English)"});
  }
};

/// A numbered, frozen edition of 《数据类职务性科技成果清单》.
struct Edition {
  static constexpr Kind kind = Kind::edition;
  Id<Edition> id;
  std::string number;
  std::int64_t sequence = 1;
  Date frozen_on;
  std::optional<Id<Edition>> previous;
  std::optional<Date> next_due;
  std::vector<EditionEntry> entries;
  std::vector<EditionRemoval> removed;
  std::vector<Id<struct Notice>> notices;

  /// Whether it shows anything else than the one before.
  bool has_changes() const {
    return !removed.empty() ||
           std::any_of(entries.begin(), entries.end(), [](const EditionEntry& entry) {
             return entry.change != EntryChange::unchanged;
           });
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &Edition::id, {"标识", "id"});
    v.field("number", &Edition::number, {"编号", "number"});
    v.field("sequence", &Edition::sequence, {"期次", "sequence"});
    v.field("frozen_on", &Edition::frozen_on, {"冻结日", "frozen on"});
    v.field("previous", &Edition::previous, {"上一期", "previous edition"});
    v.field("next_due", &Edition::next_due, {"下一期截止日", "next edition due"});
    v.field("entries", &Edition::entries, {"条目", "entries"});
    v.field("removed", &Edition::removed, {"移出", "removed"});
    v.field("notices", &Edition::notices, {"公示", "notices"});
  }
};

/// How an objection was handled. `upheld_content` changes what was publicised: a new full notice
/// is due (house default).
enum class ObjectionAnswer { rejected = 1, upheld_no_change = 2, upheld_content = 3 };

template <>
struct EnumTable<ObjectionAnswer> {
  using E = ObjectionAnswer;
  static constexpr std::array table = {
      EnumEntry<E>{E::rejected, "rejected", {"异议不成立", "rejected"}},
      EnumEntry<E>{E::upheld_no_change,
                   "upheld_no_change",
                   {"异议成立，公示内容不变", "upheld, content unchanged"}},
      EnumEntry<E>{E::upheld_content,
                   "upheld_content",
                   {"异议成立，公示内容变更", "upheld, content changes"}},
  };
};

/// An objection during a notice; who objected and what they wrote are personal.
struct Objection {
  std::int64_t index = 1;
  Date raised_on;
  std::optional<Personal> objector;
  Personal content;
  std::optional<ObjectionAnswer> answer;
  std::optional<Personal> answer_text;
  std::optional<Date> answered_on;

  template <class V>
  static void describe(V& v) {
    v.field("index", &Objection::index, {"序号", "index"});
    v.field("raised_on", &Objection::raised_on, {"提出日", "raised on"});
    v.field("objector", &Objection::objector, {"异议人", "objector"});
    v.field("content", &Objection::content, {"异议内容", "content"});
    v.field("answer", &Objection::answer, {"处理结论", "answer"});
    v.field("answer_text", &Objection::answer_text, {"处理说明", "explanation"});
    v.field("answered_on", &Objection::answered_on, {"答复日", "answered on"});
  }
};

/// Where a public notice stands (PTH-05).
enum class NoticeState { open = 1, closed = 2, voided = 3 };

template <>
struct EnumTable<NoticeState> {
  using E = NoticeState;
  static constexpr std::array table = {
      EnumEntry<E>{E::open, "open", {"公示中", "open"}},
      EnumEntry<E>{E::closed, "closed", {"已结束", "closed"}},
      EnumEntry<E>{E::voided, "voided", {"已作废（需重新公示）", "voided (a new notice is due)"}},
  };
};

/// What a notice shows (C §4.4 names the first three; the price is CTR-05).
enum class NoticeSubject {
  disclosure_list = 1,
  implementation_plan = 2,
  distribution_plan = 3,
  agreed_price = 4,
};

template <>
struct EnumTable<NoticeSubject> {
  using E = NoticeSubject;
  static constexpr std::array table = {
      EnumEntry<E>{E::disclosure_list, "disclosure_list", {"成果清单", "disclosure list"}},
      EnumEntry<E>{
          E::implementation_plan, "implementation_plan", {"转化实施方案", "implementation plan"}},
      EnumEntry<E>{
          E::distribution_plan, "distribution_plan", {"收益分配方案", "distribution plan"}},
      EnumEntry<E>{E::agreed_price, "agreed_price", {"协议定价", "agreed price"}},
  };
};

/// A public notice. The first day is not counted; closing is possible from the day after
/// `last_day` (PTH-05).
struct Notice {
  static constexpr Kind kind = Kind::notice;
  Id<Notice> id;
  std::string number;
  NoticeSubject about = NoticeSubject::disclosure_list;
  std::optional<Id<Edition>> edition;
  std::optional<Id<TransferCase>> transfer_case;
  std::optional<Id<DistributionPlan>> plan;
  std::optional<std::int64_t> version;  ///< index of the implementation plan or price shown
  std::string audience;
  Date first_day;
  std::int64_t days = 0;
  DayUnit unit = DayUnit::working;
  Date last_day;
  NoticeState state = NoticeState::open;
  std::vector<Objection> objections;
  std::optional<Date> closed_on;

  /// Is there an objection without an answer?
  bool has_open_objection() const {
    for (const auto& objection : objections) {
      if (!objection.answer) return true;
    }
    return false;
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &Notice::id, {"标识", "id"});
    v.field("number", &Notice::number, {"编号", "number"});
    v.field("about", &Notice::about, {"公示事项", "what it shows", "PTH-06"});
    v.field("edition", &Notice::edition, {"清单（期）", "edition"});
    v.field("transfer_case", &Notice::transfer_case, {"转化项目", "transfer case"});
    v.field("plan", &Notice::plan, {"收益分配方案", "distribution plan"});
    v.field("version", &Notice::version, {"所示稿次", "version shown"});
    v.field("audience", &Notice::audience, {"公示范围", "audience", "PTH-06", amendable});
    v.field("first_day", &Notice::first_day,
            {"起始日（不计入）", "first day (not counted)", "PTH-05"});
    v.field("days", &Notice::days, {"期限", "length", "PTH-05"});
    v.field("unit", &Notice::unit, {"期限单位", "unit", "PTH-05"});
    v.field("last_day", &Notice::last_day, {"届满日", "last day", "PTH-05"});
    v.field("state", &Notice::state, {"状态", "state"});
    v.field("objections", &Notice::objections, {"异议", "objections", "PTH-05"});
    v.field("closed_on", &Notice::closed_on, {"结束日", "closed on"});
  }
};

}  // namespace kezhuan
