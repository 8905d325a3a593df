#include <functional>
#include <regex>
#include <string>
#include <vector>

#include "catch.hpp"
#include "kezhuan/core/limits.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "registry/evidence_store.hpp"
#include "registry/scratch.hpp"
#include "registry/search_words.hpp"
#include "registry/sqlite/store.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

namespace fs = std::filesystem;

/// What is done with something of a given size.
struct Case {
  const char* what;
  std::size_t limit;
  std::function<void(std::size_t size)> at;
  const char* says;  ///< of one beyond it, in English
};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string submission(const std::string& data) {
  return R"({"act": "institution.register", "happened": "2026-01-06", "data": )" + data + "}";
}

void read_name(std::size_t size) {
  read_submission(
      submission(R"({"name": )" + quoted(std::string(size, 'x')) + R"(, "nature": "company"})"));
}

void read_number(std::size_t size) {
  read_submission(submission(R"({"number": )" + quoted(std::string(size, 'x')) +
                             R"(, "name": "x", "nature": "company"})"));
}

void read_list(std::size_t size) {
  std::string items;
  for (std::size_t i = 0; i < size; ++i) items += (i == 0 ? "" : ",") + quoted("P-1");
  read_submission(R"({"act": "resolution.record", "happened": "2026-01-06", "data":
      {"body": "academic_committee", "members": 3, "present": [)" +
                  items +
                  R"(], "matters": [{"matter": "application", "achievement": "KZ-1",
      "outcome": "approved", "in_favour": 2, "against": 0, "abstained": 0}]}})");
}

void read_act(std::size_t size) {
  const auto bare = submission(R"({"name": "x", "nature": "company"})");
  read_submission(bare + std::string(size - bare.size(), ' '));
}

void read_nested(std::size_t size) { parse_json(std::string(size, '[') + std::string(size, ']')); }

void make_at_path(std::size_t size) {
  const Scratch scratch;
  auto path = scratch.folder();
  const std::string part(100, 'd');
  while (path.string().size() + 110 < size) {
    path /= part;
    fs::create_directories(path);
  }
  const auto name = std::string(size - path.string().size() - 1, 'r');
  { auto store = Store::create(path / name); }
  Store::open(path / name).backup_to(scratch / "copy.kz");
}

void keep_evidence(std::size_t size) {
  const Scratch scratch;
  write_bytes(scratch / "file", std::string(size, 'x'));
  static_cast<void>(EvidenceStore(scratch / "r.kz", 1000).put(scratch / "file"));
}

ReadBytes reading(std::string text) {
  return [text = std::move(text), at = std::size_t{0}](char* to, std::size_t most) mutable {
    const auto count = text.copy(to, most, at);
    at += count;
    return count;
  };
}

void read_row(std::size_t size) {
  CsvOptions options;
  options.max_row_bytes = 1000;
  std::string text = "a,b\n" + std::string(size - 3, 'x') + ",y\n";
  const auto rows = read_csv("f.csv", reading(text), options);
  rows->header();
  Row row;
  while (rows->next(row)) continue;
}

void read_sheet(const std::string& text, const std::string& mapping) {
  const auto rows = read_csv("f.csv", reading(text));
  const auto records =
      map_rows(Mapping::built_in(mapping), *rows, {Date(2026, 1, 6), Uuid(), false});
  for (ImportRecord record; records->next(record);) continue;
}

/// With the header in that row.
void read_below(std::size_t row) {
  std::string text;
  for (std::size_t i = 1; i < row; ++i) text += "表头之上第" + std::to_string(i) + "行,,\n";
  read_sheet(text + "工号,姓名\nP1,甲\n", "people");
}

void read_group(std::size_t rows) {
  std::string text = "协议编号,成果编号,工号,收益权重,奖励比例,签订日期\n";
  for (std::size_t i = 0; i < rows; ++i) text += "X1,C1,P" + std::to_string(i) + ",,,\n";
  read_sheet(text, "agreements");
}

void look_for(std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text += "w" + std::to_string(i) + " ";
  static_cast<void>(search_expression(text));
}

}  // namespace

TEST_CASE("limits: what is as large as it may be is taken, one more is refused and says why") {
  const std::vector<Case> cases{
      {"act", limits::act_bytes, read_act, "document too large"},
      {"depth", limits::depth, read_nested, "nested too deep"},
      {"text", limits::text_bytes, read_name, "text too long"},
      {"number", limits::number_bytes, read_number, "malformed number"},
      {"list", limits::list_items, read_list, "the limit is 10000"},
      {"path", limits::path_bytes, make_at_path, "path is too long"},
      {"evidence", 1000, keep_evidence, "larger than the limit"},
      {"row", 1000, read_row, "1000"},
      {"row of the header", 10, read_below, "is missing"},
      {"rows of a record", 10'000, read_group, "more than 10000 rows have one key"},
      {"words of a search", 64, look_for, "more than 64 words"},
  };
  for (const auto& each : cases) {
    INFO(each.what);
    CHECK_NOTHROW(each.at(each.limit));
    const auto error = thrown_by<Error>([&] { each.at(each.limit + 1); });
    REQUIRE_FALSE(error.problems().empty());
    const auto& problem = error.problems().front();
    CHECK_THAT(problem.what.en, Catch::Contains(each.says));
    CHECK_FALSE(problem.what.zh.empty());
    CHECK_FALSE(problem.remedy.zh.empty());
    CHECK_FALSE(problem.remedy.en.empty());
  }
  CHECK(EvidenceStore::default_limit == limits::evidence_bytes);
  CHECK(CsvOptions{}.max_row_bytes == limits::row_bytes);
}

TEST_CASE("limits: of fields the refusal names the field") {
  const auto place = [](const std::function<void()>& read) {
    return thrown_by<Error>(read).problems().front().place;
  };
  CHECK(place([] { read_name(limits::text_bytes + 1); }) == "/data/name");
  CHECK(place([] { read_number(limits::number_bytes + 1); }) == "/data/number");
  CHECK(place([] { read_list(limits::list_items + 1); }) == "/data/present");
}

TEST_CASE("limits: days and amounts at the ends are taken, those beyond refused") {
  CHECK(Date::parse("1900-01-01").to_text() == "1900-01-01");
  CHECK(Date::parse("2999-12-31").to_text() == "2999-12-31");
  CHECK_THROWS_AS(Date::parse("1899-12-31"), Error);
  CHECK_THROWS_AS(Date::parse("3000-01-01"), Error);
  CHECK_THROWS_AS(Date::parse("2999-12-31") + std::chrono::days{1}, Error);
  const auto most = Money::parse("92233720368547758.07");
  CHECK(most.to_text() == "92233720368547758.07");
  CHECK_THROWS_AS(Money::parse("92233720368547758.08"), Error);
  CHECK_THROWS_AS(Money::parse("0.001"), Error);
  CHECK_THROWS_AS(most + Money::parse("0.01"), Error);
  CHECK(Ratio::parse("1/1000000000000000").denominator() == Ratio::max_denominator);
  CHECK_THROWS_AS(Ratio::parse("1/1000000000000001"), Error);
}

TEST_CASE("limits: a ledger entry we wrote may hold longer lists than an act may bring") {
  std::string items;
  for (std::size_t i = 0; i <= limits::list_items; ++i) {
    items += (i == 0 ? "" : ",") + quoted("01990000-0000-7000-8000-000000000001");
  }
  const auto* type = find_act_type("personal.erase");
  const auto node =
      parse_json(R"({"acts": [)" + items + R"(], "reason": "x"})", {std::size_t{1} << 30U, 64});
  CHECK_NOTHROW(type->read(node, true));
  CHECK_THROWS_AS(type->read(node, false), Error);
}

TEST_CASE("limits: docs/limits.md says what holds") {
  const auto page = read_bytes(fs::path(KEZHUAN_SOURCE_DIR) / "docs/limits.md");
  CHECK_THAT(page, Catch::Contains(limits::table(Language::zh)));
  CHECK_THAT(page, Catch::Contains(limits::table(Language::en)));
}
