#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/party.hpp"

/// Where data comes from and what may be done with it.
namespace [[gnu::visibility("default")]] kezhuan {

struct Achievement;

/// 一级数据 / 二级数据 (C §2.1, Table 1).
enum class DataLevel { primary = 1, derived = 2 };

template <>
struct EnumTable<DataLevel> {
  using E = DataLevel;
  static constexpr std::array table = {
      EnumEntry<E>{E::primary, "primary", {"一级数据（原始数据）", "primary data"}},
      EnumEntry<E>{E::derived, "derived", {"二级数据（衍生数据）", "derived data"}},
  };
};

/// The activity in which the data arose (C §2.1.1); decides CLS-03 and CLS-04.
enum class DataOrigin {
  basic_diagnosis_treatment = 1,
  basic_public_health = 2,
  other_service = 3,
  research = 4,
};

template <>
struct EnumTable<DataOrigin> {
  using E = DataOrigin;
  static constexpr std::array table = {
      EnumEntry<E>{E::basic_diagnosis_treatment,
                   "basic_diagnosis_treatment",
                   {"基本医疗卫生服务", "basic diagnosis and treatment"}},
      EnumEntry<E>{E::basic_public_health,
                   "basic_public_health",
                   {"基本公共卫生服务", "basic public-health service"}},
      EnumEntry<E>{E::other_service, "other_service", {"其他服务", "other service"}},
      EnumEntry<E>{E::research, "research", {"科学研究与技术开发", "research and development"}},
  };
};

/// Properties data may have at once (C §2.1.1).
enum class DataAttribute {
  personal_information = 1,
  public_data = 2,
  scientific = 3,
  health = 4,
  human_genetic = 5,
  security_relevant = 6,
};

template <>
struct EnumTable<DataAttribute> {
  using E = DataAttribute;
  static constexpr std::array table = {
      EnumEntry<E>{
          E::personal_information, "personal_information", {"个人信息", "personal information"}},
      EnumEntry<E>{E::public_data, "public_data", {"公共数据", "public data"}},
      EnumEntry<E>{E::scientific, "scientific", {"科学数据", "scientific data"}},
      EnumEntry<E>{E::health, "health", {"健康医疗数据", "health data"}},
      EnumEntry<E>{
          E::human_genetic, "human_genetic", {"人类遗传资源信息", "human genetic information"}},
      EnumEntry<E>{E::security_relevant,
                   "security_relevant",
                   {"涉公共安全、国家安全信息", "security-relevant information"}},
  };
};

/// A body of data that achievements are made from.
struct DataSource {
  static constexpr Kind kind = Kind::source;
  Id<DataSource> id;
  std::string number;
  std::string name;
  Id<Institution> holder;
  DataLevel level = DataLevel::primary;
  DataOrigin origin = DataOrigin::research;
  std::vector<DataAttribute> attributes;
  std::optional<std::string> scale;
  std::vector<Id<Person>> contributors;

  template <class V>
  static void describe(V& v) {
    v.field("id", &DataSource::id, {"标识", "id"});
    v.field("number", &DataSource::number, {"编号", "number"});
    v.field("name", &DataSource::name, {"名称", "name", {}, amendable});
    v.field("holder", &DataSource::holder, {"持有机构", "holding institution"});
    v.field("level", &DataSource::level, {"数据分级", "data level"});
    v.field("origin", &DataSource::origin, {"产生场景", "origin"});
    v.field("attributes", &DataSource::attributes, {"数据属性", "attributes"});
    v.field("scale", &DataSource::scale, {"规模", "scale", {}, amendable});
    v.field("contributors", &DataSource::contributors, {"贡献团队", "contributing team"});
  }
};

/// Leave to use a source for an achievement: named fields, approved by the contributing team.
struct UseGrant {
  static constexpr Kind kind = Kind::grant;
  Id<UseGrant> id;
  std::string number;
  Id<DataSource> source;
  Id<Achievement> achievement;
  std::vector<Id<Person>> approved_by;
  std::vector<std::string> fields;
  std::string purpose;
  Date from;
  std::optional<Date> until;              ///< last day, inclusive
  std::optional<std::string> give_back;   ///< obligation to give derived data back (反哺)
  std::optional<std::string> end_reason;  ///< set once ended

  template <class V>
  static void describe(V& v) {
    v.field("id", &UseGrant::id, {"标识", "id"});
    v.field("number", &UseGrant::number, {"编号", "number"});
    v.field("source", &UseGrant::source, {"数据来源", "data source"});
    v.field("achievement", &UseGrant::achievement, {"成果", "achievement"});
    v.field("approved_by", &UseGrant::approved_by, {"审批人（贡献团队）", "approved by"});
    v.field("fields", &UseGrant::fields, {"许可字段", "fields granted"});
    v.field("purpose", &UseGrant::purpose, {"用途", "purpose", {}, amendable});
    v.field("from", &UseGrant::from, {"起始日", "from"});
    v.field("until", &UseGrant::until, {"终止日（含）", "until (inclusive)"});
    v.field("give_back", &UseGrant::give_back, {"反哺义务", "obligation to give back"});
    v.field("end_reason", &UseGrant::end_reason, {"终止原因", "reason for ending"});
  }
};

/// CLS-01/02: research processing adds knowledge, basic processing does not.
enum class ProcessingKind { basic = 1, research = 2 };

template <>
struct EnumTable<ProcessingKind> {
  using E = ProcessingKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::basic, "basic", {"基本加工", "basic processing"}},
      EnumEntry<E>{E::research, "research", {"研究性加工", "research processing"}},
  };
};

/// What research processing really changed (CLS-01); one suffices (house default).
enum class DataChange { content = 1, form = 2, structure = 3 };

template <>
struct EnumTable<DataChange> {
  using E = DataChange;
  static constexpr std::array table = {
      EnumEntry<E>{E::content, "content", {"内容", "content"}},
      EnumEntry<E>{E::form, "form", {"形式", "form"}},
      EnumEntry<E>{E::structure, "structure", {"结构", "structure"}},
  };
};

/// A measure taken on sensitive information.
enum class Measure { anonymised = 1, deidentified = 2, encrypted = 3 };

template <>
struct EnumTable<Measure> {
  using E = Measure;
  static constexpr std::array table = {
      EnumEntry<E>{E::anonymised, "anonymised", {"匿名化", "anonymised"}},
      EnumEntry<E>{E::deidentified, "deidentified", {"去标识化", "de-identified"}},
      EnumEntry<E>{E::encrypted, "encrypted", {"加密", "encrypted"}},
  };
};

/// Who carried a measure out; the consensus advises a third party for anonymisation (CLS-07).
enum class DoneBy { in_house = 1, third_party = 2 };

template <>
struct EnumTable<DoneBy> {
  using E = DoneBy;
  static constexpr std::array table = {
      EnumEntry<E>{E::in_house, "in_house", {"机构自身", "in house"}},
      EnumEntry<E>{E::third_party, "third_party", {"第三方", "third party"}},
  };
};

/// One measure with its quality: anonymised means not identifiable *and* irreversible (CLS-07).
struct MeasureTaken {
  Measure measure = Measure::anonymised;
  DoneBy by = DoneBy::third_party;
  bool irreversible = false;

  template <class V>
  static void describe(V& v) {
    v.field("measure", &MeasureTaken::measure, {"措施", "measure", "CLS-07"});
    v.field("by", &MeasureTaken::by,
            {"实施主体", "carried out by", "CLS-07", no_marks, "third_party"});
    v.field("irreversible", &MeasureTaken::irreversible,
            {"不能复原", "irreversible", "CLS-07", no_marks, "true"});
  }
};

/// One step of making data into an achievement.
struct ProcessingStep {
  ProcessingKind processing = ProcessingKind::basic;
  std::string technique;
  std::vector<DataChange> changed;
  std::optional<std::string> knowledge;
  std::vector<MeasureTaken> measures;

  template <class V>
  static void describe(V& v) {
    v.field("processing", &ProcessingStep::processing,
            {"加工类别", "kind of processing", "CLS-01", no_marks, "research"});
    v.field("technique", &ProcessingStep::technique, {"处理技术", "technique"});
    v.field(
        "changed", &ProcessingStep::changed,
        {"实质性改变（内容、形式、结构）", "what really changed", "CLS-01", no_marks, "structure"});
    v.field("knowledge", &ProcessingStep::knowledge,
            {"凝聚的新知识", "knowledge added", "CLS-01", no_marks, "（凝聚了哪些专业知识）"});
    v.field("measures", &ProcessingStep::measures,
            {"处置措施", "measures", "CLS-07", json_example,
             R"([{"measure":"anonymised","by":"third_party","irreversible":true}])"});
  }
};

/// What CLS-01 to CLS-11 make of a record.
enum class Classification {
  scientific_data = 1,
  companion_tool = 2,
  public_data = 3,
  needs_review = 4,
};

template <>
struct EnumTable<Classification> {
  using E = Classification;
  static constexpr std::array table = {
      EnumEntry<E>{E::scientific_data, "scientific_data", {"科学数据★", "scientific data ★"}},
      EnumEntry<E>{E::companion_tool, "companion_tool", {"配套工具★", "companion tool ★"}},
      EnumEntry<E>{E::public_data, "public_data", {"公共数据☆", "public data ☆"}},
      EnumEntry<E>{E::needs_review, "needs_review", {"待认定", "needs review"}},
  };
};

/// True for what may be managed as an achievement (★).
constexpr bool is_eligible(Classification outcome) {
  return outcome == Classification::scientific_data || outcome == Classification::companion_tool;
}

/// One fact that led to a classification, with the rule it met.
struct ClassificationFact {
  std::string rule;
  std::string zh;
  std::string en;

  template <class V>
  static void describe(V& v) {
    v.field("rule", &ClassificationFact::rule, {"规则", "rule"});
    v.field("zh", &ClassificationFact::zh, {"事实", "fact (Chinese)"});
    v.field("en", &ClassificationFact::en, {"事实（英文）", "fact (English)"});
  }
};

/// One classification on record. All stay on record; the last one counts.
struct ClassificationRecord {
  Classification outcome = Classification::needs_review;
  std::vector<ClassificationFact> facts;

  template <class V>
  static void describe(V& v) {
    v.field("outcome", &ClassificationRecord::outcome, {"分类结果", "outcome"});
    v.field("facts", &ClassificationRecord::facts, {"依据", "facts"});
  }
};

}  // namespace kezhuan
