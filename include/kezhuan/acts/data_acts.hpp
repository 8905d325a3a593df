#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/transfer.hpp"

/// Acts about data sources, achievements, processing, certificates, evidence and classification.
namespace [[gnu::visibility("default")]] kezhuan {

/// Puts a data source on record: level, origin and attributes decide its classification.
struct RegisterSource {
  using Creates = DataSource;
  static constexpr std::string_view type = "source.register";
  static constexpr int version = 1;
  static constexpr StaticText title{"登记数据来源", "register a data source"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string name;
  Ref<Institution> holder;
  DataLevel level = DataLevel::primary;
  DataOrigin origin = DataOrigin::research;
  std::vector<DataAttribute> attributes;
  std::optional<std::string> scale;
  std::vector<Ref<Person>> contributors;

  template <class V>
  static void describe(V& v) {
    using A = RegisterSource;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by, "S-demo"});
    v.field("name", &A::name, {"名称", "name", {}, no_marks, "示例队列原始数据"});
    v.field("holder", &A::holder, {"持有机构", "holding institution", {}, no_marks, "I-demo"});
    v.field("level", &A::level, {"数据分级", "data level", "CLS-01"});
    v.field("origin", &A::origin, {"产生场景", "origin", "CLS-03", no_marks, "research"});
    v.field("attributes", &A::attributes, {"数据属性", "attributes", "CLS-11", no_marks, "health"});
    v.field("scale", &A::scale, {"规模", "scale", {}, no_marks, "示例 2,000 例"});
    v.field("contributors", &A::contributors,
            {"贡献团队", "contributing team", {}, no_marks, "P-demo"});
  }
};

/// Leave to use a source, approved by its contributing team, for named fields.
struct RecordGrant {
  using Creates = UseGrant;
  static constexpr std::string_view type = "grant.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录数据使用许可", "record a use grant"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<DataSource> source;
  Ref<Achievement> achievement;
  std::vector<Ref<Person>> approved_by;
  std::vector<std::string> fields;
  std::string purpose;
  Date from;
  std::optional<Date> until;
  std::optional<std::string> give_back;

  template <class V>
  static void describe(V& v) {
    using A = RecordGrant;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("source", &A::source, {"数据来源", "data source", {}, no_marks, "S-demo"});
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("approved_by", &A::approved_by,
            {"审批人（贡献团队）", "approved by (contributing team)", {}, at_least_one, "P-demo"});
    v.field("fields", &A::fields, {"许可字段", "fields granted", {}, at_least_one, "年龄"});
    v.field("purpose", &A::purpose, {"用途", "purpose"});
    v.field("from", &A::from, {"起始日", "from"});
    v.field("until", &A::until, {"终止日（含）", "until (inclusive)"});
    v.field("give_back", &A::give_back, {"反哺义务", "obligation to give back"});
  }
};

struct EndGrant {
  static constexpr std::string_view type = "grant.end";
  static constexpr int version = 1;
  static constexpr StaticText title{"终止数据使用许可", "end a use grant"};
  Ref<UseGrant> grant;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("grant", &EndGrant::grant, {"许可", "grant", {}, no_marks, "G-2026-0001"});
    v.field("reason", &EndGrant::reason, {"原因", "reason"});
  }
};

/// Opens the record of an achievement: what it is called, what it is, where its data comes from.
struct RegisterAchievement {
  using Creates = Achievement;
  static constexpr std::string_view type = "achievement.register";
  static constexpr int version = 1;
  static constexpr StaticText title{"登记成果", "register an achievement"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string name;
  AchievementForm form = AchievementForm::dataset;
  DataLevel level = DataLevel::derived;
  std::optional<Ref<Institution>> institution;
  std::optional<Ref<Unit>> unit;
  Ref<Person> lead;
  std::vector<Ref<DataSource>> sources;
  std::vector<Ref<Achievement>> derived_from;

  template <class V>
  static void describe(V& v) {
    using A = RegisterAchievement;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by, "KZ-demo"});
    v.field("name", &A::name, {"成果名称", "name", "DSC-01", no_marks, "示例影像标注数据集"});
    v.field("form", &A::form, {"成果类型", "type", "DSC-01"});
    v.field("level", &A::level, {"数据分级", "data level", "CLS-01", no_marks, "derived"});
    v.field("institution", &A::institution,
            {"完成单位（默认本机构）", "institution (own by default)"});
    v.field("unit", &A::unit, {"部门", "unit", {}, no_marks, "U-demo"});
    v.field("lead", &A::lead, {"负责人", "lead", {}, no_marks, "P-demo"});
    v.field("sources", &A::sources, {"数据来源", "data sources", "CLS-01", at_least_one, "S-demo"});
    v.field("derived_from", &A::derived_from,
            {"衍生自（其他成果）", "derived from (achievements)"});
  }
};

/// One processing step; research processing states what changed and what knowledge was added.
struct RecordProcessing {
  static constexpr std::string_view type = "processing.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录数据加工", "record a processing step"};
  Ref<Achievement> achievement;
  ProcessingStep step;

  template <class V>
  static void describe(V& v) {
    v.field("achievement", &RecordProcessing::achievement,
            {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("step", &RecordProcessing::step, {"加工步骤", "step", "CLS-01"});
  }
};

struct RecordCertificate {
  using Creates = Certificate;
  static constexpr std::string_view type = "certificate.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录登记证书", "record a certificate"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<Achievement> achievement;
  CertificateKind certificate = CertificateKind::know_how;
  std::string certificate_no;
  std::vector<std::string> covers;
  Date issued;
  std::optional<Date> expires;
  std::optional<std::string> measure;

  template <class V>
  static void describe(V& v) {
    using A = RecordCertificate;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("certificate", &A::certificate,
            {"证书种类", "kind of certificate", "DLV-02", no_marks, "know_how"});
    v.field("certificate_no", &A::certificate_no,
            {"证书号", "certificate number", {}, no_marks, "ZYJS-2026-01"});
    v.field("covers", &A::covers,
            {"覆盖的主交付物代号", "keys of the deliverables covered", "DLV-02", no_marks, "D1"});
    v.field("issued", &A::issued, {"登记日", "issued"});
    v.field("expires", &A::expires, {"有效期至（含）", "valid until (inclusive)", "DLV-05"});
    v.field("measure", &A::measure,
            {"所依据的管理办法", "measure it rests on", "DLV-07", no_marks,
             "《专有技术管理办法》（示例）"});
  }
};

struct CancelCertificate {
  static constexpr std::string_view type = "certificate.cancel";
  static constexpr int version = 1;
  static constexpr StaticText title{"注销登记证书", "cancel a certificate"};
  Ref<Certificate> certificate;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("certificate", &CancelCertificate::certificate,
            {"证书", "certificate", {}, no_marks, "C-2026-0001"});
    v.field("reason", &CancelCertificate::reason, {"原因", "reason"});
  }
};

/// Names an evidence file; the file itself is kept by its hash beside the registry (REG-07).
struct AttachEvidence {
  using Creates = Evidence;
  static constexpr std::string_view type = "evidence.attach";
  static constexpr int version = 1;
  static constexpr StaticText title{"附佐证材料", "attach evidence"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  EvidenceKind evidence = EvidenceKind::other;
  std::string title_of_file;
  std::optional<Ref<Achievement>> achievement;
  std::optional<Ref<TransferCase>> transfer_case;
  Sha256 sha256;
  std::int64_t size = 0;
  std::string media_type;

  template <class V>
  static void describe(V& v) {
    using A = AttachEvidence;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("evidence", &A::evidence, {"材料种类", "kind of evidence", "DLV-04"});
    v.field("title", &A::title_of_file, {"名称", "title", {}, no_marks, "（材料名称）"});
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("transfer_case", &A::transfer_case, {"转化项目", "transfer case"});
    v.field("sha256", &A::sha256, {"内容哈希", "content hash", "DLV-06"});
    v.field("size", &A::size, {"大小（字节）", "size (bytes)", "DLV-06"});
    v.field("media_type", &A::media_type,
            {"媒体类型", "media type", "DLV-06", no_marks, "application/pdf"});
  }
};

/// Applies CLS-01 to CLS-11 to what is on record; the outcome and its facts are recorded.
struct ClassifyAchievement {
  static constexpr std::string_view type = "achievement.classify";
  static constexpr int version = 1;
  static constexpr StaticText title{"成果分类认定", "classify an achievement"};
  Ref<Achievement> achievement;

  template <class V>
  static void describe(V& v) {
    v.field("achievement", &ClassifyAchievement::achievement,
            {"成果", "achievement", "CLS-01", no_marks, "KZ-demo"});
  }
};

/// The achievement's entry in the asset table: listed separately, neither valued nor amortised.
struct EnterAsset {
  static constexpr std::string_view type = "asset.enter";
  static constexpr int version = 1;
  static constexpr StaticText title{"资产入表", "enter in the asset table"};
  Ref<Achievement> achievement;
  std::string account;
  bool listed_separately = true;
  std::optional<Money> valuation;
  std::optional<bool> amortised;

  template <class V>
  static void describe(V& v) {
    using A = EnterAsset;
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("account", &A::account, {"科目", "account", {}, no_marks, "无形资产—数据类科技成果"});
    v.field("listed_separately", &A::listed_separately,
            {"单列", "listed separately", "AST-01", no_marks, "true"});
    v.field("valuation", &A::valuation,
            {"估值（建议不做）", "valuation (advised against)", "AST-01"});
    v.field("amortised", &A::amortised,
            {"摊销（建议不做）", "amortised (advised against)", "AST-01"});
  }
};

}  // namespace kezhuan
