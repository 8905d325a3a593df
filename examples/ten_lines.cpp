// A registry in ten lines: found it, record acts, ask what comes next.
#include <cstdio>

#include "kezhuan/registry/registry.hpp"

using namespace kezhuan;

int main() {
  FoundRegistry founding{"示例登记库", {}};
  founding.institution.number = "I-001";
  founding.institution.name = "示例医院";
  auto registry = Registry::create("ten_lines.kz", founding, national_policy(), "示例经办人");
  for (const auto* act : {
           R"({"act": "person.register", "happened": "2026-03-02",
               "data": {"number": "P-01", "name": "示例甲"}})",
           R"({"act": "source.register", "happened": "2026-03-02",
               "data": {"number": "S-01", "name": "示例队列", "holder": "I-001",
                        "level": "primary", "origin": "research", "attributes": ["health"]}})",
           R"({"act": "achievement.register", "happened": "2026-03-02",
               "data": {"number": "KZ-01", "name": "示例标注数据集", "form": "dataset",
                        "level": "derived", "lead": "P-01", "sources": ["S-01"]}})"}) {
    registry.record(read_submission(act));  // throws Refused, with every finding and its remedy
  }
  std::puts(to_text(registry.read().next("KZ-01"), Language::zh).c_str());
}
