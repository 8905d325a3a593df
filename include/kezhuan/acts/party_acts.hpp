#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/party.hpp"

/// Acts about institutions, units and people.
namespace [[gnu::visibility("default")]] kezhuan {

/// Puts an institution on record. @rule CTR-06 the credit code's check digit
struct RegisterInstitution {
  using Creates = Institution;
  static constexpr std::string_view type = "institution.register";
  static constexpr int version = 1;
  static constexpr StaticText title{"登记机构", "register an institution"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string name;
  InstitutionNature nature = InstitutionNature::public_medical;
  std::optional<CreditCode> credit_code;
  std::optional<bool> foreign_controlled;

  template <class V>
  static void describe(V& v) {
    using A = RegisterInstitution;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by, "I-demo"});
    v.field("name", &A::name, {"名称", "name", {}, no_marks, "示例大学附属医院"});
    v.field("nature", &A::nature, {"性质", "nature", "SCP-01"});
    v.field("credit_code", &A::credit_code,
            {"统一社会信用代码", "unified social credit code", "CTR-06", no_marks,
             TextForm<CreditCode>::example});
    v.field("foreign_controlled", &A::foreign_controlled,
            {"境外组织或其实际控制", "foreign or foreign-controlled", "CLS-08"});
  }
};

struct RegisterUnit {
  using Creates = Unit;
  static constexpr std::string_view type = "unit.register";
  static constexpr int version = 1;
  static constexpr StaticText title{"登记部门", "register a unit"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<Institution> institution;
  std::string name;

  template <class V>
  static void describe(V& v) {
    using A = RegisterUnit;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by, "U-demo"});
    v.field("institution", &A::institution, {"所属机构", "institution", {}, no_marks, "I-demo"});
    v.field("name", &A::name, {"名称", "name", {}, no_marks, "影像科"});
  }
};

struct RegisterPerson {
  using Creates = Person;
  static constexpr std::string_view type = "person.register";
  static constexpr int version = 1;
  static constexpr StaticText title{"登记人员", "register a person"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Personal name;
  std::optional<Ref<Unit>> unit;

  template <class V>
  static void describe(V& v) {
    using A = RegisterPerson;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field(
        "number", &A::number,
        {"编号（可不写，如工号）", "number (optional, e.g. staff number)", {}, refer_by, "P-demo"});
    v.field("name", &A::name, {"姓名", "name", {}, no_marks, "示例甲"});
    v.field("unit", &A::unit, {"部门", "unit", {}, no_marks, "U-demo"});
  }
};

struct AssignPost {
  static constexpr std::string_view type = "post.assign";
  static constexpr int version = 1;
  static constexpr StaticText title{"任职", "assign a post"};
  Ref<Person> person;
  Ref<Institution> institution;
  PostKind post = PostKind::staff;
  Date from;

  template <class V>
  static void describe(V& v) {
    using A = AssignPost;
    v.field("person", &A::person, {"人员", "person", {}, no_marks, "P-demo"});
    v.field("institution", &A::institution, {"机构", "institution", {}, no_marks, "I-demo"});
    v.field("post", &A::post, {"职务", "post", "INC-04", no_marks, "staff"});
    v.field("from", &A::from, {"起始日", "from"});
  }
};

struct EndPost {
  static constexpr std::string_view type = "post.end";
  static constexpr int version = 1;
  static constexpr StaticText title{"离任", "end a post"};
  Ref<Person> person;
  Ref<Institution> institution;
  PostKind post = PostKind::staff;
  Date until;

  template <class V>
  static void describe(V& v) {
    using A = EndPost;
    v.field("person", &A::person, {"人员", "person", {}, no_marks, "P-demo"});
    v.field("institution", &A::institution, {"机构", "institution", {}, no_marks, "I-demo"});
    v.field("post", &A::post, {"职务", "post", "INC-04", no_marks, "staff"});
    v.field("until", &A::until, {"终止日（含）", "until (inclusive)"});
  }
};

}  // namespace kezhuan
