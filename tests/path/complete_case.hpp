#pragma once

#include "kezhuan/path/next.hpp"
#include "path/requirements.hpp"
#include "support/world.hpp"

namespace kezhuan::test {

/// Signed by the institution and by P-1, the main contributor.
inline void sign_agreement(World& world) {
  world.must("agreement.sign", "2026-03-05", R"({"agreement": "FQ-KZ-1", "institution": "I-own"})");
  world.must("agreement.sign", "2026-03-05", R"({"agreement": "FQ-KZ-1", "person": "P-1"})");
}

inline void enter_force(World& world) {
  world.must("agreement.enter_force", "2026-03-05", R"({"agreement": "FQ-KZ-1"})");
}

inline void freeze(World& world) {
  world.must("edition.freeze", "2026-03-06", R"({"number": "QD-1"})");
}

/// First day Monday 2026-03-09, five working days: last day Monday 2026-03-16.
inline void open_notice(World& world) {
  world.must("notice.open", "2026-03-09",
             R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台",
                 "days": 5, "unit": "working_day"})");
}

inline void close_notice(World& world) {
  world.must("notice.close", "2026-03-17", R"({"notice": "GS-1"})");
}

inline void enter_asset(World& world) {
  world.must("asset.enter", "2026-03-18", R"({"achievement": "KZ-1", "account": "无形资产",
             "listed_separately": true})");
}

/// KZ-1 with links 1 and 2 done and its asset entry made.
inline void complete(World& world) {
  world.prepare_achievement();
  world.file_application();
  world.approve();
  freeze(world);
  open_notice(world);
  close_notice(world);
  world.draft_agreement();
  sign_agreement(world);
  enter_force(world);
  enter_asset(world);
}

inline NextReport next_of(const World& world, const char* number = "KZ-1") {
  return next_steps({world.policy, world.calendar, world.files, world.today, consensus_books()},
                    world.state, world.get<Achievement>(number).id);
}

inline const LinkStatus& link_of(const NextReport& report, std::int64_t number) {
  for (const auto& link : report.links) {
    if (link.number == number) return link;
  }
  throw std::logic_error("no such link");
}

/// Rules of all links that are not met, in the policy's order.
inline Codes unmet_of(const NextReport& report) { return unmet_of(report.links); }

inline std::vector<std::string> acts_of(const NextReport& report) {
  std::vector<std::string> acts;
  for (const auto& action : report.actions) acts.push_back(action.act);
  return acts;
}

}  // namespace kezhuan::test
