#include "report/compose.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "kezhuan/core/error.hpp"
#include "policy/decide.hpp"
#include "report/withhold.hpp"

namespace kezhuan {

namespace {

/// Composes editions in their internal rendering.
class Composer {
 public:
  Composer(const ListSources& sources, const Timestamp& printed_at)
      : sources_(sources), state_(sources.state), printed_at_(printed_at) {}

  /// Looks up at once what several editions need from the ledger.
  void prepare(const std::vector<const Edition*>& editions) {
    std::vector<EditionEntry> revised;
    for (const auto* edition : editions) {
      for (const auto& entry : edition->entries) {
        const auto* application = state_.find(entry.application);
        if (application == nullptr ||
            frozen_hash(state_, entry, application->content) != entry.content) {
          revised.push_back(entry);
        }
      }
    }
    if (!revised.empty()) frozen_ = sources_.find_frozen(revised);
  }

  DisclosureList compose(const Edition& edition) const {
    DisclosureList list;
    list.number = edition.number;
    list.sequence = edition.sequence;
    list.institution = state_.get(state_.settings().institution).name;
    list.frozen_on = edition.frozen_on;
    if (edition.previous) list.previous = state_.get(*edition.previous).number;
    list.next_due = edition.next_due;
    list.printed_at = printed_at_;
    list.policy = policy_on(edition.frozen_on);
    for (const auto& id : edition.notices) list.notices.push_back(notice(state_.get(id)));
    for (const auto& frozen : edition.entries) list.entries.push_back(entry(frozen, edition));
    for (const auto& gone : edition.removed) {
      list.removed.push_back({gone.number, gone.name, false, gone.reason_zh, gone.reason_en});
    }
    count_entries(list);
    return list;
  }

 private:
  std::optional<ListPolicy> policy_on(const Date& day) const {
    const AdoptedPolicy* in_force = nullptr;
    for (const auto& policy : state_.settings().policies) {
      if (policy.effective_from > day) continue;
      if (in_force == nullptr || in_force->effective_from <= policy.effective_from) {
        in_force = &policy;
      }
    }
    if (in_force == nullptr) return std::nullopt;
    return ListPolicy{in_force->id, in_force->version, in_force->hash};
  }

  static ListNotice notice(const Notice& notice) {
    ListNotice shown{notice.number, notice.audience, notice.first_day, notice.last_day,
                     notice.days,   notice.unit,     notice.state,     notice.closed_on};
    shown.objections = static_cast<std::int64_t>(notice.objections.size());
    shown.unanswered = std::count_if(notice.objections.begin(), notice.objections.end(),
                                     [](const Objection& o) { return !o.answer; });
    return shown;
  }

  const ApplicationContent& content_of(const EditionEntry& frozen) const {
    const auto found = frozen_.find(frozen.content);
    if (found != frozen_.end()) return found->second;
    return state_.get(frozen.application).content;
  }

  ListEntry entry(const EditionEntry& frozen, const Edition& edition) const {
    const auto& achievement = state_.get(frozen.achievement);
    const auto& content = content_of(frozen);
    ListEntry shown;
    shown.number = frozen.number;
    shown.name = frozen.name;
    shown.type = achievement.form;
    shown.classification = frozen_classification(achievement);
    shown.change = frozen.change;
    shown.primary = content.primary;
    shown.secondary = content.secondary;
    shown.rights = content.rights;
    shown.technical = content.technical;
    shown.value = content.value;
    for (const auto& one : content.contributors) shown.contributors.push_back(contributor(one));
    shown.certificates = certificates(achievement, edition.frozen_on);
    shown.agreement = agreement(achievement, content, edition.frozen_on);
    shown.application = state_.get(frozen.application).number;
    shown.revision = frozen.revision;
    shown.content = frozen.content;
    shown.withheld = find_withheld(shown, content.withheld);
    return shown;
  }

  /// Only an eligible achievement enters an edition, and which of the two outcomes it has follows
  /// from its form; so the last eligible one is what it was when frozen.
  static std::optional<Classification> frozen_classification(const Achievement& achievement) {
    std::optional<Classification> outcome;
    for (const auto& record : achievement.classifications) {
      if (is_eligible(record.outcome)) outcome = record.outcome;
    }
    return outcome;
  }

  ListContributor contributor(const Contributor& one) const {
    const auto& person = state_.get(one.person);
    return {person.number, sources_.reveal(person.name), one.role, one.main};
  }

  std::vector<ListCertificate> certificates(const Achievement& achievement, const Date& day) const {
    std::vector<ListCertificate> valid;
    for (const auto& id : achievement.certificates) {
      const auto& one = state_.get(id);
      if (!one.is_valid_on(day)) continue;
      valid.push_back({one.certificate, one.certificate_no, one.issued, one.expires, one.covers});
    }
    return valid;
  }

  std::optional<ListAgreement> agreement(const Achievement& achievement,
                                         const ApplicationContent& content, const Date& day) const {
    const RightsAgreement* in_force = nullptr;
    for (const auto& id : achievement.agreements) {
      const auto& one = state_.get(id);
      const bool holds = one.effective_from && *one.effective_from <= day &&
                         (!one.ended_on || day < *one.ended_on);
      if (holds) in_force = &one;
    }
    if (in_force != nullptr) {
      return ListAgreement{in_force->number, AgreementState::in_force, in_force->effective_from};
    }
    if (!content.agreement) return std::nullopt;
    const auto& named = state_.get(*content.agreement);
    if (named.ended_on && *named.ended_on <= day) return std::nullopt;
    return ListAgreement{named.number, AgreementState::draft, std::nullopt};
  }

  const ListSources& sources_;
  const State& state_;
  Timestamp printed_at_;
  FrozenContents frozen_;
};

/// A name that the previous edition withheld stays withheld when it is removed.
void mark_removed_names(DisclosureList& list, const DisclosureList& before) {
  std::set<std::string> hidden;
  for (const auto& entry : before.entries) {
    if (entry.withholds(element_pointer(Element::name))) hidden.insert(entry.number);
  }
  for (auto& removed : list.removed) removed.name_withheld = hidden.contains(removed.number);
}

template <class E>
class Tally {
 public:
  void add(std::optional<E> value) { ++counts_[value ? to_code(*value) : "withheld"]; }

  std::vector<ListCount> take() const {
    std::vector<ListCount> all;
    for (const auto& entry : EnumTable<E>::table) {
      const auto found = counts_.find(entry.code);
      all.push_back({std::string(entry.code), found == counts_.end() ? 0 : found->second});
    }
    const auto found = counts_.find("withheld");
    if (found != counts_.end()) all.push_back({"withheld", found->second});
    return all;
  }

 private:
  std::map<std::string_view, std::int64_t> counts_;
};

}  // namespace

Sha256 frozen_hash(const State& state, const EditionEntry& entry,
                   const ApplicationContent& content) {
  Achievement achievement;
  achievement.form = state.get(entry.achievement).form;
  achievement.name = entry.name;
  Application application;
  application.content = content;
  return entry_hash(achievement, application);
}

void count_entries(DisclosureList& list) {
  Tally<EntryChange> changes;
  Tally<AchievementForm> types;
  Tally<DeliverableKind> deliverables;
  for (const auto& entry : list.entries) {
    changes.add(entry.change);
    types.add(entry.type);
    for (const auto& deliverable : entry.primary) deliverables.add(deliverable.kind);
  }
  list.by_change = changes.take();
  list.by_change.push_back({"removed", static_cast<std::int64_t>(list.removed.size())});
  list.by_type = types.take();
  list.by_deliverable = deliverables.take();
}

DisclosureList compose_list(const ListSources& sources, const Id<Edition>& edition,
                            const ReportOptions& options) {
  const auto& wanted = sources.state.get(edition);
  const auto* previous = sources.state.find(wanted.previous);
  Composer composer(sources, options.printed_at);
  composer.prepare(previous == nullptr ? std::vector{&wanted} : std::vector{&wanted, previous});
  auto list = composer.compose(wanted);
  if (previous != nullptr) {
    const auto before = composer.compose(*previous);
    mark_removed_names(list, before);
    list.difference = compare_editions(before, list, options.language);
  }
  return options.public_rendering ? public_rendering_of(std::move(list)) : list;
}

EditionDifference compose_difference(const ListSources& sources, const Id<Edition>& before,
                                     const Id<Edition>& after, const ReportOptions& options) {
  const auto& from = sources.state.get(before);
  const auto& to = sources.state.get(after);
  Composer composer(sources, options.printed_at);
  composer.prepare({&from, &to});
  auto difference =
      compare_editions(composer.compose(from), composer.compose(to), options.language);
  return options.public_rendering ? public_rendering_of(std::move(difference)) : difference;
}

}  // namespace kezhuan
