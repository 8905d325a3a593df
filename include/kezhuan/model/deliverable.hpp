#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/party.hpp"

/// Primary and secondary deliverables (C §2.2, Table 1).
namespace [[gnu::visibility("default")]] kezhuan {

struct Achievement;
struct TransferCase;

/// DLV-01: the four kinds of primary deliverable.
enum class DeliverableKind {
  master_data = 1,
  reference_data = 2,
  metadata = 3,
  companion_tool = 4
};

template <>
struct EnumTable<DeliverableKind> {
  using E = DeliverableKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::master_data, "master_data", {"主数据", "master data"}},
      EnumEntry<E>{E::reference_data, "reference_data", {"参考数据", "reference data"}},
      EnumEntry<E>{E::metadata, "metadata", {"元数据", "metadata"}},
      EnumEntry<E>{E::companion_tool, "companion_tool", {"配套工具", "companion tool"}},
  };
};

/// A primary deliverable; `key` names it within its achievement (certificates cover keys).
struct Deliverable {
  std::string key;
  DeliverableKind kind = DeliverableKind::master_data;
  std::string title;
  std::optional<std::string> ai_use;  ///< statement on AI use; optional, never blocks

  template <class V>
  static void describe(V& v) {
    v.field("key", &Deliverable::key, {"代号", "key", "DLV-01", no_marks, "D1"});
    v.field("kind", &Deliverable::kind, {"种类", "kind", "DLV-01"});
    v.field("title", &Deliverable::title, {"名称", "title", "DLV-01"});
    v.field("ai_use", &Deliverable::ai_use, {"人工智能使用说明", "statement on AI use"});
  }
};

/// Registrations and certificates. The first six support a ★ claim (DLV-02), the last three
/// contradict it (DLV-03, CLS-05).
enum class CertificateKind {
  data_ip_registration = 1,
  copyright = 2,
  software_copyright = 3,
  patent = 4,
  know_how = 5,
  trade_secret = 6,
  data_property_right = 11,
  data_product = 12,
  data_asset = 13,
};

template <>
struct EnumTable<CertificateKind> {
  using E = CertificateKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::data_ip_registration,
                   "data_ip_registration",
                   {"数据知识产权登记证", "data IP registration"}},
      EnumEntry<E>{E::copyright, "copyright", {"著作权登记证", "copyright certificate"}},
      EnumEntry<E>{E::software_copyright,
                   "software_copyright",
                   {"软件著作权登记证", "software copyright certificate"}},
      EnumEntry<E>{E::patent, "patent", {"专利权证书", "patent certificate"}},
      EnumEntry<E>{E::know_how, "know_how", {"专有技术登记", "know-how registration"}},
      EnumEntry<E>{E::trade_secret, "trade_secret", {"技术秘密登记", "trade-secret registration"}},
      EnumEntry<E>{E::data_property_right,
                   "data_property_right",
                   {"数据产权登记证", "data property-right registration"}},
      EnumEntry<E>{
          E::data_product, "data_product", {"数据产品登记证", "data product registration"}},
      EnumEntry<E>{E::data_asset, "data_asset", {"数据资产登记证", "data asset registration"}},
  };
};

/// True for registrations the institution makes itself, under its own measure (DLV-07).
constexpr bool is_own_registration(CertificateKind kind) {
  return kind == CertificateKind::know_how || kind == CertificateKind::trade_secret;
}

/// A certificate or registration of an achievement.
struct Certificate {
  static constexpr Kind kind = Kind::certificate;
  Id<Certificate> id;
  std::string number;
  Id<Achievement> achievement;
  CertificateKind certificate = CertificateKind::know_how;
  std::string certificate_no;
  std::vector<std::string> covers;
  Date issued;
  std::optional<Date> expires;         ///< last day of validity
  std::optional<std::string> measure;  ///< the institution's measure it rests on (DLV-07)
  std::optional<Date> cancelled_on;

  /// Issued by that day, not expired, not cancelled (DLV-05).
  bool is_valid_on(const Date& day) const {
    return issued <= day && (!expires || day <= *expires) && !is_cancelled_on(day);
  }
  /// Cancelled on that day or before.
  bool is_cancelled_on(const Date& day) const { return cancelled_on && *cancelled_on <= day; }

  template <class V>
  static void describe(V& v) {
    v.field("id", &Certificate::id, {"标识", "id"});
    v.field("number", &Certificate::number, {"编号", "number"});
    v.field("achievement", &Certificate::achievement, {"成果", "achievement"});
    v.field("certificate", &Certificate::certificate,
            {"证书种类", "kind of certificate", "DLV-02"});
    v.field("certificate_no", &Certificate::certificate_no,
            {"证书号", "certificate number", {}, amendable});
    v.field("covers", &Certificate::covers, {"覆盖的主交付物", "deliverables covered", "DLV-02"});
    v.field("issued", &Certificate::issued, {"登记日", "issued"});
    v.field("expires", &Certificate::expires,
            {"有效期至（含）", "valid until (inclusive)", "DLV-05"});
    v.field("measure", &Certificate::measure,
            {"所依据的管理办法", "measure it rests on", "DLV-07"});
    v.field("cancelled_on", &Certificate::cancelled_on, {"注销日", "cancelled on", "CLS-05"});
  }
};

/// Kinds of supporting evidence: of an achievement (DLV-04), of a case (PTH-07).
enum class EvidenceKind {
  data_quality_report = 1,
  anonymisation_proof = 2,
  ethics_opinion = 3,
  ownership_agreement = 4,
  data_security_assessment = 5,
  privacy_plan = 6,
  genetic_filing = 7,
  security_treatment_proof = 8,
  minutes = 9,
  approval_form = 21,
  contributor_consent = 22,
  co_owner_consent = 23,
  transferee_credentials = 24,
  valuation_report = 25,
  contract_text = 26,
  registration_certificate = 27,
  use_authorisation = 28,
  distribution_approval = 31,
  technical_income_form = 32,
  notice_record = 33,
  bank_slip = 34,
  tax_filing = 35,
  exemption_guide = 41,
  evaluation_report = 42,
  transfer_report = 43,
  filing_receipt = 44,
  other = 99,
};

template <>
struct EnumTable<EvidenceKind> {
  using E = EvidenceKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::data_quality_report,
                   "data_quality_report",
                   {"数据质量检测报告", "data quality report"}},
      EnumEntry<E>{E::anonymisation_proof,
                   "anonymisation_proof",
                   {"脱敏（匿名化）处理证明", "anonymisation proof"}},
      EnumEntry<E>{E::ethics_opinion, "ethics_opinion", {"伦理审查意见书", "ethics opinion"}},
      EnumEntry<E>{E::ownership_agreement,
                   "ownership_agreement",
                   {"权属协议（机构与个人）", "ownership agreement"}},
      EnumEntry<E>{E::data_security_assessment,
                   "data_security_assessment",
                   {"数据安全评估报告", "data security assessment"}},
      EnumEntry<E>{E::privacy_plan, "privacy_plan", {"隐私保护方案", "privacy plan"}},
      EnumEntry<E>{
          E::genetic_filing, "genetic_filing", {"人类遗传资源信息备案", "genetic-resource filing"}},
      EnumEntry<E>{E::security_treatment_proof,
                   "security_treatment_proof",
                   {"安全信息处理证明", "proof of security treatment"}},
      EnumEntry<E>{E::minutes, "minutes", {"会议纪要", "minutes"}},
      EnumEntry<E>{E::approval_form, "approval_form", {"转化审批表", "approval form"}},
      EnumEntry<E>{E::contributor_consent,
                   "contributor_consent",
                   {"全体完成人同意书", "consent of every contributor"}},
      EnumEntry<E>{E::co_owner_consent,
                   "co_owner_consent",
                   {"共有人知情同意书", "informed consent of co-owners"}},
      EnumEntry<E>{E::transferee_credentials,
                   "transferee_credentials",
                   {"受让方资质材料", "transferee's credentials"}},
      EnumEntry<E>{E::valuation_report, "valuation_report", {"评估报告", "valuation report"}},
      EnumEntry<E>{E::contract_text, "contract_text", {"技术合同文本", "text of the contract"}},
      EnumEntry<E>{E::registration_certificate,
                   "registration_certificate",
                   {"技术合同登记证明", "registration certificate"}},
      EnumEntry<E>{E::use_authorisation,
                   "use_authorisation",
                   {"单位授权使用权人转化的文件", "authorisation of a use-right holder"}},
      EnumEntry<E>{E::distribution_approval,
                   "distribution_approval",
                   {"收益分配审批表", "approval of the distribution"}},
      EnumEntry<E>{E::technical_income_form,
                   "technical_income_form",
                   {"技术性收入核定表", "technical-income form"}},
      EnumEntry<E>{E::notice_record, "notice_record", {"公示记录", "record of the notice"}},
      EnumEntry<E>{E::bank_slip, "bank_slip", {"银行到账凭证", "bank slip"}},
      EnumEntry<E>{E::tax_filing, "tax_filing", {"税务备案材料", "tax filing"}},
      EnumEntry<E>{
          E::exemption_guide, "exemption_guide", {"尽职免责工作指引文本", "exemption guide"}},
      EnumEntry<E>{
          E::evaluation_report, "evaluation_report", {"绩效评价报告文本", "evaluation report"}},
      EnumEntry<E>{E::transfer_report, "transfer_report", {"转化情况报告文本", "transfer report"}},
      EnumEntry<E>{E::filing_receipt, "filing_receipt", {"备案回执", "receipt of the filing"}},
      EnumEntry<E>{E::other, "other", {"其他", "other"}},
  };
};

/// A file kept by content hash beside the registry (DLV-06). Never patient data itself.
struct Evidence {
  static constexpr Kind kind = Kind::evidence;
  Id<Evidence> id;
  std::string number;
  EvidenceKind evidence = EvidenceKind::other;
  std::string title;
  std::optional<Id<Achievement>> achievement;
  std::optional<Id<TransferCase>> transfer_case;
  Sha256 sha256;
  std::int64_t size = 0;  ///< bytes
  std::string media_type;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Evidence::id, {"标识", "id"});
    v.field("number", &Evidence::number, {"编号", "number"});
    v.field("evidence", &Evidence::evidence, {"材料种类", "kind of evidence", "DLV-04"});
    v.field("title", &Evidence::title, {"名称", "title", {}, amendable});
    v.field("achievement", &Evidence::achievement, {"成果", "achievement"});
    v.field("transfer_case", &Evidence::transfer_case, {"转化项目", "transfer case"});
    v.field("sha256", &Evidence::sha256, {"内容哈希", "content hash", "DLV-06"});
    v.field("size", &Evidence::size, {"大小（字节）", "size (bytes)", "DLV-06"});
    v.field("media_type", &Evidence::media_type, {"媒体类型", "media type", "DLV-06"});
  }
};

}  // namespace kezhuan
