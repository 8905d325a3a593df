#include <algorithm>
#include <string>

#include "catch.hpp"
#include "kezhuan/core/read.hpp"
#include "unit/core/described.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using sample::All;
using sample::all_json;

namespace {

std::vector<Problem> problems_of(const Node& node, bool from_ledger = false) {
  const auto error = error_of([&] { read_document<All>(node, from_ledger); });
  return error ? error->problems() : std::vector<Problem>{};
}

/// "place what" of everything wrong with a JSON document.
Texts wrong_with(const std::string& json, bool from_ledger = false) {
  Texts lines;
  for (const auto& problem : problems_of(parse_json(json), from_ledger)) {
    CHECK_FALSE(problem.what.zh.empty());
    lines.push_back(problem.place + " " + problem.what.en);
  }
  return lines;
}

/// The good document with one member replaced (or added).
std::string with(const std::string& key, const std::string& value) {
  auto json = all_json();
  const auto start = json.find("\"" + key + "\": ");
  if (start == std::string::npos) {
    return "{\"" + key + "\": " + value + "," + json.substr(1);
  }
  const auto begin = start + key.size() + 4;
  int depth = 0;
  auto end = begin;
  for (bool quoted = false; end < json.size(); ++end) {
    const char c = json[end];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth < 0 || (depth == 0 && c == ',')) break;
  }
  return json.replace(begin, end - begin, value);
}

std::string without(const std::string& key) {
  auto json = with(key, "0");
  const auto member = "\"" + key + "\": 0";
  auto start = json.find(member);
  auto size = member.size();
  if (json[start + size] == ',') {
    ++size;
  } else {
    start = json.rfind(',', start);
    size = json.find('}', start) - start;
  }
  return json.erase(start, size);
}

}  // namespace

TEST_CASE("a good document is read into its value") {
  const auto value = read_document<All>(parse_json(all_json()));
  CHECK(value.text == "文");
  CHECK(value.flag);
  CHECK(value.count == 7);
  CHECK(value.colour == sample::Colour::blue);
  CHECK(value.money == yuan("12.50"));
  CHECK(value.ratio == Ratio(1, 2));
  CHECK(value.day == Date(2026, 3, 2));
  CHECK(value.ref.number == "T-1");
  CHECK_FALSE(value.ref.is_resolved());
  CHECK(value.person.value == "示例甲");
  CHECK(value.parts == std::vector<sample::Part>{{"b", 2}});
  CHECK_FALSE(value.note.has_value());
}

TEST_CASE("everything wrong with a document is reported at once, each at its JSON pointer") {
  Texts places;
  for (const auto& problem : problems_of(parse_json(
           R"({"text": 5, "flag": "true", "count": "7", "colour": "green", "money": "-1",
               "ratio": "-1/2", "day": "2026-02-30", "time": "2026-03-02", "id": "x", "hash": "E3",
               "ref": "a b", "person": "", "part": {"key": " ", "count": -1, "extra": 1},
               "parts": [{"key": "a", "count": 1}, {"key": "b"}, 5], "names": ["x", 1],
               "nots": 1})"))) {
    places.push_back(problem.place);
  }
  CHECK(places == Texts{"/text", "/flag", "/count", "/colour", "/money", "/ratio", "/day", "/time",
                        "/id", "/hash", "/ref", "/person", "/part/key", "/part/count",
                        "/part/extra", "/parts/1/count", "/parts/2", "/names/1", "/nots"});
  CHECK(wrong_with(R"({"parts": []})").front() == "/text required field missing: text.");
  const auto nested = wrong_with(with("parts", R"([{"key": "a", "count": 1}, {"key": "b"}])"));
  CHECK(nested == Texts{"/parts/1/count required field missing: count."});
}

TEST_CASE("a JSON pointer escapes what RFC 6901 escapes, and an empty key is a key") {
  CHECK(wrong_with(with("a/b~c", "1")) == Texts{"/a~1b~0c unknown field \"a/b~c\"."});
  CHECK(wrong_with(with("", "1")) == Texts{"/ unknown field \"\"."});
  CHECK(wrong_with(with("part", R"({"key": "a", "count": 1, "": 1})")) ==
        Texts{"/part/ unknown field \"\"."});
  CHECK(wrong_with(with("names", R"(["x", {}])")) ==
        Texts{"/names/1 must be text (in quotes), found an object."});
}

TEST_CASE("an unknown field is refused with the nearest known one") {
  const auto problems = problems_of(parse_json(with("nots", "\"x\"")));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].remedy.en.find("Did you mean \"note\"?") == 0);
  CHECK(problems[0].remedy.zh.find("是否想写“note”？") == 0);
  CHECK(problems[0].remedy.en.find("money, ratio") != std::string::npos);
  const auto far = problems_of(parse_json(with("something_else", "1")));
  CHECK(far[0].remedy.en.find("Known fields: text, flag") == 0);
}

TEST_CASE("a field written twice is refused, known or unknown") {
  CHECK(wrong_with("{\"text\": \"a\"," + all_json().substr(1)) ==
        Texts{"/text \"text\" stands more than once."});
  CHECK(wrong_with("{\"x1\": 1, \"x1\": 2," + all_json().substr(1)).size() == 2);
}

TEST_CASE("a missing field is named in both languages, with the rule it serves") {
  const auto problems = problems_of(parse_json(without("text")));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "/text");
  CHECK(problems[0].rule == "AAA-01");
  CHECK(problems[0].what.zh == "缺少必填项“文字”。");
  for (const auto* key : {"flag", "count", "colour", "money", "ratio", "day", "time", "id", "hash",
                          "ref", "person", "part", "parts"}) {
    CAPTURE(key);
    CHECK(wrong_with(without(key)).size() == 1);
    CHECK(wrong_with(with(key, "null")).size() == 1);
  }
}

TEST_CASE("an optional field is left out, never null") {
  CHECK(wrong_with(with("note", "null")) ==
        Texts{"/note must be a value (leave the field out if none), found null."});
  CHECK(wrong_with(with("names", "null")) == Texts{"/names must be a list, found null."});
  CHECK(wrong_with(with("names", "[]")).empty());
  CHECK(wrong_with(with("parts", "[]")) ==
        Texts{"/parts the list is empty and needs at least one: parts."});
  CHECK(wrong_with(with("parts", "7")) == Texts{"/parts must be a list, found a number."});
}

TEST_CASE("a value of another kind is refused, whatever the field") {
  struct Case {
    const char* key;
    const char* good;
  };
  const auto kinds = {"null", "true", "7", "1.5", "\"文\"", "[]", "{}"};
  for (const auto& [key, good] :
       {Case{"text", "\"文\""}, Case{"flag", "true"}, Case{"count", "7"}, Case{"part", "none"},
        Case{"money", "none"}, Case{"ratio", "none"}, Case{"day", "none"}, Case{"time", "none"},
        Case{"id", "none"}, Case{"hash", "none"}, Case{"ref", "\"文\""}, Case{"person", "\"文\""},
        Case{"colour", "none"}, Case{"parts", "none"}, Case{"names", "[]"},
        Case{"note", "\"文\""}}) {
    for (const std::string kind : kinds) {
      CAPTURE(key, kind);
      CHECK(wrong_with(with(key, kind)).empty() == (kind == good));
    }
  }
}

TEST_CASE("an integer is whole, not negative, and fits") {
  CHECK(wrong_with(with("count", "0")).empty());
  CHECK(wrong_with(with("count", "9223372036854775807")).empty());
  CHECK(wrong_with(with("count", "9223372036854775808")) ==
        Texts{"/count too large: 9223372036854775808."});
  CHECK(wrong_with(with("count", "-3")) == Texts{"/count must not be negative: -3."});
  for (const auto* text : {"1.0", "1e3", "\"7\"", "0.5"}) {
    CAPTURE(text);
    CHECK(wrong_with(with("count", text)).size() == 1);
  }
}

TEST_CASE("text may not be empty, blank, overlong or hold control characters") {
  const auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
  for (const auto* blank : {"", " ", "\\n \\t", "\u3000", "\u00A0\u2003"}) {
    CAPTURE(blank);
    CHECK(wrong_with(with("text", quoted(blank))) == Texts{"/text text is empty."});
  }
  CHECK(wrong_with(with("text", quoted(std::string(20'000, 'x')))).empty());
  CHECK(wrong_with(with("text", quoted(std::string(20'001, 'x')))) ==
        Texts{"/text text too long: 20001 bytes, the limit is 20000."});
  for (const auto* control : {"a\\u0000b", "a\\u001bb", "a\\rb", "a\x7F"}) {
    CAPTURE(control);
    CHECK(wrong_with(with("text", quoted(control))) ==
          Texts{"/text text holds control characters."});
  }
  CHECK(wrong_with(with("text", "\"one\\n\\ttwo\"")).empty());
  CHECK(wrong_with(with("names", "[\"\"]")) == Texts{"/names/0 text is empty."});
}

TEST_CASE("an unknown code lists the codes there are") {
  const auto problems = problems_of(parse_json(with("colour", "\"green\"")));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].what.en == "unknown code \"green\".");
  CHECK(problems[0].remedy.en == "Must be one of: red, blue.");
  CHECK(problems[0].remedy.zh == "应为其中之一：red、blue。");
  CHECK(wrong_with(with("colour", "\"Red\"")).size() == 1);
  CHECK(wrong_with(with("colour", "\"\"")).size() == 1);
}

TEST_CASE("money and ratios: never negative, never rounded") {
  CHECK(wrong_with(with("money", "\"-0.01\"")) ==
        Texts{"/money money must not be negative: -0.01."});
  CHECK(wrong_with(with("money", "\"0.125\"")).front().find("over-precise") != std::string::npos);
  CHECK(wrong_with(with("money", "12.5")) ==
        Texts{"/money must be text (in quotes), found a number."});
  CHECK(wrong_with(with("money", "\"1,000\"")).size() == 1);
  CHECK(wrong_with(with("ratio", "\"-1/3\"")) ==
        Texts{"/ratio a ratio must not be negative: -1/3."});
  CHECK(wrong_with(with("ratio", "\"1/0\"")).size() == 1);
  CHECK(wrong_with(with("ratio", "\"3/2\"")).empty());
}

TEST_CASE("a day that is none is refused at its place") {
  for (const auto* day :
       {"2026-02-29", "2026-13-01", "2026-3-2", "02/03/2026", "2026-03-02 ", "", "1899-12-31"}) {
    CAPTURE(day);
    const auto lines = wrong_with(with("day", "\"" + std::string(day) + "\""));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("/day ") == 0);
  }
}

TEST_CASE("a reference is a number without blanks or an id") {
  CHECK(wrong_with(with("ref", "\"" + std::string(64, 'x') + "\"")).empty());
  CHECK(wrong_with(with("ref", "\"科-2026-1\"")).empty());
  for (const auto* bad : {"", " ", "a b", "a\\tb", "a\u3000b"}) {
    CAPTURE(bad);
    CHECK(wrong_with(with("ref", "\"" + std::string(bad) + "\"")).size() == 1);
  }
  CHECK(wrong_with(with("ref", "\"" + std::string(65, 'x') + "\"")).size() == 1);
  CHECK(wrong_with(with("ref", "\"019CAD00-7C00-7000-8000-000000000001\"")).size() == 1);
  const auto value =
      read_document<All>(parse_json(with("ref", "\"019cad00-7c00-7000-8000-000000000001\"")));
  CHECK(value.ref.is_resolved());
  CHECK(value.ref.number.empty());
}

TEST_CASE("a number given to a record is one that a reference can name") {
  CHECK(wrong_with(with("number", "\"KZ-1\"")).empty());
  for (const auto* bad : {"KZ 1", "KZ\u30001", "019cad00-7c00-7000-8000-000000000001"}) {
    CAPTURE(bad);
    const auto lines = wrong_with(with("number", "\"" + std::string(bad) + "\""));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("/number malformed number") == 0);
  }
  CHECK(wrong_with(with("number", "\"" + std::string(65, 'x') + "\"")).size() == 1);
}

TEST_CASE("a personal value is text from people, text or a commitment from the ledger") {
  const std::string hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  const auto sealed = with("person", "{\"commitment\": \"" + hash + "\"}");
  CHECK(wrong_with(sealed) == Texts{"/person must be text (in quotes), found an object."});
  const auto value = read_document<All>(parse_json(sealed), true);
  CHECK(value.person.is_sealed());
  CHECK(value.person.commitment == Sha256::parse(hash));
  CHECK(read_document<All>(parse_json(all_json()), true).person.value == "示例甲");
  for (const auto& bad : Texts{"{}", "{\"commitment\": \"\"}", "{\"commitment\": 5}",
                               "{\"promise\": \"" + hash + "\"}",
                               "{\"commitment\": \"" + hash + "\", \"value\": \"x\"}"}) {
    CAPTURE(bad);
    CHECK(wrong_with(with("person", bad), true).size() == 1);
  }
}

TEST_CASE("a plain YAML scalar is read as what its field asks for") {
  const auto node = parse_yaml(
      "{text: 017, flag: true, count: 7, colour: red, money: 12.50, ratio: 0.5, day: 2026-03-02,"
      " time: '2026-03-02T01:30:00.000Z', id: 019cad00-7c00-7000-8000-000000000001,"
      " hash: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, ref: 007,"
      " person: true, part: {key: no, count: 0}, parts: [{key: 1e3, count: 1}], names: [yes, "
      "0x1F]}");
  const auto value = read_document<All>(node);
  CHECK(value.text == "017");
  CHECK(value.flag);
  CHECK(value.count == 7);
  CHECK(value.money == yuan("12.50"));
  CHECK(value.ref.number == "007");
  CHECK(value.person.value == "true");
  CHECK(value.part.key == "no");
  CHECK(value.parts[0].key == "1e3");
  CHECK(value.names == Texts{"yes", "0x1F"});
}

TEST_CASE("YAML does not guess: quoted is text, padded numbers and yes are refused") {
  const auto problems_with = [](const std::string& key, const std::string& value) {
    auto node = parse_json(all_json());
    const auto at = std::find(node.keys.begin(), node.keys.end(), key) - node.keys.begin();
    node.items[static_cast<std::size_t>(at)] = parse_yaml("v: " + value).items[0];
    return problems_of(node).size();
  };
  CHECK(problems_with("count", "7") == 0);
  CHECK(problems_with("count", "'7'") == 1);
  CHECK(problems_with("count", "010") == 1);
  CHECK(problems_with("count", "0o17") == 1);
  CHECK(problems_with("count", "1_000") == 1);
  CHECK(problems_with("count", "-1") == 1);
  CHECK(problems_with("flag", "false") == 0);
  CHECK(problems_with("flag", "yes") == 1);
  CHECK(problems_with("flag", "'true'") == 1);
  CHECK(problems_with("flag", "True") == 1);
}

TEST_CASE("what came from a file with lines names the line before the pointer") {
  const auto problems = problems_of(parse_yaml("text: x\nparts:\n  - key: a\n    count: -1\n"));
  const auto found = std::find_if(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.place == "4:/parts/0/count";
  });
  CHECK(found != problems.end());
}

TEST_CASE("a document that is no object is refused as a whole") {
  for (const auto* json : {"null", "[]", "5", "\"x\"", "true"}) {
    CAPTURE(json);
    const auto lines = wrong_with(json);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("/ must be an object {…}, found ") == 0);
  }
}

TEST_CASE("a hostile document gives neither endless lists nor endless messages") {
  std::string json = "{";
  for (int i = 0; i < 5000; ++i) json += "\"x" + std::to_string(i) + "\": 1,";
  json += "\"" + std::string(10'000, 'k') + "\": 1," + all_json().substr(1);
  const auto problems = problems_of(parse_json(json));
  REQUIRE(problems.size() == 501);
  CHECK(problems.back().what.en == "too many problems; the rest are not listed.");
  const auto code = problems_of(parse_json(with("colour", "\"" + std::string(10'000, 'c') + "\"")));
  CHECK(code.front().what.en.size() < 100);
  const auto key = problems_of(parse_json(with(std::string(10'000, 'k'), "1")));
  CHECK(key.front().what.en.size() < 100);
}

namespace {

struct Crew {
  std::vector<std::string> names;

  template <class V>
  static void describe(V& v) {
    v.field("names", &Crew::names, {"姓名", "names", "AAA-02", kezhuan::at_least_one});
  }
};

}  // namespace

TEST_CASE("an empty list where one is needed is said to be empty, not missing") {
  const auto problem_of = [](const std::string& json) {
    return error_of([&] { read_document<Crew>(parse_json(json)); })->problems().front();
  };
  CHECK(problem_of("{}").what.en == "required field missing: names.");
  const auto problem = problem_of(R"({"names": []})");
  CHECK(problem.what.en == "the list is empty and needs at least one: names.");
  CHECK(problem.what.zh == "“姓名”是空的列表，至少要有一项。");
  CHECK(problem.place == "/names");
  CHECK(problem.rule == "AAA-02");
  CHECK_FALSE(problem.remedy.empty());
}

TEST_CASE("what is of the wrong kind comes with a remedy, in both languages") {
  const auto remedy = [](const std::string& key, const std::string& value) {
    const auto problems = problems_of(parse_json(with(key, value)));
    REQUIRE(problems.size() == 1);
    CHECK_FALSE(problems[0].remedy.zh.empty());
    return problems[0].remedy.en;
  };
  CHECK(remedy("text", "5") == "Put it in quotes: \"5\".");
  CHECK(remedy("money", "12.5") == "Put it in quotes: \"12.5\".");
  CHECK(remedy("text", "[]") == "Write one text in quotes.");
  CHECK(remedy("count", "-5") ==
        "Drop the minus sign; write 0 for none, or leave an optional field out.");
  CHECK(remedy("count", "\"5\"") == "Digits alone: no quotes, decimals, unit or leading 0.");
  CHECK(remedy("count", "99999999999999999999") == "Check the number.");
  CHECK(remedy("flag", "1") == "Write true or false, without quotes.");
  CHECK(remedy("part", "\"D1\"").find("{\"field\": value") != std::string::npos);
  CHECK(remedy("parts", "{}") == "Write [ … ]; a single item stands in brackets too.");
  CHECK(remedy("parts", "null") == "Write [ … ]; a single item stands in brackets too.");
}
