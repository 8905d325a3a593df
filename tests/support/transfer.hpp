#pragma once

#include <string>
#include <string_view>

#include "kezhuan/income/scheme.hpp"
#include "support/world.hpp"

namespace kezhuan::test {

/// One act as a test tells it: may be told on another day, or with other data.
struct Step {
  std::string act;
  std::string day;
  std::string data;  ///< JSON

  Step on(std::string_view other_day) const;
  /// With `patch` merged in: objects by member, lists replaced whole, null takes a member away.
  Step with(std::string_view patch) const;
};

/// The usual steps of case ZH-1, in order, valid as they stand: a licence of know-how to company
/// I-co for 1,000,000.00, P-1 and P-2 contributors, P-5 implementer. Days are of 2026.
namespace step {

Step open_case();                                         ///< 04-01, KZ-1
Step negotiate();                                         ///< 04-02, with I-co about D1
Step choose_pathway(Pathway pathway = Pathway::licence);  ///< 04-03
Step draft_implementation();                              ///< 04-07, by agreement, P-5 implements
Step decide_implementation();                             ///< 04-08
Step publish_implementation();                            ///< GS-2 from 04-09, last day 04-16
Step close_implementation();                              ///< 04-17
Step price();                                             ///< 04-20, 1,000,000.00 by agreement
Step publish_price();                                     ///< GS-P from 04-20
Step close_price();                                       ///< 05-18
Step approve_case();                                      ///< 05-18, by the transfer office
Step adopt_guide();                                       ///< ZY-1, 03-20
Step review_risks();                                      ///< 05-18
Step sign(Pathway pathway = Pathway::licence);            ///< HT-1, 05-20; shares, if any: 333,333
Step register_contract();                                 ///< 05-25
Step cost(std::string_view category = "ip_fees", std::string_view amount = "100000.00");  ///< 06-01
Step draft_plan();                                 ///< FA-1, 06-02: half of net to P-1, P-2 by 3:2
Step decide_plan(std::string_view plan = "FA-1");  ///< 06-03
Step publish_plan();                               ///< GS-3 from 06-04, last day 06-26
Step close_plan();                                 ///< 06-29
Step receive(std::string_view amount = "1000000.00");  ///< DZ-1, 07-01
/// 07-06, one person.
Step pay(std::string_view person, std::string_view amount);
Step award_equity();  ///< 07-06
Step evaluate();      ///< PJ-1, 09-01
Step report();        ///< BG-1, 10-12
Step file();          ///< 10-20
Step mark_public();   ///< C-open, 06-30: a certificate that makes KZ-1 public data
/// FAB-1, 05-21, with its whole text.
Step adopt_scheme(const Scheme& scheme, std::string_view number = "FAB-1");

}  // namespace step

/// A World whose achievements KZ-1 … have been disclosed, are owned and stand in the books since
/// 2026-03-18 (links 1 and 2 done); company I-co, person P-5, guide ZY-1. No case yet.
class Transfer : public World {
 public:
  explicit Transfer(int achievements = 1,
                    InstitutionNature nature = InstitutionNature::public_medical);

  using World::check;
  using World::missing;
  using World::must;
  using World::record;
  Decision check(const Step& step) { return check(step.act, step.day, step.data); }
  Decision record(const Step& step) { return record(step.act, step.day, step.data); }
  void must(const Step& step) { must(step.act, step.day, step.data); }

  /// Another agreement, with these terms (JSON), signed by all and in force on `day`.
  void supersede_agreement(const std::string& former, const std::string& number,
                           std::string_view day, const std::string& terms,
                           const std::string& achievement = "KZ-1",
                           const std::string& other_signer = "");

  // What it takes to get there from where the fixture starts, each with all before it.
  void negotiated();
  void pathway_chosen(Pathway pathway = Pathway::licence);
  void implementation_decided(Pathway pathway = Pathway::licence);
  void priced(Pathway pathway = Pathway::licence);  ///< everything before the signature
  /// KZ-1 and KZ-2 in one case, up to the price; the price not publicised.
  void priced_together();
  void signed_(Pathway pathway = Pathway::licence);
  void signed_for_royalties();  ///< a tenth, no fixed amount; approved by the heads' meeting
  void registered(Pathway pathway = Pathway::licence);
  void plan_decided(Pathway pathway = Pathway::licence);  ///< with a cost of 100,000.00
  void plan_publicised(Pathway pathway = Pathway::licence);
  void received();   ///< of a licence: 1,000,000.00, net 900,000.00, reward 450,000.00
  void paid();       ///< P-1 270,000.00, P-2 180,000.00
  void recovered();  ///< 500,000.00 refunded, and of P-1 150,000.00 recovered
  void reported();   ///< evaluated, reported and filed

  /// What one rule says of the record of a case today.
  std::vector<Finding> missing_of(std::string_view rule, std::string_view transfer_case = "ZH-1");
  const TransferCase& transfer(std::string_view number = "ZH-1") const {
    return get<TransferCase>(number);
  }

 private:
  void list_achievements(int count);
};

}  // namespace kezhuan::test
