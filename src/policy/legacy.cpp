#include "policy/legacy.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "acts/stand_over.hpp"
#include "kezhuan/acts/acts.hpp"
#include "policy/decide.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

/// Public data; money and shares; the kind of contract and colliding rights, on which what comes
/// after is built; the state of a case; people's and the state's protection.
constexpr std::array<std::string_view, 22> never_lacking = {
    "CLS-06", "CLS-07", "CLS-08", "CLS-09", "CLS-11", "DLV-03", "RGT-01", "RGT-04",
    "PTH-03", "PTH-04", "PTH-05", "LNK-41", "LNK-51", "CTR-01", "CTR-03", "CTR-04",
    "INC-01", "INC-02", "INC-03", "INC-04", "INC-06", "INC-08"};

/// Acts that prepare what another is judged by: what they are warned of comes up again there.
constexpr std::array<std::string_view, 4> preparing_acts = {
    FileApplication::type, ReviseApplication::type, DraftAgreement::type, DraftDistribution::type};

/// A review decides between achievement and public data: never on papers that are not there.
bool reviews_classification(const AnyAct& act) {
  const auto* resolution = act.as<RecordResolution>();
  return resolution != nullptr &&
         std::any_of(resolution->matters.begin(), resolution->matters.end(), [](const Matter& one) {
           return one.matter == MatterKind::classification_review;
         });
}

/// True for what an old record may lack: a refusal, or a warning where nothing asks again.
bool may_stand_over(const Policy& policy, const AnyAct& act, const Finding& finding) {
  if (finding.is_firm || finding.severity == Severity::note) return false;
  const auto* rule = policy.find_rule(finding.rule);
  if (rule == nullptr || rule->legacy != LegacyTreatment::outstanding) return false;
  return finding.severity == Severity::refuse ||
         std::find(preparing_acts.begin(), preparing_acts.end(), act.type().name) ==
             preparing_acts.end();
}

/// What the act made; else the first thing it names.
AggregateKey subject_of(const AnyAct& act, const Outcome& outcome) {
  if (outcome.id && act.type().creates) return {*act.type().creates, *outcome.id};
  AggregateKey key;
  act.read_refs([&](Kind kind, const AnyRef& ref, const Place&) {
    if (key.id.is_nil()) key = {kind, ref.id};
  });
  return key;
}

/// One thing that is missing: of which rule, in which words, of what record.
struct Lack {
  std::string rule;
  Text what;
  std::string place;
  AggregateKey about;
};

/// What a rule finds of the record itself, whatever act is done.
std::vector<Finding> ask_record(const Question& q, std::string_view rule,
                                const AggregateKey& about) {
  Question record{q.around, q.after, q.after, q.on, nullptr, nullptr, nullptr, nullptr};
  if (about.kind == Kind::achievement) {
    const auto file = load_case_file(q.after, Id<Achievement>(about.id));
    record.file = &file;
    return ask(rule, record);
  }
  if (about.kind == Kind::transfer_case) {
    const auto file = load_transfer_file(q.after, Id<TransferCase>(about.id));
    record.transfer = &file;
    return ask(rule, record);
  }
  return {};
}

/// Where the items of one thing stand: one after another, whatever words say what is missing.
std::string series_of(std::string_view rule, const Uuid& about, std::string_view of) {
  return "kezhuan outstanding of " + std::string(of) + "\n" + std::string(rule) + "\n" +
         about.to_text();
}

/// What the record shows by itself, so that its rule can be asked again (REG-09).
std::string series_of_record(std::string_view rule, const Uuid& about) {
  return series_of(rule, about, "the record");
}

/// What shows only while the act is judged.
std::string series_of_acts(std::string_view rule, const Uuid& about) {
  return series_of(rule, about, "acts");
}

Id<Outstanding> id_in(const std::string& series, std::size_t k) {
  return Id<Outstanding>(uuid_of(sha256(series + "\n" + std::to_string(k))));
}

/// The item of the series that says this, in either language; else the id that is free.
Id<Outstanding> find_in(const State& state, const std::string& series, const Text& what) {
  for (std::size_t k = 0;; ++k) {
    const auto id = id_in(series, k);
    const auto* item = state.find(id);
    if (item == nullptr || item->zh == what.zh || item->en == what.en) return id;
  }
}

/// The item that stands for a lack of the record, whichever act met it first.
const Outstanding* find_item(const State& state, std::string_view rule, const Uuid& about,
                             const Text& what) {
  if (const auto* item = state.find(worded_id(rule, about, what.zh))) return item;
  for (const auto& series : {series_of_record(rule, about), series_of_acts(rule, about)}) {
    if (const auto* item = state.find(find_in(state, series, what))) return item;
  }
  return nullptr;
}

bool shows_by_itself(const State& state, const Outstanding& item) {
  const auto series = series_of_record(item.rule, item.about);
  for (std::size_t k = 0;; ++k) {
    const auto id = id_in(series, k);
    if (id == item.id) return true;
    if (state.find(id) == nullptr) return false;
  }
}

/// Gives lacks their ids. They are the same thing in every act that meets them, but for meetings
/// and notices, of which the same record may have several: what the record itself does not show is
/// missing of the one meeting, at its place, and of no other.
class LackIds {
 public:
  LackIds(const Question& q, const AnyAct& act, const Outcome& outcome) : q_(q) {
    const auto kind = act.type().creates;
    if (kind == Kind::resolution || kind == Kind::notice) made_ = outcome.id;
  }

  Id<Outstanding> of(const Lack& lack) {
    const bool is_shown = is_shown_by_record(lack);
    if (made_ && !is_shown) {
      return find_in(q_.after,
                     series_of(lack.rule, lack.about.id, made_->to_text()) + "\n" + lack.place,
                     lack.what);
    }
    if (const auto* known = find_item(q_.after, lack.rule, lack.about.id, lack.what)) {
      return known->id;
    }
    return find_in(q_.after,
                   is_shown ? series_of_record(lack.rule, lack.about.id)
                            : series_of_acts(lack.rule, lack.about.id),
                   lack.what);
  }

 private:
  bool is_shown_by_record(const Lack& lack) {
    const auto [known, is_new] = found_.try_emplace({lack.rule, lack.about.id});
    if (is_new) known->second = ask_record(q_, lack.rule, lack.about);
    return std::any_of(known->second.begin(), known->second.end(),
                       [&](const Finding& finding) { return finding.what == lack.what; });
  }

  Question q_;
  std::optional<Uuid> made_;
  std::map<std::pair<std::string, Uuid>, std::vector<Finding>> found_;
};

/// What LNK-01 and LNK-02 pass on is a lack of the achievement, the same for all its cases.
void trace_to_achievements(const Surroundings& around, const State& after, const Date& on,
                           std::vector<Lack>& lacks) {
  std::map<std::pair<Uuid, std::string>, std::vector<LinkLack>> known;  // by case and rule
  for (auto& lack : lacks) {
    const bool is_disclosure = lack.rule == "LNK-01";
    if ((!is_disclosure && lack.rule != "LNK-02") || lack.about.kind != Kind::transfer_case) {
      continue;
    }
    const auto [place, is_new] = known.try_emplace({lack.about.id, lack.rule});
    if (is_new) {
      const auto file = load_transfer_file(after, Id<TransferCase>(lack.about.id));
      const Question q{around, after, after, on, nullptr, nullptr, nullptr, &file};
      place->second = lacks_of_link(q, is_disclosure ? "disclosure" : "rights");
    }
    for (const auto& own : place->second) {
      if (own.said != lack.what) continue;
      lack = {own.finding.rule,
              own.finding.what,
              lack.place,
              {Kind::achievement, own.achievement.uuid()}};
      break;
    }
  }
}

OutstandingOutcome to_item(const Surroundings& around, const State& state, const Envelope& envelope,
                           const Lack& lack, const Id<Outstanding>& id) {
  OutstandingOutcome item;
  item.id = id.uuid();
  item.rule = lack.rule;
  item.zh = lack.what.zh;
  item.en = lack.what.en;
  if (!lack.place.empty()) item.place = lack.place;
  item.about_kind = lack.about.kind;
  item.about = lack.about.id;
  if (const auto* known = state.find(Id<Outstanding>(item.id))) {
    item.number = known->number;
    return item;
  }
  Outcome given;
  give_number(around, state, Kind::outstanding, envelope.happened.year(), given);
  item.number = given.number.value();
  item.serial = given.serial.value();
  item.serial_year = given.serial_year.value();
  return item;
}

// ---- REG-09

/// Whether what the rule finds now is this item's: the same words, or words no item has. What other
/// items of the rule stand for is theirs to settle.
bool concerns_item(const Question& q, const Outstanding& item, const Finding& finding) {
  const auto* stands_for = find_item(q.before, item.rule, item.about, finding.what);
  return stands_for == nullptr || stands_for->id == item.id;
}

bool has_statement(const SettleOutstanding& act) {
  return act.statement && act.statement->find_first_not_of(" \t\r\n") != std::string::npos;
}

bool has_kept_evidence(const Question& q, const SettleOutstanding& act) {
  return std::any_of(act.evidence.begin(), act.evidence.end(), [&](const Ref<Evidence>& ref) {
    return q.around.files.find_size(q.after.get(ref).sha256).has_value();
  });
}

Text missing_backing(const Outstanding& item, bool is_shown, bool is_stated, bool is_kept) {
  if (is_shown) {
    return {"没有在库的佐证材料，也没有说明如何了结。",
            "There is neither kept evidence nor a statement of how it was settled."};
  }
  Text lacking;
  if (!is_kept) append(lacking, {"在库的佐证材料", "kept evidence"});
  if (!is_stated) append(lacking, {"说明", "a statement"});
  return {
      item.rule + " 所缺的，登记库自身查不出是否已补，须说明与佐证齐备；还缺：" + lacking.zh + "。",
      "Whether what " + item.rule +
          " misses was mended the record cannot show by itself: it takes a statement and kept "
          "evidence; missing: " +
          lacking.en + "."};
}

Text backing_remedy() {
  return {
      "同时写明说明（statement：材料从何处找到，或为何补不了）和在库的佐证材料（evidence：找到的"
      "材料本身；找不到的，经办部门的情况说明或知悉此事的会议的纪要）。佐证材料先以 "
      "evidence.attach 存入。",
      "Give both a statement (where it was found, or why it cannot be had) and kept evidence "
      "(the paper itself; else a memo of the office, or minutes of the body that took note). "
      "evidence.attach keeps it first."};
}

/// How the rule itself is mended comes first, with its acts; then what is left when the paper can
/// no longer be had.
Text settling_remedy(const Finding& finding) {
  auto remedy = finding.remedy;
  Text acts;
  for (const auto& act : finding.mend_by) {
    if (remedy.en.find(act) == std::string::npos) append(acts, {act, act});
  }
  if (!acts.empty()) {
    remedy.zh += "可办理：" + acts.zh + "。";
    remedy.en += " Acts for it: " + acts.en + ".";
  }
  remedy.zh +=
      "确实补不了的，须同时写明说明（statement：为何补不了）和一份在库的佐证材料（evidence：经办部"
      "门"
      "的情况说明，或知悉此事的会议的纪要；先以 evidence.attach 存入）。";
  remedy.en +=
      " Where it cannot be had any more, give a statement and a kept evidence file of the memo (of "
      "the office, or minutes of the body that took note; evidence.attach keeps it first).";
  return remedy;
}

}  // namespace

bool is_never_lacking(std::string_view rule) {
  return rule.substr(0, 4) == "REG-" ||
         std::find(never_lacking.begin(), never_lacking.end(), rule) != never_lacking.end();
}

Id<Outstanding> worded_id(std::string_view rule, const Uuid& about, std::string_view zh) {
  return Id<Outstanding>(uuid_of(sha256("kezhuan outstanding\n" + std::string(rule) + "\n" +
                                        about.to_text() + "\n" + std::string(zh))));
}

void let_stand_over(const Surroundings& around, Candidate& candidate, const Envelope& envelope,
                    const AnyAct& act, const std::vector<AggregateKey>& abouts,
                    Judgement& judgement) {
  if (reviews_classification(act)) return;
  const auto subject = subject_of(act, judgement.outcome);
  std::vector<Lack> lacks;
  auto& findings = judgement.decision.findings;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto& finding = findings[i];
    if (!may_stand_over(around.policy, act, finding)) continue;
    finding.severity = Severity::warn;
    const bool is_known = i < abouts.size() && !abouts[i].id.is_nil();
    lacks.push_back({finding.rule, finding.what, finding.place, is_known ? abouts[i] : subject});
  }
  if (judgement.decision.is_refused()) return;
  trace_to_achievements(around, candidate, envelope.happened, lacks);
  LackIds ids({around, candidate, candidate, envelope.happened, nullptr, nullptr, nullptr, nullptr},
              act, judgement.outcome);
  auto& items = judgement.outcome.outstanding;
  for (const auto& lack : lacks) {
    auto item = to_item(around, candidate, envelope, lack, ids.of(lack));
    if (std::any_of(items.begin(), items.end(),
                    [&](const OutstandingOutcome& other) { return other.id == item.id; })) {
      continue;  // said of two places of the act
    }
    stand_over(candidate, envelope, act.type(), judgement.outcome, item);
    items.push_back(std::move(item));
  }
}

void reg_02_settlement(const Question& q, Findings& f) {
  const auto* act = q.act_as<SettleOutstanding>();
  if (act == nullptr) return;
  const auto& item = q.before.get(act->outstanding);
  if (item.is_open()) return;
  f.add({item.number + " 已于 " + item.settlement->settled_on.to_text() + " 了结。",
         item.number + " was settled on " + item.settlement->settled_on.to_text() + "."},
        "/outstanding", {"无须再办。", "Nothing is to be done."});
}

/// Asked of legacy acts only. Both days are given by people; neither can lie in the future
/// (REG-04), so that nothing done since the registry exists can be called old.
void reg_08(const Question& q, Findings& f) {
  const auto* settings = q.before.find(Id<Settings>());
  if (settings == nullptr || !settings->founded_on) {
    return f.add({"登记库尚未建立，没有旧记录可补录。",
                  "The registry is not founded yet; there is no old record to take in."},
                 "/legacy");
  }
  if (q.on < *settings->founded_on) return;
  const auto on = q.on.to_text();
  const auto founded = settings->founded_on->to_text();
  f.add({"发生日期 " + on + " 不早于建库日 " + founded + "，不是可以补录的旧记录。",
         "It happened on " + on + ", not before the registry was founded on " + founded +
             "; it is no old record."},
        "/legacy");
}

void reg_09(const Question& q, Findings& f) {
  const auto* act = q.act_as<SettleOutstanding>();
  if (act == nullptr) return;
  const bool is_stated = has_statement(*act);
  const bool is_kept = has_kept_evidence(q, *act);
  // What nobody can look up is settled in the open: why, and on which paper. That settles the item
  // alone; its rule goes on finding what it finds, and refuses new acts for it.
  if (is_stated && is_kept) return;
  const auto& item = q.before.get(act->outstanding);
  bool is_found = false;
  for (auto& finding : ask_record(q, item.rule, {item.about_kind, item.about})) {
    if (finding.severity == Severity::note || !concerns_item(q, item, finding)) continue;
    is_found = true;
    f.add({"所缺仍未补齐（" + item.rule + "）：" + finding.what.zh,
           "It is still missing (" + item.rule + "): " + finding.what.en},
          "/outstanding", settling_remedy(finding));
  }
  if (is_found) return;
  const bool is_shown = shows_by_itself(q.before, item);
  if (is_shown && (is_stated || is_kept)) return;
  f.add(missing_backing(item, is_shown, is_stated, is_kept), is_stated ? "/evidence" : "/statement",
        is_shown ? Text{"写明在库的佐证材料（先以 evidence.attach 存入）或说明。",
                        "Name kept evidence (evidence.attach keeps it first) or make a statement."}
                 : backing_remedy());
}

}  // namespace kezhuan
