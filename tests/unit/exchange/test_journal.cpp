#include <algorithm>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "exchange/journal.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/income/books.hpp"
#include "kezhuan/model/distribution.hpp"
#include "registry/scratch.hpp"
#include "support/shell.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Balances = std::map<std::string, Money>;

Journal journal_of(const World& world, JournalOptions options = {}) {
  const auto id = world.state.find_number(Kind::transfer_case, "ZH-1").value();
  return compose_journal(world.state, {Id<TransferCase>(id)}, options);
}

/// "900000.00 USD", "0", or "900000" of a currency that is not said.
Money read_amount(const std::string& text, Currency currency) {
  std::istringstream words(text);
  std::string number;
  std::string code;
  words >> number >> code;
  if (number.find('.') == std::string::npos) number += ".00";
  const auto shown = code.empty() ? currency : Currency::parse(code);
  return Money::of_minor(Money::parse(number).minor(), shown);
}

/// What other programs make of a journal, both asked to be as strict as they can.
class OtherPrograms {
 public:
  explicit OtherPrograms(const Journal& journal) : expected_(balances_of(journal)) {
    std::ofstream(file()) << to_text(journal);
  }

  Balances hledger() const {
    const auto out = output_of("LC_ALL=C.UTF-8 hledger -f '" + file() +
                               "' check --strict ordereddates 2>&1 && LC_ALL=C.UTF-8 hledger -f '" +
                               file() + "' balance -N --flat -E -O csv 2>&1");
    Balances balances;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      const auto middle = line.find("\",\"");
      REQUIRE(middle != std::string::npos);
      const auto account = line.substr(1, middle - 1);
      if (account == "account") continue;
      put(balances, account, line.substr(middle + 3, line.size() - middle - 4));
    }
    return balances;
  }

  Balances ledger() const {
    const auto out = output_of("LC_ALL=C.UTF-8 ledger -f '" + file() +
                               "' --strict --pedantic balance --flat --no-total --empty "
                               "--balance-format '%(account)\\t%(scrub(display_total))\\n' 2>&1");
    Balances balances;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      const auto tab = line.find('\t');
      REQUIRE(tab != std::string::npos);
      put(balances, line.substr(0, tab), line.substr(tab + 1));
    }
    return balances;
  }

  const Balances& expected() const { return expected_; }

 private:
  std::string file() const { return (scratch_ / "journal").string(); }

  /// Zero has no currency there; accounts that only hold others are ours too, at zero.
  void put(Balances& balances, const std::string& account, const std::string& amount) const {
    const auto found = expected_.find(account);
    const auto known = found == expected_.end() ? Currency() : found->second.currency();
    const auto read = read_amount(amount, known);
    if (found == expected_.end() && read.is_zero()) return;
    balances.emplace(account, read.is_zero() ? Money::of_minor(0, known) : read);
  }

  Scratch scratch_;
  Balances expected_;
};

void check_with_other_programs(const Journal& journal) {
  const OtherPrograms others(journal);
  CHECK(others.hledger() == others.expected());
  CHECK(others.ledger() == others.expected());
}

/// What the registry keeps of the money of a case, as accounts.
Balances from_the_registry(const World& world) {
  const auto& c = world.get<TransferCase>("ZH-1");
  const auto zero = Money();
  Balances all;
  const auto put = [&](const std::string& account, const Money& amount) {
    all[account + ":ZH-1"] = amount;
  };
  auto bank = zero;
  auto waiting = zero;
  for (const auto& id : c.receipts) {
    const auto& receipt = world.state.get(id);
    bank += receipt.surviving();
    if (!receipt.plan) waiting += receipt.surviving();
  }
  auto events = zero;
  for (const auto& event : c.equity_events) {
    if (!event.receipt) events += event.amount;
  }
  for (const auto& balance : c.balances) {
    const auto party = balance.person ? world.state.get(*balance.person).number
                                      : world.state.get(balance.institution.value()).number;
    const std::string sort = balance.kind == LineKind::reward         ? "Reward:"
                             : balance.kind == LineKind::owner_income ? "Owner income:"
                                                                      : "Institutions:";
    put("Liabilities:Payable:" + sort + party, -balance.due());
    bank -= balance.paid;
  }
  put("Assets:Bank", bank + events);
  put("Liabilities:Undivided", -waiting);
  put("Income:Institution", -c.totals.institution);
  put("Income:Shares held", -events);
  put("Equity:Costs advanced", -(c.totals.direct_costs + c.totals.indirect_costs));
  return all;
}

/// Every account of the journal is one the registry keeps, or one of those checked here.
void check_with_the_registry(const World& world) {
  JournalOptions options;
  options.language = Language::en;
  const auto journal = balances_of(journal_of(world, options));
  const auto& c = world.get<TransferCase>("ZH-1");
  auto expected = from_the_registry(world);
  auto to_recover = Money();
  for (const auto& [account, amount] : journal) {
    INFO(account);
    if (account.starts_with("Assets:Costs to recover:")) {
      to_recover += amount;
    } else if (account.find(" pool:") != std::string::npos) {
      CHECK(amount.is_zero());
    } else {
      CHECK(amount == expected.at(account));
      expected.erase(account);
    }
  }
  CHECK(to_recover == c.totals.unrecovered());
  for (const auto& [account, amount] : expected) {
    INFO(account);
    CHECK(amount.is_zero());
  }
}

/// Costs, one taken back; two receipts, a refund of the first after it was paid; a payment.
void tell_refund(Transfer& t) {
  t.plan_publicised();
  t.must(step::cost("management_fee", "40000.00"));
  t.must(step::cost("appraisal_and_transaction", "7000.07"));
  t.must("cost.reverse", "2026-06-20", R"({"transfer_case": "ZH-1", "cost": 3, "reason": "示例"})");
  t.must(step::receive("599999.99"));
  t.must(step::pay("P-1", "138000.00").on("2026-07-06"));
  t.must(step::receive("400000.01").on("2026-08-03").with(R"({"number": "DZ-2"})"));
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "; comment\n  Assets:x  1"})");
}

void tell_equity(Transfer& t) {
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  t.must("equity.dividend", "2026-08-03", R"({"contract": "HT-1", "amount": "20000.00"})");
}

/// A university and P-1 own parts; the university is paid.
void tell_owners(Transfer& t) {
  t.must("institution.register", "2026-01-05",
         R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  t.must("agreement.draft", "2026-03-18",
         R"({"number": "FQ-2", "achievement": "KZ-1", "terms": {
               "institutions": [{"institution": "I-own", "share": "1/2"},
                                {"institution": "I-uni", "share": "1/4"}],
               "persons": [{"person": "P-1", "ownership": "1/4", "income_weight": "3/5"},
                           {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
               "use_right": "individual", "reward_ratio": "1/2", "decision_mechanism": "示例",
               "cost_sharing": "示例", "ownership_sets_weights": false}})");
  for (const auto* party : {R"("institution": "I-own")", R"("institution": "I-uni")",
                            R"("person": "P-1")", R"("person": "P-2")"}) {
    t.must("agreement.sign", "2026-03-18", R"({"agreement": "FQ-2", )" + std::string(party) + "}");
  }
  t.must("agreement.enter_force", "2026-03-18",
         R"({"agreement": "FQ-2", "supersedes": "FQ-KZ-1"})");
  t.must("consent.record", "2026-03-19",
         R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1 的普通许可"})");
  t.must("consent.record", "2026-03-19",
         R"({"achievement": "KZ-1", "person": "P-1", "scope": "同意项目 ZH-1 的普通许可"})");
}

/// A scheme with a fee off the top, a pool of the institution, and a reserve of which a part is
/// released.
void tell_scheme(Transfer& t) {
  auto scheme = shipped_scheme("example-institution");
  scheme.off_the_top = {{"hospital", Ratio(1, 7), {}, {}}};
  scheme.reserve = Ratio(1, 9);
  t.registered();
  t.must(step::adopt_scheme(scheme));
  for (const auto& each :
       {step::cost(), step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1"})"),
        step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive("600000.01"),
        step::receive("300000.00").with(R"({"number": "DZ-2"})")}) {
    t.must(each);
  }
  t.must("reserve.release", "2026-07-02",
         R"({"transfer_case": "ZH-1", "reason": "示例", "amount": "20000.00"})");
  t.must(step::pay("P-1", "1000.00"));
}

}  // namespace

TEST_CASE(
    "INC-11 passes: pools, a reserve and a fee of a scheme come to the same in all programs") {
  Transfer t;
  tell_scheme(t);
  const auto held = consensus_books().held_in_reserve(t.state, t.transfer().id);
  REQUIRE(held.is_positive());
  std::map<std::string, Money> kept;
  for (const auto& id : t.transfer().bookings) {
    for (const auto& line : t.state.get(id).lines) {
      if (line.kind == LineKind::institution) kept[line.pool.value()] += line.amount;
    }
  }
  REQUIRE(kept.size() == 3);  // department, hospital with its fee, reserve
  JournalOptions options;
  options.language = Language::en;
  const auto journal = journal_of(t, options);
  const auto balances = balances_of(journal);
  auto institution = Money();
  for (const auto& [account, amount] : balances) {
    INFO(account);
    if (!account.starts_with("Income:Institution")) continue;
    institution += amount;
    const auto of_pool = std::find_if(kept.begin(), kept.end(),
                                      [&](const auto& pool) { return -pool.second == amount; });
    CHECK(of_pool != kept.end());
  }
  CHECK(-institution == t.transfer().totals.institution);
  CHECK(kept.at("reserve") == held);
  check_with_other_programs(journal);
}

TEST_CASE("INC-06 passes: hledger and ledger come to the balances of the registry") {
  Transfer t;
  SECTION("with a refund after payment and a cost taken back") { tell_refund(t); }
  SECTION("with everything paid") { t.paid(); }
  SECTION("with shares and a dividend") { tell_equity(t); }
  SECTION("with money that waits for a plan") {
    t.registered();
    t.must(step::receive());
  }
  check_with_the_registry(t);
  for (const auto language : {Language::zh, Language::en}) {
    JournalOptions options;
    options.language = language;
    const auto journal = journal_of(t, options);
    REQUIRE_FALSE(journal.entries.empty());
    check_with_other_programs(journal);
  }
}

TEST_CASE("RGT-06 passes: a co-owner's part and owner income have accounts of their own") {
  Transfer t;
  tell_owners(t);
  t.plan_publicised();
  t.must(step::receive());
  check_with_the_registry(t);
  JournalOptions options;
  options.language = Language::en;
  const auto journal = journal_of(t, options);
  const auto balances = balances_of(journal);
  CHECK(balances.at("Liabilities:Payable:Institutions:I-uni:ZH-1").to_text() == "-225000.00");
  CHECK(balances.at("Liabilities:Payable:Owner income:P-1:ZH-1").to_text() == "-225000.00");
  check_with_other_programs(journal);
}

TEST_CASE(
    "journal: every transaction sums to zero, and a refund is taken back before it is rebooked") {
  Transfer t;
  tell_refund(t);
  const auto journal = journal_of(t);
  std::vector<std::string> after_refund;
  for (const auto& entry : journal.entries) {
    INFO(entry.description);
    auto sum = Money();
    for (const auto& posting : entry.postings) sum += posting.amount;
    CHECK(sum.is_zero());
    if (entry.on == Date(2026, 9, 1)) after_refund.push_back(entry.description.substr(0, 6));
  }
  REQUIRE(after_refund.size() == 8);  // refund; both receipts; the first goes to costs alone
  CHECK(after_refund[0] == "退款");
  CHECK(after_refund[1] == "冲回");
  CHECK(after_refund[3] == "分配");
  CHECK(after_refund[4] == "冲回");
  CHECK(after_refund[6] == "分配");
}

TEST_CASE("INC-03 passes: what people have a part of stands in the journal once, as a receipt") {
  Transfer t;
  t.registered(Pathway::equity_investment);
  for (const auto& each : {step::draft_plan().with(R"({"equity": "equity_income"})"),
                           step::decide_plan(), step::publish_plan(), step::close_plan()}) {
    t.must(each);
  }
  t.must("equity.dividend", "2026-08-03", R"({"contract": "HT-1", "amount": "20000.00"})");
  check_with_the_registry(t);
  const auto balances = balances_of(journal_of(t));
  CHECK(balances.at("资产:银行存款:ZH-1") == Money::parse("20000.00"));
}

TEST_CASE("journal: periods put one after the other are the whole") {
  Transfer t;
  tell_refund(t);
  const auto whole = journal_of(t);
  std::vector<JournalEntry> joined;
  for (const auto& [from, to] :
       {std::pair<std::optional<Date>, std::optional<Date>>{std::nullopt, Date(2026, 6, 30)},
        {Date(2026, 7, 1), Date(2026, 7, 31)},
        {Date(2026, 8, 1), std::nullopt}}) {
    JournalOptions options;
    options.from = from;
    options.to = to;
    const auto part = journal_of(t, options).entries;
    CHECK_FALSE(part.empty());
    joined.insert(joined.end(), part.begin(), part.end());
  }
  CHECK(joined == whole.entries);
}

TEST_CASE("journal: nothing people typed freely is in it") {
  Transfer t;
  tell_refund(t);
  const auto text = to_text(journal_of(t));
  CHECK(text.find("comment") == std::string::npos);
  CHECK(text.find("Assets:x") == std::string::npos);
}

TEST_CASE("journal: large amounts, other currencies and odd numbers come through both programs") {
  const auto usd = [](std::int64_t minor) {
    return Money::of_minor(minor, Currency::parse("USD"));
  };
  Journal journal;
  journal.institution = "a\nb ; c";
  journal.entries = {
      {Date(2026, 1, 2),
       "x",
       "large",
       {{"资产:甲", Money::of_minor(7'000'000'000'000'001)},
        {"负债:乙", Money::of_minor(-7'000'000'000'000'001)}}},
      {Date(2026, 1, 3), "", "other currency", {{"资产:丙", usd(-1)}, {"负债:丁", usd(1)}}}};
  check_with_other_programs(journal);
}

TEST_CASE("journal: a number with signs that mean something there names an account of its own") {
  Transfer t;
  t.plan_publicised();
  t.must(step::receive().with(R"({"number": "DZ(1);x|y"})"));
  const auto journal = journal_of(t);
  CHECK(to_text(journal).find("DZ%281%29%3Bx%7Cy") != std::string::npos);
  check_with_other_programs(journal);
}

TEST_CASE("journal: a period that ends before it begins is refused") {
  Transfer t;
  t.paid();
  JournalOptions options;
  options.from = Date(2026, 8, 1);
  options.to = Date(2026, 7, 31);
  CHECK_THROWS_AS(journal_of(t, options), Error);
}
