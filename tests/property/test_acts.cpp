#include <memory>
#include <string>
#include <vector>

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

namespace {

/// An act or an aggregate of any value.
template <class Type>
std::shared_ptr<void> any_of_type(const Type& type) {
  auto value = type.make();
  test::fill(*type.shape, {}, value.get());
  return value;
}

/// Writes, reads and writes again, in one form; says whether it came back the same.
void same_again(const Shape& shape, const void* value, PersonalForm form, bool from_ledger,
                const std::shared_ptr<void>& again) {
  const auto written = to_canonical_json(shape, value, form);
  read_whole(parse_json(written), from_ledger, shape, again.get());
  RC_ASSERT(to_canonical_json(shape, again.get(), form) == written);
  // another writer that sorts its members and writes no blanks agrees to the byte
  RC_ASSERT(json::parse(written).dump() == written);
}

/// The quick reader of what we wrote takes it the same or leaves it to the other.
void same_at_once(const Shape& shape, const void* value, PersonalForm form,
                  const std::shared_ptr<void>& again) {
  const auto written = to_canonical_json(shape, value, form);
  if (!find_canonical(written, shape, again.get())) return;
  RC_ASSERT(to_canonical_json(shape, again.get(), form) == written);
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

json any_submission(const ActType& type) {
  const auto data = type.write(any_of_type(type).get(), PersonalForm::value);
  return {{"act", type.name},
          {"happened", test::any_value<Date>().to_text()},
          {"data", json::parse(data)}};
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

TEST_CASE("any act is read back as it was written, for people and for the ledger") {
  for (const auto& type : act_types()) {
    INFO(type.name);
    CHECK(rc::check("act", [&] {
      const auto act = any_of_type(type);
      same_again(*type.shape, act.get(), PersonalForm::value, false, type.make());
      same_again(*type.shape, act.get(), PersonalForm::commitment, true, type.make());
      same_at_once(*type.shape, act.get(), PersonalForm::commitment, type.make());
    }));
  }
}

TEST_CASE("any aggregate is read back as it was written, for people and for the tables") {
  for (const auto& type : aggregate_types()) {
    INFO(to_code(type.kind));
    CHECK(rc::check("aggregate", [&] {
      const auto value = any_of_type(type);
      for (const auto form : {PersonalForm::value, PersonalForm::commitment}) {
        same_again(*type.shape, value.get(), form, true, type.make());
        same_at_once(*type.shape, value.get(), form, type.make());
      }
    }));
  }
}

TEST_CASE("no personal value is in what the ledger and the tables are given") {
  const std::string secret = "不可外泄";
  int hidden = 0;
  const auto hide = [&](Personal& personal) {
    personal.value = secret;
    ++hidden;
  };
  const auto shows = [&](const std::string& written) {
    return written.find(secret) != std::string::npos;
  };
  CHECK(rc::check("acts", [&] {
    for (const auto& type : act_types()) {
      const auto act = any_of_type(type);
      type.visit_personal(act.get(), hide);
      RC_ASSERT_FALSE(shows(type.write(act.get(), PersonalForm::commitment)));
    }
  }));
  CHECK(hidden > 100);
  CHECK(rc::check("aggregates", [&] {
    auto person = test::any_value<Person>();
    auto notice = test::any_value<Notice>();
    walk<Personal>(person, Place{}, [&](Personal& value, const Place&) { hide(value); });
    walk<Personal>(notice, Place{}, [&](Personal& value, const Place&) { hide(value); });
    RC_ASSERT_FALSE(shows(to_canonical_json(person)));
    RC_ASSERT_FALSE(shows(to_canonical_json(notice)));
  }));
}

TEST_CASE("what the reader accepts of any act, its schema accepts") {
  for (const auto& type : act_types()) {
    INFO(type.name);
    Judge schema(submission_schema(type));
    CHECK(rc::check("good", [&] {
      const auto document = any_submission(type);
      RC_ASSERT(is_read(document));
      RC_ASSERT(schema.accepts(document));
    }));
  }
}

// A schema cannot say, so only the reader refuses: a day that does not exist, a wrong check digit,
// an amount beyond 64 bits, a ratio whose denominator is too long, an integer beyond 64 bits or
// written as 1.0, a length in bytes rather than characters, control characters, a field that stands
// twice, an id with a wrong letter where a number could stand. None of these is among the spoilt
// values.
TEST_CASE("schema and reader judge a spoilt act alike") {
  for (const auto& type : act_types()) {
    INFO(type.name);
    Judge schema(submission_schema(type));
    CHECK(rc::check("spoilt", [&] {
      auto document = any_submission(type);
      spoil(document);
      RC_CLASSIFY(is_read(document), "still good");
      RC_LOG() << document.dump() << '\n';
      RC_ASSERT(schema.accepts(document) == is_read(document));
    }));
  }
}
