#include <map>
#include <set>
#include <tuple>

#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/read_canonical.hpp"
#include "kezhuan/core/walk.hpp"
#include "property/arbitrary.hpp"

using namespace kezhuan;
using nlohmann::json;
using test::any_value;

namespace {

template <class... T>
struct Types {};

using AllActs =
    Types<FoundRegistry, AdoptPolicy, RegisterInstitution, RegisterUnit, RegisterPerson, AssignPost,
          EndPost, RegisterSource, RegisterAchievement, RecordGrant, EndGrant, RecordProcessing,
          RecordCertificate, CancelCertificate, AttachEvidence, ClassifyAchievement,
          FileApplication, ReviseApplication, WithdrawApplication, RecordResolution, FreezeEdition,
          OpenNotice, ObjectToNotice, AnswerObjection, CloseNotice, DraftAgreement, SignAgreement,
          EnterForce, EndAgreement, RecordCoOwnership, RecordConsent, RecordPriorRight,
          WaivePriorRight, LapsePriorRight, EnterAsset, CorrectRecord, ErasePersonal, OpenCase,
          SuspendCase, ResumeCase, SendBackCase, TerminateCase, MoveCasePolicy, RecordNegotiation,
          EndNegotiation, ChoosePathway, DraftImplementation, RecordPricing, RecordValuation,
          RecordApproval, AdoptGuide, ReviewRisks, ReviewExemption, SignContract, RegisterContract,
          AmendContract, EndContract, ReachMilestone, WriteOffDue, RecordReceipt, RefundReceipt,
          RecordCost, ReverseCost, DraftDistribution, AwardEquity, RecordDividend, DisposeEquity,
          RecordPayment, IssueEvaluation, SubmitReport, FileReport>;

using AllAggregates = Types<Settings, Institution, Unit, Person, DataSource, UseGrant, Achievement,
                            Certificate, Evidence, Application, Resolution, Edition, Notice,
                            RightsAgreement, PriorRight, TransferCase, Contract, Receipt,
                            DistributionPlan, Booking, Payment, Guide, Evaluation, TransferReport>;

/// Calls `f.operator()<T>()` for each type.
template <class... T, class F>
void for_each_type(Types<T...>, F&& f) {
  (f.template operator()<T>(), ...);
}

/// Writes, reads and writes again, in one form; says whether it came back the same.
template <class T>
void same_again(const T& value, PersonalForm form, bool from_ledger) {
  const auto written = to_canonical_json(value, form);
  const auto again = read_document<T>(parse_json(written), from_ledger);
  RC_ASSERT(to_canonical_json(again, form) == written);
  if (const auto quick = find_canonical<T>(written); from_ledger && quick) {
    RC_ASSERT(to_canonical_json(*quick, form) == written);
  }
  // another writer that sorts its members and writes no blanks agrees to the byte
  RC_ASSERT(json::parse(written).dump() == written);
}

/// A JSON schema that can be asked.
class Judge {
 public:
  explicit Judge(const std::string& schema) {
    const auto document = json::parse(schema);
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema_);
  }

  bool accepts(const json& document) {
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
  }

 private:
  valijson::Schema schema_;
};

bool is_read(const json& document) {
  try {
    read_submission(document.dump());
    return true;
  } catch (const Error&) {
    return false;
  }
}

using Pointers = std::vector<json::json_pointer>;

/// Every place in a document but the document itself.
void collect(const json& node, const json::json_pointer& at, Pointers& pointers) {
  if (!at.empty()) pointers.push_back(at);
  if (node.is_object()) {
    for (const auto& [key, child] : node.items()) collect(child, at / key, pointers);
  } else if (node.is_array()) {
    for (std::size_t i = 0; i < node.size(); ++i) collect(node[i], at / i, pointers);
  }
}

Pointers places_in(const json& document) {
  Pointers pointers;
  collect(document, json::json_pointer(), pointers);
  return pointers;
}

template <class A>
json any_submission() {
  return {{"act", A::type},
          {"happened", any_value<Date>().to_text()},
          {"data", json::parse(to_canonical_json(any_value<A>(), PersonalForm::value))}};
}

/// Changes one thing: drops it, adds an unknown field beside it, or puts a wrong value in its
/// place.
void spoil(json& document) {
  const auto places = places_in(document);
  const auto place = places[*rc::gen::inRange<std::size_t>(0, places.size())];
  auto& parent = document[place.parent_pointer()];
  const auto how = *rc::gen::inRange(0, 4);
  if (how == 0 && parent.is_object()) {
    parent.erase(place.back());
  } else if (how == 1 && parent.is_object()) {
    parent["not_a_field"] = 1;
  } else {
    static const std::vector<json> values = {nullptr,
                                             true,
                                             0,
                                             7,
                                             -7,
                                             1.5,
                                             "文",
                                             "",
                                             " ",
                                             "a b",
                                             "01",
                                             "-1",
                                             "1",
                                             "NaN",
                                             json::array(),
                                             json::object(),
                                             "red",
                                             "5%",
                                             "x/y",
                                             json::array({"x"}),
                                             json::array({nullptr}),
                                             json::array({json::object()}),
                                             json{{"commitment", "x"}}};
    document[place] = values[*rc::gen::inRange<std::size_t>(0, values.size())];
  }
}

}  // namespace

TEST_CASE("the tests below meet every act and every aggregate") {
  std::set<std::string_view> acts;
  for_each_type(AllActs(), [&]<class A>() { acts.insert(A::type); });
  for (const auto& type : act_types()) CHECK(acts.count(type.name) == 1);
  CHECK(acts.size() == act_types().size());
  std::set<Kind> kinds;
  for_each_type(AllAggregates(), [&]<class T>() { kinds.insert(T::kind); });
  for (const auto& type : aggregate_types()) CHECK(kinds.count(type.kind) == 1);
  CHECK(kinds.size() == aggregate_types().size());
}

TEST_CASE("any act is read back as it was written, for people and for the ledger") {
  for_each_type(AllActs(), []<class A>() {
    INFO(A::type);
    CHECK(rc::check("act", [] {
      const auto act = any_value<A>();
      same_again(act, PersonalForm::value, false);
      same_again(act, PersonalForm::commitment, true);
    }));
  });
}

TEST_CASE("any aggregate is read back as it was written, for people and for the tables") {
  for_each_type(AllAggregates(), []<class T>() {
    INFO(to_code(T::kind));
    CHECK(rc::check("aggregate", [] {
      const auto value = any_value<T>();
      same_again(value, PersonalForm::value, true);
      same_again(value, PersonalForm::commitment, true);
    }));
  });
}

TEST_CASE("no personal value is in what the ledger and the tables are given") {
  const std::string secret = "不可外泄";
  const auto holds_secret = [&](auto value) {
    walk<Personal>(value, Place{},
                   [&](Personal& personal, const Place&) { personal.value = secret; });
    return to_canonical_json(value).find(secret) != std::string::npos;
  };
  CHECK(rc::check("acts", [&] {
    RC_ASSERT_FALSE(holds_secret(any_value<RegisterPerson>()));
    RC_ASSERT_FALSE(holds_secret(any_value<ObjectToNotice>()));
    RC_ASSERT_FALSE(holds_secret(any_value<AnswerObjection>()));
    RC_ASSERT_FALSE(holds_secret(any_value<CorrectRecord>()));
    RC_ASSERT_FALSE(holds_secret(any_value<Person>()));
    RC_ASSERT_FALSE(holds_secret(any_value<Notice>()));
  }));
}

TEST_CASE("what the reader accepts of any act, its schema accepts") {
  for_each_type(AllActs(), []<class A>() {
    INFO(A::type);
    Judge schema(submission_schema(*find_act_type(A::type)));
    CHECK(rc::check("good", [&] {
      const auto document = any_submission<A>();
      RC_ASSERT(is_read(document));
      RC_ASSERT(schema.accepts(document));
    }));
  });
}

// A schema cannot say, so only the reader refuses: a day that does not exist, a wrong check digit,
// an amount beyond 64 bits, a ratio whose denominator is too long, an integer beyond 64 bits or
// written as 1.0, a length in bytes rather than characters, control characters, a field that stands
// twice, an id with a wrong letter where a number could stand. None of these is among the spoilt
// values.
TEST_CASE("schema and reader judge a spoilt act alike") {
  for_each_type(AllActs(), []<class A>() {
    INFO(A::type);
    Judge schema(submission_schema(*find_act_type(A::type)));
    CHECK(rc::check("spoilt", [&] {
      auto document = any_submission<A>();
      spoil(document);
      RC_CLASSIFY(is_read(document), "still good");
      RC_LOG() << document.dump() << '\n';
      RC_ASSERT(schema.accepts(document) == is_read(document));
    }));
  });
}
