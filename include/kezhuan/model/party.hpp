#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/credit_code.hpp"
#include "kezhuan/model/kinds.hpp"

/// Who takes part: institutions, their units, people and the posts they hold.
namespace [[gnu::visibility("default")]] kezhuan {

/// What an institution is. SCP-01: the rules are written for the public ones.
enum class InstitutionNature {
  public_medical = 1,
  public_health = 2,
  non_public_medical = 3,
  university = 4,
  company = 5,
  other = 9,
};

template <>
struct EnumTable<InstitutionNature> {
  using E = InstitutionNature;
  static constexpr std::array table = {
      EnumEntry<E>{
          E::public_medical, "public_medical", {"公立医疗机构", "public medical institution"}},
      EnumEntry<E>{
          E::public_health, "public_health", {"公共卫生机构", "public-health institution"}},
      EnumEntry<E>{E::non_public_medical,
                   "non_public_medical",
                   {"非公立医疗机构", "non-public medical institution"}},
      EnumEntry<E>{
          E::university, "university", {"高等学校、科研院所", "university or research institute"}},
      EnumEntry<E>{E::company, "company", {"企业", "company"}},
      EnumEntry<E>{E::other, "other", {"其他", "other"}},
  };
};

/// A legal person. `foreign_controlled` matters to human genetic information (CLS-08).
struct Institution {
  static constexpr Kind kind = Kind::institution;
  Id<Institution> id;
  std::string number;
  std::string name;
  InstitutionNature nature = InstitutionNature::public_medical;
  std::optional<CreditCode> credit_code;
  bool foreign_controlled = false;

  /// SCP-01: true when the consensus is written for it, false when it may use it for reference.
  bool is_in_scope() const {
    return nature == InstitutionNature::public_medical ||
           nature == InstitutionNature::public_health;
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &Institution::id, {"标识", "id"});
    v.field("number", &Institution::number, {"编号", "number"});
    v.field("name", &Institution::name, {"名称", "name", {}, amendable});
    v.field("nature", &Institution::nature, {"性质", "nature", "SCP-01"});
    v.field("credit_code", &Institution::credit_code,
            {"统一社会信用代码", "unified social credit code", "CTR-06", amendable});
    v.field("foreign_controlled", &Institution::foreign_controlled,
            {"境外组织或其实际控制", "foreign or foreign-controlled", "CLS-08"});
  }
};

/// A department or team of an institution.
struct Unit {
  static constexpr Kind kind = Kind::unit;
  Id<Unit> id;
  std::string number;
  Id<Institution> institution;
  std::string name;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Unit::id, {"标识", "id"});
    v.field("number", &Unit::number, {"编号", "number"});
    v.field("institution", &Unit::institution, {"所属机构", "institution"});
    v.field("name", &Unit::name, {"名称", "name", {}, amendable});
  }
};

/// Posts that rules ask about (INC-04: the principal head receives no equity).
enum class PostKind { principal_head = 1, deputy_head = 2, department_head = 3, staff = 4 };

template <>
struct EnumTable<PostKind> {
  using E = PostKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::principal_head, "principal_head", {"正职领导", "principal head"}},
      EnumEntry<E>{E::deputy_head, "deputy_head", {"副职领导", "deputy head"}},
      EnumEntry<E>{E::department_head, "department_head", {"部门负责人", "head of a department"}},
      EnumEntry<E>{E::staff, "staff", {"职工", "staff"}},
  };
};

/// A post held from a day, until a day (inclusive) once it has ended.
struct Post {
  PostKind post = PostKind::staff;
  Ref<Institution> institution;
  Date from;
  std::optional<Date> until;

  template <class V>
  static void describe(V& v) {
    v.field("post", &Post::post, {"职务", "post"});
    v.field("institution", &Post::institution, {"机构", "institution"});
    v.field("from", &Post::from, {"起始日", "from"});
    v.field("until", &Post::until, {"终止日（含）", "until (inclusive)"});
  }
};

struct Contract;

/// A natural person. The name is personal: kept in the vault, erasable.
struct Person {
  static constexpr Kind kind = Kind::person;
  Id<Person> id;
  std::string number;
  Personal name;
  std::optional<Id<Unit>> unit;
  std::vector<Post> posts;
  std::vector<Personal> former_names;  ///< corrected away; erased together with the name
  std::vector<Id<Contract>> equity;    ///< investments of which they were awarded shares

  template <class V>
  static void describe(V& v) {
    v.field("id", &Person::id, {"标识", "id"});
    v.field("number", &Person::number, {"编号", "number"});
    v.field("name", &Person::name, {"姓名", "name", {}, amendable});
    v.field("unit", &Person::unit, {"部门", "unit"});
    v.field("posts", &Person::posts, {"职务", "posts", "INC-04"});
    v.field("former_names", &Person::former_names, {"更正前的姓名", "former names"});
    v.field("equity", &Person::equity, {"获股权奖励的合同", "awarded shares under", "INC-04"});
  }
};

}  // namespace kezhuan
