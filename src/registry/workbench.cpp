#include "core/resources.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "registry/impl.hpp"

namespace kezhuan {

namespace {

/// The latest effective policy not after `day`; of two with one date, the one adopted later.
const AdoptedPolicy& adopted_on(const Settings& settings, const Date& day) {
  const AdoptedPolicy* chosen = &settings.policies.front();
  for (const auto& policy : settings.policies) {
    const bool applies = policy.effective_from <= day;
    if (applies &&
        (chosen->effective_from > day || policy.effective_from >= chosen->effective_from)) {
      chosen = &policy;
    }
  }
  return *chosen;
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
  const auto& settings = state.settings();
  const auto& adopted = adopted_on(settings, day);
  const bool in_scope = state.get(settings.institution).is_in_scope();
  const std::pair key(adopted.hash, in_scope);
  const auto known = parsed_.find(key);
  if (known != parsed_.end()) return known->second;
  const auto document = store.find_document(adopted.hash);
  if (!document || sha256(document->body) != adopted.hash) {
    throw Error(ErrorCode::integrity,
                {"采用的政策 " + adopted.id + " " + adopted.version + " 的文本缺失或被改动。",
                 "the text of adopted policy " + adopted.id + " " + adopted.version +
                     " is missing or altered."},
                {"请从备份恢复。", "Restore a backup."});
  }
  auto policy = Policy::from_canonical_json(document->body).for_institution(in_scope);
  return parsed_.emplace(key, std::move(policy)).first->second;
}

}  // namespace kezhuan
