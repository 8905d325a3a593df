#include "kezhuan/acts/state.hpp"

#include <algorithm>

namespace kezhuan {

void State::throw_absent(Kind kind, const Uuid& id) {
  const auto name = name_of(kind);
  throw Error(ErrorCode::not_found,
              {std::string(name.zh) + " " + id.to_text() + " 不在登记库中。",
               std::string(name.en) + " " + id.to_text() + " is not on record."},
              {"请核对编号或标识，或先登记它。", "Check the number or id, or register it first."},
              "REG-01");
}

std::optional<Uuid> MemoryState::find_number(Kind kind, std::string_view number) const {
  const auto found = numbers_.find(std::pair(kind, std::string(number)));
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

std::vector<Id<Application>> MemoryState::approved_applications() const {
  std::vector<const Application*> approved;
  for (const auto& [key, stored] : values_) {
    if (key.kind != Kind::application) continue;
    const auto* application = static_cast<const Application*>(stored.value.get());
    if (application->state == ApplicationState::approved) approved.push_back(application);
  }
  std::sort(approved.begin(), approved.end(), [&](const auto* a, const auto* b) {
    return get(a->achievement).number < get(b->achievement).number;
  });
  std::vector<Id<Application>> ids;
  for (const auto* application : approved) ids.push_back(application->id);
  return ids;
}

std::optional<Id<Institution>> MemoryState::find_institution(const CreditCode& code) const {
  for (const auto& [key, stored] : values_) {
    if (key.kind != Kind::institution) continue;
    const auto* institution = static_cast<const Institution*>(stored.value.get());
    if (institution->credit_code == code) return institution->id;
  }
  return std::nullopt;
}

const void* MemoryState::load(Kind kind, const Uuid& id) const {
  const auto found = values_.find({kind, id});
  return found == values_.end() ? nullptr : found->second.value.get();
}

void MemoryState::store(Kind kind, const Uuid& id, std::string number,
                        std::shared_ptr<const void> value) {
  numbers_[std::pair(kind, number)] = id;
  values_[{kind, id}] = {std::move(number), std::move(value)};
}

void Candidate::commit() {
  for (auto& [key, stored] : changes_) {
    base_.store(key.kind, key.id, std::move(stored.number), std::move(stored.value));
  }
  changes_.clear();
  places_.clear();
}

std::optional<Uuid> Candidate::find_number(Kind kind, std::string_view number) const {
  for (const auto& [key, stored] : changes_) {
    if (key.kind == kind && stored.number == number) return key.id;
  }
  return base_.find_number(kind, number);
}

std::optional<Id<Institution>> Candidate::find_institution(const CreditCode& code) const {
  for (const auto& [key, stored] : changes_) {
    if (key.kind != Kind::institution) continue;
    const auto* institution = static_cast<const Institution*>(stored.value.get());
    if (institution->credit_code == code) return institution->id;
  }
  const auto found = base_.find_institution(code);
  const bool still_has_it = found && get(*found).credit_code == code;
  return still_has_it ? found : std::nullopt;
}

const void* Candidate::load(Kind kind, const Uuid& id) const {
  const auto place = places_.find({kind, id});
  if (place == places_.end()) return base_.load(kind, id);
  return changes_[place->second].second.value.get();
}

void Candidate::store(Kind kind, const Uuid& id, std::string number,
                      std::shared_ptr<const void> value) {
  const AggregateKey key{kind, id};
  StoredValue stored{std::move(number), std::move(value)};
  const auto [place, is_new] = places_.emplace(key, changes_.size());
  if (is_new) {
    changes_.emplace_back(key, std::move(stored));
  } else {
    changes_[place->second].second = std::move(stored);
  }
}

}  // namespace kezhuan
