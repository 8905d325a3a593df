#include <algorithm>
#include <utility>

#include "registry/impl.hpp"
#include "registry/suggest.hpp"

namespace kezhuan {

namespace {

/// 16 random bytes for a commitment: an id's random part alone would be too short.
Salt make_salt(IdSource& ids, const Uuid& act_id) {
  const auto digest = sha256(ids.next().to_text() + ids.next().to_text() + act_id.to_text());
  Salt salt;
  std::copy_n(digest.bytes().begin(), salt.size(), salt.begin());
  return salt;
}

/// Makes the two comparable as people wrote them: fills in what the vault still holds. What was
/// erased can no longer be compared, so it counts as the same.
void reveal_all(Store& store, AnyAct& recorded, AnyAct& given) {
  std::vector<Personal*> counterparts;
  given.visit_personal([&](Personal& personal) { counterparts.push_back(&personal); });
  std::size_t index = 0;
  recorded.visit_personal([&](Personal& personal) {
    auto* counterpart = index < counterparts.size() ? counterparts[index] : nullptr;
    ++index;
    if (!personal.commitment) return;
    const auto item = store.find_personal(*personal.commitment);
    if (item && item->erased_on.empty()) {
      personal.value = item->value;
    } else if (counterpart != nullptr) {
      *counterpart = personal;
    }
  });
}

bool is_in_scope(const AnyAct& act, const State& state) {
  if (const auto* founding = act.as<FoundRegistry>()) {
    Institution institution;
    institution.nature = founding->institution.nature;
    return institution.is_in_scope();
  }
  return state.get(state.settings().institution).is_in_scope();
}

/// What `ref` refers to; nullptr when it is not on record.
template <class T>
const T* find_target(const State& state, const AnyRef& ref) {
  const auto id =
      ref.is_resolved() ? std::optional(ref.id) : state.find_number(T::kind, ref.number);
  return id ? state.find(Id<T>(*id)) : nullptr;
}

/// The case the act is about by the first reference that leads to one; nullptr when there is none,
/// or the reference is not on record (which judging will say).
const TransferCase* find_case(const AnyAct& act, const State& state) {
  const TransferCase* found = nullptr;
  act.read_refs([&](Kind kind, const AnyRef& ref, const Place&) {
    if (found != nullptr) return;
    const auto behind = [&](const auto* thing) {
      if (thing != nullptr) found = state.find(thing->transfer_case);
    };
    switch (kind) {
      case Kind::transfer_case: found = find_target<TransferCase>(state, ref); return;
      case Kind::contract: return behind(find_target<Contract>(state, ref));
      case Kind::receipt: return behind(find_target<Receipt>(state, ref));
      case Kind::plan: return behind(find_target<DistributionPlan>(state, ref));
      case Kind::notice: return behind(find_target<Notice>(state, ref));
      case Kind::outstanding:
        if (const auto* item = find_target<Outstanding>(state, ref);
            item != nullptr && item->about_kind == Kind::transfer_case) {
          found = state.find(Id<TransferCase>(item->about));
        }
        return;
      default: return;
    }
  });
  return found;
}

/// The top fields of one that the other has not, or has otherwise.
void add_differing(const Node& one, const Node& other, std::vector<std::string>& places) {
  for (std::size_t i = 0; i < one.keys.size(); ++i) {
    const auto place = "/" + one.keys[i];
    const auto* there = other.find(one.keys[i]);
    const bool is_same = there != nullptr && to_json(*there) == to_json(one.items[i]);
    if (!is_same && std::find(places.begin(), places.end(), place) == places.end()) {
      places.push_back(place);
    }
  }
}

/// Where an act says otherwise than the entry that has its id; the id itself when it is another
/// act altogether.
std::vector<std::string> differing_fields(const Entry& entry, const AnyAct& act,
                                          const Date& happened) {
  if (entry.act.type().name != act.type().name) return {"/id"};
  std::vector<std::string> places;
  if (entry.envelope.happened != happened) places.emplace_back("/happened");
  const auto recorded = entry.act.write(PersonalForm::value);
  const auto said = act.write(PersonalForm::value);
  if (recorded == said) return places;
  const auto before = parse_json(recorded, stored_limits);
  const auto now = parse_json(said, stored_limits);
  add_differing(now, before, places);
  add_differing(before, now, places);
  return places;
}

/// What is wrong with the id; then, one each, where the content differs. Not what stood there: it
/// may be personal.
std::vector<Problem> conflict_problems(const Uuid& id, std::uint64_t seq, const std::string& type,
                                       const std::vector<std::string>& differing) {
  const auto entry = std::to_string(seq);
  std::vector<Problem> problems{
      {"REG-05",
       "/id",
       {"动作标识 " + id.to_text() + " 已用于第 " + entry + " 条记录（" + type + "），内容不同。",
        "act id " + id.to_text() + " stands for entry " + entry + " (" + type +
            ") with other content."},
       {"内容不同就是另一件事：换一个标识，或不写标识。",
        "Other content is another act: use another id, or none."}}};
  for (const auto& place : differing) {
    if (place == "/id") continue;
    problems.push_back({"REG-05",
                        place,
                        {"与第 " + entry + " 条不同。", "is not as in entry " + entry + "."},
                        {"核对此处。", "Check this."}});
  }
  return problems;
}

}  // namespace

/// That of the case (PTH-04); of what happened on `day` when no case is concerned.
Policy Recorder::policy_for(const AnyAct& act, const Date& day) {
  if (given_policy_ != nullptr) return given_policy_->for_institution(is_in_scope(act, state_));
  if (const auto* transfer = find_case(act, state_)) return bench_.policy_of(state_, *transfer);
  return bench_.policy_on(state_, day);
}

Envelope Recorder::envelope_of(const Submission& submission) const {
  const auto& actor = submission.actor ? *submission.actor : bench_.actor;
  const auto& role = submission.role ? submission.role : bench_.role;
  require_good_actor(actor, role);
  return {submission.id.value_or(Uuid()).is_nil() ? bench_.environment.ids->next() : *submission.id,
          submission.happened,
          bench_.environment.clock->now(),
          actor,
          role,
          submission.legacy};
}

std::optional<Recorded> Recorder::find_repeated(const Submission& submission) {
  if (!submission.id) return std::nullopt;
  const auto stored = state_.find_by_act(*submission.id);
  if (!stored) return std::nullopt;
  auto entry = read_entry(stored->entry);
  auto act = submission.act.clone();
  reveal_all(state_.file(), entry.act, act);
  act.visit_refs([&](Kind kind, AnyRef& ref, const Place&) {
    if (ref.is_resolved()) return;
    if (const auto id = state_.find_number(kind, ref.number)) ref.id = *id;
  });
  const auto differing = differing_fields(entry, act, submission.happened);
  if (!differing.empty()) {
    throw Error(ErrorCode::conflict,
                conflict_problems(*submission.id, stored->seq, stored->type, differing));
  }
  return Recorded{stored->seq, stored->act_id, stored->type, entry.outcome, {}, true};
}

Judgement Recorder::judge_act(Candidate& candidate, const Envelope& envelope, AnyAct& act,
                              const Policy& policy) {
  const auto around = bench_.around(policy, bench_.today());
  auto judgement = judge(around, candidate, envelope, act, *bench_.environment.ids);
  if (judgement.decision.has("REG-01")) {
    // what a batch did so far may be what was meant
    suggest_numbers(state_.file(), act, judgement.decision);
  }
  check_against_file(act, policy, judgement);
  return judgement;
}

/// REG-01 for what stands outside the tables: policy texts and acts of the ledger.
void Recorder::check_against_file(const AnyAct& act, const Policy& policy, Judgement& judgement) {
  const auto absent = [&](const std::string& zh, const std::string& en, std::string place) {
    judgement.decision.findings.push_back(
        policy.make_finding("REG-01", {}, {zh, en}, std::move(place)));
  };
  if (const auto* adoption = act.as<AdoptPolicy>()) {
    const auto document = bench_.store.find_document(adoption->hash);
    if (!document) {
      absent("登记库中没有哈希为 " + adoption->hash.to_text() + " 的政策文本。",
             "no policy text with hash " + adoption->hash.to_text() + " is in the registry.",
             "/hash");
    } else if (document->id != adoption->policy || document->version != adoption->policy_version) {
      absent("哈希所指的政策是 " + document->id + " " + document->version + "，不是所写的 " +
                 adoption->policy + " " + adoption->policy_version + "。",
             "the hash is that of policy " + document->id + " " + document->version + ", not of " +
                 adoption->policy + " " + adoption->policy_version + ".",
             "/policy");
    }
  }
  if (const auto* erasure = act.as<ErasePersonal>()) {
    for (std::size_t i = 0; i < erasure->acts.size(); ++i) {
      if (state_.find_by_act(erasure->acts[i])) continue;
      absent("没有标识为 " + erasure->acts[i].to_text() + " 的业务动作。",
             "no act has the id " + erasure->acts[i].to_text() + ".", "/acts/" + std::to_string(i));
    }
    if (!judgement.decision.is_refused()) judgement.outcome.erased = values_to_erase(*erasure);
    if (!judgement.decision.is_refused() && judgement.outcome.erased.empty()) {
      judgement.decision.findings.push_back(policy.make_finding(
          "REG-02", {},
          {"其中没有尚存的个人信息，无可删除。", "There is no personal value left to erase there."},
          erasure->person ? "/person" : "/acts",
          {"核对人员编号或动作标识（kezhuan log）；已删除的不必再删。",
           "Check the person or the act ids (kezhuan log); what is erased needs no second act."}));
    }
  }
}

/// The commitments whose values are still there. An act's are read from its ledger entry, which is
/// hashed, and not from the vault's own columns.
std::vector<Sha256> Recorder::values_to_erase(const ErasePersonal& erasure) {
  std::vector<Sha256> commitments;
  if (erasure.person) {
    const auto& person = state_.get(*erasure.person);
    if (person.name.commitment) commitments.push_back(*person.name.commitment);
    for (const auto& former : person.former_names) {
      if (former.commitment) commitments.push_back(*former.commitment);
    }
  }
  for (const auto& id : erasure.acts) {
    const auto stored = state_.find_by_act(id);
    if (!stored) continue;
    read_entry(stored->entry).act.visit_personal([&](Personal& personal) {
      if (personal.commitment) commitments.push_back(*personal.commitment);
    });
  }
  std::sort(commitments.begin(), commitments.end());
  commitments.erase(std::unique(commitments.begin(), commitments.end()), commitments.end());
  std::erase_if(commitments, [&store = state_.file()](const Sha256& commitment) {
    const auto item = store.find_personal(commitment);
    return !item || !item->erased_on.empty();
  });
  return commitments;
}

/// From here on the act holds commitments only; the values are in the vault.
void Recorder::seal_personal(AnyAct& act, const Uuid& act_id) {
  act.visit_personal([&](Personal& personal) {
    const auto salt = make_salt(*bench_.environment.ids, act_id);
    personal.commitment = state_.put_personal(std::exchange(personal.value, {}), salt, act_id);
  });
}

Recorded Recorder::record(const Submission& submission) {
  submission.act.require_readable();
  if (auto repeated = find_repeated(submission)) return *std::move(repeated);
  auto act = submission.act.clone();
  const auto policy = policy_for(act, submission.happened);
  const auto envelope = envelope_of(submission);
  Judgement judgement;
  {
    Candidate trial(state_);
    judgement = judge_act(trial, envelope, act, policy);
    if (judgement.decision.is_refused()) throw Refused(std::move(judgement.decision));
    bool has_personal = false;
    act.visit_personal([&](Personal&) { has_personal = true; });
    if (!has_personal) trial.commit();
    if (has_personal) {
      // what was judged held values; what is kept holds their commitments
      seal_personal(act, envelope.id);
      act.evolve(state_, envelope, judgement.outcome);
    }
  }
  for (const auto& commitment : judgement.outcome.erased) {
    state_.file().erase_personal(commitment, envelope.happened);
  }
  const auto seq = state_.next_seq();
  state_.append({seq,
                 envelope.id,
                 std::string(act.type().name),
                 envelope.happened.to_text(),
                 envelope.recorded.to_text(),
                 envelope.actor,
                 write_entry(seq, envelope, act, judgement.outcome, policy.hash(),
                             bench_.environment.calendar->hash()),
                 {}});
  state_.trim();
  return {seq,
          envelope.id,
          std::string(act.type().name),
          std::move(judgement.outcome),
          std::move(judgement.decision),
          false};
}

Decision Recorder::check(const Submission& submission) {
  submission.act.require_readable();
  if (find_repeated(submission)) return {};
  auto act = submission.act.clone();
  Candidate trial(state_);
  return judge_act(trial, envelope_of(submission), act, policy_for(act, submission.happened))
      .decision;
}

}  // namespace kezhuan
