#include <algorithm>

#include "catch.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

using Story = std::vector<Step>;

/// A licence from the opening of its case to its filed report.
Story licence() {
  return {step::open_case(),
          step::negotiate(),
          step::choose_pathway(Pathway::licence),
          step::draft_implementation(),
          step::decide_implementation(),
          step::publish_implementation(),
          step::close_implementation(),
          step::price(),
          step::publish_price(),
          step::close_price(),
          step::approve_case(),
          step::review_risks(),
          step::sign(Pathway::licence),
          step::register_contract(),
          step::cost(),
          step::draft_plan(),
          step::decide_plan(),
          step::publish_plan(),
          step::close_plan(),
          step::receive(),
          step::pay("P-1", "270000.00"),
          step::pay("P-2", "180000.00"),
          step::evaluate(),
          step::report(),
          step::file()};
}

Story with(Story story, std::string_view act, std::string_view patch) {
  for (auto& step : story) {
    if (step.act == act) step = step.with(patch);
  }
  return story;
}

/// The step of the story still to come that does what is offered; nullptr when it tells of none.
const Step* find_step(const Story& story, std::size_t from, const NextAction& action) {
  const auto target = action.example_args.substr(action.act.size());
  for (auto i = from; i < story.size(); ++i) {
    if (story[i].act != action.act) continue;
    if (target.empty() || story[i].data.find(target.substr(1)) != std::string::npos) {
      return &story[i];
    }
  }
  return nullptr;
}

/// Tells the story as far as it is accepted; at each step what is offered is tried. Returns how
/// many offers were.
std::size_t try_offers(const Story& story) {
  Transfer world;
  std::size_t tried = 0;
  for (std::size_t i = 0; i < story.size(); ++i) {
    world.today = Date::parse(story[i].day);
    if (i > 0) {
      for (const auto& action : next_of_case(world).actions) {
        const auto* step = find_step(story, i, action);
        if (step == nullptr) continue;
        const auto decision = world.check(step->on(story[i].day));
        INFO(story[i].day << " " << action.example_args << "\n" << to_text(decision, Language::en));
        if (action.is_possible_on(world.today)) CHECK_FALSE(decision.is_refused());
        for (const auto& rule : action.waits_for) CHECK(decision.has(rule));
        ++tried;
      }
    }
    if (world.record(story[i]).is_refused()) break;
  }
  return tried;
}

constexpr auto other_weights =
    R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "4/5"},
                  {"person": "P-2", "role": "contributor", "weight": "1/5"}]})";

}  // namespace

TEST_CASE("What is offered for now is accepted, and what waits is refused by what it names") {
  CHECK(try_offers(licence()) > licence().size());
  CHECK(try_offers(with(licence(), "distribution.draft", other_weights)) > 10);
  CHECK(try_offers(with(licence(), "implementation.draft", R"({"expected_amount": null})")) > 10);
}

TEST_CASE("INC-10: a plan that takes from somebody waits for the consent that is offered") {
  Transfer world;
  world.registered();
  world.must(step::draft_plan().with(other_weights));
  const auto before = next_of_case(world);
  INFO(to_text(before, Language::en));
  const auto* decide = find_action(before, "resolution.record");
  const auto* consent = find_action(before, "consent.record");
  REQUIRE(decide != nullptr);
  REQUIRE(consent != nullptr);
  CHECK(decide->waits_for == std::vector<std::string>{"INC-10"});
  CHECK(consent->is_possible_on(world.today));
  CHECK(consent->example_args == "consent.record ZH-1");
  CHECK_THAT(consent->why.zh, Contains("P-2"));
  world.must("consent.record", "2026-06-02",
             R"({"achievement": "KZ-1", "person": "P-2", "scope": "同意项目 ZH-1 的分配方案"})");
  const auto after = next_of_case(world);
  CHECK(find_action(after, "consent.record") == nullptr);
  CHECK(find_action(after, "resolution.record")->waits_for.empty());
}

TEST_CASE("PTH-03: a terminated case still offers its money and keeps its days while any is due") {
  Transfer world;
  world.received();
  world.must("case.terminate", "2026-07-02", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  const auto report = next_of_case(world);
  INFO(to_text(report, Language::en));
  REQUIRE(find_action(report, "payment.record") != nullptr);
  CHECK(find_action(report, "payment.record")->is_possible_on(world.today));
  CHECK_FALSE(world.check(step::pay("P-1", "270000.00")).is_refused());
  const auto dues = due_of_case(world);
  CHECK(std::any_of(dues.begin(), dues.end(),
                    [](const Deadline& due) { return due.what == DeadlineKind::reward_payment; }));
  CHECK(std::none_of(dues.begin(), dues.end(),
                     [](const Deadline& due) { return due.what == DeadlineKind::licence_end; }));
  world.must(step::pay("P-1", "270000.00"));
  world.must(step::pay("P-2", "180000.00"));
  const auto left = due_of_case(world);  // what came in is still reported
  REQUIRE(left.size() == 1);
  CHECK(left.front().what == DeadlineKind::annual_report);
  REQUIRE(find_action(next_of_case(world), "report.submit") != nullptr);
  CHECK(next_of_case(world).links[9].state == LinkState::not_started);
  CHECK(next_of_case(world).links[9].due_on == left.front().due_on);
  world.must(step::evaluate());
  world.today = Date(2027, 1, 20);
  world.must(step::report().on("2027-01-20"));
  const auto unfiled = next_of_case(world);  // a filing is part of the report
  CHECK(find_action(unfiled, "report.file") != nullptr);
  CHECK(unfiled.links[9].state == LinkState::open);
  world.must(step::file().on("2027-01-20"));
  CHECK(next_of_case(world).actions.empty());
  CHECK(due_of_case(world).empty());
}

TEST_CASE(
    "PTH-03: a terminated case keeps what is due under a contract that ended, until written off") {
  Transfer world;
  world.plan_publicised();
  world.must("contract.end", "2026-08-01", R"({"contract": "HT-1", "reason": "示例"})");
  world.must("case.terminate", "2026-08-01", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  world.today = Date(2026, 8, 3);
  const auto report = next_of_case(world);
  REQUIRE(report.actions.size() >= 2);
  CHECK(report.actions[0].act == "receipt.record");  // what is owed before what is given up
  CHECK(report.actions[0].waits_for.empty());
  CHECK(report.actions[1].act == "due.write_off");
  CHECK_THAT(report.actions[1].why.zh, Contains("或者"));
  CHECK_FALSE(due_of_case(world).empty());
  world.must("due.write_off", "2026-08-03", R"({"contract": "HT-1", "due": 1, "reason": "示例"})");
  CHECK(find_action(next_of_case(world), "due.write_off") == nullptr);
}

namespace {

void account_before_contract(Transfer& world) {
  world.priced();
  world.must(step::evaluate().on("2026-05-19").with(R"({"until": "2026-05-18"})"));
  world.must(step::report().on("2026-05-19").with(R"({"report": "real_time"})"));
  world.must(step::file().on("2026-05-19"));
}

}  // namespace

TEST_CASE("EVL-01, RPT-01: what came before the contract does not do links 7 and 10") {
  Transfer world;
  account_before_contract(world);
  const auto is = [&](std::size_t link, LinkState state) {
    INFO("link " << link);
    CHECK(next_of_case(world).links[link - 1].state == state);
  };
  is(7, LinkState::not_started);
  is(10, LinkState::not_started);
  world.must(step::sign());
  is(7, LinkState::not_started);
  is(10, LinkState::not_started);
  world.must(step::evaluate().with(R"({"number": "PJ-2"})"));
  world.must(step::report().with(R"({"number": "BG-2"})"));
  world.must(step::file().with(R"({"report": "BG-2"})"));
  is(7, LinkState::done);
  is(10, LinkState::done);
}

TEST_CASE("PTH-03: a collapsed case that was evaluated and reported can be closed") {
  Transfer world;
  account_before_contract(world);
  world.must("case.terminate", "2026-05-20", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  const auto report = next_of_case(world);
  CHECK(report.actions.empty());
  CHECK(due_of_case(world).empty());
  CHECK(report.links[6].state == LinkState::not_applicable);
  CHECK(report.links[9].state == LinkState::not_applicable);
}

TEST_CASE("CTR-05: between talks neither a price nor its approval is offered, talks are") {
  Transfer world;
  world.priced();
  world.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  const auto report = next_of_case(world);
  CHECK(find_action(report, "negotiation.record") != nullptr);
  CHECK(find_action(report, "pricing.record") == nullptr);
  CHECK(find_action(report, "approval.record") == nullptr);
}

TEST_CASE("PTH-03: what a live contract of a terminated case still brings stays due") {
  Transfer world;
  world.plan_publicised();
  world.must("case.terminate", "2026-07-01", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(find_action(next_of_case(world), "receipt.record") != nullptr);
  const auto dues = due_of_case(world);
  CHECK(std::any_of(dues.begin(), dues.end(),
                    [](const Deadline& due) { return due.what == DeadlineKind::payment_due; }));
}

TEST_CASE(
    "After a refund and the end of the contract nobody is urged, and who has too much is told") {
  Transfer world;
  world.paid();
  world.must("receipt.refund", "2026-07-20",
             R"({"receipt": "DZ-1", "amount": "1000000.00", "reason": "示例"})");
  world.must("contract.end", "2026-07-21", R"({"contract": "HT-1", "reason": "示例"})");
  const auto report = next_of_case(world);
  const auto text = to_text(report, Language::zh);
  INFO(text);
  CHECK(find_action(report, "receipt.record") == nullptr);
  CHECK(find_action(report, "due.write_off") == nullptr);  // what was to come lapsed
  CHECK_THAT(text, !Contains("催收"));
  CHECK_THAT(text, Contains("P-1 多付 270000.00"));
  CHECK_THAT(to_text(board(world), Language::zh), Contains("P-2 多付 180000.00"));
  CHECK_FALSE(world
                  .check("due.write_off", "2026-07-22",
                         R"({"contract": "HT-1", "due": 1, "reason": "示例"})")
                  .is_refused());
}

TEST_CASE("LNK-61: nobody is asked to plan what a contract that ended unpaid will not bring") {
  Transfer world;
  world.registered();
  REQUIRE(find_action(next_of_case(world), "distribution.draft") != nullptr);
  world.must("contract.end", "2026-06-01", R"({"contract": "HT-1", "reason": "示例"})");
  const auto check = [&] {
    const auto report = next_of_case(world);
    CHECK(find_action(report, "distribution.draft") == nullptr);
    CHECK(find_action(report, "cost.record") == nullptr);
    CHECK(find_action(report, "report.submit") != nullptr);
  };
  check();
  world.must("case.terminate", "2026-06-01", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  check();
}

TEST_CASE("CTR-04: money given back before the contract ended is not asked for once more") {
  Transfer world;
  world.paid();
  world.must("receipt.refund", "2026-07-20",
             R"({"receipt": "DZ-1", "amount": "1000000.00", "reason": "示例"})");
  world.must("contract.end", "2026-08-01", R"({"contract": "HT-1", "reason": "示例"})");
  world.today = Date(2026, 8, 3);
  const auto report = next_of_case(world);
  CHECK(find_action(report, "receipt.record") == nullptr);
  CHECK(find_action(report, "due.write_off") != nullptr);
}

TEST_CASE("PTH-07: the papers signing and paying ask for are offered, without holding them up") {
  Transfer world;
  world.priced();
  const auto signing = next_of_case(world);
  INFO(to_text(signing, Language::en));
  REQUIRE(find_action(signing, "evidence.attach") != nullptr);
  CHECK(find_action(signing, "evidence.attach")->example_args == "evidence.attach ZH-1");
  CHECK_THAT(find_action(signing, "evidence.attach")->why.zh, Contains("受让方资质"));
  CHECK(find_action(signing, "contract.sign")->is_possible_on(world.today));
  CHECK(world.check(step::sign()).has("PTH-07"));
  world.must(step::sign());
  for (const auto& step :
       {step::register_contract(), step::cost(), step::draft_plan(), step::decide_plan(),
        step::publish_plan(), step::close_plan(), step::receive()}) {
    world.must(step);
  }
  const auto paying = next_of_case(world);
  REQUIRE(find_action(paying, "evidence.attach") != nullptr);
  CHECK(find_action(paying, "payment.record")->is_possible_on(world.today));
}

TEST_CASE("CTR-06: an implementer who declared nothing is asked before signing") {
  Transfer world;
  world.must(step::open_case());
  world.must(step::negotiate().with(
      R"({"declarations": [{"person": "P-1", "has_interest": false},
                           {"person": "P-2", "has_interest": false}]})"));
  world.must(step::choose_pathway(Pathway::licence));
  CHECK(find_action(next_of_case(world), "negotiation.record") == nullptr);
  world.must(step::draft_implementation());
  const auto report = next_of_case(world);
  INFO(to_text(report, Language::en));
  REQUIRE(find_action(report, "negotiation.record") != nullptr);
  CHECK_THAT(find_action(report, "negotiation.record")->why.zh, Contains("P-5"));
  world.must(step::negotiate().on("2026-04-07"));
  CHECK(find_action(next_of_case(world), "negotiation.record") == nullptr);
}

TEST_CASE("INC-01: costs are asked for before a plan is drafted, and nobody lacks them") {
  Transfer world;
  world.registered();
  const auto report = next_of_case(world);
  const auto* cost = find_action(report, "cost.record");
  REQUIRE(cost != nullptr);
  CHECK(cost < find_action(report, "distribution.draft"));
  CHECK_THAT(cost->why.zh, Contains("可办"));
  world.must(step::cost());
  CHECK(find_action(next_of_case(world), "cost.record") == nullptr);
}

TEST_CASE("Link 3 of a listing is done since the price named the buyer") {
  Transfer world;
  world.must(step::open_case());
  world.must(step::negotiate());
  world.must(step::choose_pathway(Pathway::licence));
  world.must(step::draft_implementation().with(R"({"pricing": "listing"})"));
  world.must(step::decide_implementation());
  world.must(step::publish_implementation());
  world.must(step::close_implementation());
  CHECK(next_of_case(world).links[2].since == Date(2026, 4, 2));
  world.must(step::price().with(
      R"({"method": "listing", "venue": "示例交易所", "opened_on": "2026-04-18", "buyer": "I-co"})"));
  CHECK(next_of_case(world).links[2].since == Date(2026, 4, 20));
}

TEST_CASE("Link 3 is done since transferee and subject are what they are") {
  Transfer world;
  world.must(step::open_case());
  world.must(step::negotiate().with(R"({"transferee": null})"));
  world.must(step::negotiate().on("2026-04-06"));
  const auto since = [&] { return next_of_case(world).links[2].since; };
  CHECK(since() == Date(2026, 4, 6));
  world.must(step::negotiate().on("2026-04-07").with(R"({"related_party": true,
                                                         "related_what": "示例"})"));
  CHECK(since() == Date(2026, 4, 6));  // the same talks, more is known of them
}

TEST_CASE("Link 3: talks taken up again after their contract ended begin anew") {
  Transfer world;
  world.registered();
  world.must("contract.end", "2026-06-15", R"({"contract": "HT-1", "reason": "示例"})");
  world.must(step::negotiate().on("2026-06-20"));
  CHECK(next_of_case(world).links[2].since == Date(2026, 6, 20));
}

TEST_CASE("PTH-05: a notice that was voided takes back an earlier one, and another is offered") {
  Transfer world;
  world.implementation_decided();
  CHECK(find_action(next_of_case(world), "notice.open") == nullptr);
  world.must(step::publish_implementation().on("2026-04-17").with(R"({"number": "GS-4"})"));
  world.state.change(world.get<Notice>("GS-4").id,
                     [](Notice& notice) { notice.state = NoticeState::voided; });
  const auto report = next_of_case(world);
  INFO(to_text(report, Language::en));
  CHECK(world.missing_of("LNK-43").size() == 1);
  REQUIRE(find_action(report, "notice.open") != nullptr);
  CHECK(find_action(report, "notice.open")->rules.front() == "LNK-43");
}

TEST_CASE("What is payable is called by what it is") {
  Transfer world;
  world.received();
  const auto report = next_of_case(world);
  const auto& why = find_action(report, "payment.record")->why;
  CHECK_THAT(why.zh, Contains("（" + std::string(name_of(LineKind::reward).zh) + "）"));
}

TEST_CASE("CTR-04: a royalty, which is due by no day, is told of") {
  Transfer world;
  world.signed_();
  world.state.change(world.get<Contract>("HT-1").id,
                     [](Contract& c) { c.amounts.royalty = Ratio(1, 20); });
  const auto has_note = [&] {
    return to_text(next_of_case(world), Language::zh).find("约定提成") != std::string::npos;
  };
  CHECK_FALSE(has_note());  // a payment due reminds
  world.state.change(world.get<Contract>("HT-1").id,
                     [](Contract& c) { c.dues.front().received = c.dues.front().amount; });
  CHECK(has_note());
}

TEST_CASE("A case whose links are all done says that it goes on") {
  Transfer world;
  world.reported();
  const auto report = next_of_case(world);
  CHECK_THAT(to_text(report, Language::zh), Contains("各环节均已办妥"));
  CHECK_THAT(to_text(report, Language::en), Contains("Every link is done"));
  Transfer early;
  early.must(step::open_case());
  CHECK_THAT(to_text(next_of_case(early), Language::zh), !Contains("各环节均已办妥"));
}

TEST_CASE(
    "LNK-33: talks about a service alone offer its pathway, without waiting for deliverables") {
  Transfer world;
  world.must(step::open_case());
  world.must(step::negotiate().with(R"({"deliverables": null})"));
  const auto report = next_of_case(world);
  REQUIRE(find_action(report, "pathway.choose") != nullptr);
  CHECK(find_action(report, "pathway.choose")->waits_for.empty());
  CHECK_FALSE(world.check(step::choose_pathway(Pathway::extended_service)).is_refused());
}

TEST_CASE(
    "CTR-05: signing before the price was publicised is told of, and its notice is closed later") {
  Transfer world;
  world.implementation_decided();
  world.must(step::price());
  world.must(step::publish_price());
  world.must(step::approve_case().on("2026-04-20"));
  const auto early = next_of_case(world);
  REQUIRE(find_action(early, "contract.sign") != nullptr);
  CHECK_THAT(find_action(early, "contract.sign")->why.zh, Contains("协议定价尚未公示期满"));
  world.must(step::review_risks().on("2026-04-20"));
  world.must(step::sign().on("2026-04-21"));
  const auto later = next_of_case(world);
  REQUIRE(find_action(later, "notice.close") != nullptr);
  CHECK(find_action(later, "notice.close")->example_args == "notice.close GS-P");
}

TEST_CASE("EVL-01: shares that were awarded may be evaluated without any receipt") {
  Transfer world;
  world.plan_publicised(Pathway::equity_investment);
  CHECK(find_action(next_of_case(world), "evaluation.issue") == nullptr);
  world.must(step::award_equity());
  CHECK(find_action(next_of_case(world), "evaluation.issue") != nullptr);
}

TEST_CASE("LNK-32: talks beside a contract are told of until they lead to one or end") {
  Transfer world;
  world.must("institution.register", "2026-05-20",
             R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  world.registered();
  CHECK(find_action(next_of_case(world), "negotiation.end") == nullptr);
  world.must(step::negotiate().on("2026-05-26").with(R"({"transferee": "I-2"})"));
  const auto report = next_of_case(world);
  REQUIRE(find_action(report, "negotiation.end") != nullptr);
  CHECK_THAT(find_action(report, "negotiation.end")->why.zh, Contains("与 I-2 的协商尚未签约"));
  world.must("negotiation.end", "2026-05-27", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(find_action(next_of_case(world), "negotiation.end") == nullptr);
}

namespace {

/// I-uni owns a third of KZ-1 since 2026-04-02, and its agreement says otherwise.
void let_uni_own(Transfer& world) {
  world.must("institution.register", "2026-04-02",
             R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  world.must("coownership.record", "2026-04-02",
             R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "2/3"},
                 {"institution": "I-uni", "share": "1/3"}]})");
}

}  // namespace

TEST_CASE("RGT-06: who is to consent is asked of the case, not of shares that do not agree") {
  Transfer world;
  world.negotiated();
  let_uni_own(world);
  const auto report = next_of_case(world);
  INFO(to_text(report, Language::en));
  CHECK(report.links[1].state == LinkState::open);
  REQUIRE(find_action(report, "agreement.draft") != nullptr);
  CHECK(find_action(report, "coownership.record") != nullptr);
  REQUIRE(find_action(report, "consent.record") != nullptr);
  CHECK(find_action(report, "consent.record")->example_args == "consent.record ZH-1");
  CHECK_THAT(find_action(report, "consent.record")->why.zh, Contains("书面同意：I-uni"));
  world.must("consent.record", "2026-04-03",
             R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1"})");
  CHECK(find_action(next_of_case(world), "consent.record") == nullptr);
}

TEST_CASE("RGT-06: a draft that cannot enter into force is offered to be ended") {
  Transfer world;
  world.negotiated();
  let_uni_own(world);
  world.must("agreement.draft", "2026-04-03",
             R"({"number": "FQ-9", "achievement": "KZ-1", "terms": {
                 "institutions": [{"institution": "I-own", "share": "1"}],
                 "persons": [{"person": "P-1", "ownership": "0", "income_weight": "1"}],
                 "use_right": "individual", "reward_ratio": "1/2",
                 "ownership_sets_weights": true}})");
  const auto report = next_of_case(world);
  INFO(to_text(report, Language::en));
  REQUIRE(find_action(report, "agreement.end") != nullptr);
  CHECK(find_action(report, "agreement.end")->example_args == "agreement.end FQ-9");
  world.must("agreement.end", "2026-04-03", R"({"agreement": "FQ-9", "reason": "示例"})");
  CHECK(find_action(next_of_case(world), "agreement.end") == nullptr);
  CHECK(find_action(next_of_case(world), "agreement.draft") != nullptr);
}

TEST_CASE("LNK-33: before a pathway is chosen the scope of a service can be recorded") {
  Transfer world;
  world.must(step::open_case());
  world.must(step::negotiate().with(R"({"scope": null})"));
  const auto report = next_of_case(world);
  const auto* scope = find_action(report, "negotiation.record");
  REQUIRE(scope != nullptr);
  CHECK_THAT(scope->why.zh, Contains("补记服务范围"));
  world.must(step::negotiate().with(R"({"scope": "示例服务"})"));
  CHECK(find_action(next_of_case(world), "negotiation.record") == nullptr);
}

TEST_CASE("CTR-03: a grant nobody wrote yet holds up no signature that a narrower one allows") {
  const auto signing_after = [](const char* grant) {
    Transfer world;
    world.must("institution.register", "2026-03-20",
               R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
    world.priced();
    world.must(step::sign().with(grant));
    world.must(step::open_case().on("2026-05-21").with(R"({"number": "ZH-2"})"));
    world.must(step::negotiate()
                   .on("2026-05-21")
                   .with(R"({"transfer_case": "ZH-2", "transferee": "I-2"})"));
    world.must(step::choose_pathway().on("2026-05-21").with(R"({"transfer_case": "ZH-2"})"));
    world.today = Date(2026, 5, 21);
    const auto report = next_of_case(world, "ZH-2");
    return *find_action(report, "contract.sign");
  };
  const auto narrow = signing_after(
      R"({"grant": {"exclusivity": "exclusive", "field": "影像", "territory": "华东"}})");
  CHECK(std::count(narrow.waits_for.begin(), narrow.waits_for.end(), "CTR-03") == 0);
  CHECK_THAT(narrow.why.zh, Contains("相冲突") && Contains("缩小领域、地域或期限"));
  const auto all = signing_after(R"({"grant": {"exclusivity": "exclusive"}})");
  CHECK(std::count(all.waits_for.begin(), all.waits_for.end(), "CTR-03") == 1);
}

TEST_CASE("CTR-05: a price found otherwise than planned is told of before it is signed") {
  Transfer world;
  world.implementation_decided();
  world.must(step::price().with(R"({"method": "auction", "venue": "示例",
                                    "opened_on": "2026-04-10", "buyer": "I-co"})"));
  const auto report = next_of_case(world);
  CHECK_THAT(find_action(report, "contract.sign")->why.zh,
             Contains("实施方案定的是协议定价，实际为拍卖"));
}
