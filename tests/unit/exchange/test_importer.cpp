#include "catch.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "support/hospital.hpp"
#include "table.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

ImportReport take(Registry& registry, const std::string& csv, const ImportOptions& options = {},
                  const std::string& kind = "people") {
  auto rows = table(csv);
  auto source = map_rows(Mapping::built_in(kind), *rows, defaults_of(registry));
  return import_records(registry, *source, options);
}

ImportReport take_acts(Registry& registry, const std::string& jsonl,
                       const ImportOptions& options = {}) {
  auto source = read_acts("a.jsonl", reading(jsonl));
  return import_records(registry, *source, options);
}

std::int64_t people(const Hospital& h) { return h.registry.read().count(Kind::person); }

const std::string good = "工号,姓名,登记日期\nR1,示例甲,2025.1.2\nR2,示例乙,2025.1.2\n";
const std::string mixed =
    "工号,姓名,部门编号,登记日期\nR1,示例甲,U-1,2025.1.2\nR2,示例乙,U-9,2025.1.2\n"
    "R3,,,2025.1.2\nR1,示例甲,U-1,2025.1.2\nR4,示例丁,,2025.1.2\n";

}  // namespace

TEST_CASE("importer: good records are taken in, the same file twice changes nothing") {
  Hospital h;
  const auto before = people(h);
  const auto report = take(h.registry, good);
  CHECK(report.is_written);
  CHECK(report.records == 2);
  CHECK(report.acts == 2);
  const auto mark = h.registry.read().mark();
  const auto again = take(h.registry, good);
  CHECK(again.repeated == 2);
  CHECK(again.acts == 0);
  CHECK(again.rejected == 0);
  CHECK(h.registry.read().mark().root == mark.root);
  CHECK(people(h) == before + 2);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("importer: the day of the import stands in where no date is given, and stays") {
  Hospital h;
  take(h.registry, "工号,姓名\nR1,示例甲\n");
  h.clock.set(Timestamp::parse("2026-12-01T01:00:00.000Z"));
  const auto again = take(h.registry, "工号,姓名\nR1,示例甲\nR2,示例乙\n");
  CHECK(again.rejected == 0);
  CHECK(again.repeated == 1);
  CHECK(again.acts == 1);
}

TEST_CASE("importer: with one bad record none is taken in, and every bad one is named") {
  Hospital h;
  const auto mark = h.registry.read().mark();
  const auto report = take(h.registry, mixed);
  CHECK_FALSE(report.is_written);
  CHECK(report.rejected == 3);
  REQUIRE(report.problems.size() == 3);
  CHECK(report.problems[0].place == "t.csv:3:部门编号");
  CHECK(report.problems[0].rule == "REG-01");
  CHECK(report.problems[1].place == "t.csv:4:姓名");
  CHECK(report.problems[2].place == "t.csv:5");
  CHECK_THAT(report.problems[2].what.zh, Contains("第 2 行和第 5 行都是 工号 R1"));
  CHECK(h.registry.read().mark().root == mark.root);
}

TEST_CASE("importer: with rejects the good ones are kept, and the mended rest can follow") {
  Hospital h;
  const auto before = people(h);
  std::string rejects;
  ImportOptions options;
  options.keep_good = true;
  bool was_called = false;
  options.before_commit = [&] { was_called = true; };
  auto rows = table(mixed);
  auto source = map_rows(Mapping::built_in("people"), *rows, defaults_of(h.registry));
  options.on_reject = [&](const ImportRecord& record, const std::vector<Problem>& problems) {
    if (rejects.empty()) rejects = reject_header(*source);
    rejects += reject_rows(record, problems, source->header());
  };
  const auto report = import_records(h.registry, *source, options);
  CHECK(report.is_written);
  CHECK(was_called);
  CHECK(people(h) == before + 2);
  const auto written = rows_of(rejects);
  REQUIRE(written.size() == 4);
  CHECK(written[0].size() == 4 + 7);
  CHECK(written[1][4] == "3");
  CHECK(written[1][5] == "部门编号");
  CHECK(written[1][6] == "REG-01");
  CHECK_FALSE(written[1][10].empty());
  // mended as a person would, the other columns left as they are
  auto mended = rejects;
  mended.replace(mended.find("U-9"), 3, "U-1");
  mended.replace(mended.find("R3,,"), 4, "R3,示例丙,");
  const auto second = take(h.registry, mended);
  CHECK(second.is_written);
  CHECK(second.acts == 2);
  CHECK(second.repeated == 1);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("importer: a check writes nothing") {
  Hospital h;
  ImportOptions options;
  options.only_check = true;
  const auto mark = h.registry.read().mark();
  const auto report = take(h.registry, good, options);
  CHECK(report.acts == 2);
  CHECK_FALSE(report.is_written);
  CHECK(h.registry.read().mark().root == mark.root);
}

TEST_CASE("importer: what was imported and reads otherwise now is refused") {
  Hospital h;
  take(h.registry, good);
  auto changed = good;
  changed.replace(changed.find("示例乙"), 9, "示例丙");
  const auto report = take(h.registry, changed);
  REQUIRE(report.rejected == 1);
  CHECK(report.problems[0].rule == "REG-05");
  CHECK(report.problems[0].place == "t.csv:3");
  CHECK_THAT(report.problems[0].what.zh, Contains("工号 R2 先前已导入"));
  CHECK_THAT(report.problems[0].remedy.zh, Contains("act.correct"));
}

TEST_CASE("importer: many problems are counted, the first are kept") {
  Hospital h;
  std::string csv = "工号,姓名\n";
  for (int i = 0; i < 120; ++i) csv += "R" + std::to_string(i) + ",\n";
  const auto report = take(h.registry, csv);
  CHECK(report.rejected == 120);
  CHECK(report.problems.size() == 50);
  CHECK(report.more_problems == 70);
}

TEST_CASE("importer: a file that breaks off is refused whole, after what was found before") {
  Hospital h;
  ImportOptions options;
  options.keep_good = true;
  const auto mark = h.registry.read().mark();
  const auto error = thrown_by<Error>([&] { take(h.registry, mixed + "R9,\"示例", options); });
  CHECK(error.problems().size() == 4);
  CHECK(error.problems().back().place == "t.csv:7");
  CHECK(h.registry.read().mark().root == mark.root);
}

TEST_CASE("importer: what on_progress throws ends it, with nothing written") {
  Hospital h;
  ImportOptions options;
  options.on_progress = [](const ImportProgress& progress) {
    CHECK(progress.bytes > 0);
    if (progress.records == 2) throw std::runtime_error("enough");
  };
  const auto mark = h.registry.read().mark();
  CHECK_THROWS_AS(take(h.registry, good, options), std::runtime_error);
  CHECK(h.registry.read().mark().root == mark.root);
}

TEST_CASE("importer: a duplicate far down is told with both lines") {
  Hospital h;
  std::string csv = "工号,姓名,登记日期\n";
  for (int i = 0; i < 600; ++i) {
    csv += "R" + std::to_string(i) + ",\"示例\n甲\",2025.1.2\n";
    if (i == 300) csv += std::string(700, '\n');
  }
  csv += "R400,\"示例\n甲\",2025.1.2\n";
  const auto report = take(h.registry, csv);
  REQUIRE(report.problems.size() == 1);
  CHECK_THAT(report.problems[0].what.zh, Contains("第 1502 行和第 1902 行"));
}

TEST_CASE("importer: acts come one JSON document a line, rejected ones go back in as they are") {
  Hospital h;
  const std::string acts =
      R"({"act": "person.register", "happened": "2026-03-02", "data": {"number": "R1", "name": "甲"}})"
      "\n\n"
      R"({"act": "person.register", "happened": "2026-03-02", "data": {"number": "R2"}})"
      "\nnonsense\n"
      R"({"act": "person.register", "happened": "2026-03-02", "data": {"number": "R3", "name": "乙", "unit": "U-9"}})";
  std::string rejects;
  ImportOptions options;
  options.keep_good = true;
  options.on_reject = [&](const ImportRecord& record, const std::vector<Problem>& problems) {
    rejects += reject_line(record, problems);
  };
  const auto report = take_acts(h.registry, acts, options);
  CHECK(report.is_written);
  CHECK(report.acts == 1);
  REQUIRE(report.rejected == 3);
  CHECK(report.problems[0].place == "a.jsonl:3:/data/name");
  CHECK_THAT(report.problems[1].place, Contains("a.jsonl:4"));
  CHECK(report.problems[2].place == "a.jsonl:5:/data/unit");
  rejects.replace(rejects.find("U-9", rejects.find("rejected\":{\"act\": \"person.register\", "
                                                   "\"happened\": \"2026-03-02\", \"data\": "
                                                   "{\"number\": \"R3\"")),
                  3, "U-1");
  const auto second = take_acts(h.registry, rejects, options);
  CHECK(second.acts == 1);
  CHECK(second.rejected == 2);
}

TEST_CASE("importer: acts without id or number are the same acts when they come again") {
  Hospital h;
  const std::string act = R"({"act": "unit.register", "happened": "2026-03-02",)"
                          R"( "data": {"institution": "I-own", "name": "示例甲科"}})";
  const auto units = [&] { return h.registry.read().count(Kind::unit); };
  const auto before = units();
  const auto first = take_acts(h.registry, act + "\n");
  REQUIRE(first.rejected == 0);
  CHECK(first.acts == 1);
  const auto root = h.registry.read().mark().root;
  const auto again = take_acts(h.registry, act);
  CHECK(again.rejected == 0);
  CHECK(again.repeated == 1);
  CHECK(again.acts == 0);
  CHECK(h.registry.read().mark().root == root);
  CHECK(units() == before + 1);
  const std::string other = R"({"act": "unit.register", "happened": "2026-03-02",)"
                            R"( "data": {"institution": "I-own", "name": "示例乙科"}})";
  const auto twice = take_acts(h.registry, other + "\n" + other + "\n");
  CHECK(twice.rejected == 0);
  CHECK(twice.acts == 1);
  REQUIRE(twice.warnings >= 1);
  CHECK(twice.first_warnings.back().place == "a.jsonl:2");
  CHECK_THAT(twice.first_warnings.back().what.zh, Contains("第 2 行与第 1 行相同"));
}

TEST_CASE("importer: no id is made of a name, which would outlive its erasure") {
  Hospital h;
  const auto before = people(h);
  const auto nameless =
      take_acts(h.registry,
                R"({"act": "person.register", "happened": "2026-03-02", "data": {"name": "甲"}})");
  CHECK(nameless.rejected == 1);
  CHECK(people(h) == before);
  const std::string numbered = R"({"act": "person.register", "happened": "2026-03-02",)"
                               R"( "data": {"number": "P-91", "name": "甲"}})";
  CHECK(take_acts(h.registry, numbered).acts == 1);
  CHECK(take_acts(h.registry, numbered).acts == 0);
  CHECK(people(h) == before + 1);
}

TEST_CASE("importer: an act rejected again says why it is rejected now") {
  Hospital h;
  const auto reject = [&](const std::string& acts) {
    std::string rejects;
    ImportOptions options;
    options.on_reject = [&](const ImportRecord& record, const std::vector<Problem>& problems) {
      rejects += reject_line(record, problems);
    };
    take_acts(h.registry, acts, options);
    return rejects;
  };
  auto first = reject(
      R"({"act": "person.register", "happened": "2026-03-02", "data": {"number": "R3", "name": "乙", "unit": "U-9"}})");
  CHECK_THAT(first, Contains("U-9") && Contains("REG-01"));
  first.replace(first.rfind("\"name\": \"乙\", "), 15, "");
  const auto second = reject("\n" + first);
  CHECK_THAT(second, Contains("a.jsonl:2:/data/name") && Contains("\"line\":2,"));
  CHECK_THAT(second, !Contains("REG-01"));
  CHECK_THAT(second, Contains(R"("rejected":{"act":"person.register")"));
  const auto no_json = reject(reject("nonsense"));
  CHECK_THAT(no_json, Contains(R"("rejected":"nonsense")"));
}

TEST_CASE("importer: what a spreadsheet would run is guarded among the rejects, and read back") {
  Hospital h;
  std::string rejects;
  ImportOptions options;
  options.keep_good = true;
  const std::string csv =
      "合同编号,到账编号,到账日期,到账金额,备注\n"
      "H-9,=D1,2025.1.2,-5,@a\nH-9,D2,2025.1.2,'=5,+1\nH-9,\t-D3,2025.1.2,''-5,甲\n";
  auto rows = table(csv);
  auto source = map_rows(Mapping::built_in("receipts"), *rows, defaults_of(h.registry));
  options.on_reject = [&](const ImportRecord& record, const std::vector<Problem>& problems) {
    if (rejects.empty()) rejects = reject_header(*source);
    rejects += reject_rows(record, problems, source->header());
  };
  CHECK(import_records(h.registry, *source, options).rejected == 3);
  const auto written = rows_of(rejects);
  CHECK(written.at(1).at(1) == "'=D1");
  CHECK(written[1][3] == "'-5");
  CHECK(written[1][4] == "'@a");
  CHECK(written[2][3] == "''=5");
  CHECK(written[2][4] == "'+1");
  for (const auto& row : written) {
    for (const auto& cell : row) CHECK_THAT(cell, !Catch::Matchers::StartsWith("="));
  }
  // mended or not, the cells are what they were
  auto again = table(rejects);
  const auto second = map_rows(Mapping::built_in("receipts"), *again, defaults_of(h.registry));
  auto first_rows = rows_of(csv);
  ImportRecord record;
  for (std::size_t i = 1; second->next(record); ++i) {
    record.rows.at(0).cells.resize(5);
    CHECK(record.rows[0].cells == first_rows.at(i));
  }
}

TEST_CASE("importer: the digits of numbers are kept among the rejects, whatever opens the file") {
  Hospital h;
  const std::string csv =
      "工号,姓名,部门编号,登记日期,电话\n0015,示例甲,U-9,2025.1.2,202111230004567\n"
      "=\"0016\",示例乙,U-9,2025.1.2,12\n";
  const auto rejected = [&](const std::string& text) {
    std::string rejects;
    ImportOptions options;
    auto rows = table(text);
    auto source = map_rows(Mapping::built_in("people"), *rows, defaults_of(h.registry));
    options.on_reject = [&](const ImportRecord& record, const std::vector<Problem>& problems) {
      if (rejects.empty()) rejects = reject_header(*source);
      rejects += reject_rows(record, problems, source->header());
    };
    CHECK(import_records(h.registry, *source, options).rejected == 2);
    return rejects;
  };
  const auto rejects = rejected(csv);
  const auto written = rows_of(rejects);
  CHECK(written.at(1).at(0) == "=\"0015\"");
  CHECK(written[1][4] == "=\"202111230004567\"");
  CHECK(written.at(2).at(0) == "=\"0016\"");
  CHECK(written[2][4] == "12");
  CHECK(rejected(rejects) == rejects);
}

namespace {

ImportReport take_old(Registry& registry, const std::string& csv, const std::string& kind) {
  auto rows = table(csv);
  auto source = map_rows(Mapping::built_in(kind), *rows, defaults_of(registry, true));
  auto report = import_records(registry, *source, {});
  for (const auto& problem : report.problems)
    UNSCOPED_INFO(problem.place << " " << problem.what.zh);
  REQUIRE(report.problems.empty());
  return report;
}

const std::string old_institution = "机构编号,机构名称,性质,登记日期\nI-1,示例公司,公司,2018.1.2\n";
const std::string old_achievement =
    "成果编号,成果名称,成果类型,负责人工号,数据来源,产生场景,登记日期,加工技术,申报日期,实质性改变,"
    "新知识,处置措施,处置主体,不可复原,证书号,证书种类,证书登记日\n"
    "R1,例,数据集,P-1,队列,科研,2018.1.2,清洗,2018.2.3,内容、结构,阅片标准,匿名化,第三方,是,ZS1,"
    "软著,"
    "2018.1.5\n";
const std::string old_contract =
    "合同编号,合同名称,成果编号,乙方编号,转化方式,合同类型,细分种类,合同金额,签订日期,交付物代号,"
    "关联交易,许可方式,许可起始日,许可终止日\n"
    "H1,例,R1,I-1,许可,技术许可,著作权许可合同,100万,2018.6.1,D1,否,普通,2018.7.1,2023.6.30\n";

}  // namespace

TEST_CASE("importer: what old records lack is counted once, warnings are told with their rows") {
  Hospital h;
  const auto items = [&] {
    return static_cast<std::uint64_t>(h.registry.read().count(Kind::outstanding, ListQuery{}));
  };
  take_old(h.registry, old_institution, "institutions");
  const auto achievements = take_old(h.registry, old_achievement, "achievements");
  CHECK(achievements.outstanding == items());
  CHECK(achievements.warnings > 0);
  CHECK(achievements.warnings >= achievements.first_warnings.size());
  for (const auto& warning : achievements.first_warnings) {
    CHECK_THAT(warning.place, Contains("t.csv:2"));
  }
  const auto before = items();
  const auto contracts = take_old(h.registry, old_contract, "contracts");
  CHECK(contracts.outstanding > 0);
  CHECK(contracts.outstanding == items() - before);
}

TEST_CASE("importer: cells that went unused are among the warnings, once") {
  Hospital h;
  const std::string csv =
      "成果编号,成果名称,成果类型,负责人工号,登记日期,数据来源名称,产生场景,其他完成人\n"
      "K9,示例,数据集,P-1,2025.1.2,示例源,科研,P-2\n";
  const auto plain =
      "成果编号,成果名称,成果类型,负责人工号,登记日期,数据来源名称,产生场景\n"
      "K9,示例,数据集,P-1,2025.1.2,示例源,科研\n";
  ImportOptions check;
  check.only_check = true;
  const auto without = take(h.registry, plain, check, "achievements");
  const auto with = take(h.registry, csv, {}, "achievements");
  CHECK(with.rejected == 0);
  CHECK(with.warnings == without.warnings + 1);
  CHECK(take(h.registry, csv, {}, "achievements").warnings == 0);
}

TEST_CASE("importer: an old contract's transferee is known from the row") {
  Hospital h;
  take_old(h.registry, old_institution, "institutions");
  take_old(h.registry, old_achievement, "achievements");
  take_old(h.registry, old_contract, "contracts");
  const auto items = h.registry.read().list(Kind::outstanding);
  REQUIRE_FALSE(items.empty());
  for (const auto& row : items) {
    INFO(row.name);
    CHECK_THAT(row.name, !Contains("受让方尚未确定") && !Contains("是否关联交易") &&
                             !Contains("交付物尚未约定"));
  }
}

TEST_CASE("importer: of two columns that name people, and of several rows, the one at fault") {
  Hospital h;
  const auto found =
      take(h.registry,
           "成果编号,成果名称,成果类型,负责人工号,其他完成人,数据来源,产生场景,登记日期,申报日期,"
           "所有权归属,使用权归属,收益权归属,数据类型,数据规模,合规信息,加工技术\n"
           "R1,例,数据集,P-1,P-2、P-99,队列,科研,2025.1.2,2025.2.3,甲,甲,甲,甲,甲,甲,甲\n",
           {}, "achievements");
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].place == "t.csv:2:其他完成人");
  CHECK_THAT(found.problems[0].what.zh, Contains("P-99"));
  const auto rows = take(h.registry,
                         "协议编号,成果编号,工号,收益权重,奖励比例,签订日期\n"
                         "F1,KZ-1,P-1,60%,1/2,2025.1.2\nF1,,P-99,40%,,\n",
                         {}, "agreements");
  REQUIRE_FALSE(rows.problems.empty());
  CHECK(rows.problems.back().place == "t.csv:3:工号");
}

TEST_CASE("importer: a column the sheet lacks is told once, with the nearest header") {
  Hospital h;
  const std::string sheet =
      "工号,姓名,职务,任职开始日期\nR1,示例甲,员工,2020.1.2\nR2,示例乙,员工,2020.1.2\n"
      "R3,示例丙,,\n";
  std::vector<std::string> rejects;
  ImportOptions options;
  options.keep_good = true;
  options.on_reject = [&](const ImportRecord& record, const std::vector<Problem>& problems) {
    rejects.push_back(reject_rows(record, problems, {"工号", "姓名", "职务", "任职开始日期"}));
  };
  const auto report = take(h.registry, sheet, options);
  CHECK(report.rejected == 2);
  CHECK(report.acts == 1);
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].place == "t.csv:1");
  CHECK(report.problems[0].what.zh == "缺少“任职日期”一列，有记录须填它。");
  CHECK_THAT(report.problems[0].remedy.zh, Contains("是不是“任职开始日期”？"));
  REQUIRE(rejects.size() == 2);
  CHECK_THAT(rejects[1], Contains("缺少“任职日期”一列"));
}

TEST_CASE("importer: what a rule asks of a column the sheet lacks is told with its first row") {
  Hospital h;
  const std::string header = "成果编号,成果名称,成果类型,负责人工号,登记日期,来源";
  const auto report = take(h.registry,
                           header +
                               "\nA1,示例甲,数据集,P-1,2025.1.2,x\n"
                               "A2,示例乙,数据集,P-1,2025.1.2,x\n",
                           {}, "achievements");
  CHECK(report.rejected == 2);
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].place == "t.csv:2:数据来源编号");
  CHECK_THAT(report.problems[0].remedy.zh,
             Contains("表里没有“数据来源编号”一列") && Contains("同缺的各行不再逐行列出"));
  const auto with_column = take(
      h.registry, header + "编号\nA1,示例甲,数据集,P-1,2025.1.2,\nA2,示例乙,数据集,P-1,2025.1.2,\n",
      {}, "achievements");
  CHECK(with_column.problems.size() == 2);
}

TEST_CASE("importer: what a record refers to was rejected before: its line comes first") {
  Hospital h;
  const std::string header = "成果编号,成果名称,成果类型,负责人工号,登记日期,数据来源编号,衍生自\n";
  const auto report = take(h.registry,
                           header +
                               "A1,示例甲,数据集,P-9,2025.1.2,S-1,\n"
                               "A2,示例乙,数据集,P-1,2025.1.2,S-1,A1\n"
                               "A3,示例丙,数据集,P-1,2025.1.2,S-1,A0\n",
                           {}, "achievements");
  REQUIRE(report.problems.size() == 3);
  CHECK(report.problems[1].rule == "REG-01");
  CHECK(report.problems[1].remedy.zh.starts_with("先改正第 2 行：它就是“A1”，因有误没有导入。"));
  CHECK(report.problems[2].remedy.zh.find("先改正") == std::string::npos);
}

TEST_CASE("importer: what is missing is not a rejected record of another kind with its number") {
  Hospital h;
  const auto report = take_acts(
      h.registry,
      R"({"act":"unit.register","happened":"2999-01-02","data":{"institution":"I-own","name":"示例科","number":"X-8"}})"
      "\n"
      R"({"act":"achievement.register","happened":"2025-01-02","data":{"name":"示例甲","number":"KZ-8","form":"dataset","level":"primary","sources":["S-1"],"lead":"X-8"}})"
      "\n");
  REQUIRE(report.problems.size() == 2);
  CHECK_THAT(report.problems[1].what.zh, Contains("人员“X-8”不在登记库中"));
  CHECK(report.problems[1].remedy.zh.find("先改正") == std::string::npos);
}

TEST_CASE("importer: a number that is taken may be the same record, entered otherwise") {
  Hospital h;
  const auto report = take(h.registry, "工号,姓名\nP-1,示例甲\n");
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].rule == "REG-03");
  CHECK_THAT(report.problems[0].remedy.zh, Contains("kezhuan show P-1"));
}

TEST_CASE("importer: an act refers to one rejected before, and its line comes first") {
  Hospital h;
  const auto report = take_acts(
      h.registry,
      R"({"act":"unit.register","happened":"2999-01-02","data":{"institution":"I-own","name":"示例科","number":"U-8"}})"
      "\n"
      R"({"act":"person.register","happened":"2025-01-02","data":{"name":"示例甲","number":"P-8","unit":"U-8"}})"
      "\n");
  REQUIRE(report.problems.size() == 2);
  CHECK_THAT(report.problems[1].remedy.zh, Contains("先改正第 1 行"));
}
