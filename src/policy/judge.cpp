#include "kezhuan/policy/judge.hpp"

#include <algorithm>
#include <array>

#include "policy/decide.hpp"
#include "policy/legacy.hpp"
#include "policy/rules.hpp"

namespace kezhuan {

namespace {

/// Asked before the outcome is worked out: without them there is nothing sensible to work out.
constexpr std::array<std::string_view, 4> preconditions = {"REG-02", "REG-03", "REG-04", "REG-06"};

/// Asked before as well as after: amounts in two currencies cannot even be added up.
constexpr std::array<std::string_view, 2> rules_of_amounts = {"CTR-04", "INC-06"};

bool is_precondition(std::string_view rule) {
  return rule == "REG-01" ||
         std::find(preconditions.begin(), preconditions.end(), rule) != preconditions.end();
}

void add_new(std::vector<Finding>& findings, std::vector<Finding> more) {
  for (auto& finding : more) {
    if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
      findings.push_back(std::move(finding));
    }
  }
}

/// The acts that put something of this kind on record.
std::vector<std::string> acts_creating(Kind kind) {
  std::vector<std::string> acts;
  for (const auto& type : act_types()) {
    if (type.creates == kind) acts.emplace_back(type.name);
  }
  return acts;
}

/// What an error says has no stop of its own: as a finding it is a sentence.
Text sentence(Text text) {
  const auto ends = [](const std::string& words, std::initializer_list<std::string_view> stops) {
    return words.empty() || std::any_of(stops.begin(), stops.end(), [&](std::string_view stop) {
             return words.ends_with(stop);
           });
  };
  if (!ends(text.zh, {"。", "？", "！"})) text.zh += "。";
  if (!ends(text.en, {".", "?", "!"})) text.en += ".";
  return text;
}

/// Stopped before the other rules could be asked: says so in the last remedy, and that the act
/// itself is handed in again where no other mends it.
void stop(const AnyAct& act, Decision& decision) {
  for (auto& finding : decision.findings) {
    if (finding.mend_by.empty()) finding.mend_by.emplace_back(act.type().name);
  }
  const auto last =
      std::find_if(decision.findings.rbegin(), decision.findings.rend(),
                   [](const Finding& finding) { return finding.severity == Severity::refuse; });
  last->remedy = sentence(std::move(last->remedy));
  last->remedy.zh += "其余规则在此之后才判断。";
  last->remedy.en += " The other rules are asked after that.";
}

/// REG-01: turns numbers into ids and reports whatever is not on record. The number goes, so that
/// what is on record compares equal however it was written and wherever it was read from.
void resolve(const Surroundings& around, const State& state, AnyAct& act, Decision& decision) {
  act.visit_refs([&](Kind kind, AnyRef& ref, const Place& place) {
    if (!ref.is_resolved()) {
      if (const auto id = state.find_number(kind, ref.number)) ref = {*id, {}};
    }
    if (ref.is_resolved() && state.load(kind, ref.id) != nullptr) return;
    const auto name = name_of(kind);
    decision.findings.push_back(around.policy.make_finding(
        "REG-01", {},
        {std::string(name.zh) + "“" + ref.to_text() + "”不在登记库中。",
         std::string(name.en) + " \"" + ref.to_text() + "\" is not on record."},
        place.to_text()));
    decision.findings.back().mend_by = acts_creating(kind);
  });
}

/// The rule an error is reported under: its own if that refuses, else REG-02. What cannot be worked
/// out must never pass as a warning.
std::string refusing_rule(const Policy& policy, const std::string& rule) {
  const auto* entry = policy.find_rule(rule);
  const bool refuses = entry != nullptr && policy.severity_for(*entry) == Severity::refuse;
  return refuses ? rule : "REG-02";
}

/// Of a legacy act it is noted in `abouts` which achievement or case each finding is about.
void ask_guards(const Surroundings& around, const Candidate& candidate, const Envelope& envelope,
                const AnyAct& act, const std::vector<std::string_view>& unasked,
                Judgement& judgement, std::vector<AggregateKey>& abouts) {
  const auto note_about = [&](const AggregateKey& about) {
    if (envelope.legacy) abouts.resize(judgement.decision.findings.size(), about);
  };
  note_about({});
  const auto& guards = around.policy.guards_of(act.type().name);
  const auto subjects = subjects_of(act, judgement.outcome, candidate);
  Question question{around, candidate.base(),   candidate, envelope.happened,
                    &act,   &judgement.outcome, nullptr,   nullptr};
  std::vector<CaseFile> files;
  for (const auto& subject : subjects) files.push_back(load_case_file(candidate, subject));
  std::vector<TransferFile> transfers;
  for (const auto& transfer : cases_of(act, judgement.outcome, candidate)) {
    transfers.push_back(load_transfer_file(candidate, transfer));
  }
  for (const auto* rule : guards) {
    const bool is_left_out = std::find(unasked.begin(), unasked.end(), rule->id) != unasked.end();
    if (is_left_out || is_precondition(rule->id)) continue;
    if (files.empty() && transfers.empty()) {
      add_new(judgement.decision.findings, ask(rule->id, question));
      note_about({});
    }
    for (const auto& file : files) {
      question.file = &file;
      add_new(judgement.decision.findings, ask(rule->id, question));
      note_about({Kind::achievement, file.achievement->id.uuid()});
    }
    question.file = nullptr;
    for (const auto& transfer : transfers) {
      question.transfer = &transfer;
      add_new(judgement.decision.findings, ask(rule->id, question));
      note_about({Kind::transfer_case, transfer.transfer->id.uuid()});
    }
    question.transfer = nullptr;
  }
}

}  // namespace

Judgement judge(const Surroundings& around, Candidate& candidate, const Envelope& envelope,
                AnyAct& act, IdSource& ids, const std::vector<std::string_view>& unasked) {
  Judgement judgement;
  auto& decision = judgement.decision;
  resolve(around, candidate, act, decision);
  if (decision.is_refused()) {
    stop(act, decision);
    return judgement;
  }
  const Question before{around, candidate, candidate, envelope.happened,
                        &act,   nullptr,   nullptr,   nullptr};
  for (const auto rule : preconditions) add_new(decision.findings, ask(rule, before));
  if (envelope.legacy) add_new(decision.findings, ask("REG-08", before));
  for (const auto rule : rules_of_amounts) add_new(decision.findings, ask(rule, before));
  if (decision.is_refused()) {
    stop(act, decision);
    return judgement;
  }
  try {
    judgement.outcome = decide(around, candidate, envelope, act, ids);
    act.evolve(candidate, envelope, judgement.outcome);
    book(around, candidate, envelope, act, ids, judgement.outcome);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid) throw;
    for (const auto& problem : error.problems()) {
      decision.findings.push_back(around.policy.make_finding(
          refusing_rule(around.policy, problem.rule), {}, sentence(problem.what), problem.place,
          sentence(problem.remedy)));
    }
    stop(act, decision);
    return judgement;
  }
  std::vector<AggregateKey> abouts;
  ask_guards(around, candidate, envelope, act, unasked, judgement, abouts);
  if (envelope.legacy) let_stand_over(around, candidate, envelope, act, abouts, judgement);
  decision.sort();
  for (const auto& finding : decision.findings) {
    judgement.outcome.findings.push_back(
        {finding.rule, std::string(to_code(finding.severity)), finding.what.zh, finding.what.en});
  }
  return judgement;
}

}  // namespace kezhuan
