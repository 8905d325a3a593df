#include <algorithm>

#include "catch.hpp"
#include "path/complete_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Codes = std::vector<std::string>;

/// Takes one fact away from the complete case.
struct Cell {
  const char* lacks;
  void (*take_away)(World& world);
  Codes unmet;        ///< exactly these rules
  const char* first;  ///< the act suggested first; "" is the referral, "-" none at all
  LinkState disclosure;
  LinkState rights;
};

Achievement achievement(const World& w) { return w.get<Achievement>("KZ-1"); }

template <class F>
void edit_achievement(World& w, F&& edit) {
  w.state.change(achievement(w).id, edit);
}
template <class F>
void edit_application(World& w, F&& edit) {
  w.state.change(*achievement(w).application, edit);
}
template <class F>
void edit_agreement(World& w, F&& edit) {
  w.state.change(w.get<RightsAgreement>("FQ-KZ-1").id, edit);
}
template <class F>
void edit_notice(World& w, F&& edit) {
  w.state.change(w.get<Notice>("GS-1").id, edit);
}

void add_attribute(World& w, DataAttribute attribute) {
  w.state.change(w.get<DataSource>("S-1").id,
                 [&](DataSource& source) { source.attributes.push_back(attribute); });
}

void take_evidence(World& w, EvidenceKind kind) {
  edit_achievement(w, [&](Achievement& a) {
    std::erase_if(a.evidence,
                  [&](const Id<Evidence>& id) { return w.state.get(id).evidence == kind; });
  });
}

void classify_as(World& w, Classification outcome) {
  edit_achievement(w, [&](Achievement& a) { a.classifications.push_back({outcome, {}}); });
}

void set_application(World& w, ApplicationState state) {
  edit_application(w, [&](Application& a) {
    a.state = state;
    a.reasons = "示例理由";
  });
}

void back_to_draft(World& w) {
  edit_agreement(w, [](RightsAgreement& a) {
    a.state = AgreementState::draft;
    a.effective_from.reset();
  });
  edit_achievement(w, [](Achievement& a) { a.agreement_in_force.reset(); });
}

constexpr auto done = LinkState::done;
constexpr auto open = LinkState::open;
constexpr auto blocked = LinkState::blocked;
constexpr auto not_started = LinkState::not_started;

const std::vector<Cell>& cells() {
  static const std::vector<Cell> table = {
      {"nothing", [](World&) {}, {}, "case.open", done, done},

      // ---- CLS
      {"a classification",
       [](World& w) { edit_achievement(w, [](Achievement& a) { a.classifications.clear(); }); },
       {"CLS-06"},
       "achievement.classify",
       open,
       done},
      {"an end of the review (primary data of research)",
       [](World& w) {
         edit_achievement(w, [](Achievement& a) { a.level = DataLevel::primary; });
         classify_as(w, Classification::needs_review);
       },
       {"CLS-06"},
       "resolution.record",
       open,
       done},
      {"a new classification after the facts changed",
       [](World& w) { classify_as(w, Classification::needs_review); },
       {"CLS-06"},
       "achievement.classify",
       open,
       done},
      {"research processing, so that it is public data",
       [](World& w) {
         edit_achievement(
             w, [](Achievement& a) { a.processing.front().processing = ProcessingKind::basic; });
         classify_as(w, Classification::public_data);
       },
       {"CLS-06"},
       "",
       blocked,
       blocked},
      {"freedom from a property-right registration",
       [](World& w) {
         w.state.change(w.get<Certificate>("C-KZ-1").id, [](Certificate& c) {
           c.certificate = CertificateKind::data_property_right;
         });
       },
       {"CLS-06", "DLV-02", "DLV-03"},
       "",
       blocked,
       blocked},
      {"anonymisation of personal information",
       [](World& w) {
         add_attribute(w, DataAttribute::personal_information);
         edit_achievement(w, [](Achievement& a) { a.processing.front().measures.clear(); });
       },
       {"CLS-07", "CLS-11"},
       "processing.record",
       open,
       done},
      {"proof of security treatment",
       [](World& w) { add_attribute(w, DataAttribute::security_relevant); },
       {"CLS-09", "CLS-11", "DLV-04"},
       "evidence.attach",
       open,
       done},

      // ---- DLV
      {"metadata",
       [](World& w) { edit_application(w, [](Application& a) { a.content.primary.pop_back(); }); },
       {"DLV-01"},
       "application.revise",
       open,
       done},
      {"a certificate covering D1",
       [](World& w) {
         w.state.change(w.get<Certificate>("C-KZ-1").id, [](Certificate& c) { c.covers.clear(); });
       },
       {"DLV-02"},
       "certificate.record",
       open,
       done},
      {"a certificate that is still valid",
       [](World& w) {
         w.state.change(w.get<Certificate>("C-KZ-1").id,
                        [](Certificate& c) { c.expires = Date(2026, 11, 1); });
       },
       {"DLV-02"},
       "certificate.record",
       open,
       done},
      {"the quality report",
       [](World& w) { take_evidence(w, EvidenceKind::data_quality_report); },
       {"DLV-04"},
       "evidence.attach",
       open,
       done},
      {"the ethics opinion of health data",
       [](World& w) { take_evidence(w, EvidenceKind::ethics_opinion); },
       {"DLV-04"},
       "evidence.attach",
       open,
       done},

      // ---- DSC
      {"an assessment of value",
       [](World& w) {
         edit_application(w, [](Application& a) { a.content.value.scientific.reset(); });
       },
       {"DSC-01"},
       "application.revise",
       open,
       done},
      {"secondary deliverables",
       [](World& w) { edit_application(w, [](Application& a) { a.content.secondary.clear(); }); },
       {"DSC-01"},
       "application.revise",
       open,
       done},
      {"a deliberation",
       [](World& w) { set_application(w, ApplicationState::filed); },
       {"DSC-02"},
       "resolution.record",
       open,
       done},
      {"a revision after it was sent back",
       [](World& w) { set_application(w, ApplicationState::sent_back); },
       {"DSC-02"},
       "application.revise",
       open,
       done},
      {"approval, being rejected",
       [](World& w) { set_application(w, ApplicationState::rejected); },
       {"DSC-02"},
       "application.file",
       open,
       done},
      {"an application, it being withdrawn",
       [](World& w) { set_application(w, ApplicationState::withdrawn); },
       {"DSC-02"},
       "application.file",
       open,
       done},
      {"an edition that lists it",
       [](World& w) {
         edit_achievement(w, [](Achievement& a) {
           a.first_edition.reset();
           a.last_edition.reset();
         });
       },
       {"DSC-03", "DSC-04"},
       "edition.freeze",
       open,
       done},
      {"a notice",
       [](World& w) {
         w.state.change(w.get<Edition>("QD-1").id, [](Edition& e) { e.notices.clear(); });
       },
       {"DSC-04"},
       "notice.open",
       open,
       done},
      {"the end of its notice",
       [](World& w) { edit_notice(w, [](Notice& n) { n.state = NoticeState::open; }); },
       {"DSC-04"},
       "notice.close",
       open,
       done},
      {"the answer to an objection",
       [](World& w) {
         edit_notice(w, [](Notice& n) {
           n.state = NoticeState::open;
           n.objections.push_back({1, Date(2026, 3, 10), {}, {}, {}, {}, {}});
         });
       },
       {"DSC-04"},
       "notice.answer",
       open,
       done},
      {"a new notice after a void one",
       [](World& w) { edit_notice(w, [](Notice& n) { n.state = NoticeState::voided; }); },
       {"DSC-04"},
       "notice.open",
       open,
       done},

      // ---- RGT
      {"an agreement",
       [](World& w) {
         edit_achievement(w, [](Achievement& a) {
           a.agreements.clear();
           a.agreement_in_force.reset();
         });
       },
       {"RGT-05"},
       "agreement.draft",
       done,
       not_started},
      {"signatures on the draft",
       [](World& w) {
         back_to_draft(w);
         edit_agreement(w, [](RightsAgreement& a) { a.signatures.clear(); });
       },
       {"RGT-05"},
       "agreement.sign",
       done,
       open},
      {"the main contributor's signature",
       [](World& w) {
         back_to_draft(w);
         edit_agreement(w, [](RightsAgreement& a) { a.signatures.pop_back(); });
       },
       {"RGT-05"},
       "agreement.sign",
       done,
       open},
      {"entry into force",
       [](World& w) { back_to_draft(w); },
       {"RGT-05"},
       "agreement.enter_force",
       done,
       open},
      {"the day on which it takes effect",
       [](World& w) {
         edit_agreement(w, [](RightsAgreement& a) { a.effective_from = Date(2026, 12, 1); });
       },
       {"RGT-05"},
       "-",
       done,
       open},
      {"another agreement after it ended",
       [](World& w) {
         w.must("agreement.end", "2026-11-20", R"({"agreement": "FQ-KZ-1", "reason": "示例"})");
       },
       {"RGT-05"},
       "agreement.draft",
       done,
       open},
      {"a whole ownership",
       [](World& w) {
         edit_agreement(
             w, [](RightsAgreement& a) { a.terms.institutions.front().share = Ratio(99, 100); });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open},
      {"half of the income for the people",
       [](World& w) {
         edit_agreement(w, [](RightsAgreement& a) { a.terms.reward_ratio = Ratio(1, 3); });
       },
       {"RGT-04"},
       "agreement.draft",
       done,
       open},
      {"weights in the reward",
       [](World& w) { edit_agreement(w, [](RightsAgreement& a) { a.terms.persons.clear(); }); },
       {"RGT-08"},
       "agreement.draft",
       done,
       open},
  };
  return table;
}

}  // namespace

TEST_CASE("Every missing requirement of links 1 and 2 is named, alone, with what mends it first") {
  World world;
  complete(world);
  const auto base = world.state;
  for (const auto& cell : cells()) {
    world.state = base;
    cell.take_away(world);
    const auto report = next_of(world);
    INFO("lacks " << cell.lacks << "\n" << to_text(report, Language::en));
    CHECK(unmet_of(report) == cell.unmet);
    CHECK((report.actions.empty() ? "-" : report.actions.front().act) == cell.first);
    CHECK(link_of(report, 1).state == cell.disclosure);
    CHECK(link_of(report, 2).state == cell.rights);
  }
}

TEST_CASE("Every rule links 1 and 2 require is missing in some case of the table") {
  World world;
  for (const auto& link : world.policy.links()) {
    if (link.step != "A") continue;
    for (const auto& rule : link.required) {
      INFO(rule);
      CHECK(std::any_of(cells().begin(), cells().end(), [&](const Cell& cell) {
        return std::find(cell.unmet.begin(), cell.unmet.end(), rule) != cell.unmet.end();
      }));
    }
  }
}

TEST_CASE("Whatever is missing comes with a remedy, someone to act, a source, and no act twice") {
  World world;
  complete(world);
  const auto base = world.state;
  for (const auto& cell : cells()) {
    world.state = base;
    cell.take_away(world);
    const auto report = next_of(world);
    INFO("lacks " << cell.lacks);
    for (const auto& link : report.links) {
      for (const auto& requirement : link.requirements) {
        for (const auto& finding : requirement.findings) {
          CHECK_FALSE(finding.what.zh.empty());
          CHECK_FALSE(finding.what.en.empty());
          CHECK_FALSE(finding.remedy.zh.empty());
          CHECK_FALSE(finding.who.empty());
          CHECK_FALSE(finding.citations.empty());
        }
      }
    }
    auto acts = acts_of(report);
    std::sort(acts.begin(), acts.end());
    CHECK(std::adjacent_find(acts.begin(), acts.end()) == acts.end());
    for (const auto& action : report.actions) {
      CHECK_FALSE(action.why.zh.empty());
      CHECK_FALSE(action.why.en.empty());
      CHECK_FALSE(action.who.empty());
      CHECK_FALSE(action.rules.empty());
      CHECK((action.act.empty() || find_act_type(action.act) != nullptr));
    }
  }
}
