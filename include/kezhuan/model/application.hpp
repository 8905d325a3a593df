#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/data.hpp"
#include "kezhuan/model/deliverable.hpp"

/// The achievement application form (成果申报表) and its seven elements (C §3.1, DSC-01).
namespace [[gnu::visibility("default")]] kezhuan {

struct Resolution;
struct RightsAgreement;

/// The seven elements of DSC-01, in the consensus's order.
enum class Element {
  type = 1,
  name = 2,
  primary_deliverables = 3,
  secondary_deliverables = 4,
  rights = 5,
  technical = 6,
  value = 7,
};

template <>
struct EnumTable<Element> {
  using E = Element;
  static constexpr std::array table = {
      EnumEntry<E>{E::type, "type", {"成果类型", "type"}},
      EnumEntry<E>{E::name, "name", {"成果名称", "name"}},
      EnumEntry<E>{
          E::primary_deliverables, "primary_deliverables", {"主交付物", "primary deliverables"}},
      EnumEntry<E>{E::secondary_deliverables,
                   "secondary_deliverables",
                   {"副交付物", "secondary deliverables"}},
      EnumEntry<E>{E::rights, "rights", {"权属信息", "rights information"}},
      EnumEntry<E>{E::technical, "technical", {"技术与数据属性", "technical and data attributes"}},
      EnumEntry<E>{E::value, "value", {"价值评估及附件信息", "value assessment and attachments"}},
  };
};

/// Element 5: ownership, use and income right as the applicant states them.
struct RightsStatement {
  std::string ownership;
  std::string use;
  std::string income;

  template <class V>
  static void describe(V& v) {
    v.field("ownership", &RightsStatement::ownership, {"所有权", "ownership", "DSC-01"});
    v.field("use", &RightsStatement::use, {"使用权", "right of use", "DSC-01"});
    v.field("income", &RightsStatement::income, {"收益权", "income right", "DSC-01"});
  }
};

/// Element 6: data source, type, scale, processing technique.
struct TechnicalStatement {
  std::string source;
  std::string type;
  std::string scale;
  std::string technique;

  template <class V>
  static void describe(V& v) {
    v.field("source", &TechnicalStatement::source, {"数据来源", "data source", "DSC-01"});
    v.field("type", &TechnicalStatement::type, {"数据类型", "data type", "DSC-01"});
    v.field("scale", &TechnicalStatement::scale, {"数据规模", "scale", "DSC-01"});
    v.field("technique", &TechnicalStatement::technique,
            {"处理技术", "processing technique", "DSC-01", confidential});
  }
};

/// Element 7: the five values of GB/T 45997—2025 (using them is a house default), compliance,
/// constraints.
struct ValueStatement {
  std::optional<std::string> scientific;
  std::optional<std::string> technological;
  std::optional<std::string> economic;
  std::optional<std::string> social;
  std::optional<std::string> cultural;
  std::string compliance;
  std::optional<std::string> constraints;
  std::optional<Money> expected_value;

  /// Is the value assessed in at least one of the five respects?
  bool has_assessment() const {
    return scientific || technological || economic || social || cultural;
  }

  template <class V>
  static void describe(V& v) {
    v.field("scientific", &ValueStatement::scientific,
            {"科学价值", "scientific value", "DSC-01", no_marks, "（科学价值）"});
    v.field("technological", &ValueStatement::technological,
            {"技术价值", "technological value", "DSC-01"});
    v.field("economic", &ValueStatement::economic, {"经济价值", "economic value", "DSC-01"});
    v.field("social", &ValueStatement::social, {"社会价值", "social value", "DSC-01"});
    v.field("cultural", &ValueStatement::cultural, {"文化价值", "cultural value", "DSC-01"});
    v.field("compliance", &ValueStatement::compliance, {"合规信息", "compliance", "DSC-01"});
    v.field("constraints", &ValueStatement::constraints, {"约束信息", "constraints", "DSC-01"});
    v.field("expected_value", &ValueStatement::expected_value,
            {"预期价值", "expected value", "DSC-01", confidential});
  }
};

/// A contributor (完成人): named with a role; `main` contributors sign the agreement (RGT-05).
struct Contributor {
  Ref<Person> person;
  std::string role;
  bool main = false;

  template <class V>
  static void describe(V& v) {
    v.field("person", &Contributor::person, {"人员", "person"});
    v.field("role", &Contributor::role, {"贡献角色", "role"});
    v.field("main", &Contributor::main, {"主要完成人", "main contributor", "RGT-05"});
  }
};

/// What an application states; elements 1 and 2 (type, name) are the achievement's own.
struct ApplicationContent {
  std::vector<Deliverable> primary;
  std::vector<std::string> secondary;
  RightsStatement rights;
  TechnicalStatement technical;
  ValueStatement value;
  std::vector<Contributor> contributors;
  std::optional<Ref<RightsAgreement>> agreement;  ///< may be a draft
  std::vector<Element> withheld;

  template <class V>
  static void describe(V& v) {
    v.field("primary", &ApplicationContent::primary,
            {"主交付物", "primary deliverables", "DSC-01", json_example,
             R"([{"key":"D1","kind":"master_data","title":"（主数据名称）"},)"
             R"({"key":"D2","kind":"metadata","title":"（元数据名称，如数据字典）"}])"});
    v.field("secondary", &ApplicationContent::secondary,
            {"副交付物", "secondary deliverables", "DSC-01", no_marks, "数据质量检测报告"});
    v.field("rights", &ApplicationContent::rights, {"权属信息", "rights information", "DSC-01"});
    v.field("technical", &ApplicationContent::technical,
            {"技术与数据属性", "technical and data attributes", "DSC-01"});
    v.field("value", &ApplicationContent::value,
            {"价值评估及附件信息", "value assessment and attachments", "DSC-01"});
    v.field("contributors", &ApplicationContent::contributors,
            {"完成人",
             "contributors",
             {},
             json_example,
             R"([{"person":"P-demo","role":"（贡献，如研究设计）","main":true}])"});
    v.field("agreement", &ApplicationContent::agreement,
            {"赋权协议", "rights agreement", "RGT-08"});
    v.field("withheld", &ApplicationContent::withheld,
            {"不予公示的要素", "elements withheld", "DSC-04"});
  }
};

/// Where an application stands in the review loop.
enum class ApplicationState { filed = 1, sent_back = 2, approved = 3, rejected = 4, withdrawn = 5 };

template <>
struct EnumTable<ApplicationState> {
  using E = ApplicationState;
  static constexpr std::array table = {
      EnumEntry<E>{E::filed, "filed", {"已申报", "filed"}},
      EnumEntry<E>{E::sent_back, "sent_back", {"退回修改", "sent back for revision"}},
      EnumEntry<E>{E::approved, "approved", {"论证通过", "approved"}},
      EnumEntry<E>{E::rejected, "rejected", {"未通过", "rejected"}},
      EnumEntry<E>{E::withdrawn, "withdrawn", {"已撤回", "withdrawn"}},
  };
};

/// An application for disclosure (申报表), with its revisions (DSC-01).
struct Application {
  static constexpr Kind kind = Kind::application;
  Id<Application> id;
  std::string number;
  Id<Achievement> achievement;
  ApplicationState state = ApplicationState::filed;
  std::int64_t revision = 1;
  Date filed_on;
  Id<Person> applicant;
  ApplicationContent content;
  std::optional<Id<Resolution>> resolution;  ///< the last one that decided
  std::optional<std::string> reasons;        ///< of the last resolution or of the withdrawal

  template <class V>
  static void describe(V& v) {
    v.field("id", &Application::id, {"标识", "id"});
    v.field("number", &Application::number, {"编号", "number"});
    v.field("achievement", &Application::achievement, {"成果", "achievement"});
    v.field("state", &Application::state, {"状态", "state"});
    v.field("revision", &Application::revision, {"稿次", "revision"});
    v.field("filed_on", &Application::filed_on, {"申报日", "filed on"});
    v.field("applicant", &Application::applicant, {"申报人", "applicant"});
    v.field("content", &Application::content, {"申报内容", "content"});
    v.field("resolution", &Application::resolution, {"决议", "resolution"});
    v.field("reasons", &Application::reasons, {"理由", "reasons"});
  }
};

}  // namespace kezhuan
