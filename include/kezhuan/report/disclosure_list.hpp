#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/text.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/report/edition_difference.hpp"

/// One edition of 《数据类职务性科技成果清单》 as people hand it in or pin it up (DSC-01, DSC-03,
/// DSC-04).
///
/// `load_disclosure_list` gathers a plain value; what turns it into JSON, CSV or HTML are pure
/// functions of that value. An edition is frozen: its entries read as on the day they were frozen,
/// whatever was revised or corrected since. Certificates and agreements are those of the freeze
/// day, by their own dates.
///
/// Threads: values and pure functions; loading follows the rules of `Snapshot`.
namespace [[gnu::visibility("default")]] kezhuan {

class Snapshot;

/// How a report is rendered.
struct ReportOptions {
  Language language = Language::zh;  ///< of an erased name, and of the values in the difference
  /// True: without what is confidential, for the notice board. False: everything, each
  /// confidential field marked.
  bool public_rendering = true;
  Timestamp printed_at;  ///< stands at its foot
};

/// What stands in the public rendering in place of a confidential text. @rule DSC-04
inline constexpr StaticText withheld_mark{"（保密，不予公示）", "(withheld)"};

/// Somebody who contributed to a listed achievement.
struct ListContributor {
  std::string number;
  std::string name;  ///< as revealed; says so when it was erased
  std::string role;
  bool main = false;

  template <class V>
  static void describe(V& v) {
    v.field("number", &ListContributor::number, {"人员编号", "number"});
    v.field("name", &ListContributor::name, {"姓名", "name"});
    v.field("role", &ListContributor::role, {"贡献角色", "role"});
    v.field("main", &ListContributor::main, {"主要完成人", "main contributor"});
  }
};

/// A certificate valid on the day of freezing.
struct ListCertificate {
  CertificateKind kind = CertificateKind::know_how;
  std::string certificate_no;
  Date issued;
  std::optional<Date> expires;  ///< last day of validity
  std::vector<std::string> covers;

  template <class V>
  static void describe(V& v) {
    using C = ListCertificate;
    v.field("kind", &C::kind, {"证书种类", "kind"});
    v.field("certificate_no", &C::certificate_no, {"证书号", "certificate number"});
    v.field("issued", &C::issued, {"登记日", "issued"});
    v.field("expires", &C::expires, {"有效期至（含）", "valid until (inclusive)"});
    v.field("covers", &C::covers, {"覆盖的主交付物", "deliverables covered"});
  }
};

/// The agreement in force on the day of freezing, else the draft the application names.
struct ListAgreement {
  std::string number;
  AgreementState state = AgreementState::draft;  ///< as of the day of freezing
  std::optional<Date> effective_from;

  template <class V>
  static void describe(V& v) {
    v.field("number", &ListAgreement::number, {"编号", "number"});
    v.field("state", &ListAgreement::state, {"状态", "state"});
    v.field("effective_from", &ListAgreement::effective_from, {"生效日", "effective from"});
  }
};

/// One achievement with its seven elements. In the public rendering what is withheld is absent,
/// or is `withheld_mark` where a text must stand; `withheld` names it by JSON pointer either way.
struct ListEntry {
  std::string number;
  std::string name;
  std::optional<AchievementForm> type;
  std::optional<Classification> classification;
  EntryChange change = EntryChange::added;
  std::vector<Deliverable> primary;
  std::vector<std::string> secondary;
  std::optional<RightsStatement> rights;
  std::optional<TechnicalStatement> technical;
  std::optional<ValueStatement> value;
  std::vector<ListContributor> contributors;
  std::vector<ListCertificate> certificates;
  std::optional<ListAgreement> agreement;
  std::string application;
  std::int64_t revision = 1;
  /// Absent in the public rendering of an entry that withholds anything: beside the rest of the
  /// content a hash would let a short secret be guessed.
  std::optional<Sha256> content;
  std::vector<std::string> withheld;

  /// Is what this JSON pointer names left out of the public rendering (DSC-04)?
  bool withholds(std::string_view pointer) const;

  template <class V>
  static void describe(V& v) {
    using E = ListEntry;
    v.field("number", &E::number, {"成果编号", "achievement number"});
    v.field("name", &E::name, {"成果名称", "name", "DSC-01"});
    v.field("type", &E::type, {"成果类型", "type", "DSC-01"});
    v.field("classification", &E::classification, {"分类", "classification"});
    v.field("change", &E::change, {"变化", "change", "DSC-03"});
    v.field("primary", &E::primary, {"主交付物", "primary deliverables", "DSC-01"});
    v.field("secondary", &E::secondary, {"副交付物", "secondary deliverables", "DSC-01"});
    v.field("rights", &E::rights, {"权属信息", "rights information", "DSC-01"});
    v.field("technical", &E::technical,
            {"技术与数据属性", "technical and data attributes", "DSC-01"});
    v.field("value", &E::value,
            {"价值评估及附件信息", "value assessment and attachments", "DSC-01"});
    v.field("contributors", &E::contributors, {"完成人", "contributors"});
    v.field("certificates", &E::certificates, {"证书", "certificates"});
    v.field("agreement", &E::agreement, {"赋权协议", "rights agreement"});
    v.field("application", &E::application, {"申报表", "application"});
    v.field("revision", &E::revision, {"稿次", "revision"});
    v.field("content", &E::content, {"内容哈希", "content hash"});
    v.field("withheld", &E::withheld, {"不予公示", "withheld", "DSC-04"});
  }
};

/// An achievement that stood in the edition before and stands in this one no more.
struct ListRemoval {
  std::string number;
  std::string name;
  bool name_withheld = false;
  std::string reason_zh;
  std::string reason_en;

  template <class V>
  static void describe(V& v) {
    using R = ListRemoval;
    v.field("number", &R::number, {"成果编号", "achievement number"});
    v.field("name", &R::name, {"成果名称", "achievement name"});
    v.field("name_withheld", &R::name_withheld, {"名称保密", "name is withheld"});
    v.field("reason_zh", &R::reason_zh, {"移出原因", "reason (Chinese)"});
    v.field("reason_en", &R::reason_en, {"移出原因（英文）", "reason (English)"});
  }
};

/// A notice of the edition, as it stood when the list was loaded.
struct ListNotice {
  std::string number;
  std::string audience;
  Date first_day;  ///< not counted
  Date last_day;
  std::int64_t days = 0;
  DayUnit unit = DayUnit::working;
  NoticeState state = NoticeState::open;
  std::optional<Date> closed_on;
  std::int64_t objections = 0;
  std::int64_t unanswered = 0;

  template <class V>
  static void describe(V& v) {
    using N = ListNotice;
    v.field("number", &N::number, {"编号", "number"});
    v.field("audience", &N::audience, {"公示范围", "audience", "PTH-06"});
    v.field("first_day", &N::first_day, {"起始日（不计入）", "first day (not counted)", "PTH-05"});
    v.field("last_day", &N::last_day, {"届满日", "last day", "PTH-05"});
    v.field("days", &N::days, {"期限", "length", "PTH-05"});
    v.field("unit", &N::unit, {"期限单位", "unit", "PTH-05"});
    v.field("state", &N::state, {"状态", "state"});
    v.field("closed_on", &N::closed_on, {"结束日", "closed on"});
    v.field("objections", &N::objections, {"异议数", "objections"});
    v.field("unanswered", &N::unanswered, {"未答复异议数", "objections not answered"});
  }
};

/// The policy in force on the day of freezing.
struct ListPolicy {
  std::string id;
  std::string version;
  Sha256 hash;

  template <class V>
  static void describe(V& v) {
    v.field("id", &ListPolicy::id, {"政策标识", "policy id"});
    v.field("version", &ListPolicy::version, {"版本", "version"});
    v.field("hash", &ListPolicy::hash, {"哈希", "hash"});
  }
};

/// How much of one kind there is, in the order of its enum; `code` "withheld" for what is not said.
struct ListCount {
  std::string code;
  std::int64_t count = 0;

  template <class V>
  static void describe(V& v) {
    v.field("code", &ListCount::code, {"代码", "code"});
    v.field("count", &ListCount::count, {"数量", "count"});
  }
};

/// One edition of the disclosure list (披露清单), as frozen (DSC-03).
struct DisclosureList {
  std::string number;
  std::int64_t sequence = 1;
  std::string institution;
  Date frozen_on;
  std::optional<std::string> previous;
  std::optional<Date> next_due;
  bool public_rendering = false;
  std::vector<ListNotice> notices;
  std::vector<ListEntry> entries;
  std::vector<ListRemoval> removed;
  std::vector<ListCount> by_change;
  std::vector<ListCount> by_type;
  std::vector<ListCount> by_deliverable;        ///< primary deliverables, not achievements
  std::optional<EditionDifference> difference;  ///< from the previous edition
  std::optional<ListPolicy> policy;
  std::int64_t ledger_size = 0;
  Sha256 ledger_root;
  Timestamp printed_at;

  template <class V>
  static void describe(V& v) {
    using L = DisclosureList;
    v.field("number", &L::number, {"编号", "number"});
    v.field("sequence", &L::sequence, {"期次", "sequence"});
    v.field("institution", &L::institution, {"机构", "institution"});
    v.field("frozen_on", &L::frozen_on, {"冻结日", "frozen on", "DSC-03"});
    v.field("previous", &L::previous, {"上一期", "previous edition"});
    v.field("next_due", &L::next_due, {"下一期截止日", "next edition due", "DSC-03"});
    v.field("public_rendering", &L::public_rendering, {"公示版", "public rendering", "DSC-04"});
    v.field("notices", &L::notices, {"公示", "notices"});
    v.field("entries", &L::entries, {"条目", "entries"});
    v.field("removed", &L::removed, {"移出", "removed"});
    v.field("by_change", &L::by_change, {"按变化计数", "counts by change"});
    v.field("by_type", &L::by_type, {"按成果类型计数", "counts by type"});
    v.field("by_deliverable", &L::by_deliverable,
            {"按主交付物种类计数", "counts by kind of primary deliverable"});
    v.field("difference", &L::difference, {"与上一期的变化", "difference from the previous"});
    v.field("policy", &L::policy, {"政策", "policy"});
    v.field("ledger_size", &L::ledger_size, {"账本条数", "ledger size"});
    v.field("ledger_root", &L::ledger_root, {"账本根哈希", "ledger root"});
    v.field("printed_at", &L::printed_at, {"输出时刻", "printed at"});
  }
};

/// Gathers an edition by number or id, with the difference from the one before it.
/// @throws Error not_found REG-01: no such edition; integrity: the content an entry froze is not
///         in the ledger
DisclosureList load_disclosure_list(const Snapshot& snapshot, std::string_view edition,
                                    const ReportOptions& options);

/// Compares any two editions, by number or id. @throws Error as `load_disclosure_list`
EditionDifference load_edition_difference(const Snapshot& snapshot, std::string_view before,
                                          std::string_view after, const ReportOptions& options);

/// The list without what it withholds; a public rendering comes back as it is. @rule DSC-04
DisclosureList public_rendering_of(DisclosureList list);

std::string to_json(const DisclosureList& list);  ///< canonical JSON

/// A spreadsheet: UTF-8 with BOM, CRLF, RFC 4180 quotes, one row an entry, the removed ones last.
/// A cell that a spreadsheet would run as a formula gets a leading apostrophe.
std::string to_csv(const DisclosureList& list, Language language);

/// One self-contained page, nothing fetched from anywhere; for the screen and for A4 landscape.
std::string to_html(const DisclosureList& list, Language language);

/// The page to pin up for one notice of the edition, A4 portrait.
/// @throws Error not_found REG-01: the edition has no such notice; invalid DSC-04: `list` is not
///         the public rendering
std::string notice_to_html(const DisclosureList& list, std::string_view notice, Language language);

}  // namespace kezhuan
