#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "path/case_links.hpp"
#include "path/rehearsal.hpp"

namespace kezhuan {

/// Works out what may be done next about a transfer case. References must outlive it.
class CaseProposals {
 public:
  using Codes = std::vector<std::string>;
  using Exempt = std::vector<std::string_view>;

  CaseProposals(const Surroundings& around, const State& state, const TransferFile& file,
                const CaseLinks& links);

  std::vector<NextAction> all();

 private:
  template <class C, class T>
  static bool contains(const C& values, const T& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  }
  static void add_sentence(Text& text, const Text& more);

  NextAction& propose(std::string_view act, const std::string& target, Codes rules, Text why);
  bool is_proposed(std::string_view act) const;
  bool is_proposed(std::string_view act, const std::string& target) const;
  const Requirement* find_unmet(std::string_view rule) const;
  bool is_unmet(std::string_view rule) const { return find_unmet(rule) != nullptr; }
  /// What the unmet ones among these rules say; otherwise the text given.
  Text why_of(const Codes& rules, Text otherwise) const;
  /// What the act waits for, and why: what no link says already, nor of a link that comes first.
  void wait(NextAction& action, const std::vector<Finding>& refusals) const;
  std::vector<Finding> rehearsed(AnyAct act, const Exempt& exempt) const {
    return rehearse(around_, state_, file_, std::move(act), exempt, known_);
  }
  /// What the links say of rules that a signature, filled in from the record, cannot change.
  std::vector<KnownRule> known_for_signing() const;
  template <class A>
  void wait_for(NextAction& action, A act, const Exempt& exempt = {}) const {
    wait(action, rehearsed(AnyAct::of(std::move(act)), exempt));
  }

  Ref<TransferCase> ref() const { return Ref<TransferCase>(c_.id); }

  void suspended();
  void barred();
  void achievements();
  void negotiation();
  void pathway();
  void implementation();
  void void_price_notices();
  void pricing();
  void guide();
  void contract();
  void await_price_notice(NextAction& action) const;
  void tell_of_pricing(NextAction& action) const;
  std::vector<Finding> take_avoidable(std::vector<Finding>& refusals, const Exempt& exempt) const;
  void before_price(std::vector<Finding>& refusals) const;
  void mend_signing(const std::vector<Finding>& refusals);
  /// Who takes part and has not declared whether they have an interest in the transferee.
  Codes silent() const;
  void registration();
  void side_talks();
  void money_in();
  void money_to_come();
  void unnamed_money();
  void receipt_of(const Contract& contract, const PaymentDue& due);
  void write_off(const Contract& contract, const PaymentDue& due);
  void after_end(const Contract& contract, const PaymentDue& due);
  void costs();
  bool has_to_divide() const;
  void plan();
  void decision(const std::string& target, Matter matter, Codes rules, Text why);
  void overpaid();
  void money_out();
  void reserve();
  void equity();
  void await_plan_notice(NextAction& action) const;
  /// Papers of a list of the policy that are not attached: warned of, not refused (PTH-07).
  void papers(std::string_view list, const StaticText& before);
  void settle();
  void wind_up();
  void accounts();
  void leftovers();

  const Notice* notice_shown(const std::vector<const Notice*>& notices,
                             std::optional<std::int64_t> version) const;
  /// Proposes what a notice needs next; nothing once it is closed.
  void notice(const std::vector<const Notice*>& notices, std::optional<std::int64_t> version,
              OpenNotice opening, std::string_view values, const std::string& target, Codes rules,
              Text why);
  /// Proposes to draw up anew what an objection sent back; false when none did.
  bool sent_back(std::string_view act, const std::vector<Id<Notice>>& notices, Codes rules);
  void running(const Notice& notice, const Codes& rules);
  std::optional<std::string> target_of(std::string_view act) const;
  Money worth() const;
  SignContract signature() const;
  const Contract* live_contract() const;
  bool awaits_talks() const;
  bool is_signed() const;
  std::vector<NextAction> take();

  const Surroundings& around_;
  const State& state_;
  const TransferFile& file_;
  const TransferCase& c_;
  const CaseLinks& links_;
  std::vector<KnownRule> known_;  ///< links 1 and 2 of every achievement
  std::vector<NextAction> actions_;
};

}  // namespace kezhuan
