#pragma once

#include <string>
#include <string_view>

#include "kezhuan/report/disclosure_list.hpp"
#include "support/hospital.hpp"

namespace kezhuan::test {

inline std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// A hospital with two editions. QD-1 (2026-03-05) lists KZ-1 and KZ-2 and has the notice GS-1.
/// Then KZ-1 is revised, corrected in its name and approved again, KZ-2 is withdrawn, KZ-3 comes;
/// QD-2 (2026-04-10) follows.
class TwoEditions {
 public:
  TwoEditions() {
    name_people();
    for (const auto* number : {"KZ-1", "KZ-2"}) approve_new(number, sample_content());
    hospital.must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
    hospital.must("notice.open", "2026-03-06",
                  R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台",
                      "days": 5, "unit": "working_day"})");
  }

  /// KZ-1 as it is on the second edition: another income right, technique withheld by declaration,
  /// value withheld by the applicant.
  static std::string revised_content() {
    auto content = replaced(sample_content(), "按协议分配", "按协议分配，团队 70%");
    content = replaced(content, R"("compliance": "已匿名化")",
                       R"("compliance": "已通过伦理审查", "expected_value": "250000.00")");
    content.insert(content.rfind('}'), R"(, "withheld": ["value"])");
    return content;
  }

  void second_edition() {
    hospital.must("act.correct", "2026-03-23",
                  R"({"kind": "achievement", "target": "KZ-1", "reason": "笔误",
                      "changes": [{"field": "/name", "value": "胸部影像标注数据集"}]})");
    hospital.must("application.revise", "2026-04-01",
                  R"({"application": "SB-of-KZ-1", "content": )" + revised_content() + "}");
    approve("KZ-1", "2026-04-01");
    hospital.must("application.withdraw", "2026-04-02",
                  R"({"application": "SB-of-KZ-2", "reason": "重新整理"})");
    approve_new("KZ-3", sample_content());
    hospital.must("edition.freeze", "2026-04-10", R"({"number": "QD-2"})");
  }

  DisclosureList load(std::string_view edition, bool public_rendering) const {
    const auto snapshot = hospital.registry.read();
    return load_disclosure_list(snapshot, edition, options(public_rendering));
  }

  EditionDifference difference(bool public_rendering) const {
    const auto snapshot = hospital.registry.read();
    return load_edition_difference(snapshot, "QD-1", "QD-2", options(public_rendering));
  }

  static ReportOptions options(bool public_rendering) {
    return {Language::zh, public_rendering, Timestamp::parse("2026-04-10T01:00:00.000Z")};
  }

  void approve_new(const std::string& number, const std::string& content) {
    hospital.prepare_achievement(number);
    hospital.must("application.file", "2026-03-03",
                  R"({"number": "SB-of-)" + number + R"(", "achievement": ")" + number +
                      R"(", "applicant": "P-1", "content": )" + content + "}");
    approve(number, "2026-03-04");
  }

  Hospital hospital;

 private:
  void name_people() {
    name_person("P-1", "示例甲");
    name_person("P-2", "示例乙");
  }

  void name_person(const std::string& number, const std::string& name) {
    hospital.must("act.correct", "2026-01-06",
                  R"({"kind": "person", "reason": "补录", "target": ")" + number +
                      R"(", "changes": [{"field": "/name", "personal_value": ")" + name +
                      R"("}]})");
  }

  void approve(const std::string& number, std::string_view on) {
    hospital.must("resolution.record", on,
                  R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"],
                      "matters": [{"matter": "application", "achievement": ")" +
                      number +
                      R"(", "outcome": "approved", "in_favour": 2, "against": 0,
                          "abstained": 0}]})");
  }
};

}  // namespace kezhuan::test
