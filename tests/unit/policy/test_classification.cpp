#include "catch.hpp"
#include "kezhuan/policy/classification.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using kezhuan::test::World;

namespace {

const std::string day = "2026-03-02";

void add_source(World& w, const std::string& number, const std::string& level,
                const std::string& origin, const std::string& attributes = "[]") {
  w.must("source.register", day,
         R"({"number": ")" + number + R"(", "name": "示例", "holder": "I-own", "level": ")" +
             level + R"(", "origin": ")" + origin + R"(", "attributes": )" + attributes + "}");
}

/// Registers KZ-1.
void add_achievement(World& w, const std::string& form, const std::string& level,
                     const std::string& sources, const std::string& derived_from = "[]",
                     const std::string& number = "KZ-1") {
  w.must("achievement.register", day,
         R"({"number": ")" + number + R"(", "name": "示例", "form": ")" + form +
             R"(", "level": ")" + level + R"(", "lead": "P-1", "sources": )" + sources +
             R"(, "derived_from": )" + derived_from + "}");
}

void process(World& w, const std::string& step) {
  w.must("processing.record", day,
         R"({"achievement": "KZ-1", "step": {"technique": "示例", )" + step + "}}");
}

const std::string research =
    R"("processing": "research", "changed": ["structure"], "knowledge": "影像分型")";
const std::string basic = R"("processing": "basic", "measures":
    [{"measure": "anonymised", "by": "third_party", "irreversible": true}])";

void add_certificate(World& w, const std::string& kind, const std::string& more = "") {
  w.must("certificate.record", day,
         R"({"number": "C-9", "achievement": "KZ-1", "certificate": ")" + kind +
             R"(", "certificate_no": "示例", "issued": "2026-03-01")" + more + "}");
}

ClassificationRecord outcome(const World& w, const Date& on = Date(2026, 4, 1)) {
  return classify(load_case_file(w.state, w.get<Achievement>("KZ-1").id), on);
}

bool says(const ClassificationRecord& record, const std::string& rule, const std::string& part) {
  for (const auto& fact : record.facts) {
    if (fact.rule == rule && fact.zh.find(part) != std::string::npos && !fact.en.empty())
      return true;
  }
  return false;
}

/// A derived dataset KZ-1 from S-1 with the steps given.
struct Derived : World {
  explicit Derived(const std::vector<std::string>& steps) {
    add_achievement(*this, "dataset", "derived", R"(["S-1"])");
    for (const auto& step : steps) process(*this, step);
  }
};

/// A primary dataset KZ-1 from sources S-2, S-3 … of these origins.
struct Primary : World {
  explicit Primary(const std::vector<std::string>& origins, const std::string& attributes = "[]") {
    std::string list;
    for (std::size_t i = 0; i < origins.size(); ++i) {
      const auto number = "S-" + std::to_string(i + 2);
      add_source(*this, number, "primary", origins[i], attributes);
      list += (i == 0 ? "\"" : ", \"") + number + "\"";
    }
    add_achievement(*this, "dataset", "primary", "[" + list + "]");
  }
};

}  // namespace

TEST_CASE("CLS-01: derived data by research processing is scientific data, with what it did") {
  const auto record = outcome(Derived({basic, research}));
  CHECK(record.outcome == Classification::scientific_data);
  CHECK(says(record, "CLS-01", "结构"));
  CHECK(says(record, "CLS-01", "影像分型"));
}

TEST_CASE("CLS-01: research processing that does not state change or knowledge is reviewed") {
  const auto neither = outcome(Derived({R"("processing": "research")"}));
  CHECK(neither.outcome == Classification::needs_review);
  CHECK(says(neither, "CLS-01", "改变了什么（内容、形式、结构）、新增的知识"));

  const auto no_change = outcome(Derived({R"("processing": "research", "knowledge": "分型")"}));
  CHECK(no_change.outcome == Classification::needs_review);
  CHECK(says(no_change, "CLS-01", "改变了什么"));
  CHECK_FALSE(says(no_change, "CLS-01", "新增的知识"));

  const auto no_knowledge = outcome(Derived({R"("processing": "research", "changed": ["form"])"}));
  CHECK(no_knowledge.outcome == Classification::needs_review);
  CHECK(says(no_knowledge, "CLS-01", "新增的知识"));
  CHECK_FALSE(says(no_knowledge, "CLS-01", "改变了什么"));
}

TEST_CASE("CLS-01: change and knowledge of two different steps do not add up to one") {
  const auto record = outcome(Derived({R"("processing": "research", "knowledge": "分型")",
                                       R"("processing": "research", "changed": ["form"])"}));
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-01", "加工步骤 1"));
  CHECK(says(record, "CLS-01", "加工步骤 2"));
}

TEST_CASE("CLS-02: basic processing only leaves public data") {
  const auto record = outcome(Derived({basic}));
  CHECK(record.outcome == Classification::public_data);
  CHECK(says(record, "CLS-02", "基本加工"));
}

TEST_CASE("CLS-02: derived data without any processing on record is reviewed") {
  const auto record = outcome(Derived({}));
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-02", "没有任何加工记录"));
}

TEST_CASE("CLS-03: primary data of basic services is public data") {
  for (const auto* origin : {"basic_diagnosis_treatment", "basic_public_health"}) {
    const auto record = outcome(Primary({origin}));
    CHECK(record.outcome == Classification::public_data);
    CHECK(says(record, "CLS-03", "S-2"));
    CHECK_FALSE(says(record, "CLS-03", "个人信息"));
  }
}

TEST_CASE("CLS-03: data in which people can be recognised is personal information first") {
  Primary w({"basic_diagnosis_treatment"}, R"(["personal_information"])");
  const auto record = outcome(w);
  CHECK(record.outcome == Classification::public_data);
  REQUIRE_FALSE(record.facts.empty());
  CHECK(record.facts.front().zh.find("先按个人信息对待") != std::string::npos);

  process(w, basic);
  CHECK_FALSE(says(outcome(w), "CLS-03", "个人信息"));
}

TEST_CASE("CLS-03: primary data of other services is reviewed") {
  const auto record = outcome(Primary({"other_service"}));
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-03", "S-2"));
}

TEST_CASE("CLS-03: beside another service, basic service decides") {
  const auto record = outcome(Primary({"other_service", "basic_public_health"}));
  CHECK(record.outcome == Classification::public_data);
  CHECK(says(record, "CLS-03", "多个来源从严"));
}

TEST_CASE("CLS-04: comes before CLS-03, so research data mixed with public data is reviewed") {
  const auto record = outcome(Primary({"basic_public_health", "research"}));
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-04", "表1"));
  CHECK(says(record, "CLS-03", "公共数据☆"));
}

TEST_CASE("CLS-04: primary data of research is reviewed, both places cited") {
  const auto record = outcome(Primary({"research"}));
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-04", "§2.1.1"));
  CHECK(says(record, "CLS-04", "表1"));
}

TEST_CASE("CLS-04: comes before CLS-02, so basic processing does not make it public") {
  Primary w({"research"});
  process(w, basic);
  CHECK(outcome(w).outcome == Classification::needs_review);
}

TEST_CASE("CLS-04: research processing of primary data is pointed out") {
  Primary w({"research"});
  process(w, research);
  const auto record = outcome(w);
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-01", "另行登记为二级数据"));
}

TEST_CASE("CLS-04: what a resolution found stands when classified again") {
  Primary w({"research"});
  w.must("achievement.classify", day, R"({"achievement": "KZ-1"})");
  w.must("resolution.record", "2026-03-04",
         R"({"number": "JY-1", "body": "academic_committee", "members": 3,
             "present": ["P-2", "P-3", "P-4"], "matters": [{"matter": "classification_review",
             "achievement": "KZ-1", "outcome": "approved", "in_favour": 3, "against": 0,
             "abstained": 0, "finds": "scientific_data", "reasons": "研发场景形成"}]})");
  const auto later = outcome(w);
  CHECK(later.outcome == Classification::scientific_data);
  CHECK(says(later, "CLS-04", "JY-1"));
  CHECK(outcome(w, Date(2026, 3, 3)).outcome == Classification::needs_review);
}

TEST_CASE("CLS-05: a property-right registration makes it public, research or not") {
  for (const auto* kind : {"data_property_right", "data_product", "data_asset"}) {
    Derived w({research});
    add_certificate(w, kind);
    const auto record = outcome(w);
    CHECK(record.outcome == Classification::public_data);
    CHECK(says(record, "CLS-05", "C-9"));
  }
}

TEST_CASE("CLS-05: expiry does not take the mark away, cancellation does") {
  Derived w({research});
  add_certificate(w, "data_product", R"(, "expires": "2026-03-20")");
  CHECK(outcome(w).outcome == Classification::public_data);
  w.must("certificate.cancel", "2026-03-25", R"({"certificate": "C-9", "reason": "登记有误"})");
  CHECK(outcome(w, Date(2026, 3, 24)).outcome == Classification::public_data);
  CHECK(outcome(w, Date(2026, 3, 25)).outcome == Classification::scientific_data);
}

TEST_CASE("CLS-05: a data IP registration is another certificate and marks nothing public") {
  Derived w({research});
  add_certificate(w, "data_ip_registration", R"(, "covers": ["D1"])");
  CHECK(outcome(w).outcome == Classification::scientific_data);
}

TEST_CASE("CLS-05: comes before CLS-04") {
  Primary w({"research"});
  add_certificate(w, "data_asset");
  CHECK(outcome(w).outcome == Classification::public_data);
}

TEST_CASE("CLS-06: data made from public sources is not barred, and the record says so") {
  World w;
  add_source(w, "S-2", "primary", "basic_diagnosis_treatment");
  add_achievement(w, "dataset", "derived", R"(["S-1", "S-2"])");
  process(w, research);
  const auto record = outcome(w);
  CHECK(record.outcome == Classification::scientific_data);
  CHECK(says(record, "CLS-06", "S-2"));
  CHECK_FALSE(says(record, "CLS-06", "S-1"));
}

TEST_CASE("CLS-10: a tool that goes with derived data is a companion tool") {
  SECTION("by a derived source") {
    World w;
    add_source(w, "S-2", "derived", "research");
    add_achievement(w, "tool", "derived", R"(["S-2"])");
    const auto record = outcome(w);
    CHECK(record.outcome == Classification::companion_tool);
    CHECK(says(record, "CLS-10", "S-2"));
  }
  SECTION("by its own research processing") {
    World w;
    add_achievement(w, "tool", "derived", R"(["S-1"])");
    process(w, research);
    CHECK(outcome(w).outcome == Classification::companion_tool);
  }
  SECTION("by the achievement it derives from") {
    World w;
    w.prepare_achievement("KZ-0");
    add_achievement(w, "tool", "derived", R"(["S-1"])", R"(["KZ-0"])");
    const auto record = outcome(w);
    CHECK(record.outcome == Classification::companion_tool);
    CHECK(says(record, "CLS-10", "KZ-0"));
  }
}

TEST_CASE("CLS-10: a tool that names no derived data is reviewed") {
  World w;
  add_achievement(w, "tool", "derived", R"(["S-1"])");
  const auto record = outcome(w);
  CHECK(record.outcome == Classification::needs_review);
  CHECK(says(record, "CLS-10", "未写明"));
}

TEST_CASE("CLS-10: an unclassified or public achievement does not carry a tool") {
  World w;
  add_achievement(w, "dataset", "primary", R"(["S-1"])", "[]", "KZ-0");
  add_achievement(w, "tool", "derived", R"(["S-1"])", R"(["KZ-0"])");
  CHECK(outcome(w).outcome == Classification::needs_review);
  CHECK(says(outcome(w), "CLS-10", "KZ-0 尚未归类"));
  w.must("achievement.classify", day, R"({"achievement": "KZ-0"})");
  CHECK(outcome(w).outcome == Classification::needs_review);
  CHECK(says(outcome(w), "CLS-10", "待认定"));
}

TEST_CASE("CLS-05: a tool registered as a data product is public data too") {
  World w;
  add_source(w, "S-2", "derived", "research");
  add_achievement(w, "tool", "derived", R"(["S-2"])");
  add_certificate(w, "data_product");
  CHECK(outcome(w).outcome == Classification::public_data);
}

TEST_CASE("CLS-01: classifying records the outcome; every classification stays on record") {
  Derived w({});
  w.must("achievement.classify", day, R"({"achievement": "KZ-1"})");
  process(w, research);
  w.must("achievement.classify", day, R"({"achievement": "KZ-1"})");
  const auto& achievement = w.get<Achievement>("KZ-1");
  REQUIRE(achievement.classifications.size() == 2);
  CHECK(achievement.classifications[0].outcome == Classification::needs_review);
  CHECK(achievement.classification()->outcome == Classification::scientific_data);
  CHECK_FALSE(achievement.classification()->facts.empty());
}
