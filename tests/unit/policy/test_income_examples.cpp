#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

/// The worked examples of the income rules told as acts: what is booked equals the figures to the
/// fen. The engine by itself has tests of its own.
namespace {

struct PersonTerms {
  std::string person;
  std::string ownership;
  std::string weight;
};

/// A case under an agreement of its own, up to a contract over `total`.
struct Example : Transfer {
  explicit Example(std::string contract_total) : total(std::move(contract_total)) {
    must("institution.register", "2026-01-05",
         R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  }

  void agree(const std::string& institutions, const std::vector<PersonTerms>& people,
             bool with_university = false) {
    std::string persons;
    for (const auto& one : people) {
      persons += (persons.empty() ? "" : ", ") + (R"({"person": ")" + one.person) +
                 R"(", "ownership": ")" + one.ownership + R"(", "income_weight": ")" + one.weight +
                 R"("})";
    }
    must("agreement.draft", "2026-03-18",
         R"({"number": "FQ-2", "achievement": "KZ-1", "terms": {"institutions": )" + institutions +
             R"(, "persons": [)" + persons +
             R"(], "use_right": "individual", "reward_ratio": "1/2",
                "decision_mechanism": "示例", "cost_sharing": "示例",
                "ownership_sets_weights": false}})");
    const auto sign = [&](const std::string& party) {
      must("agreement.sign", "2026-03-18", R"({"agreement": "FQ-2", )" + party + "}");
    };
    sign(R"("institution": "I-own")");
    if (with_university) sign(R"("institution": "I-uni")");
    for (const auto& one : people) sign(R"("person": ")" + one.person + "\"");
    must("agreement.enter_force", "2026-03-18",
         R"({"agreement": "FQ-2", "supersedes": "FQ-KZ-1"})");
  }

  /// Three people alike, one of them an implementer.
  void agree_on_thirds() {
    agree(R"([{"institution": "I-own", "share": "1"}])",
          {{"P-1", "0", "1/3"}, {"P-2", "0", "1/3"}, {"P-5", "0", "1/3"}});
  }

  void sign_licence(const std::string& dues) {
    implementation_decided();
    must(step::price().with(R"({"price": ")" + total + "\"}"));
    must(step::publish_price());
    must(step::close_price());
    must(step::approve_case().with(R"({"amount": ")" + total + "\"}"));
    must(step::review_risks());
    must(step::sign().with(R"({"amounts": {"total": ")" + total + R"(", "technical": ")" + total +
                           R"(", "terms": "instalments"}, "dues": [)" + dues + "]}"));
    must(step::register_contract());
  }
  void sign_licence() {
    sign_licence(R"({"what": "合同款", "amount": ")" + total + R"(", "due_on": "2026-07-31"})");
  }

  Decision plan(const std::string& more) {
    must(step::draft_plan().with(more));
    return record(step::decide_plan());
  }
  Decision plan_thirds(const std::string& more = "") {
    return plan(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "1/3"},
                              {"person": "P-2", "role": "contributor", "weight": "1/3"},
                              {"person": "P-5", "role": "implementer", "weight": "1/3"}])" +
                more + "}");
  }
  void receive(int due, const char* amount, const char* day) {
    must(step::receive(amount).on(day).with(R"({"number": "DZ-)" + std::to_string(due) +
                                            R"(", "due": )" + std::to_string(due) + "}"));
  }
  void refund(const char* receipt, const char* amount) {
    must("receipt.refund", "2026-07-20",
         R"({"receipt": ")" + std::string(receipt) + R"(", "amount": ")" + amount +
             R"(", "reason": "示例"})");
  }

  std::string entitled(LineKind kind, std::string_view number) const {
    for (const auto& balance : transfer().balances) {
      if (balance.kind != kind) continue;
      const auto& theirs = balance.person ? state.get(*balance.person).number
                                          : state.get(balance.institution.value()).number;
      if (theirs == number) return balance.entitled.to_text();
    }
    return "0.00";
  }
  std::string rewards() const {
    return entitled(LineKind::reward, "P-1") + " " + entitled(LineKind::reward, "P-2") + " " +
           entitled(LineKind::reward, "P-5");
  }
  std::string owners() const {
    return entitled(LineKind::owner_income, "P-1") + " " + entitled(LineKind::owner_income, "P-2");
  }
  std::string net() const { return transfer().totals.net.to_text(); }
  std::string reward() const { return transfer().totals.reward.to_text(); }
  std::string kept() const { return transfer().totals.institution.to_text(); }

  std::string total;
};

const std::string three_dues =
    R"({"what": "一期", "amount": "200000.00", "due_on": "2026-07-01"},
       {"what": "二期", "amount": "300000.00", "due_on": "2026-07-08"},
       {"what": "三期", "amount": "500000.00", "due_on": "2026-07-15"})";

/// Example 5 up to its third receipt.
struct Staged : Example {
  explicit Staged(const std::string& plan_terms = "") : Example("1000000.00") {
    agree_on_thirds();
    sign_licence(three_dues);
    must(step::cost("ip_fees", "300000.00"));
    CHECK_FALSE(plan_thirds(plan_terms).is_refused());
  }
  void receive_first() { receive(1, "200000.00", "2026-07-01"); }
  void receive_second() { receive(2, "300000.00", "2026-07-08"); }
  void receive_third() { receive(3, "500000.00", "2026-07-15"); }
  void receive_all() {
    receive_first();
    receive_second();
    receive_third();
  }
};

}  // namespace

TEST_CASE("example 1: net income is the contract amount less six kinds of cost") {
  Example t("1000000.00");
  t.sign_licence();
  for (const auto& [category, amount] :
       std::vector<std::pair<const char*, const char*>>{{"ip_fees", "20000.00"},
                                                        {"appraisal_and_transaction", "30000.00"},
                                                        {"contract_taxes", "300.00"},
                                                        {"management_fee", "50000.00"},
                                                        {"amortisation", "10000.00"},
                                                        {"research_input", "189700.00"}}) {
    t.must(step::cost(category, amount));
  }
  CHECK_FALSE(t.plan("{}").is_refused());
  t.receive(1, "1000000.00", "2026-07-01");
  CHECK(t.net() == "700000.00");
  CHECK(t.reward() == "350000.00");
  CHECK(t.kept() == "350000.00");
}

TEST_CASE("example 2: two institutions share, then the own one rewards its people") {
  Example t("1000000.01");
  t.agree(R"([{"institution": "I-own", "share": "2/3"}, {"institution": "I-uni", "share": "1/3"}])",
          {{"P-1", "0", "1/3"}, {"P-2", "0", "1/3"}, {"P-5", "0", "1/3"}}, true);
  t.must("consent.record", "2026-03-19",
         R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1 的普通许可"})");
  t.sign_licence();
  t.must(step::cost("ip_fees", "60300.00"));
  t.must(step::cost("management_fee", "126466.66"));
  CHECK_FALSE(t.plan_thirds().is_refused());
  t.receive(1, "1000000.01", "2026-07-01");
  CHECK(t.entitled(LineKind::other_institution, "I-uni") == "313233.34");
  CHECK(t.net() == "500000.01");
  CHECK(t.reward() == "250000.01");
  CHECK(t.kept() == "250000.00");
  CHECK(t.rewards() == "83333.34 83333.34 83333.33");
}

TEST_CASE(
    "RGT-06 refuses: a plan against the co-ownership on record; agreed anew it pays the fen") {
  Example t("1000000.00");
  t.sign_licence();
  t.must(step::cost("ip_fees", "20000.00"));
  t.must("coownership.record", "2026-06-01",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "2/3"},
             {"institution": "I-uni", "share": "1/3"}]})");
  CHECK_THAT(said("RGT-06", t.check(step::draft_plan())),
             Contains("refuse /transfer_case 成果 KZ-1：协议 FQ-KZ-1 的机构份额（I-own 1）"));
  t.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-06-01",
                        R"({"institutions": [{"institution": "I-own", "share": "2/3"},
                                             {"institution": "I-uni", "share": "1/3"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true})",
                        "KZ-1", R"("institution": "I-uni")");
  CHECK_FALSE(t.plan("{}").is_refused());
  t.receive(1, "1000000.00", "2026-07-01");
  CHECK(t.entitled(LineKind::other_institution, "I-uni") == "326666.67");
  CHECK(t.reward() == "326666.67");
  CHECK(t.kept() == "326666.66");
}

TEST_CASE("example 3: owners by agreement, with the reward beside theirs or in its place") {
  Example t("700000.00");
  t.agree(R"([{"institution": "I-own", "share": "7/10"}])",
          {{"P-1", "1/5", "1/2"}, {"P-2", "1/10", "3/10"}, {"P-5", "0", "1/5"}});
  for (const auto* person : {"P-1", "P-2"}) {
    t.must("consent.record", "2026-03-19",
           R"({"achievement": "KZ-1", "person": ")" + std::string(person) +
               R"(", "scope": "同意普通许可"})");
  }
  t.sign_licence();
  const std::string lines =
      R"("lines": [{"person": "P-1", "role": "contributor", "weight": "5"},
                   {"person": "P-2", "role": "contributor", "weight": "3"},
                   {"person": "P-5", "role": "implementer", "weight": "2"}])";
  SECTION("stacked") {
    CHECK_FALSE(t.plan("{" + lines + "}").is_refused());
    t.receive(1, "700000.00", "2026-07-01");
    CHECK(t.owners() == "140000.00 70000.00");
    CHECK(t.rewards() == "122500.00 73500.00 49000.00");
    CHECK(t.kept() == "245000.00");
  }
  SECTION("ownership replaces the reward") {
    CHECK_FALSE(
        t.plan("{" + lines + R"(, "ownership": "ownership_replaces_reward"})").is_refused());
    t.receive(1, "700000.00", "2026-07-01");
    CHECK(t.owners() == "140000.00 70000.00");
    CHECK(t.rewards() == "70000.00 42000.00 28000.00");
    CHECK(t.kept() == "350000.00");
  }
  SECTION("INC-06 refuses: what one kind was paid too much is taken off the other") {
    CHECK_FALSE(t.plan("{" + lines + "}").is_refused());
    t.must(step::publish_plan());
    t.must(step::close_plan());
    t.receive(1, "700000.00", "2026-07-01");
    t.must(step::pay("P-1", "122500.00"));
    t.refund("DZ-1", "350000.00");  // P-1: reward 61,250.00, owner income 70,000.00
    const auto owner = [&](const char* amount) {
      return t.check(
          step::pay("P-1", "1.00")
              .on("2026-07-21")
              .with(R"({"lines": [{"kind": "owner_income", "person": "P-1", "amount": ")" +
                    std::string(amount) + R"("}]})"));
    };
    CHECK_FALSE(owner("8750.00").has("INC-06"));
    CHECK(said("INC-06", owner("8750.01")) ==
          "refuse /lines/0/amount P-1 此前多付 61250.00，抵扣后合计可付 8750.00；"
          "本次合计 8750.01。\n");
  }
}

TEST_CASE("example 4: shares are rewarded before costs, a principal head excluded") {
  Example t("3000000.00");
  t.agree(R"([{"institution": "I-own", "share": "1"}])",
          {{"P-1", "0", "1/2"}, {"P-2", "0", "3/10"}, {"P-5", "0", "1/5"}});
  t.must("post.assign", "2026-03-19",
         R"({"person": "P-5", "institution": "I-own", "post": "principal_head",
             "from": "2026-01-01"})");
  t.implementation_decided(Pathway::equity_investment);
  t.must(step::price().with(R"({"price": "3000000.00"})"));
  t.must(step::publish_price());
  t.must(step::close_price());
  t.must(step::approve_case().with(R"({"approver": "deputy_head", "amount": "3000000.00"})"));
  t.must(step::review_risks());
  t.must(step::sign(Pathway::equity_investment)
             .with(R"({"investment": {"invested_value": "3000000.00"}})"));
  t.must(step::register_contract());
  t.must(step::cost("appraisal_and_transaction", "90000.00"));
  t.must(step::cost("contract_taxes", "900.00"));
  CHECK_FALSE(t.plan(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "5"},
                                   {"person": "P-2", "role": "contributor", "weight": "3"},
                                   {"person": "P-5", "role": "implementer", "weight": "2"}]})")
                  .is_refused());
  t.must(step::publish_plan());
  t.must(step::close_plan());
  t.must(step::award_equity());
  const auto& award = t.transfer().equity.front();
  CHECK(award.people_shares == 166667);
  CHECK(award.institution_shares == 166666);
  REQUIRE(award.people.size() == 3);
  CHECK(award.people[0].shares == 104167);
  CHECK(award.people[1].shares == 62500);
  CHECK(award.people[2].shares == 0);
  CHECK(t.reward() == "0.00");
  CHECK(t.transfer().totals.unrecovered().to_text() == "90900.00");
}

TEST_CASE("example 5: staged receipts add up to the same fen") {
  SECTION("costs first") {
    Staged t;
    t.receive_first();
    CHECK(t.reward() == "0.00");
    t.receive_second();
    CHECK(t.rewards() == "33333.34 33333.33 33333.33");
    t.receive_third();
    CHECK(t.reward() == "350000.00");
    CHECK(t.rewards() == "116666.67 116666.67 116666.66");
  }
  SECTION("pro rata") {
    Staged t(R"(, "recovery": "pro_rata")");
    t.receive_first();
    CHECK(t.reward() == "70000.00");
    t.receive_second();
    CHECK(t.reward() == "175000.00");
    t.receive_third();
    CHECK(t.reward() == "350000.00");
  }
}

TEST_CASE("example 6: a refund takes its lines back and rebooks the receipts after it") {
  Staged t;
  t.receive_all();
  SECTION("all of the second receipt") {
    t.refund("DZ-2", "300000.00");
    CHECK(t.net() == "400000.00");
    CHECK(t.reward() == "200000.00");
    CHECK(t.rewards() == "66666.67 66666.67 66666.66");
  }
  SECTION("a part of it") {
    t.refund("DZ-2", "100000.00");
    CHECK(t.rewards() == "100000.00 100000.00 100000.00");
  }
}

TEST_CASE("example 7: the half fen goes to the people") {
  Example t("100.01");
  t.agree(R"([{"institution": "I-own", "share": "1"}])",
          {{"P-1", "0", "1/2"}, {"P-2", "0", "1/2"}});
  t.sign_licence();
  CHECK_FALSE(t.plan(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "1/2"},
                                   {"person": "P-2", "role": "contributor", "weight": "1/2"}]})")
                  .is_refused());
  t.receive(1, "100.01", "2026-07-01");
  CHECK(t.reward() == "50.01");
  CHECK(t.rewards() == "25.01 25.00 0.00");
  CHECK(t.kept() == "50.00");
}

TEST_CASE("example 8: a deficit is carried until a supplement covers it") {
  Example t("200000.00");
  t.sign_licence();
  t.must(step::cost("ip_fees", "20000.00"));
  t.must(step::cost("appraisal_and_transaction", "30000.00"));
  t.must(step::cost("contract_taxes", "60.00"));
  t.must(step::cost("research_input", "210000.00"));
  CHECK_FALSE(t.plan("{}").is_refused());
  t.receive(1, "200000.00", "2026-07-01");
  CHECK(t.net() == "-60060.00");
  CHECK(t.reward() == "0.00");
  t.must("approval.record", "2026-07-02",
         R"({"transfer_case": "ZH-1", "approver": "transfer_office", "amount": "300000.00"})");
  t.must("contract.amend", "2026-07-02",
         R"({"contract": "HT-1", "what": "补充协议",
             "amounts": {"total": "300000.00", "technical": "300000.00", "terms": "instalments"},
             "more_dues": [{"what": "补充款", "amount": "100000.00", "due_on": "2026-07-31"}]})");
  t.must(step::cost("contract_taxes", "30.00").on("2026-07-03"));
  t.receive(2, "100000.00", "2026-07-06");
  CHECK(t.net() == "39910.00");
  CHECK(t.reward() == "19955.00");
}

TEST_CASE("example 9: seventy per cent of gross passes the floor and warns") {
  Example t("1000000.00");
  t.sign_licence();
  t.must(step::cost("ip_fees", "400000.00"));
  const auto drafted =
      t.record(step::draft_plan().with(R"({"reward_ratio": "7/10", "base": "gross_income"})"));
  CHECK_FALSE(drafted.is_refused());
  CHECK_THAT(said("INC-02", drafted), Contains("给个人的 700000.00 超过净收入 600000.00"));
  t.must(step::decide_plan());
  t.receive(1, "1000000.00", "2026-07-01");
  CHECK(t.reward() == "700000.00");
  CHECK(t.kept() == "0.00");
  CHECK(t.transfer().totals.unrecovered().to_text() == "100000.00");
}

TEST_CASE("INC-02 warns: beside a co-owner, of the own part of what is not recovered alone") {
  Example t("1000000.00");
  t.agree(R"([{"institution": "I-own", "share": "2/3"}, {"institution": "I-uni", "share": "1/3"}])",
          {{"P-1", "0", "1/3"}, {"P-2", "0", "1/3"}, {"P-5", "0", "1/3"}}, true);
  t.must("consent.record", "2026-03-19",
         R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1 的普通许可"})");
  t.sign_licence();
  t.must(step::cost("ip_fees", "400000.00"));
  const auto drafted =
      t.record(step::draft_plan().with(R"({"reward_ratio": "7/10", "base": "gross_income"})"));
  CHECK_THAT(
      said("INC-02", drafted),
      Contains("给个人的 466666.67 超过净收入 400000.00；未收回的成本中，本单位承担 66666.67"));
}

TEST_CASE("bad input about money: what is refused writes nothing") {
  Example t("1000000.00");
  t.sign_licence();
  t.must(step::draft_plan());
  t.must(step::decide_plan());
  const auto before = t.transfer().receipts.size();
  // before the contract; above it; in another currency; more given back than came
  CHECK(t.record(step::receive().on("2026-05-19")).has("REG-04"));
  CHECK(t.record(step::receive("1000000.01")).has("CTR-04"));
  CHECK(t.record(step::receive("USD 1.00")).is_refused());
  CHECK(t.transfer().receipts.size() == before);
  t.receive(1, "400000.00", "2026-07-01");
  CHECK(t.record("receipt.refund", "2026-07-02",
                 R"({"receipt": "DZ-1", "amount": "400000.01", "reason": "示例"})")
            .is_refused());
  CHECK(t.transfer().totals.gross == Money::parse("400000.00"));
  CHECK(t.record(step::pay("P-1", "1.00").on("2026-07-02")).has("INC-05"));
  CHECK(t.transfer().payments.empty());
}
