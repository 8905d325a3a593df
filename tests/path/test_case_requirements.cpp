#include <algorithm>

#include "catch.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Codes = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

template <class F>
void edit_case(World& w, F&& edit) {
  w.state.change(w.get<TransferCase>("ZH-1").id, edit);
}
template <class F>
void edit_contract(World& w, F&& edit) {
  w.state.change(w.get<Contract>("HT-1").id, edit);
}
template <class F>
void edit_plan(World& w, F&& edit) {
  w.state.change(w.get<DistributionPlan>("FA-1").id, edit);
}
template <class F>
void edit_achievement(World& w, F&& edit) {
  w.state.change(w.get<Achievement>("KZ-1").id, edit);
}
void reopen(World& w, const char* notice) {
  w.state.change(w.get<Notice>(notice).id, [](Notice& n) {
    n.state = NoticeState::open;
    n.closed_on.reset();
  });
}
void set_void(World& w, const char* notice) {
  w.state.change(w.get<Notice>(notice).id, [](Notice& n) { n.state = NoticeState::voided; });
}
void unpay(World& w, const char* person) {
  const auto id = w.get<Person>(person).id;
  edit_case(w, [&](TransferCase& c) {
    for (auto& balance : c.balances) {
      if (balance.person == id) balance.paid = Money::of_minor(0, balance.paid.currency());
    }
  });
}
void prior_right(World& w, const char* holder) {
  w.must("prior_right.record", "2026-03-20",
         R"({"number": "YX-1", "achievement": "KZ-1", "right": "first_negotiation", "holder": ")" +
             std::string(holder) + R"(", "source": "示例来源", "from": "2026-01-01"})");
}

/// Takes one fact away from a licence that was carried through to its filed report.
struct Cell {
  const char* lacks;
  void (*take_away)(World& world);
  Codes unmet;        ///< exactly these rules
  Numbers undone;     ///< exactly these links are not done
  const char* first;  ///< the act suggested first; "-" none at all
};

const std::vector<Cell>& cells() {
  static const std::vector<Cell> table = {
      // the annual report of the running year stays due
      {"nothing", [](World&) {}, {}, {}, "report.submit"},

      // ---- links 1 and 2, seen from the case
      {"a closed notice 1",
       [](World& w) { reopen(w, "GS-1"); },
       {"DSC-04", "DEM-02"},
       {1, 9},
       "notice.close"},
      {"an agreement in force",
       [](World& w) {
         edit_achievement(w, [](Achievement& a) {
           a.agreement_in_force.reset();
           a.agreements.clear();
         });
       },
       {"RGT-05"},
       {2},
       "agreement.draft"},

      // ---- link 3
      {"the asset entry",
       [](World& w) { edit_achievement(w, [](Achievement& a) { a.asset.reset(); }); },
       {"LNK-31"},
       {3},
       "asset.enter"},
      // ---- link 4
      {"the pathway",
       [](World& w) { edit_case(w, [](TransferCase& c) { c.pathway.reset(); }); },
       {"LNK-41"},
       {4},
       "pathway.choose"},
      {"the decision of the implementation plan",
       [](World& w) {
         edit_case(w, [](TransferCase& c) {
           c.implementation.back().state = ImplementationState::drafted;
           c.implementation.back().decided_on.reset();
           c.implementation.back().resolution.reset();
         });
       },
       {"LNK-42", "DEM-02"},
       {4, 9},
       "resolution.record"},
      {"the implementation plan",
       [](World& w) { edit_case(w, [](TransferCase& c) { c.implementation.clear(); }); },
       {"LNK-42", "LNK-43", "DEM-02"},
       {4, 9},
       "implementation.draft"},
      {"the end of notice 2",
       [](World& w) { reopen(w, "GS-2"); },
       {"LNK-43", "DEM-02"},
       {4, 9},
       "notice.close"},
      {"a valid notice 2",
       [](World& w) { set_void(w, "GS-2"); },
       {"LNK-43", "DEM-02"},
       {4, 9},
       "notice.open"},

      // ---- link 5
      {"the registration of the contract",
       [](World& w) { edit_contract(w, [](Contract& c) { c.registration.reset(); }); },
       {"CTR-02"},
       {5},
       "contract.register"},

      // ---- link 6
      {"the decision of the distribution plan",
       [](World& w) {
         edit_plan(w, [](DistributionPlan& plan) {
           plan.state = PlanState::draft;
           plan.decided_on.reset();
           plan.resolution.reset();
         });
         edit_case(w, [](TransferCase& c) { c.plan_in_force.reset(); });
       },
       {"LNK-61", "DEM-02"},
       {6, 9},
       "resolution.record"},
      {"the end of notice 3",
       [](World& w) { reopen(w, "GS-3"); },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.close"},
      {"a valid notice 3",
       [](World& w) { set_void(w, "GS-3"); },
       {"INC-05", "DEM-02"},
       {6, 9},
       "notice.open"},
      {"money that was due",
       [](World& w) {
         edit_contract(w, [](Contract& c) {
           c.dues.back().received = Money::of_minor(0, c.dues.back().received.currency());
           c.received = c.dues.back().received;
         });
       },
       {"LNK-62"},
       {6},
       "receipt.record"},
      {"a payment to one person",
       [](World& w) { unpay(w, "P-2"); },
       {"LNK-63"},
       {6},
       "payment.record"},

      // ---- links 7 to 10
      {"an evaluation",
       [](World& w) { edit_case(w, [](TransferCase& c) { c.evaluations.clear(); }); },
       {"EVL-01"},
       {7},
       "evaluation.issue"},
      {"a guide in force",
       [](World& w) {
         auto settings = w.state.settings();
         settings.guide.reset();
         w.state.put(std::move(settings));
       },
       {"EXM-01"},
       {8},
       "guide.adopt"},
      {"a review of its risks",
       [](World& w) { edit_case(w, [](TransferCase& c) { c.risk_reviews.clear(); }); },
       {"EXM-01"},
       {8},
       "risks.review"},
      {"a report",
       [](World& w) { edit_case(w, [](TransferCase& c) { c.reports.clear(); }); },
       {"RPT-01", "RPT-02"},
       {10},
       "report.submit"},
      {"the filing of the report",
       [](World& w) {
         edit_case(w, [](TransferCase& c) { c.reports.clear(); });
         const auto again = step::report().with(R"({"number": "BG-2"})");
         w.must(again.act, again.day, again.data);
       },
       {"RPT-02"},
       {10},
       "report.file"},
  };
  return table;
}

/// The same before the contract is signed: the signature settles whom the case deals with.
const std::vector<Cell>& cells_before_signing() {
  static const std::vector<Cell> table = {
      {"the signature", [](World&) {}, {"LNK-51", "CTR-02"}, {5}, "contract.sign"},
      {"talks with anybody",
       [](World& w) {
         w.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
       },
       {"LNK-32", "LNK-33", "CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record"},
      {"a transferee",
       [](World& w) {
         edit_case(w, [](TransferCase& c) { c.negotiations.back().transferee.reset(); });
       },
       {"LNK-32", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record"},
      {"the declaration of a related party",
       [](World& w) {
         edit_case(w, [](TransferCase& c) { c.negotiations.back().related_party.reset(); });
       },
       {"CTR-06", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record"},
      {"the deliverables agreed",
       [](World& w) {
         edit_case(w, [](TransferCase& c) { c.negotiations.back().deliverables.clear(); });
       },
       {"LNK-33", "LNK-51", "CTR-02"},
       {3, 5},
       "negotiation.record"},
      {"the settling of somebody else's prior right",
       [](World& w) {
         w.must("institution.register", "2026-01-05",
                R"({"number": "I-other", "name": "他方示例公司", "nature": "company",
                    "credit_code": "91110000MA00000AAT"})");
         prior_right(w, "I-other");
       },
       {"RGT-07", "LNK-51", "CTR-02"},
       {3, 5},
       "prior_right.waive"},

  };
  return table;
}

Codes unmet_of(const std::vector<LinkStatus>& links) {
  Codes rules;
  for (const auto& link : links) {
    for (const auto& requirement : link.requirements) {
      if (requirement.state == RequirementState::unmet) rules.push_back(requirement.rule);
    }
  }
  return rules;
}

Numbers undone_of(const std::vector<LinkStatus>& links) {
  Numbers numbers;
  for (const auto& link : links) {
    if (link.state != LinkState::done) numbers.push_back(link.number);
  }
  return numbers;
}

}  // namespace

TEST_CASE("Every missing requirement of links 3 to 10 is named, alone, with what mends it first") {
  Transfer world;
  world.reported();
  const auto base = world.state;
  for (const auto& cell : cells()) {
    world.state = base;
    cell.take_away(world);
    const auto report = next_of_case(world);
    INFO("lacks " << cell.lacks << "\n" << to_text(report, Language::en));
    CHECK(unmet_of(report.links) == cell.unmet);
    CHECK(undone_of(report.links) == cell.undone);
    CHECK((report.actions.empty() ? "-" : report.actions.front().act) == cell.first);
    CHECK(report.links.size() == 10);
  }
}

TEST_CASE("Every missing requirement of links 3 to 5 is named before a contract is signed") {
  Transfer world;
  world.priced();
  const auto base = world.state;
  for (const auto& cell : cells_before_signing()) {
    world.state = base;
    cell.take_away(world);
    const auto report = next_of_case(world);
    INFO("lacks " << cell.lacks << "\n" << to_text(report, Language::en));
    const std::vector<LinkStatus> links(report.links.begin(), report.links.begin() + 5);
    CHECK(unmet_of(links) == cell.unmet);
    CHECK(undone_of(links) == cell.undone);
    REQUIRE_FALSE(report.actions.empty());
    CHECK(report.actions.front().act == cell.first);
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
      const auto& early = cells_before_signing();
      INFO(rule);
      CHECK((std::any_of(cells().begin(), cells().end(), misses) ||
             std::any_of(early.begin(), early.end(), misses)));
    }
  }
}

TEST_CASE("Whatever a case lacks comes with a remedy, someone to act, and acts that exist") {
  Transfer world;
  world.reported();
  const auto base = world.state;
  for (const auto& cell : cells()) {
    world.state = base;
    cell.take_away(world);
    const auto report = next_of_case(world);
    INFO("lacks " << cell.lacks);
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
