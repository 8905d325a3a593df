#include <algorithm>

#include "catch.hpp"
#include "path/complete_case.hpp"
#include "path/requirements.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Takes one fact away from the complete case.
struct Cell {
  const char* lacks;
  void (*take_away)(World& world);
  Codes unmet;        ///< exactly these rules
  const char* first;  ///< the act suggested first; "" is the referral, "-" none at all
  LinkState disclosure;
  LinkState rights;
  const char* says;  ///< words of what is said to be missing
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

template <class F>
void edit_terms(World& w, F&& edit) {
  edit_agreement(w, [&](RightsAgreement& a) { edit(a.terms); });
}
template <class F>
void edit_content(World& w, F&& edit) {
  edit_application(w, [&](Application& a) { edit(a.content); });
}
template <class F>
void edit_certificate(World& w, F&& edit) {
  w.state.change(w.get<Certificate>("C-KZ-1").id, edit);
}

void add_attribute(World& w, DataAttribute attribute) {
  w.state.change(w.get<DataSource>("S-1").id,
                 [&](DataSource& source) { source.attributes.push_back(attribute); });
}

/// Personal information, treated by these measures and no others.
void treat_personal(World& w, std::vector<MeasureTaken> measures) {
  add_attribute(w, DataAttribute::personal_information);
  edit_achievement(w, [&](Achievement& a) { a.processing.front().measures = measures; });
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

/// A later edition, frozen while it was not to be listed.
void drop_from_list(World& w) {
  set_application(w, ApplicationState::withdrawn);
  w.must("edition.freeze", "2026-10-09", R"({"number": "QD-2"})");
  set_application(w, ApplicationState::approved);
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
      {"nothing", [](World&) {}, {}, "case.open", done, done, ""},

      // ---- CLS
      {"a classification",
       [](World& w) { edit_achievement(w, [](Achievement& a) { a.classifications.clear(); }); },
       {"CLS-06"},
       "achievement.classify",
       open,
       done,
       "has not been classified"},
      {"an end of the review (primary data of research)",
       [](World& w) {
         edit_achievement(w, [](Achievement& a) { a.level = DataLevel::primary; });
         classify_as(w, Classification::needs_review);
       },
       {"CLS-06"},
       "resolution.record",
       open,
       done,
       "is still under review"},
      {"a new classification after the facts changed",
       [](World& w) { classify_as(w, Classification::needs_review); },
       {"CLS-06"},
       "achievement.classify",
       open,
       done,
       "is still under review"},
      {"research processing, so that it is public data",
       [](World& w) {
         edit_achievement(
             w, [](Achievement& a) { a.processing.front().processing = ProcessingKind::basic; });
         classify_as(w, Classification::public_data);
       },
       {"CLS-06"},
       "",
       blocked,
       blocked,
       "public data"},
      {"freedom from a property-right registration",
       [](World& w) {
         w.state.change(w.get<Certificate>("C-KZ-1").id, [](Certificate& c) {
           c.certificate = CertificateKind::data_property_right;
         });
       },
       {"CLS-06", "DLV-02", "DLV-03"},
       "",
       blocked,
       blocked,
       "marks public data and contradicts"},
      {"anonymisation of personal information",
       [](World& w) {
         add_attribute(w, DataAttribute::personal_information);
         edit_achievement(w, [](Achievement& a) { a.processing.front().measures.clear(); });
       },
       {"CLS-07", "CLS-11"},
       "processing.record",
       open,
       done,
       "no anonymisation is on record"},
      {"proof of security treatment",
       [](World& w) { add_attribute(w, DataAttribute::security_relevant); },
       {"CLS-09", "CLS-11", "DLV-04"},
       "evidence.attach",
       open,
       done,
       "missing: proof of security treatment"},
      {"anonymisation that cannot be reversed",
       [](World& w) {
         treat_personal(w, {{Measure::anonymised, DoneBy::third_party, false}});
       },
       {"CLS-07", "CLS-11"},
       "processing.record",
       open,
       done,
       "the anonymisation on record can be reversed"},
      {"anonymisation beside de-identification",
       [](World& w) {
         treat_personal(w, {{Measure::deidentified, DoneBy::third_party, true}});
       },
       {"CLS-07", "CLS-11"},
       "processing.record",
       open,
       done,
       "it was only de-identified"},
      {"anonymisation beside encryption",
       [](World& w) {
         treat_personal(w, {{Measure::encrypted, DoneBy::third_party, true}});
       },
       {"CLS-07", "CLS-11"},
       "processing.record",
       open,
       done,
       "it was only encrypted"},
      {"security treatment, the proof of it being there",
       [](World& w) {
         add_attribute(w, DataAttribute::security_relevant);
         edit_achievement(w, [](Achievement& a) { a.processing.front().measures.clear(); });
         const std::string paper = "示例证明";
         w.must("evidence.attach", "2026-03-02",
                R"({"achievement": "KZ-1", "title": "示例材料", "media_type": "application/pdf",
                    "evidence": "security_treatment_proof", "size": )" +
                    std::to_string(paper.size()) + R"(, "sha256": ")" + w.keep(paper).to_text() +
                    R"("})");
       },
       {"CLS-09", "CLS-11"},
       "processing.record",
       open,
       done,
       "missing: a step that de-identified or encrypted it."},

      // ---- DLV
      {"metadata",
       [](World& w) { edit_application(w, [](Application& a) { a.content.primary.pop_back(); }); },
       {"DLV-01"},
       "application.revise",
       open,
       done,
       "its primary deliverables lack: metadata"},
      {"a certificate covering D1",
       [](World& w) {
         w.state.change(w.get<Certificate>("C-KZ-1").id, [](Certificate& c) { c.covers.clear(); });
       },
       {"DLV-02"},
       "certificate.record",
       open,
       done,
       "is covered by no valid certificate."},
      {"a certificate that is still valid",
       [](World& w) {
         w.state.change(w.get<Certificate>("C-KZ-1").id,
                        [](Certificate& c) { c.expires = Date(2026, 11, 1); });
       },
       {"DLV-02"},
       "certificate.record",
       open,
       done,
       "expired after 2026-11-01"},
      {"the quality report",
       [](World& w) { take_evidence(w, EvidenceKind::data_quality_report); },
       {"DLV-04"},
       "evidence.attach",
       open,
       done,
       "Evidence missing: data quality"},
      {"the ethics opinion of health data",
       [](World& w) { take_evidence(w, EvidenceKind::ethics_opinion); },
       {"DLV-04"},
       "evidence.attach",
       open,
       done,
       "Evidence missing: ethics"},
      {"the data itself",
       [](World& w) {
         edit_content(w, [](ApplicationContent& c) { c.primary.erase(c.primary.begin()); });
       },
       {"DLV-01"},
       "application.revise",
       open,
       done,
       "its primary deliverables lack: master data. Metadata alone is no achievement"},
      {"the tool of what is a tool",
       [](World& w) {
         edit_achievement(w, [](Achievement& a) { a.form = AchievementForm::tool; });
       },
       {"DLV-01"},
       "achievement.classify",
       open,
       done,
       "its primary deliverables lack: companion tool"},
      {"a key of its own for each deliverable",
       [](World& w) {
         edit_content(w, [](ApplicationContent& c) { c.primary.back().key = "D1"; });
       },
       {"DLV-01"},
       "application.revise",
       open,
       done,
       "The key D1 stands twice"},
      {"a certificate that was not cancelled",
       [](World& w) {
         edit_certificate(w, [](Certificate& c) { c.cancelled_on = Date(2026, 10, 1); });
       },
       {"DLV-02"},
       "certificate.record",
       open,
       done,
       "was cancelled on 2026-10-01"},
      {"a certificate that is valid already",
       [](World& w) { edit_certificate(w, [](Certificate& c) { c.issued = Date(2026, 12, 1); }); },
       {"DLV-02"},
       "certificate.record",
       open,
       done,
       "is valid only from 2026-12-01"},
      {"a certificate of a kind that covers data",
       [](World& w) {
         edit_certificate(
             w, [](Certificate& c) { c.certificate = CertificateKind::software_copyright; });
       },
       {"DLV-02"},
       "certificate.record",
       open,
       done,
       "is not of a kind that covers it"},

      // ---- DSC
      {"an assessment of value",
       [](World& w) {
         edit_application(w, [](Application& a) { a.content.value.scientific.reset(); });
       },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       "assess at least one of"},
      {"secondary deliverables",
       [](World& w) { edit_application(w, [](Application& a) { a.content.secondary.clear(); }); },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       "Missing element: secondary deliverables"},
      {"a deliberation",
       [](World& w) { set_application(w, ApplicationState::filed); },
       {"DSC-02"},
       "resolution.record",
       open,
       done,
       "is filed and awaits deliberation"},
      {"a revision after it was sent back",
       [](World& w) { set_application(w, ApplicationState::sent_back); },
       {"DSC-02"},
       "application.revise",
       open,
       done,
       "was sent back, for these reasons: 示例理由"},
      {"approval, being rejected",
       [](World& w) { set_application(w, ApplicationState::rejected); },
       {"DSC-02"},
       "application.file",
       open,
       done,
       "was rejected, for these reasons: 示例理由"},
      {"an application, it being withdrawn",
       [](World& w) { set_application(w, ApplicationState::withdrawn); },
       {"DSC-02"},
       "application.file",
       open,
       done,
       "was withdrawn"},
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
       done,
       "It is not listed in any edition yet"},
      {"a notice",
       [](World& w) {
         w.state.change(w.get<Edition>("QD-1").id, [](Edition& e) { e.notices.clear(); });
       },
       {"DSC-04"},
       "notice.open",
       open,
       done,
       "Edition QD-1 has not been publicised"},
      {"the end of its notice",
       [](World& w) { edit_notice(w, [](Notice& n) { n.state = NoticeState::open; }); },
       {"DSC-04"},
       "notice.close",
       open,
       done,
       "it may be closed from"},
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
       done,
       "objections not handled: 1"},
      {"a new notice after a void one",
       [](World& w) { edit_notice(w, [](Notice& n) { n.state = NoticeState::voided; }); },
       {"DSC-04"},
       "notice.open",
       open,
       done,
       "was voided by an upheld objection"},
      {"an application",
       [](World& w) { edit_achievement(w, [](Achievement& a) { a.application.reset(); }); },
       {"DLV-01", "DLV-02", "DSC-01", "DSC-02", "RGT-05"},
       "application.file",
       open,
       open,
       "There is no application yet, so the seven elements are not stated"},
      {"a name",
       [](World& w) { edit_achievement(w, [](Achievement& a) { a.name.clear(); }); },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       "Missing element: name"},
      {"primary deliverables",
       [](World& w) { edit_content(w, [](ApplicationContent& c) { c.primary.clear(); }); },
       {"DLV-01", "DSC-01"},
       "application.revise",
       open,
       done,
       "Missing element: primary deliverables"},
      {"who owns it, uses it and gets its income",
       [](World& w) { edit_content(w, [](ApplicationContent& c) { c.rights = {}; }); },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       "ownership, right of use, income right"},
      {"what the data is and how it was made",
       [](World& w) { edit_content(w, [](ApplicationContent& c) { c.technical = {}; }); },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       "data source, data type, scale, processing technique"},
      {"a word on compliance",
       [](World& w) { edit_content(w, [](ApplicationContent& c) { c.value.compliance.clear(); }); },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       ": compliance."},
      {"contributors",
       [](World& w) { edit_content(w, [](ApplicationContent& c) { c.contributors.clear(); }); },
       {"DSC-01", "RGT-05"},
       "application.revise",
       open,
       open,
       "No contributor is listed"},
      {"a main contributor",
       [](World& w) {
         edit_content(w, [](ApplicationContent& c) { c.contributors.front().main = false; });
       },
       {"DSC-01", "RGT-05"},
       "application.revise",
       open,
       open,
       "No contributor is marked as a main one"},
      {"a list with everybody once",
       [](World& w) {
         edit_content(
             w, [](ApplicationContent& c) { c.contributors.push_back(c.contributors.back()); });
       },
       {"DSC-01"},
       "application.revise",
       open,
       done,
       "Contributors listed more than once: P-2"},
      {"a body that may deliberate",
       [](World& w) {
         const auto id = w.state.get(*achievement(w).application).resolution.value();
         w.state.change(id, [](Resolution& r) { r.body = DecidingBody::leadership_meeting; });
       },
       {"DSC-02"},
       "application.revise",
       open,
       done,
       "cannot deliberate an application"},
      {"its place in the latest edition",
       [](World& w) { drop_from_list(w); },
       {"DSC-03"},
       "edition.freeze",
       open,
       done,
       "The latest edition, QD-2, does not list it (last listed in QD-1)"},

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
       not_started,
       "No rights agreement is in force."},
      {"signatures on the draft",
       [](World& w) {
         back_to_draft(w);
         edit_agreement(w, [](RightsAgreement& a) { a.signatures.clear(); });
       },
       {"RGT-05"},
       "agreement.sign",
       done,
       open,
       "still lacks the signature of: I-own, P-1"},
      {"the main contributor's signature",
       [](World& w) {
         back_to_draft(w);
         edit_agreement(w, [](RightsAgreement& a) { a.signatures.pop_back(); });
       },
       {"RGT-05"},
       "agreement.sign",
       done,
       open,
       "draft FQ-KZ-1 still lacks the signature of: P-1"},
      {"entry into force",
       [](World& w) { back_to_draft(w); },
       {"RGT-05"},
       "agreement.enter_force",
       done,
       open,
       "is fully signed and may enter into force"},
      {"the day on which it takes effect",
       [](World& w) {
         edit_agreement(w, [](RightsAgreement& a) { a.effective_from = Date(2026, 12, 1); });
       },
       {"RGT-05"},
       "-",
       done,
       open,
       "takes effect on 2026-12-01, not yet"},
      {"another agreement after it ended",
       [](World& w) {
         w.must("agreement.end", "2026-11-20", R"({"agreement": "FQ-KZ-1", "reason": "示例"})");
       },
       {"RGT-05"},
       "agreement.draft",
       done,
       open,
       "No rights agreement is in force."},
      {"a whole ownership",
       [](World& w) {
         edit_agreement(
             w, [](RightsAgreement& a) { a.terms.institutions.front().share = Ratio(99, 100); });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open,
       "sum to 99/100, 1/100 short"},
      {"half of the income for the people",
       [](World& w) {
         edit_agreement(w, [](RightsAgreement& a) { a.terms.reward_ratio = Ratio(1, 3); });
       },
       {"RGT-04"},
       "agreement.draft",
       done,
       open,
       "The agreed reward is 1/3, below the floor of 1/2"},
      {"weights in the reward",
       [](World& w) { edit_agreement(w, [](RightsAgreement& a) { a.terms.persons.clear(); }); },
       {"RGT-08"},
       "agreement.draft",
       done,
       open,
       "nobody's weight in the reward is listed"},
      {"a signature on the agreement in force",
       [](World& w) { edit_agreement(w, [](RightsAgreement& a) { a.signatures.pop_back(); }); },
       {"RGT-05"},
       "agreement.draft",
       done,
       open,
       "Agreement FQ-KZ-1 still lacks the signature of: P-1"},
      {"an ownership of no more than the whole",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) { t.persons.front().ownership = Ratio(1, 10); });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open,
       "sum to 11/10, 1/10 too much"},
      {"ownership shares that can be added up",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) {
           t.persons.front().ownership = Ratio(1, 999999999999989);
           t.persons.back().ownership = Ratio(1, 999999999999947);
         });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open,
       "too large to add exactly"},
      {"an agreement with every institution once",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) {
           t.institutions.push_back(t.institutions.front());
           for (auto& share : t.institutions) share.share = Ratio(1, 2);
         });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open,
       "Listed more than once: I-own"},
      {"an agreement with everybody once",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) {
           t.persons.push_back(t.persons.back());
           t.persons.back().income_weight = Ratio(0);
         });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open,
       "Listed more than once: P-2"},
      {"the share of the institution",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) {
           t.institutions.clear();
           t.persons.front().ownership = Ratio(3, 5);
           t.persons.back().ownership = Ratio(2, 5);
         });
       },
       {"RGT-01"},
       "agreement.draft",
       done,
       open,
       "The ownership share of the institution I-own is not stated"},
      {"a reward of no more than all",
       [](World& w) { edit_terms(w, [](AgreementTerms& t) { t.reward_ratio = Ratio(3, 2); }); },
       {"RGT-04"},
       "agreement.draft",
       done,
       open,
       "The agreed reward is 3/2, more than 1"},
      {"weights that add up",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) { t.persons.back().income_weight = Ratio(1, 5); });
       },
       {"RGT-08"},
       "agreement.draft",
       done,
       open,
       "The income weights sum to 4/5, 1/5 short"},
      {"a line for the main contributor",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) {
           t.persons.erase(t.persons.begin());
           t.persons.front().income_weight = Ratio(1);
         });
       },
       {"RGT-08"},
       "agreement.draft",
       done,
       open,
       "The agreement has no line for the main contributors P-1"},
      {"an agreement that divides ownership as the co-owners do",
       [](World& w) {
         w.must("institution.register", "2026-03-19",
                R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
         w.must("coownership.record", "2026-03-19",
                R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "2/3"},
                    {"institution": "I-uni", "share": "1/3"}]})");
       },
       {"RGT-06"},
       "agreement.draft",
       done,
       open,
       "not in the proportion of the co-ownership on record (I-own 2/3, I-uni 1/3)"},
  };
  return table;
}

const std::vector<Doubt<World>>& doubts() {
  static const std::vector<Doubt<World>> table = {
      {"anonymisation in-house",
       [](World& w) {
         treat_personal(w, {{Measure::anonymised, DoneBy::in_house, true}});
       },
       "CLS-07", "a third party is advised"},
      {"no proof of the genetic filing",
       [](World& w) { add_attribute(w, DataAttribute::human_genetic); }, "CLS-11",
       "lacks proof of the genetic filing"},
      {"an edition that shows other content",
       [](World& w) {
         edit_content(w, [](ApplicationContent& c) { c.technical.scale = "3000 例"; });
       },
       "DSC-03", "shows other content than the approved application"},
      {"income that does not rest on ownership",
       [](World& w) { edit_terms(w, [](AgreementTerms& t) { t.ownership_sets_weights = false; }); },
       "RGT-08", "does not rest on ownership"},
      {"weights that do not follow ownership",
       [](World& w) {
         edit_terms(w, [](AgreementTerms& t) {
           t.institutions.front().share = Ratio(1, 2);
           for (auto& share : t.persons) share.ownership = Ratio(1, 4);
         });
       },
       "RGT-08", "Income weights do not follow ownership"},
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
    CHECK(said_by(report.links, RequirementState::unmet).find(cell.says) != std::string::npos);
  }
}

TEST_CASE("What links 1 and 2 only warn of is said, and leaves them done") {
  World world;
  complete(world);
  const auto base = world.state;
  for (const auto& doubt : doubts()) {
    world.state = base;
    doubt.raise(world);
    const auto report = next_of(world);
    INFO(doubt.about << "\n" << to_text(report, Language::en));
    CHECK(unmet_of(report) == Codes{});
    CHECK(link_of(report, 1).state == done);
    CHECK(link_of(report, 2).state == done);
    CHECK(rules_in(report.links, RequirementState::met_with_warning) == Codes{doubt.rule});
    CHECK(said_by(report.links, RequirementState::met_with_warning).find(doubt.says) !=
          std::string::npos);
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
