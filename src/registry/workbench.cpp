#include "core/resources.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "policy/facts.hpp"
#include "registry/impl.hpp"

namespace kezhuan {

namespace {

/// Before any is effective, the first that was adopted.
const AdoptedPolicy& adopted_on(const Settings& settings, const Date& day) {
  const auto* found = find_policy_on(settings, day);
  return found != nullptr ? *found : settings.policies.front();
}

}  // namespace

Environment Environment::standard() {
  static const SystemClock clock;
  static SystemIdSource ids(clock);
  static const auto calendar = std::make_shared<const WorkingCalendar>(national_calendar());
  return {&clock, &ids, calendar};
}

std::optional<std::int64_t> KeptFiles::find_size(const Sha256& hash) const {
  std::error_code failed;
  const auto size = std::filesystem::file_size(store_.path_of(hash), failed);
  if (failed) return std::nullopt;
  return static_cast<std::int64_t>(size);
}

Workbench::Workbench(Store opened, const Environment& given)
    : store(std::move(opened)), environment(given), files(store.path()), kept(files) {}

const Policy& Workbench::policy_on(const State& state, const Date& day) {
  return parsed(state, adopted_on(state.settings(), day).hash);
}

const Policy& Workbench::policy_of(const State& state, const TransferCase& transfer) {
  return parsed(state, transfer.policy);
}

const Policy& Workbench::parsed(const State& state, const Sha256& hash) {
  const bool in_scope = state.get(state.settings().institution).is_in_scope();
  const std::pair key(hash, in_scope);
  const auto known = parsed_.find(key);
  if (known != parsed_.end()) return known->second;
  const auto document = store.find_document(hash);
  if (!document || sha256(document->body) != hash) {
    throw Error(
        ErrorCode::integrity,
        {"采用的政策（哈希 " + hash.to_text() + "）的文本缺失或被改动。",
         "the text of the adopted policy with hash " + hash.to_text() + " is missing or altered."},
        {"请从备份恢复。", "Restore a backup."});
  }
  auto policy = Policy::from_canonical_json(document->body).for_institution(in_scope);
  return parsed_.emplace(key, std::move(policy)).first->second;
}

}  // namespace kezhuan
