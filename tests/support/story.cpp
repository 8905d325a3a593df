#include "support/story.hpp"

#include "catch.hpp"

namespace kezhuan::test {

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

}  // namespace

std::string sample_content() {
  return R"({
    "primary": [{"key": "D1", "kind": "master_data", "title": "标注数据集"},
                {"key": "D2", "kind": "metadata", "title": "数据字典"}],
    "secondary": ["专有技术登记", "数据质量检测报告"],
    "rights": {"ownership": "单位所有", "use": "团队使用", "income": "按协议分配"},
    "technical": {"source": "示例队列", "type": "影像", "scale": "2000 例", "technique": "标注"},
    "value": {"scientific": "示例", "compliance": "已匿名化"},
    "contributors": [{"person": "P-1", "role": "设计", "main": true},
                     {"person": "P-2", "role": "标注", "main": false}]})";
}

void Story::must(std::string_view type, std::string_view on, std::string_view data) {
  const auto decision = record(type, on, data);
  INFO(type << " " << data << "\n" << to_text(decision, Language::zh));
  REQUIRE_FALSE(decision.is_refused());
}

void Story::settle() {
  const auto day = "2026-01-05";
  must("unit.register", day, R"({"number": "U-1", "institution": "I-own", "name": "影像科"})");
  for (const auto* person : {"P-1", "P-2", "P-3", "P-4"}) {
    must("person.register", day,
         R"({"number": ")" + std::string(person) + R"(", "name": "示例", "unit": "U-1"})");
  }
  must("source.register", day,
       R"({"number": "S-1", "name": "示例队列", "holder": "I-own", "level": "primary",
           "origin": "research", "attributes": ["health"], "contributors": ["P-1"]})");
}

void Story::prepare_achievement(const std::string& number) {
  const auto day = "2026-03-02";
  const auto with_number = [&](const char* data) { return replaced(data, "%", number); };
  must("achievement.register", day,
       with_number(R"({"number": "%", "name": "示例数据集 %", "form": "dataset", "level": "derived",
                       "lead": "P-1", "sources": ["S-1"]})"));
  must("processing.record", day,
       with_number(R"({"achievement": "%", "step": {"processing": "research", "technique": "标注",
         "changed": ["structure"], "knowledge": "影像分型", "measures":
         [{"measure": "anonymised", "by": "third_party", "irreversible": true}]}})"));
  must("certificate.record", day,
       with_number(R"({"number": "C-%", "achievement": "%", "certificate": "know_how",
         "certificate_no": "ZY-%", "covers": ["D1"], "issued": "2026-03-01",
         "measure": "《专有技术管理办法》"})"));
  for (const auto* kind : {"data_quality_report", "ethics_opinion", "data_security_assessment",
                           "anonymisation_proof", "privacy_plan"}) {
    const auto content = number + " " + kind;
    must("evidence.attach", day,
         with_number(R"({"achievement": "%", "title": "示例材料",
           "media_type": "application/pdf", "evidence": ")") +
             std::string(kind) + R"(", "size": )" + std::to_string(content.size()) +
             R"(, "sha256": ")" + keep(content).to_text() + R"("})");
  }
  must("achievement.classify", day, with_number(R"({"achievement": "%"})"));
}

void Story::file_application(const std::string& number) {
  must("application.file", "2026-03-03",
       R"({"number": "SB-of-)" + number + R"(", "achievement": ")" + number +
           R"(", "applicant": "P-1", "content": )" + sample_content() + "}");
}

void Story::approve(const std::string& number) {
  must("resolution.record", "2026-03-04",
       R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
          [{"matter": "application", "achievement": ")" +
           number + R"(", "outcome": "approved", "in_favour": 2, "against": 0, "abstained": 0}]})");
}

void Story::draft_agreement(const std::string& number) {
  must("agreement.draft", "2026-03-05",
       R"({"number": "FQ-)" + number + R"(", "achievement": ")" + number + R"(", "terms": {
          "institutions": [{"institution": "I-own", "share": "1"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true}})");
}

}  // namespace kezhuan::test
