#include <algorithm>

#include "catch.hpp"
#include "path/requirements.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Numbers = std::vector<std::int64_t>;

template <class F>
void edit_case(Transfer& w, F&& edit) {
  w.state.change(w.get<TransferCase>("ZH-1").id, edit);
}
template <class F>
void edit_contract(Transfer& w, F&& edit) {
  w.state.change(w.get<Contract>("HT-1").id, edit);
}
template <class F>
void edit_plan(Transfer& w, F&& edit) {
  w.state.change(w.get<DistributionPlan>("FA-1").id, edit);
}
template <class F>
void edit_achievement(Transfer& w, F&& edit) {
  w.state.change(w.get<Achievement>("KZ-1").id, edit);
}
template <class F>
void edit_talks(Transfer& w, F&& edit) {
  edit_case(w, [&](TransferCase& c) { edit(c.negotiations.back()); });
}
template <class F>
void edit_risks(Transfer& w, F&& edit) {
  edit_case(w, [&](TransferCase& c) { edit(c.risk_reviews.back().items); });
}
template <class F>
void edit_report(Transfer& w, F&& edit) {
  w.state.change(w.get<TransferReport>("BG-1").id, edit);
}
/// What the only payment due brought is not there.
void take_money(Contract& c) {
  c.dues.back().received = Money::of_minor(0, c.dues.back().received.currency());
  c.received = c.dues.back().received;
}
void reopen(Transfer& w, const char* notice) {
  w.state.change(w.get<Notice>(notice).id, [](Notice& n) {
    n.state = NoticeState::open;
    n.closed_on.reset();
  });
}
void set_void(Transfer& w, const char* notice) {
  w.state.change(w.get<Notice>(notice).id, [](Notice& n) { n.state = NoticeState::voided; });
}
template <class F>
void edit_notice(Transfer& w, const char* notice, F&& edit) {
  w.state.change(w.get<Notice>(notice).id, edit);
}
void unpay(Transfer& w, const char* person) {
  const auto id = w.get<Person>(person).id;
  edit_case(w, [&](TransferCase& c) {
    for (auto& balance : c.balances) {
      if (balance.person == id) balance.paid = Money::of_minor(0, balance.paid.currency());
    }
  });
}
void prior_right(Transfer& w, const char* holder) {
  w.must("prior_right.record", "2026-03-20",
         R"({"number": "YX-1", "achievement": "KZ-1", "right": "first_negotiation", "holder": ")" +
             std::string(holder) + R"(", "source": "示例来源", "from": "2026-01-01"})");
}

/// Everything up to the auction, which nobody has been found for.
void decide_auction(Transfer& w) {
  w.must(step::open_case());
  w.must(step::negotiate().with(R"({"transferee": null})"));
  w.must(step::choose_pathway());
  w.must(step::draft_implementation().with(R"({"pricing": "auction"})"));
  w.must(step::decide_implementation());
  w.must(step::publish_implementation());
  w.must(step::close_implementation());
}
void auction(Transfer& w, const std::string& buyer) {
  w.must(step::price().with(R"({"method": "auction", "venue": "示例交易所",
                                "opened_on": "2026-04-18", "buyer": ")" +
                            buyer + "\"}"));
}

/// Takes one fact away from a case that has come so far.
struct Cell {
  const char* lacks;
  void (*take_away)(Transfer& world);
  Codes unmet;        ///< exactly these rules
  Numbers undone;     ///< exactly these links are not done
  const char* first;  ///< the act suggested first; "-" none at all
  const char* says;   ///< words of what is said to be missing
};

/// A licence that was carried through to its filed report.
const std::vector<Cell>& cells() {
  static const std::vector<Cell> table = {
      // the annual report of the running year stays due
      {"nothing", [](Transfer&) {}, {}, {}, "report.submit", ""},

      // ---- links 1 and 2, seen from the case
      {"a closed notice 1",
       [](Transfer& w) { reopen(w, "GS-1"); },
       {"DSC-04", "DEM-02"},
       {1, 9},
       "notice.close",
       "Still missing: notice 1."},
      {"an agreement in force",
       [](Transfer& w) {
         edit_achievement(w, [](Achievement& a) {
           a.agreement_in_force.reset();
           a.agreements.clear();
         });
       },
       {"RGT-05"},
       {2},
       "agreement.draft",
       "No rights agreement is in force."},
      {"the approval of its application",
       [](Transfer& w) {
         w.state.change(*w.get<Achievement>("KZ-1").application,
                        [](Application& a) { a.state = ApplicationState::filed; });
       },
       {"DSC-02", "DEM-02"},
       {1, 9},
       "resolution.record",
       "Still missing: the deliberation of link 1."},

      // ---- link 3
      {"the asset entry",
       [](Transfer& w) { edit_achievement(w, [](Achievement& a) { a.asset.reset(); }); },
       {"LNK-31"},
       {3},
       "asset.enter",
       "does not stand in the asset table yet"},
      // ---- link 4
      {"the pathway",
       [](Transfer& w) { edit_case(w, [](TransferCase& c) { c.pathway.reset(); }); },
       {"LNK-41"},
       {4},
       "pathway.choose",
       "are not chosen yet"},
      {"the decision of the implementation plan",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) {
           c.implementation.back().state = ImplementationState::drafted;
           c.implementation.back().decided_on.reset();
           c.implementation.back().resolution.reset();
         });
       },
       {"LNK-42", "DEM-02"},
       {4, 9},
       "resolution.record",
       "is drafted, not collectively decided"},
      {"the implementation plan",
       [](Transfer& w) { edit_case(w, [](TransferCase& c) { c.implementation.clear(); }); },
       {"LNK-42", "LNK-43", "DEM-02"},
       {4, 9},
       "implementation.draft",
       "has no implementation plan yet"},
      {"the end of notice 2",
       [](Transfer& w) { reopen(w, "GS-2"); },
       {"LNK-43", "DEM-02"},
       {4, 9},
       "notice.close",
       "is publicised by notice GS-2, which is not closed"},
      {"a valid notice 2",
       [](Transfer& w) { set_void(w, "GS-2"); },
       {"LNK-43", "DEM-02"},
       {4, 9},
       "notice.open",
       "was publicised by notice GS-2, void by an objection upheld"},
      {"an implementation plan that was not rejected",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) {
           c.implementation.back().state = ImplementationState::rejected;
         });
       },
       {"LNK-42", "DEM-02"},
       {4, 9},
       "implementation.draft",
       "is rejected, not collectively decided"},
      {"notice 2",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) { c.implementation.back().notices.clear(); });
       },
       {"LNK-43", "DEM-02"},
       {4, 9},
       "notice.open",
       "The present implementation plan of case ZH-1 has not been publicised"},

      // ---- link 5
      {"the registration of the contract",
       [](Transfer& w) { edit_contract(w, [](Contract& c) { c.registration.reset(); }); },
       {"CTR-02"},
       {5},
       "contract.register",
       "Contract HT-1 is not registered yet"},

      // ---- link 6
      {"the decision of the distribution plan",
       [](Transfer& w) {
         edit_plan(w, [](DistributionPlan& plan) {
           plan.state = PlanState::draft;
           plan.decided_on.reset();
           plan.resolution.reset();
         });
         edit_case(w, [](TransferCase& c) { c.plan_in_force.reset(); });
       },
       {"LNK-61", "DEM-02"},
       {6, 9},
       "resolution.record",
       "Plan FA-1 is drafted and awaits its decision"},
      {"the end of notice 3",
       [](Transfer& w) { reopen(w, "GS-3"); },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.close",
       "Notice GS-3 ran until 2026-06-26 and is not closed yet"},
      {"a valid notice 3",
       [](Transfer& w) { set_void(w, "GS-3"); },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.open",
       "Notice GS-3 was voided by an upheld objection"},
      {"money that was due",
       [](Transfer& w) { edit_contract(w, take_money); },
       {"LNK-62"},
       {6},
       "receipt.record",
       "is due on 2026-07-31; 1000000.00 outstanding"},
      {"a payment to one person",
       [](Transfer& w) { unpay(w, "P-2"); },
       {"LNK-63"},
       {6},
       "payment.record",
       "Not paid yet: P-2 180000.00"},
      {"a distribution plan",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) {
           c.plans.clear();
           c.plan_in_force.reset();
         });
       },
       {"LNK-61", "INC-05", "DEM-02"},
       {6, 9},
       "distribution.draft",
       "There is no distribution plan to publicise"},
      {"a distribution plan that was not rejected",
       [](Transfer& w) {
         edit_plan(w, [](DistributionPlan& plan) { plan.state = PlanState::rejected; });
         edit_case(w, [](TransferCase& c) { c.plan_in_force.reset(); });
       },
       {"LNK-61", "INC-05", "DEM-02"},
       {6, 9},
       "distribution.draft",
       "The distribution plan was rejected; another is due"},
      {"notice 3",
       [](Transfer& w) { edit_plan(w, [](DistributionPlan& plan) { plan.notices.clear(); }); },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.open",
       "Plan FA-1 has not been publicised; 15 working days"},
      {"the last day of notice 3",
       [](Transfer& w) {
         reopen(w, "GS-3");
         edit_notice(w, "GS-3", [](Notice& n) { n.last_day = Date(2026, 12, 1); });
       },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.close",
       "Notice GS-3 is open until 2026-12-01; payment is possible from 2026-12-02"},
      {"the answer to an objection in notice 3",
       [](Transfer& w) {
         reopen(w, "GS-3");
         edit_notice(w, "GS-3", [](Notice& n) {
           n.objections.push_back({1, Date(2026, 6, 10), {}, {}, {}, {}, {}});
         });
       },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.answer",
       "once the objections are handled"},
      {"a notice 3 of full length",
       [](Transfer& w) { edit_notice(w, "GS-3", [](Notice& n) { n.days = 14; }); },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.open",
       "Notice GS-3 lasted 14 working days, less than 15"},
      {"the milestone of a payment",
       [](Transfer& w) {
         edit_contract(w, [](Contract& c) {
           take_money(c);
           c.dues.back().milestone = true;
           c.dues.back().due_on.reset();
         });
       },
       {"LNK-62"},
       {6},
       "milestone.reach",
       "awaits its milestone; 1000000.00 outstanding"},
      {"money that was due when the contract ended",
       [](Transfer& w) {
         edit_contract(w, [](Contract& c) {
           take_money(c);
           c.state = ContractState::ended;
           c.ended_on = Date(2026, 8, 1);
         });
       },
       {"LNK-62"},
       {6},
       "receipt.record",
       "The contract has ended: record what still comes in"},
      {"the rest of a contract without payments due",
       [](Transfer& w) {
         edit_contract(w, [](Contract& c) {
           take_money(c);
           c.dues.clear();
         });
       },
       {"LNK-62"},
       {6},
       "receipt.record",
       "HT-1 is over 1000000.00; 0.00 was received"},
      {"a plan to divide what came in",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) {
           c.plans.clear();
           c.plan_in_force.reset();
         });
         w.state.change(w.get<Receipt>("DZ-1").id, [](Receipt& r) { r.plan.reset(); });
       },
       {"LNK-61", "INC-05", "LNK-63", "DEM-02"},
       {6, 9},
       "distribution.draft",
       "Receipt DZ-1 (1000000.00) is not divided yet"},

      // ---- links 7 to 10
      {"an evaluation",
       [](Transfer& w) { edit_case(w, [](TransferCase& c) { c.evaluations.clear(); }); },
       {"EVL-01"},
       {7},
       "evaluation.issue",
       "It is not in an evaluation report yet"},
      {"a guide in force",
       [](Transfer& w) {
         auto settings = w.state.settings();
         settings.guide.reset();
         w.state.put(std::move(settings));
       },
       {"EXM-01"},
       {8},
       "guide.adopt",
       "has no due-diligence exemption guide in force"},
      {"a review of its risks",
       [](Transfer& w) { edit_case(w, [](TransferCase& c) { c.risk_reviews.clear(); }); },
       {"EXM-01"},
       {8},
       "risks.review",
       "has not been held against the list of risks"},
      {"an evaluation since there was a contract",
       [](Transfer& w) {
         w.state.change(w.get<Evaluation>("PJ-1").id,
                        [](Evaluation& e) { e.issued_on = Date(2026, 5, 1); });
       },
       {"EVL-01"},
       {7},
       "evaluation.issue",
       "It is not in an evaluation report yet"},
      {"a risk in the review",
       [](Transfer& w) { edit_risks(w, [](std::vector<RiskItem>& items) { items.pop_back(); }); },
       {"EXM-01"},
       {8},
       "risks.review",
       "Not held against these risks of guide ZY-1"},
      {"a measure against a risk that is there",
       [](Transfer& w) {
         edit_risks(w, [](std::vector<RiskItem>& items) { items.front().present = true; });
       },
       {"EXM-01"},
       {8},
       "risks.review",
       "Risks that are present without a measure"},
      {"a guide that knows the risk reviewed",
       [](Transfer& w) {
         edit_risks(w, [](std::vector<RiskItem>& items) { items.push_back({"moon", false, {}}); });
       },
       {"EXM-01"},
       {8},
       "risks.review",
       "Guide ZY-1 has no such risks: moon"},
      {"a report of a year with a contract",
       [](Transfer& w) { edit_report(w, [](TransferReport& r) { r.year = 2025; }); },
       {"RPT-01", "RPT-02"},
       {10},
       "report.submit",
       "There is no report to be filed"},
      {"a report since there was a contract",
       [](Transfer& w) {
         edit_report(w, [](TransferReport& r) {
           r.report = ReportKind::real_time;
           r.submitted_on = Date(2026, 5, 1);
         });
       },
       {"RPT-01", "RPT-02"},
       {10},
       "report.submit",
       "It is in no annual or real-time report yet"},
      {"a report",
       [](Transfer& w) { edit_case(w, [](TransferCase& c) { c.reports.clear(); }); },
       {"RPT-01", "RPT-02"},
       {10},
       "report.submit",
       "It is in no annual or real-time report yet"},
      {"the filing of the report",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) { c.reports.clear(); });
         const auto again = step::report().with(R"({"number": "BG-2"})");
         w.must(again.act, again.day, again.data);
       },
       {"RPT-02"},
       {10},
       "report.file",
       "Report BG-2 was sent on 2026-10-12 and awaits filing"},
  };
  return table;
}

/// The same before the contract is signed: the signature settles whom the case deals with.
const std::vector<Cell>& cells_before_signing() {
  static const std::vector<Cell> table = {
      {"the signature",
       [](Transfer&) {},
       {"LNK-51", "CTR-02"},
       {5},
       "contract.sign",
       "No technical contract of case ZH-1 is signed yet"},
      {"talks with anybody",
       [](Transfer& w) {
         w.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
       },
       {"LNK-32", "LNK-33", "CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "no negotiation under way, so no deliverables are agreed"},
      {"a transferee",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) { c.negotiations.back().transferee.reset(); });
       },
       {"LNK-32", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "The transferee of case ZH-1 is not identified yet"},
      {"the declaration of a related party",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) { c.negotiations.back().related_party.reset(); });
       },
       {"CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "a dealing between related parties is not declared"},
      {"the deliverables agreed",
       [](Transfer& w) {
         edit_case(w, [](TransferCase& c) { c.negotiations.back().deliverables.clear(); });
       },
       {"LNK-33", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "The deliverables of achievement KZ-1 to be transferred are not agreed"},
      {"the settling of somebody else's prior right",
       [](Transfer& w) {
         w.must("institution.register", "2026-01-05",
                R"({"number": "I-other", "name": "他方示例公司", "nature": "company",
                    "credit_code": "91110000MA00000AAT"})");
         prior_right(w, "I-other");
       },
       {"RGT-07", "LNK-51", "CTR-02"},
       {3, 5},
       "prior_right.waive",
       "until it is waived or lapses no contract is signed with I-co"},
      {"deliverables that there are",
       [](Transfer& w) {
         edit_talks(w, [](Negotiation& talks) { talks.deliverables.back().keys = {"D9"}; });
       },
       {"LNK-33", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "Achievement KZ-1 has no primary deliverable D9"},
      {"a word on how the parties are related",
       [](Transfer& w) { edit_talks(w, [](Negotiation& talks) { talks.related_party = true; }); },
       {"CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "without saying how they are related"},
      {"a contract that is alive",
       [](Transfer& w) {
         w.must(step::sign());
         w.must("contract.end", "2026-05-21", R"({"contract": "HT-1", "reason": "示例"})");
       },
       {"LNK-51"},
       {5},
       "contract.sign",
       "The contracts of case ZH-1 (HT-1) have ended; none is alive"},

  };
  return table;
}

/// An extended service before its contract: what it rests on and how far it goes.
const std::vector<Cell>& cells_of_a_service() {
  static const std::vector<Cell> table = {
      {"the signature",
       [](Transfer&) {},
       {"LNK-51", "CTR-02"},
       {5},
       "contract.sign",
       "There is no contract to register yet"},
      {"the scope of the service",
       [](Transfer& w) { edit_talks(w, [](Negotiation& talks) { talks.scope.reset(); }); },
       {"LNK-33", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "Case ZH-1 is an extended service whose scope is not agreed"},
      {"a listed achievement to rest on",
       [](Transfer& w) {
         edit_achievement(w, [](Achievement& a) {
           a.first_edition.reset();
           a.last_edition.reset();
         });
       },
       {"DSC-03", "DSC-04", "LNK-33", "LNK-51", "CTR-02"},
       {1, 3, 5},
       "edition.freeze",
       "The extended service rests on no listed achievement ★"},
  };
  return table;
}

/// A transfer by auction before it is held: talks with nobody in particular.
const std::vector<Cell>& cells_of_an_auction() {
  static const std::vector<Cell> table = {
      {"a buyer",
       [](Transfer&) {},
       {"LNK-32", "LNK-51", "CTR-02"},
       {3, 5},
       "pricing.record",
       "is priced by listing or auction, and no buyer is on record"},
      {"declarations as to the buyer",
       [](Transfer& w) { auction(w, "I-co"); },
       {"CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record",
       "declared before the transferee was known, not as to I-co"},
      {"talks with the buyer",
       [](Transfer& w) {
         edit_talks(w, [&](Negotiation& talks) {
           talks.transferee = Ref<Institution>(w.get<Institution>("I-own").id);
         });
         auction(w, "I-co");
       },
       {"CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.end",
       "Talks and declarations are about I-own"},
  };
  return table;
}

/// An investment whose shares were awarded, up to link 6.
const std::vector<Cell>& cells_of_an_investment() {
  static const std::vector<Cell> table = {
      {"nothing", [](Transfer&) {}, {}, {}, "report.submit", ""},
      {"the award of the shares",
       [](Transfer& w) { edit_case(w, [](TransferCase& c) { c.equity.clear(); }); },
       {"LNK-63"},
       {6},
       "equity.award",
       "The shares of HT-1 are not awarded yet"},
      {"the cash agreed beside the shares",
       [](Transfer& w) {
         edit_contract(w, [](Contract& c) {
           PaymentDue due;
           due.amount = Money::parse("5.00");
           due.due_on = Date(2026, 7, 31);
           c.dues.push_back(due);
         });
       },
       {"LNK-62"},
       {6},
       "receipt.record",
       "is due on 2026-07-31; 5.00 outstanding"},
  };
  return table;
}

const std::vector<Doubt<Transfer>>& doubts_before_signing() {
  static const std::vector<Doubt<Transfer>> table = {
      {"an interest nobody spoke of",
       [](Transfer& w) {
         edit_talks(w, [](Negotiation& talks) { talks.declarations.pop_back(); });
       },
       "CTR-06", "No declaration of interest by: P-5"},
      {"an interest that is not described",
       [](Transfer& w) {
         edit_talks(w, [](Negotiation& talks) { talks.declarations.back().has_interest = true; });
       },
       "CTR-06", "P-5 declared an interest without saying which"},
      {"a transferee without a code",
       [](Transfer& w) {
         w.state.change(w.get<Institution>("I-co").id,
                        [](Institution& one) { one.credit_code.reset(); });
       },
       "CTR-06", "has no unified social credit code on record"},
      {"a prior right while nobody is at the table",
       [](Transfer& w) {
         edit_talks(w, [](Negotiation& talks) { talks.transferee.reset(); });
         prior_right(w, "I-co");
       },
       "RGT-07", "it must be waived or lapse before a contract with anyone else"},
  };
  return table;
}

/// Where the cells start from.
struct Origin {
  const char* name;
  void (*reach)(Transfer& world);
  std::size_t links;  ///< so many are compared; those after them have not begun
  const std::vector<Cell>& cells;
};

const std::vector<Origin>& origins() {
  static const std::vector<Origin> all = {
      {"a licence, reported", [](Transfer& w) { w.reported(); }, 10, cells()},
      {"a licence, priced", [](Transfer& w) { w.priced(); }, 5, cells_before_signing()},
      {"an extended service, priced", [](Transfer& w) { w.priced(Pathway::extended_service); }, 5,
       cells_of_a_service()},
      {"an auction, decided", decide_auction, 5, cells_of_an_auction()},
      {"an investment, awarded",
       [](Transfer& w) {
         w.plan_publicised(Pathway::equity_investment);
         w.must(step::award_equity());
       },
       6, cells_of_an_investment()},
  };
  return all;
}

Numbers undone_of(const std::vector<LinkStatus>& links) {
  Numbers numbers;
  for (const auto& link : links) {
    if (link.state != LinkState::done) numbers.push_back(link.number);
  }
  return numbers;
}

}  // namespace

TEST_CASE("Every missing requirement of a case is named, alone, with what mends it first") {
  for (const auto& origin : origins()) {
    Transfer world;
    origin.reach(world);
    const auto base = world.state;
    for (const auto& cell : origin.cells) {
      world.state = base;
      cell.take_away(world);
      const auto report = next_of_case(world);
      INFO(origin.name << " lacks " << cell.lacks << "\n" << to_text(report, Language::en));
      REQUIRE(report.links.size() == 10);
      const std::vector<LinkStatus> links(
          report.links.begin(), report.links.begin() + static_cast<std::ptrdiff_t>(origin.links));
      CHECK(unmet_of(links) == cell.unmet);
      CHECK(undone_of(links) == cell.undone);
      CHECK((report.actions.empty() ? "-" : report.actions.front().act) == cell.first);
      CHECK(said_by(links, RequirementState::unmet).find(cell.says) != std::string::npos);
    }
  }
}

TEST_CASE("What links 3 to 5 only warn of is said, and is not missing") {
  Transfer world;
  world.priced();
  const auto base = world.state;
  for (const auto& doubt : doubts_before_signing()) {
    world.state = base;
    doubt.raise(world);
    const auto report = next_of_case(world);
    INFO(doubt.about << "\n" << to_text(report, Language::en));
    const auto unmet = unmet_of(report.links);
    CHECK(std::find(unmet.begin(), unmet.end(), doubt.rule) == unmet.end());
    CHECK(said_by(report.links, RequirementState::met_with_warning).find(doubt.says) !=
          std::string::npos);
  }
}

TEST_CASE("Every rule links 3 to 10 require is missing in some case of the table") {
  Transfer world;
  for (const auto& link : world.policy.links()) {
    if (link.step == "A") continue;
    CHECK_FALSE(link.required.empty());
    for (const auto& rule : link.required) {
      const auto misses = [&](const Cell& cell) {
        return std::find(cell.unmet.begin(), cell.unmet.end(), rule) != cell.unmet.end();
      };
      INFO(rule);
      CHECK(std::any_of(origins().begin(), origins().end(), [&](const Origin& origin) {
        return std::any_of(origin.cells.begin(), origin.cells.end(), misses);
      }));
    }
  }
}

TEST_CASE("Whatever a case lacks comes with a remedy, someone to act, and acts that exist") {
  for (const auto& origin : origins()) {
    Transfer world;
    origin.reach(world);
    const auto base = world.state;
    for (const auto& cell : origin.cells) {
      world.state = base;
      cell.take_away(world);
      const auto report = next_of_case(world);
      INFO(origin.name << " lacks " << cell.lacks);
      for (const auto& link : report.links) {
        const bool lacks = !unmet_of({link}).empty();
        CHECK(link.who.empty() == !lacks);
        for (const auto& requirement : link.requirements) {
          for (const auto& finding : requirement.findings) {
            CHECK_FALSE(finding.what.zh.empty());
            CHECK_FALSE(finding.what.en.empty());
            CHECK_FALSE(finding.remedy.zh.empty());
            CHECK_FALSE(finding.citations.empty());
          }
        }
      }
      for (const auto& action : report.actions) {
        CHECK_FALSE(action.why.zh.empty());
        CHECK_FALSE(action.why.en.empty());
        CHECK_FALSE(action.who.empty());
        CHECK_FALSE(action.rules.empty());
        CHECK((action.act.empty() || find_act_type(action.act) != nullptr));
      }
    }
  }
}

namespace {

/// How far a case is when it has come so far, and what is suggested first.
struct Stage {
  const char* name;
  void (*reach)(Transfer& world);
  std::vector<LinkState> links;  ///< 3 to 10
  const char* first;
};

constexpr auto done = LinkState::done;
constexpr auto open = LinkState::open;
constexpr auto none = LinkState::not_started;

const std::vector<Stage>& stages() {
  static const std::vector<Stage> table = {
      {"opened",
       [](Transfer& w) { w.must(step::open_case()); },
       {none, none, none, none, none, none, open, none},
       "negotiation.record"},
      {"negotiated",
       [](Transfer& w) { w.negotiated(); },
       {done, none, none, none, none, none, open, none},
       "pathway.choose"},
      {"pathway chosen",
       [](Transfer& w) { w.pathway_chosen(); },
       {done, open, none, none, none, none, open, none},
       "implementation.draft"},
      {"implementation plan decided and shown",
       [](Transfer& w) { w.implementation_decided(); },
       {done, done, none, none, none, none, open, none},
       "pricing.record"},
      {"priced",
       [](Transfer& w) { w.priced(); },
       {done, done, open, none, none, done, open, none},
       "contract.sign"},
      {"signed",
       [](Transfer& w) { w.signed_(); },
       {done, done, open, none, none, done, open, none},
       "contract.register"},
      {"registered",
       [](Transfer& w) { w.registered(); },
       {done, done, done, none, none, done, open, none},
       "receipt.record"},
      {"plan decided",
       [](Transfer& w) { w.plan_decided(); },
       {done, done, done, open, none, done, open, none},
       "receipt.record"},
      {"received",
       [](Transfer& w) { w.received(); },
       {done, done, done, open, none, done, done, none},
       "payment.record"},
      {"paid",
       [](Transfer& w) { w.paid(); },
       {done, done, done, done, none, done, done, none},
       "report.submit"},
      {"equity publicised",
       [](Transfer& w) { w.plan_publicised(Pathway::equity_investment); },
       {done, done, done, open, none, done, done, none},
       "equity.award"},
  };
  return table;
}

}  // namespace

TEST_CASE("Step by step the links of a case open and are done, and the next act is suggested") {
  for (const auto& stage : stages()) {
    Transfer world;
    stage.reach(world);
    const auto report = next_of_case(world);
    INFO(stage.name << "\n" << to_text(report, Language::en));
    REQUIRE(report.links.size() == 10);
    for (std::size_t i = 0; i < stage.links.size(); ++i) {
      INFO("link " << i + 3);
      CHECK(report.links[i + 2].state == stage.links[i]);
    }
    REQUIRE_FALSE(report.actions.empty());
    CHECK(report.actions.front().act == stage.first);
    CHECK(report.actions.front().is_possible_on(world.today));
  }
}

TEST_CASE("What is said to wait for a rule is what would refuse the act") {
  Transfer world;
  world.pathway_chosen();
  const auto report = next_of_case(world);
  const auto sign = std::find_if(report.actions.begin(), report.actions.end(),
                                 [](const NextAction& a) { return a.act == "contract.sign"; });
  REQUIRE(sign != report.actions.end());
  const auto decision = world.check(step::sign());
  for (const auto& rule : sign->waits_for) {
    INFO(rule);
    CHECK(decision.has(rule));
  }
  CHECK(std::find(sign->waits_for.begin(), sign->waits_for.end(), "LNK-42") !=
        sign->waits_for.end());
}

TEST_CASE("PTH-07: before there is a price, price and approval are offered and signing waits") {
  Transfer world;
  world.implementation_decided();
  const auto check = [&](const char* reason) {
    const auto report = next_of_case(world);
    const auto* pricing = find_action(report, "pricing.record");
    const auto* approval = find_action(report, "approval.record");
    const auto* sign = find_action(report, "contract.sign");
    REQUIRE(pricing != nullptr);
    REQUIRE(approval != nullptr);
    REQUIRE(sign != nullptr);
    CHECK(pricing->is_possible_on(world.today));
    CHECK(approval->is_possible_on(world.today));
    CHECK(sign->waits_for == std::vector<std::string>{"PTH-07"});
    CHECK(sign->why.en.find(reason) != std::string::npos);
    CHECK(world.check(step::sign()).has("PTH-07"));
  };
  world.state.change(world.transfer().id,
                     [](TransferCase& c) { c.implementation.back().expected_amount.reset(); });
  check("the price decides its tier");
  world.state.change(world.transfer().id, [](TransferCase& c) {
    c.implementation.back().expected_amount = Money::parse("3000000.00");
  });
  check("By the amount the plan expects: The contract (3000000.00) needs the approval of deputy");
}

TEST_CASE("A contract that ended after it brought all its money asks for no other") {
  Transfer world;
  world.paid();
  world.must("contract.end", "2026-08-01", R"({"contract": "HT-1", "reason": "示例"})");
  const auto report = next_of_case(world);
  INFO(to_text(report, Language::en));
  CHECK(report.links[4].state == done);
  CHECK(find_action(report, "contract.sign") == nullptr);
  CHECK(find_action(report, "pricing.record") == nullptr);
}

TEST_CASE("A complete case names nothing as next before its day") {
  Transfer world;
  world.reported();
  world.today = Date(2026, 11, 20);
  const auto report = next_of_case(world);
  const auto headline = [&](const NextReport& of) {
    const auto text = to_text(of, Language::en);
    return text.substr(0, text.find("\n\n"));
  };
  INFO(to_text(report, Language::en));
  for (const auto& link : report.links) CHECK(link.state == done);
  CHECK(headline(report).find("next:") == std::string::npos);
  CHECK_FALSE(report.links[4].due_on);
  for (const auto& action : report.actions) {
    CHECK(action.act == "report.submit");
    CHECK(action.not_before == Date(2027, 1, 1));
  }
  world.today = Date(2027, 1, 1);
  if (!report.actions.empty()) {
    CHECK(headline(next_of_case(world)).find("next: submit") != std::string::npos);
  }
}

TEST_CASE("The day a licence ends does not make link 5 due") {
  Transfer world;
  world.signed_();
  const auto due_on = next_of_case(world).links[4].due_on;
  CHECK((!due_on || *due_on < Date(2028, 5, 31)));
}

TEST_CASE("PTH-03 passes: a suspended case is to be resumed, a terminated one asks for nothing") {
  Transfer world;
  world.pathway_chosen();
  world.must("case.suspend", "2026-04-20", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  auto report = next_of_case(world);
  REQUIRE(report.actions.size() == 1);
  CHECK(report.actions.front().act == "case.resume");
  world.must("case.resume", "2026-04-21", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  world.must("case.terminate", "2026-04-22", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  report = next_of_case(world);
  CHECK(report.actions.empty());
  CHECK(due_of_case(world).empty());
  const std::vector<LinkState> expected = {done,
                                           done,
                                           done,
                                           LinkState::blocked,
                                           LinkState::blocked,
                                           LinkState::not_applicable,
                                           LinkState::not_applicable,
                                           LinkState::blocked,
                                           LinkState::blocked,
                                           LinkState::not_applicable};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("link " << i + 1);
    CHECK(report.links[i].state == expected[i]);
  }
  CHECK(report.links[3].since == Date(2026, 4, 22));
}

TEST_CASE("Link 6 is done to date while a live contract may bring more money") {
  Transfer world;
  world.priced();
  world.must(step::sign().with(R"({"dues": [
      {"what": "首期", "amount": "400000.00", "due_on": "2026-07-31"},
      {"what": "尾款", "amount": "600000.00", "due_on": "2027-07-31"}],
      "amounts": {"total": "1000000.00", "technical": "1000000.00", "terms": "instalments"}})"));
  for (const auto& step :
       {step::register_contract(), step::cost(), step::draft_plan(), step::decide_plan(),
        step::publish_plan(), step::close_plan(), step::receive("400000.00"),
        step::pay("P-1", "90000.00"), step::pay("P-2", "60000.00")}) {
    world.must(step);
  }
  const auto report = next_of_case(world);
  const auto& links = report.links;
  INFO(to_text(report, Language::en));
  CHECK(links[5].state == LinkState::done_to_date);
  CHECK(links[5].since == Date(2026, 7, 6));
  CHECK(links[5].due_on == Date(2026, 12, 31));
  world.today = Date(2026, 11, 20);
  edit_contract(world, [](Contract& c) { c.dues.back().written_off_on = Date(2026, 11, 1); });
  const auto ended = next_of_case(world).links[5];
  CHECK(ended.state == LinkState::done);
  CHECK(ended.since == Date(2026, 11, 1));  // what made it so, not the last payment
}

TEST_CASE("CLS-06 refuses: public data bars a case from steps A to C") {
  Transfer world;
  world.pathway_chosen();
  edit_achievement(world, [](Achievement& a) {
    a.classifications.push_back({Classification::public_data, {}});
  });
  const auto report = next_of_case(world);
  CHECK(report.links[0].state == LinkState::blocked);
  CHECK(report.links[3].state == LinkState::blocked);
  CHECK(report.links[5].state == LinkState::blocked);
  CHECK(report.links[7].state == LinkState::not_started);
  REQUIRE(report.actions.size() == 1);
  CHECK(report.actions.front().act == "case.terminate");
  CHECK(report.actions.front().why.en.find(": KZ-1.") != std::string::npos);
}

TEST_CASE("CLS-06 refuses: a certificate that marks public data bars a case and names it") {
  Transfer world(2);
  world.must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  for (const auto* number : {"KZ-1", "KZ-2"}) {
    world.must("certificate.record", "2026-04-02",
               R"({"achievement": ")" + std::string(number) +
                   R"(", "certificate": "data_property_right", "certificate_no": "GG-1",
                   "covers": ["D1"], "issued": "2026-04-01"})");
  }
  const auto report = next_of_case(world);
  REQUIRE(report.actions.size() == 1);
  CHECK(report.actions.front().act == "case.terminate");
  CHECK(report.actions.front().why.en.find(": KZ-1, KZ-2.") != std::string::npos);
  CHECK(report.actions.front().why.zh.find("KZ-1、KZ-2") != std::string::npos);
}

TEST_CASE("Of several achievements the least advanced decides, and findings name theirs") {
  Transfer world(2);
  world.must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  CHECK(next_of_case(world).links[0].state == done);
  world.state.change(world.get<Achievement>("KZ-2").id, [](Achievement& a) {
    a.agreement_in_force.reset();
    a.agreements.clear();
  });
  const auto link = next_of_case(world).links[1];
  CHECK(link.state == none);
  CHECK_FALSE(link.since);
  const auto& finding = link.requirements[2].findings.front();
  CHECK(finding.what.zh.rfind("KZ-2：", 0) == 0);
}

TEST_CASE("Settling receipts is left out where shares were invested and no cash is agreed") {
  Transfer world;
  world.plan_publicised(Pathway::equity_investment);
  const auto link = next_of_case(world).links[5];
  REQUIRE(link.requirements.size() == 4);
  CHECK(link.requirements[2].rule == "LNK-62");
  CHECK(link.requirements[2].state == RequirementState::not_applicable);
  world.must(step::award_equity());
  CHECK(next_of_case(world).links[5].state == done);
}

TEST_CASE("INC-04 warns: a holder of shares who became principal head stays in sight at link 6") {
  Transfer world;
  world.plan_publicised(Pathway::equity_investment);
  world.must(step::award_equity());
  world.must("post.assign", "2026-08-03",
             R"({"person": "P-1", "institution": "I-own", "post": "principal_head",
                 "from": "2026-08-01"})");
  const auto report = next_of_case(world);
  const auto& link = report.links[5];
  REQUIRE(link.requirements.size() == 5);
  CHECK(link.requirements[4].rule == "INC-04");
  CHECK(link.requirements[4].state == RequirementState::met_with_warning);
  CHECK(link.state == done);
  for (const auto language : {Language::zh, Language::en}) {
    CHECK(to_text(report, language).find("INC-04") != std::string::npos);
  }
}
