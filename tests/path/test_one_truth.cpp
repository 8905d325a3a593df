#include <algorithm>
#include <array>

#include "catch.hpp"
#include "path/complete_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Facts that may be absent, in any combination, from a case that is filed and signed.
constexpr std::array<void (*)(World&), 8> absences = {
    [](World& w) {
      w.state.change(w.get<Achievement>("KZ-1").id,
                     [](Achievement& a) { a.classifications.clear(); });
    },
    [](World& w) {
      w.state.change(w.get<Achievement>("KZ-1").id, [](Achievement& a) {
        a.classifications.push_back({Classification::public_data, {}});
      });
    },
    [](World& w) {
      w.state.change(w.get<Achievement>("KZ-1").id, [](Achievement& a) { a.evidence.clear(); });
    },
    [](World& w) {
      w.state.change(w.get<Certificate>("C-KZ-1").id, [](Certificate& c) { c.covers.clear(); });
    },
    [](World& w) {
      w.state.change(*w.get<Achievement>("KZ-1").application,
                     [](Application& a) { a.content.primary.pop_back(); });
    },
    [](World& w) {
      w.state.change(*w.get<Achievement>("KZ-1").application,
                     [](Application& a) { a.content.value.scientific.reset(); });
    },
    [](World& w) {
      w.state.change(w.get<DataSource>("S-1").id, [](DataSource& s) {
        s.attributes.push_back(DataAttribute::personal_information);
      });
      w.state.change(w.get<Achievement>("KZ-1").id,
                     [](Achievement& a) { a.processing.front().measures.clear(); });
    },
    [](World& w) {
      w.state.change(w.get<RightsAgreement>("FQ-KZ-1").id,
                     [](RightsAgreement& a) { a.signatures.pop_back(); });
    },
};

struct Attempt {
  const char* type;
  const char* data;
};

constexpr std::array attempts = {
    Attempt{"resolution.record",
            R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
               [{"matter": "application", "achievement": "KZ-1", "outcome": "approved",
                 "in_favour": 2, "against": 0, "abstained": 0}]})"},
    Attempt{"agreement.enter_force", R"({"agreement": "FQ-KZ-1"})"},
};

bool is_required(const Policy& policy, const std::string& rule) {
  return std::any_of(policy.links().begin(), policy.links().end(), [&](const LinkEntry& link) {
    return std::find(link.required.begin(), link.required.end(), rule) != link.required.end();
  });
}

void world_with(World& world, const MemoryState& base, unsigned absent) {
  world.state = base;
  for (std::size_t i = 0; i < absences.size(); ++i) {
    if ((absent >> i & 1U) != 0) absences[i](world);
  }
}

}  // namespace

TEST_CASE("A rule that refuses an act and is required by a link names the same as missing") {
  World world;
  world.prepare_achievement();
  world.file_application();
  world.draft_agreement();
  sign_agreement(world);
  const auto base = world.state;
  std::size_t refusals = 0;
  for (unsigned absent = 0; absent < 1U << absences.size(); ++absent) {
    world_with(world, base, absent);
    for (const auto& attempt : attempts) {
      for (const auto& finding : world.check(attempt.type, "2026-11-20", attempt.data).findings) {
        if (finding.severity != Severity::refuse || !is_required(world.policy, finding.rule)) {
          continue;
        }
        ++refusals;
        INFO(absent << " " << attempt.type << " " << finding.rule << " " << finding.what.en);
        CHECK(Decision{world.missing(finding.rule, "KZ-1")}.is_refused());
      }
    }
  }
  CHECK(refusals > 0);
}

TEST_CASE("An act offered for now is not refused, and one that waits is refused by what it names") {
  World world;
  world.prepare_achievement();
  world.file_application();
  world.draft_agreement();
  sign_agreement(world);
  const auto base = world.state;
  for (unsigned absent = 0; absent < 1U << absences.size(); ++absent) {
    world_with(world, base, absent);
    const auto report = next_of(world);
    for (const auto& attempt : attempts) {
      const auto offered =
          std::find_if(report.actions.begin(), report.actions.end(),
                       [&](const NextAction& action) { return action.act == attempt.type; });
      if (offered == report.actions.end()) continue;
      const auto decision = world.check(attempt.type, "2026-11-20", attempt.data);
      INFO(absent << " " << attempt.type << "\n" << to_text(decision, Language::en));
      CHECK(decision.is_refused() == !offered->waits_for.empty());
      for (const auto& rule : offered->waits_for) CHECK(decision.has(rule));
    }
  }
}
