#include "exchange/journal.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "acts/booked_money.hpp"
#include "income/standing.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/model/distribution.hpp"
#include "kezhuan/registry/registry.hpp"

namespace kezhuan {

namespace {

/// A number as a word of the journal: what would end an account, begin a comment or mean something
/// else comes as %XX, so that different numbers stay different.
std::string word(std::string_view number) {
  constexpr std::string_view meaningful = "%:;|()[]\"{}@=*!";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : number) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7f && meaningful.find(c) == std::string_view::npos) {
      text += c;
      continue;
    }
    text += '%';
    text += digits[byte >> 4];
    text += digits[byte & 0x0fU];
  }
  return text;
}

/// Accounts of one case.
class Accounts {
 public:
  Accounts(Language language, const std::string& transfer_case)
      : language_(language), case_(":" + word(transfer_case)) {}

  std::string bank() const { return named({"资产:银行存款", "Assets:Bank"}); }
  std::string cost(bool direct) const {
    return direct ? named({"资产:待收回成本:直接", "Assets:Costs to recover:Direct"})
                  : named({"资产:待收回成本:间接", "Assets:Costs to recover:Indirect"});
  }
  std::string undivided() const { return named({"负债:待分配到账", "Liabilities:Undivided"}); }
  std::string pool(LineKind kind) const {
    return kind == LineKind::reward
               ? named({"负债:奖励和报酬总额", "Liabilities:Reward pool"})
               : named({"负债:所有权收益总额", "Liabilities:Owner income pool"});
  }
  std::string payable(LineKind kind, const std::string& party) const {
    StaticText account{"负债:应付:共有机构", "Liabilities:Payable:Institutions"};
    if (kind == LineKind::reward) account = {"负债:应付:奖励和报酬", "Liabilities:Payable:Reward"};
    if (kind == LineKind::owner_income) {
      account = {"负债:应付:所有权收益", "Liabilities:Payable:Owner income"};
    }
    return std::string(account.in(language_)) + ":" + word(party) + case_;
  }
  std::string advanced() const { return named({"权益:垫付成本", "Equity:Costs advanced"}); }
  /// By a scheme the money kept goes to pools inside the institution.
  std::string institution(const std::optional<std::string>& pool) const {
    auto account = named({"收入:单位留存", "Income:Institution"});
    return pool ? account + ":" + word(*pool) : account;
  }
  std::string shares() const { return named({"收入:单位持股", "Income:Shares held"}); }

 private:
  std::string named(const StaticText& account) const {
    return std::string(account.in(language_)) + case_;
  }

  Language language_;
  std::string case_;
};

/// Tells the money of one case as entries.
class CaseJournal {
 public:
  CaseJournal(const State& state, const TransferCase& c, Language language)
      : state_(state), case_(c), language_(language), accounts_(language, c.number) {}

  std::vector<JournalEntry> take() {
    for (const auto& cost : case_.costs) of_cost(cost);
    for (const auto& id : case_.receipts) of_receipt(state_.get(id));
    for (const auto& id : case_.bookings) of_booking(state_.get(id));
    for (const auto& id : case_.payments) of_payment(state_.get(id));
    for (const auto& award : case_.equity) of_award(award);
    for (const auto& event : case_.equity_events) of_event(event);
    return std::move(entries_);
  }

 private:
  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }
  std::string about(const StaticText& what, const std::string& number) const {
    return in(what) + " " + word(number);
  }

  void add(const Date& on, const std::string& code, std::string description,
           std::vector<Posting> postings) {
    std::erase_if(postings, [](const Posting& posting) { return posting.amount.is_zero(); });
    if (postings.empty()) return;
    entries_.push_back({on, word(code), std::move(description), std::move(postings)});
  }

  void of_cost(const CostItem& cost) {
    add(cost.incurred_on, "", in({"记录成本：", "cost: "}) + in(name_of(cost.category)),
        {{accounts_.cost(is_direct(cost.category)), cost.amount},
         {accounts_.advanced(), -cost.amount}});
  }

  void of_receipt(const Receipt& receipt) {
    const auto& contract = state_.get(receipt.contract).number;
    add(receipt.received_on, receipt.number, about({"到账 合同", "received under"}, contract),
        {{accounts_.bank(), receipt.amount}, {accounts_.undivided(), -receipt.amount}});
    for (const auto& refund : receipt.refunds) {
      add(refund.refunded_on, receipt.number, about({"退款 合同", "refunded under"}, contract),
          {{accounts_.undivided(), refund.amount}, {accounts_.bank(), -refund.amount}});
    }
  }

  void of_booking(const Booking& booking) {
    for (const auto& change : standing_.take(booking)) {
      const auto& receipt = state_.get(change.receipt);
      divide(booking, about({"冲回分配 到账", "taken back of receipt"}, receipt.number),
             change.taken_back);
      auto description = about({"分配 到账", "divided, receipt"}, receipt.number);
      if (const auto* plan = state_.find(change.plan)) {
        description += " " + about({"依方案", "by plan"}, plan->number);
      }
      divide(booking, description, change.booked);
    }
  }

  /// From the undivided money to costs, pools and the institution; then from the pools to people.
  /// @param lines  of one receipt
  void divide(const Booking& booking, const std::string& description,
              const std::vector<BookingLine>& lines) {
    if (lines.empty()) return;
    const auto on = counts_from(state_, booking, lines.front());
    std::vector<Posting> shared;
    std::vector<Posting> personal;
    const auto post = [](std::vector<Posting>& postings, const std::string& account,
                         const Money& amount) {
      const auto same = std::find_if(postings.begin(), postings.end(),
                                     [&](const Posting& p) { return p.account == account; });
      if (same == postings.end()) {
        postings.push_back({account, amount});
      } else {
        same->amount += amount;
      }
    };
    for (const auto& line : lines) {
      post(shared, accounts_.undivided(), line.amount);
      if (line.person) {
        post(shared, accounts_.pool(line.kind), -line.amount);
        post(personal, accounts_.pool(line.kind), line.amount);
        post(personal, accounts_.payable(line.kind, state_.get(*line.person).number), -line.amount);
      } else {
        post(shared, account_of(line), -line.amount);
      }
    }
    add(on, booking.number, description, std::move(shared));
    add(on, booking.number, description + in({" 计入个人", ", to people"}), std::move(personal));
  }

  std::string account_of(const BookingLine& line) const {
    switch (line.kind) {
      case LineKind::direct_cost: return accounts_.cost(true);
      case LineKind::indirect_cost: return accounts_.cost(false);
      case LineKind::other_institution:
        return accounts_.payable(line.kind, state_.get(line.institution.value()).number);
      case LineKind::owner_income:
      case LineKind::reward:
      case LineKind::institution: break;
    }
    return accounts_.institution(line.pool);
  }

  void of_payment(const Payment& payment) {
    std::vector<Posting> postings;
    for (const auto& line : payment.lines) {
      const auto& number = line.person ? state_.get(line.person->target()).number
                                       : state_.get(line.institution.value().target()).number;
      postings.push_back({accounts_.payable(line.kind, number), line.amount});
    }
    postings.push_back({accounts_.bank(), -payment.total()});
    const bool is_recovery = payment.total().is_negative();
    add(payment.paid_on, payment.number,
        in(is_recovery ? StaticText{"追回", "recovered"} : StaticText{"发放", "paid"}),
        std::move(postings));
  }

  void of_award(const EquityAward& award) {
    const auto& contract = state_.get(award.contract).number;
    auto remark = about({"股权奖励 合同", "shares awarded under"}, contract) +
                  in({"：个人 ", ": people "}) + std::to_string(award.people_shares) +
                  in({" 股，单位 ", ", institution "}) + std::to_string(award.institution_shares) +
                  in({" 股（备查，不动资金）", " (a remark: no money moved)"});
    entries_.push_back({award.decided_on, "", std::move(remark), {}});
  }

  void of_event(const EquityEvent& event) {
    if (event.receipt) return;  // what people have a part of stands as a receipt
    add(event.on, "",
        in(name_of(event.event)) + " " +
            about({"合同", "under"}, state_.get(event.contract).number),
        {{accounts_.bank(), event.amount}, {accounts_.shares(), -event.amount}});
  }

  const State& state_;
  const TransferCase& case_;
  Language language_;
  Accounts accounts_;
  StandingLines standing_;
  std::vector<JournalEntry> entries_;
};

// -- as text -------------------------------------------------------------------------------------

/// Top-level accounts with the type `hledger` is to take them for; a comment to `ledger`.
struct TopAccount {
  StaticText name;
  char type;
};
constexpr std::array top_accounts = {
    TopAccount{{"资产", "Assets"}, 'A'},
    TopAccount{{"负债", "Liabilities"}, 'L'},
    TopAccount{{"权益", "Equity"}, 'E'},
    TopAccount{{"收入", "Income"}, 'R'},
};

std::string amount_text(const Money& amount) {
  return Money::of_minor(amount.minor()).to_text() + " " + amount.currency().to_text();
}

/// One line, whatever the name of the institution holds.
std::string comment(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return "; " + text + "\n";
}

std::string head_text(const Journal& journal) {
  const bool zh = journal.language == Language::zh;
  auto text = comment(journal.institution + (zh ? " 收益日记账" : " journal of transfer income"));
  text += comment((zh ? "账册 " : "ledger ") + std::to_string(journal.ledger_size) +
                  (zh ? " 条，根哈希 " : " entries, root ") + journal.ledger_root.to_text());
  const auto day = [&](const std::optional<Date>& date) { return date ? date->to_text() : "…"; };
  if (journal.from || journal.to) {
    text += comment((zh ? "期间 " : "period ") + day(journal.from) + (zh ? " 至 " : " to ") +
                    day(journal.to) + (zh ? "，不含期初余额" : ", without opening balances"));
  }
  return text;
}

std::string declarations(const Journal& journal) {
  std::set<std::string> commodities;
  std::set<std::string> accounts;
  for (const auto& entry : journal.entries) {
    for (const auto& posting : entry.postings) {
      commodities.insert(posting.amount.currency().to_text());
      accounts.insert(posting.account);
    }
  }
  std::string text;
  for (const auto& code : commodities) {
    text += "commodity " + code + "\n    format 1000.00 " + code + "\n";
  }
  for (const auto& top : top_accounts) {
    text +=
        "account " + std::string(top.name.in(journal.language)) + "  ; type: " + top.type + "\n";
  }
  for (const auto& account : accounts) text += "account " + account + "\n";
  return text;
}

std::string entry_text(const JournalEntry& entry) {
  if (entry.postings.empty()) return comment(entry.on.to_text() + " " + entry.description);
  auto text = entry.on.to_text() + " * ";
  if (!entry.code.empty()) text += "(" + entry.code + ") ";
  text += entry.description + "\n";
  for (const auto& posting : entry.postings) {
    text += "    " + posting.account + "  " + amount_text(posting.amount) + "\n";
  }
  return text;
}

void check_period(const JournalOptions& options) {
  if (!options.from || !options.to || *options.from <= *options.to) return;
  throw Error(ErrorCode::invalid,
              {"起始日 " + options.from->to_text() + " 晚于截止日 " + options.to->to_text() + "。",
               "the period begins on " + options.from->to_text() + ", after its end on " +
                   options.to->to_text() + "."},
              {"调换两个日期，或去掉其中一个。", "Exchange the two days, or leave one out."},
              "INC-06");
}

std::vector<Id<TransferCase>> cases_of(const Snapshot& snapshot, const JournalOptions& options) {
  std::vector<Id<TransferCase>> cases;
  if (options.transfer_case) {
    cases.emplace_back(snapshot.get(Kind::transfer_case, *options.transfer_case).id);
    return cases;
  }
  ListQuery all;
  all.limit = 0;
  for (const auto& row : snapshot.list(Kind::transfer_case, all)) cases.emplace_back(row.id);
  return cases;
}

}  // namespace

Journal compose_journal(const State& state, const std::vector<Id<TransferCase>>& cases,
                        const JournalOptions& options) {
  check_period(options);
  Journal journal;
  journal.language = options.language;
  journal.institution = state.get(state.settings().institution).name;
  journal.from = options.from;
  journal.to = options.to;
  for (const auto& id : cases) {
    auto entries = CaseJournal(state, state.get(id), options.language).take();
    std::erase_if(entries, [&](const JournalEntry& entry) {
      return (options.from && entry.on < *options.from) || (options.to && *options.to < entry.on);
    });
    std::move(entries.begin(), entries.end(), std::back_inserter(journal.entries));
  }
  std::stable_sort(
      journal.entries.begin(), journal.entries.end(),
      [](const JournalEntry& left, const JournalEntry& right) { return left.on < right.on; });
  return journal;
}

Journal load_journal(const Snapshot& snapshot, const JournalOptions& options) {
  auto journal = compose_journal(snapshot.state(), cases_of(snapshot, options), options);
  const auto mark = snapshot.mark();
  journal.ledger_size = static_cast<std::int64_t>(mark.size);
  journal.ledger_root = mark.root;
  return journal;
}

std::map<std::string, Money> balances_of(const Journal& journal) {
  std::map<std::string, Money> balances;
  for (const auto& entry : journal.entries) {
    for (const auto& [account, amount] : entry.postings) {
      balances.try_emplace(account, Money::of_minor(0, amount.currency())).first->second += amount;
    }
  }
  return balances;
}

std::string to_text(const Journal& journal) {
  auto text = head_text(journal) + "\n" + declarations(journal);
  for (const auto& entry : journal.entries) text += "\n" + entry_text(entry);
  return text;
}

}  // namespace kezhuan
