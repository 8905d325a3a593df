#include "policy/newer_text.hpp"

#include <algorithm>
#include <set>

#include "policy/rule_words.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

template <class T>
bool has_all(const std::vector<T>& all, const std::vector<T>& asked) {
  return std::all_of(asked.begin(), asked.end(), [&](const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  });
}

bool differs(const RuleEntry* adopted, const RuleEntry& shipped) {
  return adopted == nullptr || adopted->kind != shipped.kind ||
         adopted->severity < shipped.severity || !(adopted->says == shipped.says) ||
         !has_all(adopted->guards, shipped.guards);
}

bool differs(const ValueEntry* adopted, const ValueEntry& shipped) {
  return adopted == nullptr ||
         (!is_institutions_own(adopted->sources) && !(adopted->value == shipped.value));
}

/// What its links ask for, and not those of the other policy.
void add_asked_for(const Policy& adopted, const Policy& shipped, std::set<std::string>& found) {
  for (const auto& link : shipped.links()) {
    const auto& links = adopted.links();
    const auto same = std::find_if(links.begin(), links.end(),
                                   [&](const LinkEntry& other) { return other.code == link.code; });
    for (const auto& rule : link.required) {
      if (same == links.end() || !has_all(same->required, {rule})) found.insert(rule);
    }
  }
}

}  // namespace

std::vector<std::string> rules_that_differ(const Policy& adopted, const Policy& shipped) {
  std::set<std::string> found;
  for (const auto& rule : shipped.rules()) {
    if (differs(adopted.find_rule(rule.id), rule)) found.insert(rule.id);
  }
  for (const auto& value : shipped.values()) {
    if (differs(adopted.find_value(value.name), value)) found.insert(value.rule);
  }
  add_asked_for(adopted, shipped, found);
  std::vector<std::string> rules;
  for (const auto& rule : shipped.rules()) {
    if (found.contains(rule.id)) rules.push_back(rule.id);
  }
  return rules;
}

Text other_text_shipped(const Policy& adopted, const Policy& shipped) {
  const auto rules = rules_that_differ(adopted, shipped);
  if (rules.empty()) return {};
  const auto named = listing(rules);
  const auto name = shipped.id() + " " + shipped.version();
  const bool has_overlay = adopted.id() != shipped.id();
  return {"本程序自带的 " + name + " 与登记库采用的不同，规则：" + named.zh +
              "。登记库仍依所采用的；程序升级后要依新的，采用它（kezhuan policy adopt" +
              (has_overlay ? " --overlay 本机构的加严文件" : "") +
              "）。此后立项的依新规则；在办项目仍依原规则，要改的逐项改用（case.move_policy）。",
          "The " + name +
              " that comes with this program is not the text adopted here; rules: " + named.en +
              ". The registry goes by what it adopted. After an upgrade of the program adopt the "
              "new text where that is wanted (kezhuan policy adopt" +
              (has_overlay ? " --overlay the institution's file" : "") +
              "). Cases opened then go by it; those under way keep theirs, and are moved one by "
              "one (case.move_policy)."};
}

}  // namespace kezhuan
