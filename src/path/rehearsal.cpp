#include "path/rehearsal.hpp"

#include <algorithm>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/policy/judge.hpp"
#include "path/case_question.hpp"

namespace kezhuan {

namespace {

/// What is on record, to be read only: a rehearsal is never committed.
class Untouched final : public State {
 public:
  explicit Untouched(const State& base) : base_(base) {}
  std::optional<Uuid> find_number(Kind kind, std::string_view number) const override {
    return base_.find_number(kind, number);
  }
  std::vector<Id<Application>> approved_applications() const override {
    return base_.approved_applications();
  }
  std::optional<Id<Institution>> find_institution(const CreditCode& code) const override {
    return base_.find_institution(code);
  }
  const void* load(Kind kind, const Uuid& id) const override { return base_.load(kind, id); }
  void store(Kind, const Uuid&, std::string, std::shared_ptr<const void>) override {
    throw Error(ErrorCode::invalid, {"演练不写入。", "A rehearsal writes nothing."}, {});
  }

 private:
  const State& base_;
};

bool is_of_record(std::string_view rule) {
  return rule.substr(0, 4) == "LNK-" || rule == "CLS-06" || rule == "PTH-03" || rule == "RGT-07";
}

using Rules = std::vector<std::string_view>;

bool lists(const Rules& rules, std::string_view rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

void keep_refusals(std::vector<Finding>& findings, const Rules& exempt) {
  std::erase_if(findings, [&](const Finding& f) {
    return f.severity != Severity::refuse || is_house_keeping(f.rule) || lists(exempt, f.rule);
  });
}

Finding refusal_of(const KnownRule& known) {
  Finding finding;
  finding.rule = known.rule;
  finding.severity = Severity::refuse;
  if (known.like != nullptr) {
    finding.what = known.like->what;
    finding.mend_by = known.like->mend_by;
  }
  return finding;
}

/// Puts the refusals of known rules where asking them would have.
void add_known(const Policy& policy, std::string_view act, const Rules& exempt,
               const std::vector<KnownRule>& known, std::vector<Finding>& findings) {
  auto place = findings.begin();
  for (const auto* rule : policy.guards_of(act)) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const KnownRule& one) {
      return one.rule == rule->id && one.refuses;
    });
    if (found != known.end() && !lists(exempt, rule->id) &&
        policy.severity_for(*rule) == Severity::refuse) {
      place = findings.insert(place, refusal_of(*found)) + 1;
    }
    while (place != findings.end() && place->rule == rule->id) ++place;
  }
}

}  // namespace

std::vector<Finding> rehearse(const Surroundings& around, const State& state,
                              const TransferFile& file, AnyAct act, const Rules& exempt,
                              const std::vector<KnownRule>& known) {
  auto unasked = exempt;
  for (const auto& one : known) unasked.push_back(one.rule);
  for (const auto* rule : around.policy.guards_of(act.type().name)) {
    const bool can_refuse = around.policy.severity_for(*rule) == Severity::refuse;
    if (!can_refuse) unasked.push_back(rule->id);
  }
  Untouched base(state);
  Candidate candidate(base);
  SequenceIdSource ids(1, Timestamp());
  Envelope envelope;
  envelope.id = ids.next();
  envelope.happened = around.today;
  auto findings = judge(around, candidate, envelope, act, ids, unasked).decision.findings;
  const bool is_judged = std::none_of(findings.begin(), findings.end(), [](const Finding& f) {
    return f.severity == Severity::refuse && is_house_keeping(f.rule);
  });
  if (!is_judged) {
    const auto question = case_question(around, state, file);
    for (const auto* rule : around.policy.guards_of(act.type().name)) {
      if (!is_of_record(rule->id) || lists(unasked, rule->id)) continue;
      for (auto& finding : ask(rule->id, question)) findings.push_back(std::move(finding));
    }
  }
  keep_refusals(findings, exempt);
  add_known(around.policy, act.type().name, exempt, known, findings);
  return findings;
}

std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const auto& finding : findings) {
    if (std::find(rules.begin(), rules.end(), finding.rule) == rules.end()) {
      rules.push_back(finding.rule);
    }
  }
  return rules;
}

}  // namespace kezhuan
