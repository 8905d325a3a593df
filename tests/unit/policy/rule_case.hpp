#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/world.hpp"

/// An achievement put together piece by piece, so that a test can leave out what its rule asks for.
namespace kezhuan::test {

inline const std::string third_party =
    R"([{"measure": "anonymised", "by": "third_party", "irreversible": true}])";

struct Pieces {
  std::string attributes = "[]";  ///< of the one source, S-2
  std::string measures = "[]";    ///< of the one research step
  std::vector<std::string> evidence = {};
  std::string form = "dataset";
  std::string institution = "I-own";
  bool is_classified = true;
};

/// Achievement KZ-1 from source S-2 by research processing, on 2026-03-02. No certificate.
struct RuleCase : World {
  explicit RuleCase(const Pieces& pieces = {},
                    InstitutionNature nature = InstitutionNature::public_medical)
      : World(nature) {
    const std::string day = "2026-03-02";
    must("institution.register", day,
         R"({"number": "I-foreign", "name": "示例", "nature": "company",
             "foreign_controlled": true})");
    must("source.register", day,
         R"({"number": "S-2", "name": "示例", "holder": "I-own", "level": "primary",
             "origin": "research", "contributors": ["P-1"], "attributes": )" +
             pieces.attributes + "}");
    must("achievement.register", day,
         R"({"number": "KZ-1", "name": "示例数据集", "level": "derived", "lead": "P-1",
             "sources": ["S-2"], "form": ")" +
             pieces.form + R"(", "institution": ")" + pieces.institution + R"("})");
    must("processing.record", day,
         R"({"achievement": "KZ-1", "step": {"processing": "research", "technique": "标注",
             "changed": ["structure"], "knowledge": "分型", "measures": )" +
             pieces.measures + "}}");
    for (const auto& kind : pieces.evidence) attach(kind);
    if (pieces.is_classified) must("achievement.classify", day, R"({"achievement": "KZ-1"})");
  }

  void attach(const std::string& kind) {
    const auto hash = sha256(kind);
    files.add(hash, 10);
    must("evidence.attach", "2026-03-02",
         R"({"achievement": "KZ-1", "title": "示例材料", "size": 10, "evidence": ")" + kind +
             R"(", "media_type": "application/pdf", "sha256": ")" + hash.to_text() + R"("})");
  }

  /// Certificate C-1 covering D1, issued on 2026-03-01.
  void certify(const std::string& kind, const std::string& more = "",
               const std::string& number = "C-1", const std::string& covers = R"(["D1"])") {
    must("certificate.record", "2026-03-02", certificate(kind, more, number, covers));
  }
  static std::string certificate(const std::string& kind, const std::string& more = "",
                                 const std::string& number = "C-1",
                                 const std::string& covers = R"(["D1"])") {
    return R"({"number": ")" + number + R"(", "achievement": "KZ-1", "certificate": ")" + kind +
           R"(", "certificate_no": "示例", "issued": "2026-03-01", "covers": )" + covers + more +
           "}";
  }

  static std::string filing(const std::string& primary) {
    auto content = sample_content();
    const auto from = content.find('[');
    content.replace(from, content.find(']') + 1 - from, primary);
    return R"({"number": "SB-1", "achievement": "KZ-1", "applicant": "P-1", "content": )" +
           content + "}";
  }
  static std::string filing() {
    return filing(R"([{"key": "D1", "kind": "master_data", "title": "示例"},
                      {"key": "D2", "kind": "metadata", "title": "示例"}])");
  }
  void file() { must("application.file", "2026-03-03", filing()); }
  Decision check_filing() { return check("application.file", "2026-03-03", filing()); }
  Decision check_filing(const std::string& primary) {
    return check("application.file", "2026-03-03", filing(primary));
  }

  Decision check_resolution(const std::string& outcome, const std::string& on = "2026-03-04") {
    return check("resolution.record", on,
                 R"({"body": "academic_committee", "members": 3, "present": ["P-2", "P-3", "P-4"],
                     "matters": [{"matter": "application", "achievement": "KZ-1", "outcome": ")" +
                     outcome + R"(", "in_favour": 3, "against": 0, "abstained": 0,
                     "reasons": "示例"}]})");
  }
  Decision check_approval(const std::string& on = "2026-03-04") {
    return check_resolution("approved", on);
  }
};

/// What one rule says in a decision.
inline std::vector<Finding> of(const Decision& decision, std::string_view rule) {
  std::vector<Finding> found;
  for (const auto& finding : decision.findings) {
    if (finding.rule == rule) found.push_back(finding);
  }
  return found;
}

/// True when these are findings of one severity each of which speaks both languages.
inline bool all_are(const std::vector<Finding>& findings, Severity severity) {
  for (const auto& finding : findings) {
    if (finding.severity != severity || finding.what.zh.empty() || finding.what.en.empty()) {
      return false;
    }
  }
  return !findings.empty();
}

inline bool one_says(const std::vector<Finding>& findings, std::string_view part) {
  for (const auto& finding : findings) {
    if (finding.what.zh.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace kezhuan::test
