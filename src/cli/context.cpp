#include "cli/context.hpp"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "kezhuan/core/error.hpp"
#include "kezhuan/policy/calendar_file.hpp"

namespace kezhuan::cli {

namespace {

/// KEZHUAN_NOW: "2026-03-02" (noon in Shanghai), or a time in UTC with or without milliseconds.
Timestamp parse_now(std::string text) {
  if (text.size() == 10) text += "T04:00:00Z";
  if (text.size() == 20 && text.back() == 'Z') text.replace(19, 1, ".000Z");
  try {
    return Timestamp::parse(text);
  } catch (const Error& error) {
    throw error.at("KEZHUAN_NOW");
  }
}

std::uint64_t parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (problem == std::errc{} && end == text.data() + text.size() && !text.empty()) return seed;
  throw Error(ErrorCode::invalid,
              {"种子应为非负整数。", "the seed must be a number, not negative."},
              {"例如 KEZHUAN_SEED=1。", "KEZHUAN_SEED=1, for one."}, {}, "KEZHUAN_SEED");
}

/// Ids that differ between the commands of one demo and are the same whenever it is run again:
/// they start where the ledger stands.
class SeededIds final : public IdSource {
 public:
  SeededIds(std::uint64_t seed, const Timestamp& start) : seed_(seed), start_(start) { move_to(0); }

  void move_to(std::uint64_t ledger_size) {
    ids_ = std::make_unique<SequenceIdSource>(seed_ * 1'000'003 + ledger_size, start_);
  }
  Uuid next() override { return ids_->next(); }

 private:
  std::uint64_t seed_;
  Timestamp start_;
  std::unique_ptr<SequenceIdSource> ids_;
};

}  // namespace

Context::Context() {
  const char* now = std::getenv("KEZHUAN_NOW");
  const char* seed = std::getenv("KEZHUAN_SEED");
  if (now != nullptr && *now != '\0') {
    clock_ = std::make_unique<FixedClock>(parse_now(now));
  } else {
    clock_ = std::make_unique<SystemClock>();
  }
  if (seed != nullptr && *seed != '\0') {
    seed_ = parse_seed(seed);
    ids_ = std::make_unique<SeededIds>(*seed_, clock_->now());
  } else {
    ids_ = std::make_unique<SystemIdSource>(*clock_);
  }
}

Date Context::today() const { return today_in_shanghai(clock_->now()); }

const std::shared_ptr<const WorkingCalendar>& Context::calendar() {
  if (!calendar_) calendar_ = std::make_shared<const WorkingCalendar>(national_calendar());
  return calendar_;
}

Environment Context::environment() { return {clock_.get(), ids_.get(), calendar()}; }

bool Context::has_registry() const {
  std::error_code ignored;
  return std::filesystem::exists(registry_file, ignored);
}

Registry Context::open(Access access) {
  auto registry = Registry::open(registry_file, access, environment());
  try {
    registry.act_as(actor, role.empty() ? std::nullopt : std::optional(role));
  } catch (const Error& error) {
    throw error.at("--as, --role");
  }
  if (seed_) static_cast<SeededIds&>(*ids_).move_to(registry.read().mark().size);
  return registry;
}

Policy policy_in_force(Context& context) {
  if (!context.has_registry()) return national_policy();
  auto registry = context.open(Access::read_only);
  const auto snapshot = registry.read();
  return snapshot.policy(snapshot.today());
}

std::string require_natural(const Context& context, const std::string& text) {
  return text.rfind('-', 0) == 0 ? context.in("不能是负数", "must not be negative") : std::string();
}

}  // namespace kezhuan::cli
