#include <random>

#include "catch.hpp"
#include "exchange/plan.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "support/hospital.hpp"
#include "table.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// A mapping of two columns, with what is to be wrong in it put in its place.
std::string yaml(const std::string& data, const std::string& more = "") {
  return "schema: kezhuan/import/1\nmapping: m\ntitle: {zh: 例, en: example}\nkey: [A]\n" + more +
         "columns:\n  - {name: A, required: true}\n  - {name: B}\nacts:\n"
         "  - act: person.register\n    happened: {column: B, default: today}\n    data: " +
         data + "\n";
}

std::vector<Problem> problems_of(const std::string& text) {
  try {
    Mapping::from_yaml(text, "m.yaml");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::config);
    return error.problems();
  }
  return {};
}

std::string first_problem(const std::string& text) {
  const auto problems = problems_of(text);
  return problems.empty() ? "" : problems.front().place + " " + problems.front().what.zh;
}

const MapDefaults defaults{Date(2026, 1, 5), Uuid{}, false};

std::vector<ImportRecord> records(const Mapping& mapping, const std::string& csv,
                                  const MapDefaults& with = defaults) {
  auto rows = table(csv);
  auto source = map_rows(mapping, *rows, with);
  std::vector<ImportRecord> all;
  for (ImportRecord record; source->next(record);) all.push_back(record);
  return all;
}

Problem refusal(const std::string& kind, const std::string& csv) {
  try {
    records(Mapping::built_in(kind), csv);
  } catch (const Error& error) {
    return error.problems().front();
  }
  FAIL("nothing was thrown");
  return {};
}

std::string json_of(const ImportAct& act) { return act.submission.act.write(PersonalForm::value); }

}  // namespace

TEST_CASE("mapping: those built in are whole, and print what they are made from") {
  const auto ids = Mapping::built_in_ids();
  for (const auto* id : {"people", "units", "institutions", "sources", "achievements", "agreements",
                         "contracts", "receipts", "payments"}) {
    INFO(id);
    CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
    CHECK(Mapping::built_in(id).id() == id);
    CHECK(Mapping::from_yaml(Mapping::built_in_text(id), "copy.yaml").title() ==
          Mapping::built_in(id).title());
  }
  CHECK_THROWS_AS(Mapping::built_in("nothing"), Error);
  CHECK(parse_json(Mapping::schema()).find("properties") != nullptr);
}

TEST_CASE("mapping: everything wrong is named, with line and place") {
  CHECK_THAT(first_problem(yaml("{number: {column: C}, name: {column: A}}")),
             Contains("m.yaml:11:/acts/0/data/number") && Contains("“C”"));
  CHECK_THAT(first_problem(yaml("{nmae: {column: A}, name: {column: A}}")), Contains("nmae"));
  CHECK_THAT(first_problem(yaml("{number: {column: A}}")), Contains("姓名"));
  CHECK_THAT(first_problem(yaml("{name: {column: A, colour: red}}")), Contains("colour"));
  CHECK_THAT(first_problem(yaml("{name: {created: case.open}}")), Contains("case.open"));
  CHECK_THAT(first_problem(yaml("{name: {sum: A}}")), Contains("sum"));
  CHECK_THAT(first_problem(yaml("{name: [a]}")), Contains("列表"));
  CHECK_THAT(first_problem(yaml("{name: {part: x}}")), Contains("split"));
  CHECK_THAT(first_problem(yaml("{name: {column: A}}", "kye: [A]\n")), Contains("kye"));
  CHECK_THAT(first_problem(yaml("{name: {column: A, default: x, colum: B}}")), Contains("colum"));
  CHECK(problems_of(yaml("{nmae: x, number: {column: C}}")).size() == 3);
  CHECK(problems_of(yaml("{name: {column: A}}")).empty());
}

TEST_CASE("mapping: a column goes by any of its names, blanks, width and a star aside") {
  for (const auto* header :
       {"工号,姓名", "职工号 ,姓名*", "人员编号,\"姓\n名\"", "工 号,ｎａｍｅ"}) {
    INFO(header);
    const auto found =
        records(Mapping::built_in("people"), header + std::string("\r\n1,示例甲\r\n"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].problems.empty());
    CHECK_THAT(json_of(found[0].acts.at(0)), Contains("示例甲"));
  }
}

TEST_CASE("mapping: a missing column is named with the nearest header, one there twice with both") {
  const auto missing = refusal("people", "工号码,姓名\n1,示例甲\n");
  CHECK(missing.place == "t.csv:1");
  CHECK_THAT(missing.what.zh, Contains("缺少“工号”"));
  CHECK_THAT(missing.remedy.zh, Contains("是不是“工号码”"));
  const auto twice = refusal("people", "工号,姓名,姓名\n1,示例甲,示例乙\n");
  CHECK_THAT(twice.what.zh, Contains("“姓名”出现两次：第 2 列和第 3 列"));
  CHECK(records(Mapping::built_in("people"), "工号,姓名,备注,备注\n1,示例甲,,\n").size() == 1);
}

TEST_CASE("mapping: columns that fill nothing are named, those of a file of rejects are not") {
  auto rows = table("工号,姓名,职称,行号 line,原因\n1,示例甲,主任医师,2,例\n");
  const auto source = map_rows(Mapping::built_in("people"), *rows, defaults);
  CHECK(source->unused_columns() == std::vector<std::string>{"职称"});
}

TEST_CASE("mapping: a cell is read by the type of the field; what is wrong names line and column") {
  const auto bad = records(Mapping::built_in("receipts"),
                           "到账编号,合同编号,到账日期,到账金额（万元）\n"
                           "D1,H1,2021年13月5日,1\nD2,H1,44260,1.2345678\nD3,,2021.3.5,12.5\n");
  REQUIRE(bad.size() == 3);
  CHECK(bad[0].problems.at(0).place == "t.csv:2:到账日期");
  CHECK(bad[1].problems.at(0).place == "t.csv:3:到账金额（万元）");
  CHECK_THAT(bad[1].problems.at(0).what.zh, Contains("12345.678"));
  CHECK(bad[2].problems.at(0).place == "t.csv:4:合同编号");
  const auto good = records(Mapping::built_in("receipts"),
                            "到账编号,合同编号,到账日期,到账金额（万元）\nＤ１,H1,44260,12.5\n");
  REQUIRE(good[0].problems.empty());
  CHECK(good[0].acts[0].submission.happened == Date(2021, 3, 5));
  CHECK_THAT(json_of(good[0].acts[0]), Contains(R"("amount":"125000.00")"));
  CHECK_THAT(json_of(good[0].acts[0]), Contains(R"("number":"D1")"));
}

TEST_CASE("mapping: a row of more cells than headers is refused, one of fewer is not") {
  const auto found = records(Mapping::built_in("people"),
                             "工号,姓名,职务\n1,示例,甲,员工\n2,示例乙\n3,示例丙,,,\n");
  REQUIRE(found.size() == 3);
  CHECK_THAT(found[0].problems.at(0).what.zh, Contains("4 列") && Contains("3 列"));
  CHECK(found[1].problems.empty());
  CHECK(found[2].problems.empty());
}

TEST_CASE("mapping: ids come from mapping and key alone") {
  const auto people = Mapping::built_in("people");
  const auto one = records(people, "工号,姓名\n1,示例甲\n").at(0).acts.at(0).submission;
  const auto same = records(people, "姓名,职工号\n示例甲, １\n").at(0).acts.at(0).submission;
  const auto other = records(people, "工号,姓名\n2,示例甲\n").at(0).acts.at(0).submission;
  CHECK(one.id == same.id);
  CHECK(one.id != other.id);
  CHECK(one.act.given_id() == same.act.given_id());
  CHECK(one.id->bytes()[6] >> 4U == 8);
}

TEST_CASE("mapping: rows of one key are one record, whose rows must agree") {
  const std::string header = "协议编号,成果编号,工号,收益权重,奖励比例,签订日期\n";
  const auto mapping = Mapping::built_in("agreements");
  const auto found = records(mapping, header +
                                          "F1,KZ-1,P1,60%,1/2,2020.1.2\nF1,KZ-1,P2,40%,,\n"
                                          "F2,KZ-2,P1,1,1/2,2020.1.2\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].rows.size() == 2);
  CHECK_THAT(json_of(found[0].acts.at(0)),
             Contains(R"("income_weight":"3/5")") && Contains(R"("income_weight":"2/5")"));
  const auto bad =
      records(mapping, header + "F1,KZ-1,P1,60%,1/2,2020.1.2\nF1,KZ-9,P2,40%,1/2,2020.1.2\n");
  REQUIRE(bad.size() == 1);
  CHECK(bad[0].problems.at(0).place == "t.csv:3:成果编号");
  CHECK_THAT(bad[0].problems.at(0).what.en, Contains("line 2 \"KZ-1\", line 3 \"KZ-9\""));
}

TEST_CASE("mapping: rows of one key that differ are told once, with their lines and columns") {
  const auto bad = records(Mapping::built_in("agreements"),
                           "协议编号,成果编号,工号,收益权重,奖励比例,签订日期\n"
                           "F1,KZ-1,P1,60%,1/2,2020.1.2\nF1,KZ-9,P2,20%,1/3,2020.1.3\n"
                           "F1,KZ-1,P3,20%,1/3,2020-01-02\n");
  REQUIRE(bad.size() == 1);
  REQUIRE(bad[0].problems.size() == 1);
  const auto& problem = bad[0].problems[0];
  CHECK(problem.place == "t.csv:3");
  CHECK_THAT(problem.what.zh, Contains("第 3、4 行与第 2 行同为 协议编号 F1"));
  for (const auto* part : {"成果编号（第 2 行“KZ-1”，第 3 行“KZ-9”）", "奖励比例", "签订日期"}) {
    CHECK_THAT(problem.what.zh, Contains(part));
  }
  CHECK_THAT(problem.what.zh, !Contains("收益权重"));
}

TEST_CASE("mapping: the key of a row is the same however it is written") {
  const std::string header = "协议编号,成果编号,工号,收益权重,奖励比例,签订日期\n";
  const auto mapping = Mapping::built_in("agreements");
  const auto first = records(mapping, header + "F1,KZ-1,P1,1,1/2,2020.1.2\n");
  for (const auto* other : {"Ｆ１", "=\"F1\"", "\"=\"\"F1\"\"\"", "　F1 "}) {
    INFO(other);
    const auto found = records(
        mapping, header + "F1,KZ-1,P1,60%,1/2,2020.1.2\n" + other + ",KZ-1,P2,40%,1/2,2020/1/2\n");
    CHECK(found.size() == 1);
    CHECK(found[0].problems.empty());
    CHECK(found[0].acts.at(0).submission.id == first[0].acts.at(0).submission.id);
  }
}

TEST_CASE("mapping: a stroke, or 无 where nothing has to stand, is no content") {
  const auto mapping = Mapping::built_in("people");
  for (const auto* nothing : {"/", "-", "—", "——", "无", "／", " / "}) {
    INFO(nothing);
    const std::string cell = nothing;
    const auto found = records(mapping, "工号,姓名,部门编号,职务,任职日期\n1,示例甲," + cell + "," +
                                            cell + "," + cell + "\n");
    CHECK(found.at(0).problems.empty());
    REQUIRE(found.at(0).acts.size() == 1);
    CHECK_THAT(json_of(found[0].acts[0]), !Contains("unit"));
  }
  CHECK(records(mapping, "工号,姓名\n1,/\n").at(0).problems.at(0).place == "t.csv:2:姓名");
  CHECK(records(mapping, "工号,姓名\n-,示例甲\n").at(0).problems.at(0).place == "t.csv:2:工号");
  CHECK(records(mapping, "工号,姓名\n无,示例甲\n").at(0).problems.at(0).place == "t.csv:2:工号");
  // a name that has to be there is taken at its word
  CHECK(records(mapping, "工号,姓名\n1,无\n").at(0).problems.empty());
  // 无 stays an answer where yes or no is asked
  const auto institution = records(Mapping::built_in("institutions"),
                                   "机构编号,机构名称,性质,境外控制\nI1,示例公司,公司,无\n");
  CHECK_THAT(json_of(institution.at(0).acts.at(0)), Contains(R"("foreign_controlled":false)"));
}

TEST_CASE("mapping: a column may be taken to the letter") {
  const auto text = [](const std::string& more) {
    return "schema: kezhuan/import/1\nmapping: m\ntitle: {zh: 例, en: e}\nkey: [A]\ncolumns:\n"
           "  - {name: A, required: true}\n  - {name: B" +
           more +
           "}\nacts:\n"
           "  - act: person.register\n    happened: {column: A, default: today}\n"
           "    data: {name: {column: B}, number: {column: B, default: x}}\n";
  };
  const auto taken = Mapping::from_yaml(text(", literal: true"), "m.yaml");
  for (const auto* cell : {"/", "无", "2.02111E+17"}) {
    INFO(cell);
    const auto csv = std::string("A,B\n2020-01-02,") + cell + "\n";
    CHECK_THAT(json_of(records(taken, csv).at(0).acts.at(0)), Contains(cell));
    CHECK(records(Mapping::from_yaml(text(""), "m.yaml"), csv).at(0).problems.empty() ==
          (std::string(cell) == "无"));
  }
}

TEST_CASE("mapping: digits Excel dropped are asked for, not taken in") {
  const auto found =
      records(Mapping::built_in("achievements"),
              "成果编号,成果名称,成果类型,负责人工号,登记日期,证书号,证书种类,数据来源编号\n"
              "K1,例,数据集,P1,2018.1.2,2.02111E+17,软著,S1\n");
  REQUIRE(found.at(0).problems.size() == 1);
  CHECK(found.at(0).problems.at(0).place == "t.csv:2:证书号");
  CHECK_THAT(found.at(0).problems.at(0).remedy.zh, Contains("设为文本"));
}

const std::string contract_header =
    "合同编号,合同名称,成果编号,乙方编号,转化方式,合同类型,细分种类,合同金额,应收款项,应收金额,"
    "应收日期,签订日期\n";

TEST_CASE("mapping: two instalments that are alike are asked about, not made one") {
  const auto mapping = Mapping::built_in("contracts");
  const std::string first =
      "H1,例,K1,I1,许可,技术许可,著作权许可合同,100万,尾款,50万,2018.7.1,2018.6.1\n";
  const auto asked =
      records(mapping, contract_header + first + "H1,,,,,,,,尾款,500000,2018-07-01,\n");
  REQUIRE(asked.at(0).problems.size() == 1);
  CHECK(asked[0].problems[0].place == "t.csv:3:应收款项");
  CHECK_THAT(asked[0].problems[0].what.zh, Contains("第 2 行和第 3 行") && Contains("是两笔"));
  const auto kept = records(mapping, contract_header + first + "H1,,,,,,,,尾款二,50万,2018.7.1,\n");
  REQUIRE(kept.at(0).problems.empty());
  const auto* contract = kept[0].acts.at(3).submission.act.as<SignContract>();
  REQUIRE(contract != nullptr);
  CHECK(contract->dues.size() == 2);
}

TEST_CASE("mapping: the transferee of a contract was negotiated with") {
  const auto found = records(Mapping::built_in("contracts"),
                             "合同编号,合同名称,成果编号,乙方编号,转化方式,合同类型,细分种类,"
                             "合同金额,签订日期,交付物代号\n"
                             "H1,例,K1,I1,许可,技术许可,著作权许可合同,100万,2018.6.1,D1、D2\n"
                             "H1,,K2,,,,,,,/\n");
  REQUIRE(found.at(0).problems.empty());
  const auto* talks = found[0].acts.at(1).submission.act.as<RecordNegotiation>();
  REQUIRE(talks != nullptr);
  CHECK(talks->transferee->number == "I1");
  REQUIRE(talks->deliverables.size() == 1);
  CHECK(talks->deliverables[0].keys == std::vector<std::string>{"D1", "D2"});
}

TEST_CASE("mapping: an old contract may have been registered nobody knows where") {
  const std::string csv =
      "合同编号,合同名称,成果编号,受让方编号,转化方式,合同类型,细分种类,合同金额,签订日期,"
      "合同登记号\n"
      "H1,例,K1,I1,许可,技术许可,著作权许可合同,100万,2018.6.1,20181100010001\n";
  const auto mapping = Mapping::built_in("contracts");
  CHECK(records(mapping, csv).at(0).problems.at(0).what.zh.find("登记机构") != std::string::npos);
  auto old = defaults;
  old.legacy = true;
  const auto found = records(mapping, csv, old);
  REQUIRE(found.at(0).problems.empty());
  CHECK_THAT(json_of(found[0].acts.back()), Contains("旧记录未载明"));
}

TEST_CASE("mapping: nobody has signed where the sheet says no, whatever its word for it") {
  const std::string header = "协议编号,成果编号,工号,收益权重,奖励比例,签订日期,已签署\n";
  const auto mapping = Mapping::built_in("agreements");
  const auto acts = [&](const std::string& first, const std::string& second) {
    const auto found = records(mapping, header + "F1,KZ-1,P1,60%,1/2,2020.1.2," + first +
                                            "\nF1,KZ-1,P2,40%,1/2,2020.1.2," + second + "\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0].problems.empty());
    return found[0].acts.size();
  };
  for (const auto* no : {"否", "无", "×", "0", "N", "Ｎ", "未", "未签署", "false", ""}) {
    INFO(no);
    CHECK(acts(no, no) == 1);
  }
  for (const auto* yes : {"是", "√", "Y", "已签署"}) {
    INFO(yes);
    CHECK(acts(yes, yes) == 4);
  }
  CHECK(acts("是", "否") == 2);  // the draft and whoever did sign
  const auto unclear = records(mapping, header + "F1,KZ-1,P1,1,1/2,2020.1.2,大概\n");
  CHECK(unclear[0].acts.empty());
  CHECK(unclear[0].problems.at(0).place == "t.csv:2:已签署");
}

TEST_CASE("mapping: whether an act is done goes by what the values say a word stands for") {
  const auto mapping = Mapping::from_yaml(
      "schema: kezhuan/import/1\nmapping: m\ntitle: {zh: 例, en: example}\nkey: [A]\n"
      "columns:\n  - {name: A}\n  - {name: B, values: {待定: 否, 无: 另有约定, 否: 是}}\nacts:\n"
      "  - act: person.register\n    when: [B]\n    happened: {column: A, default: today}\n"
      "    data: {name: {column: A}}\n",
      "m.yaml");
  const auto acts = [&](const std::string& cell) {
    return records(mapping, "A,B\n2020.1.2," + cell + "\n").at(0).acts.size();
  };
  CHECK(acts("待定") == 0);  // says no by its value alone
  CHECK(acts("无") == 1);    // and these say no by themselves
  CHECK(acts("否") == 1);
  CHECK(acts("×") == 0);  // of which the values say nothing
  CHECK(acts("办妥") == 1);
}

TEST_CASE("mapping: where the values are yes and no, another word is refused, not taken for yes") {
  const auto mapping = Mapping::from_yaml(
      "schema: kezhuan/import/1\nmapping: m\ntitle: {zh: 例, en: example}\nkey: [A]\n"
      "columns:\n  - {name: A}\n  - {name: B, values: {已授权: 是, 受理中: 否}}\n  - {name: C}\n"
      "acts:\n  - act: person.register\n    when: [B]\n    happened: {column: A}\n"
      "    data: {name: {column: C}}\n",
      "m.yaml");
  const auto record = [&](const std::string& cell) {
    return records(mapping, "A,B,C\n2020.1.2," + cell + ",甲\n").at(0);
  };
  CHECK(record("已授权").acts.size() == 1);
  CHECK(record("√").acts.size() == 1);
  const auto unknown = record("撤回");
  CHECK(unknown.acts.empty());
  REQUIRE(unknown.problems.size() == 1);
  CHECK(unknown.problems[0].place == "t.csv:2:B");
  CHECK_THAT(unknown.problems[0].remedy.zh, Contains("可写：已授权、受理中"));
  // the cell is there and says no
  const auto denied = record("受理中");
  CHECK(denied.acts.empty());
  CHECK(denied.problems.empty());
  REQUIRE(denied.warnings.size() == 1);
  CHECK_THAT(denied.warnings[0].what.zh,
             Contains("“B”写的是“受理中”") && Contains("没有用到：C") && !Contains("没有内容"));
  CHECK_THAT(denied.warnings[0].remedy.zh, !Contains("填上"));
  CHECK_THAT(record("").warnings.at(0).what.zh, Contains("“B”没有内容"));
}

TEST_CASE("mapping: a certificate is on record once it was granted, and cancelled with its day") {
  const std::string header =
      "成果编号,成果名称,成果类型,负责人工号,登记日期,数据来源编号,证书号,证书类型,状态,失效日期\n";
  const auto mapping = Mapping::built_in("achievements");
  const auto record = [&](const std::string& status) {
    return records(mapping, header + "K1,示例,数据集,P1,2020.1.2,S1,Z-1,软著," + status + "\n")
        .at(0);
  };
  const auto acts = [&](const std::string& status) {
    const auto made = record(status);
    CHECK(made.problems.empty());
    return made.acts.size();
  };
  for (const auto* granted : {"已授权,", "已登记,", "有效,", "是,", ",", "/,"}) {
    INFO(granted);
    CHECK(acts(granted) == 2);
    CHECK(record(granted).warnings.empty());
  }
  for (const auto* pending : {"受理中,", "申请中,", "否,", "已驳回,"}) {
    INFO(pending);
    CHECK(acts(pending) == 1);
    REQUIRE(record(pending).warnings.size() == 1);
    CHECK_THAT(record(pending).warnings[0].what.zh,
               Contains("“状态”写的是“") && Contains("证书类型"));
  }
  for (const auto* ended : {"已失效,2022.3.4", "已注销,2022.3.4", "已撤销,2022.3.4"}) {
    INFO(ended);
    const auto made = record(ended);
    CHECK(made.problems.empty());
    REQUIRE(made.acts.size() == 3);
    CHECK(made.acts[2].submission.act.as<CancelCertificate>() != nullptr);
    CHECK(made.acts[2].submission.happened == Date(2022, 3, 4));
  }
  const auto dayless = record("已失效,");
  CHECK(dayless.acts.empty());
  REQUIRE(dayless.problems.size() == 1);
  CHECK(dayless.problems[0].place == "t.csv:2:失效日期");
  const auto unknown = record("在办,");
  CHECK(unknown.acts.empty());
  REQUIRE(unknown.problems.size() == 1);
  CHECK(unknown.problems[0].place == "t.csv:2:状态");
  CHECK_THAT(unknown.problems[0].remedy.zh, Contains("已授权") && Contains("受理中"));
  CHECK_THAT(record("已授权,2022.3.4").warnings.at(0).what.zh,
             Contains("“状态”写的是“已授权”") && Contains("失效日期"));
}

TEST_CASE("mapping: a header that names no column says by what it was split") {
  const auto said = refusal("people", "工号；姓名,部门\nP1；甲,x\n");
  CHECK_THAT(said.remedy.zh, Contains("按逗号分成 2 列"));
  const auto tabs = [] {
    auto rows = table("工号\t姓名\nP1\t甲\n", {{}, ';'});
    map_rows(Mapping::built_in("people"), *rows, defaults);
  };
  const auto error = thrown_by<Error>(tabs);
  CHECK_THAT(
      error.problems().front().remedy.en,
      Contains("split by semicolon, has 1 columns, with a tab") && Contains("--delimiter tab"));
  // one column that is known is enough: the delimiter was right
  CHECK(refusal("people", "姓名,部门\n甲,x\n").remedy.zh.find("逗号") == std::string::npos);
}

TEST_CASE("mapping: what nobody signed is not in force, and both columns are named") {
  const std::string header = "协议编号,成果编号,工号,收益权重,奖励比例,签订日期,已签署,生效日期\n";
  const auto mapping = Mapping::built_in("agreements");
  const auto denied = records(mapping, header + "F1,KZ-1,P1,1,1/2,2020.1.2,否,2020.1.3\n");
  CHECK(denied[0].acts.empty());
  REQUIRE(denied[0].problems.size() == 1);
  CHECK(denied[0].problems[0].place == "t.csv:2:已签署");
  CHECK_THAT(denied[0].problems[0].what.zh, Contains("生效日期"));
  for (const auto* row : {"是,2020.1.3\n", ",2020.1.3\n", "否,\n"}) {
    CHECK(records(mapping, header + "F1,KZ-1,P1,1,1/2,2020.1.2," + row)[0].problems.empty());
  }
}

TEST_CASE("mapping: cells of an act that is not done are told, with the column it hangs on") {
  const std::string header =
      "成果编号,成果名称,成果类型,负责人工号,登记日期,加工技术,处置措施,不可复原,证书号,证书类型,"
      "申报日期,其他完成人,副交付物,数据来源编号\n";
  const auto found = records(Mapping::built_in("achievements"),
                             header +
                                 "K1,示例,数据集,P1,2020.1.2,,去标识,否,,软著,,P-9,示例二,S1\n"
                                 "K2,示例,数据集,P1,2020.1.2,清洗,,,,,2020.1.3,P-9,示例二,S1\n");
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].warnings.size() == 3);
  const auto& processing = found[0].warnings[0];
  CHECK(processing.place == "t.csv:2:处置措施");
  CHECK_THAT(processing.what.zh, Contains("加工技术") && !Contains("不可复原"));
  CHECK_THAT(found[0].warnings[1].what.zh, Contains("证书号") && Contains("证书类型"));
  CHECK_THAT(found[0].warnings[2].what.zh,
             Contains("申报日期") && Contains("其他完成人") && Contains("副交付物"));
  CHECK(found[1].warnings.empty());
}

TEST_CASE("mapping: a character lost in saving is warned of") {
  const auto mapping = Mapping::built_in("people");
  const auto warnings = [&](const std::string& name) {
    const auto found = records(mapping, "工号,姓名\nP1," + name + "\n");
    CHECK(found.at(0).acts.size() == 1);
    return found[0].warnings;
  };
  for (const auto* lost : {"王?", "?小明", "王?明"}) {
    INFO(lost);
    REQUIRE(warnings(lost).size() == 1);
    CHECK(warnings(lost)[0].place == "t.csv:2:姓名");
  }
  for (const auto* whole : {"王？", "Who?", "王㛃"}) CHECK(warnings(whole).empty());
}

TEST_CASE("mapping: below a table, who made it and when is no record") {
  const auto passed = [](const std::string& row) {
    const auto found =
        records(Mapping::built_in("people"), "工号,姓名,职务,备注\nP1,示例甲,,\n" + row + "\n");
    return found.size() == 1;
  };
  CHECK(passed("制表人：示例丙,,2020.1.5,"));
  CHECK(passed("制表人：示例丙,,,日期：2020年1月5日"));
  CHECK(passed("日期：2020.1.5,,,"));
  CHECK_FALSE(passed("复核：示例公司,示例丙,,"));
  CHECK_FALSE(passed("复核：示例公司,1001,,"));
}

TEST_CASE("mapping: a row of merged cells goes with the record above, all or none") {
  const std::string header = "协议编号,成果编号,工号,收益权重,奖励比例,签订日期\n";
  const auto found =
      records(Mapping::built_in("agreements"), header +
                                                   "F1,KZ-1,P1,60%,1/2,2020.1.2\n,,P2,40%,,\n"
                                                   "F2,KZ-1,P1,1,1/2,2020.1.2\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].rows.size() == 2);
  CHECK(found[0].acts.empty());
  REQUIRE(found[0].problems.size() == 1);
  CHECK(found[0].problems[0].place == "t.csv:3:协议编号");
  CHECK_THAT(found[0].problems[0].remedy.zh, Contains("合并"));
  CHECK(found[1].problems.empty());
}

TEST_CASE("mapping: payments make a plan whose ratio and weights are what was paid") {
  const auto found =
      records(Mapping::built_in("payments"),
              "合同编号,发放日期,工号,金额,净收入,议定日期,应到人数,出席人员,赞成票\n"
              "H1,2020.1.2,P1,4.2万,10万,2019.12.1,9,P9,8\n"
              "H1,2020.1.2,P2,2.8万,10万,2019.12.1,9,P9,8\n"
              "H1,2020.6.2,P1,0.0001万,10万,2019.12.1,9,P9,8\n");
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].problems.empty());
  REQUIRE(found[0].acts.size() == 4);  // plan, decision, two payments
  const auto* plan = found[0].acts[0].submission.act.as<DraftDistribution>();
  REQUIRE(plan != nullptr);
  CHECK(plan->reward_ratio == Ratio(7'000'100, 10'000'000));
  REQUIRE(plan->lines.size() == 2);
  CHECK(plan->lines[0].weight == Ratio(4'200'100));
  CHECK(plan->lines[1].weight == Ratio(2'800'000));
  CHECK(found[0].acts[2].submission.happened == Date(2020, 1, 2));
  CHECK(found[0].acts[3].submission.happened == Date(2020, 6, 2));
  CHECK(found[0].acts[2].submission.id != found[0].acts[3].submission.id);
}

TEST_CASE("mapping: what two meetings decided of one contract are two payments") {
  const std::string header =
      "合同编号,发放日期,工号,金额,净收入,议定日期,应到人数,出席人员,赞成票\n";
  const std::string first = "H1,2020.1.2,P1,4万,10万,2019.12.1,9,P9,8\n";
  const std::string second = "H1,2021.1.2,P1,3万,6万,2020.12.1,9,P9,7\n";
  const auto mapping = Mapping::built_in("payments");
  const auto found = records(mapping, header + first + second);
  REQUIRE(found.size() == 2);
  for (const auto& record : found) {
    REQUIRE(record.problems.empty());
    CHECK(record.acts.size() == 3);
  }
  CHECK(found[0].acts[0].submission.act.as<DraftDistribution>()->reward_ratio == Ratio(2, 5));
  CHECK(found[1].acts[0].submission.act.as<DraftDistribution>()->reward_ratio == Ratio(1, 2));
  // however the day is written, and in a file of its own
  const auto alone = records(mapping, header + "H1,2021.1.2,P1,3万,6万,2020年12月1日,9,P9,7\n");
  CHECK(alone.at(0).acts.at(0).submission.id == found[1].acts[0].submission.id);
}

TEST_CASE("mapping: what an old record may leave out is said to be so, of others it is asked") {
  const std::string csv =
      "成果编号,成果名称,成果类型,负责人工号,其他完成人,数据来源,产生场景,登记日期,申报日期\n"
      "K1,例,数据集,P1,P2、P3,队列,科研,2018.1.2,2018.2.3\n";
  const auto mapping = Mapping::built_in("achievements");
  CHECK(records(mapping, csv).at(0).problems.at(0).what.zh ==
        "缺少“所有权归属”一列，有记录须填它。");
  auto old = defaults;
  old.legacy = true;
  const auto found = records(mapping, csv, old);
  REQUIRE(found.at(0).problems.empty());
  const auto* application = found[0].acts.back().submission.act.as<FileApplication>();
  REQUIRE(application != nullptr);
  CHECK(application->content.rights.ownership == "旧记录未载明");
  CHECK(application->content.contributors.size() == 3);
  CHECK(found[0].acts.back().submission.legacy);
}

TEST_CASE("mapping: whatever way an office writes a receipt, it is the same receipt") {
  std::mt19937 random(20210305);
  const auto mapping = Mapping::built_in("receipts");
  const std::vector<std::string> header{"流水号", "合同编号", "到款日期", "到款金额"};
  for (int round = 0; round < 200; ++round) {
    const auto day = Date(2000, 1, 1) + std::chrono::days(random() % 9000);
    const auto serial = std::to_string((day - Date(1900, 1, 1)).count() + 2);
    const auto y = std::to_string(day.year());
    const auto m = std::to_string(day.month());
    const auto d = std::to_string(day.day());
    const std::vector<std::string> days{day.to_text(), y + "." + m + "." + d,
                                        y + "/" + m + "/" + d + " 0:00",
                                        y + "年" + m + "月" + d + "日", serial};
    const auto amount = Money::of_minor(static_cast<std::int64_t>(random() % 100'000'000));
    const auto text = amount.to_text();
    const auto fen = amount.minor();
    auto decimals = std::to_string(fen % 1'000'000);
    decimals.insert(0, 6 - decimals.size(), '0');
    const std::vector<std::string> amounts{
        text, "¥" + text, text + "元", "　" + text + " ",
        std::to_string(fen / 1'000'000) + "." + decimals + "万元"};
    std::string csv;
    append_csv(csv, header);
    append_csv(csv, std::vector<std::string>{"D1", "H1", days[random() % days.size()],
                                             amounts[random() % amounts.size()]});
    INFO(csv);
    const auto found = records(mapping, csv);
    REQUIRE(found.at(0).problems.empty());
    const auto* receipt = found[0].acts.at(0).submission.act.as<RecordReceipt>();
    REQUIRE(receipt != nullptr);
    CHECK(receipt->amount == amount);
    CHECK(found[0].acts[0].submission.happened == day);
  }
}

TEST_CASE("mapping: a slip in the word for how a value is made is told with the nearest") {
  const auto problems = problems_of(yaml("{name: {colum: A}}"));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0].remedy.zh, Contains("是否想写“column”") && Contains("split"));
  CHECK_THAT(problems[0].remedy.en, Contains("\"column\""));
}

TEST_CASE("mapping: a list inside the item of a split leaves the parts to what follows") {
  const auto mapping = Mapping::from_yaml(
      "schema: kezhuan/import/1\nmapping: m\ntitle: {zh: 例, en: e}\nkey: [A]\n"
      "columns:\n  - {name: A, required: true}\n  - {name: B}\n  - {name: C}\nacts:\n"
      "  - act: resolution.record\n    happened: {column: A}\n    data:\n"
      "      body: academic_committee\n      members: \"9\"\n      present: {column: C}\n"
      "      matters:\n        split: B\n        item:\n          matter: distribution_plan\n"
      "          recused: {each: C, item: {column: C}}\n          plan: {part: plan}\n"
      "          outcome: approved\n          in_favour: \"8\"\n          against: \"0\"\n"
      "          abstained: \"0\"\n",
      "m.yaml");
  const auto found = records(mapping, "A,B,C\n2020-01-02,F1、F2,P1\n");
  REQUIRE(found.at(0).problems.empty());
  const auto* resolution = found[0].acts.at(0).submission.act.as<RecordResolution>();
  REQUIRE(resolution != nullptr);
  REQUIRE(resolution->matters.size() == 2);
  CHECK(resolution->matters[1].plan->number == "F2");
  CHECK(resolution->matters[1].recused.size() == 1);
}

TEST_CASE("mapping: the header may stand below a title and take two rows, sums are no records") {
  const auto mapping = Mapping::built_in("people");
  auto rows = table(
      "示例医院人员表,,,\n填表日期：2024年3月1日,,,\n序号,工号,姓名,岗位情况,\n,,,职务,任职日期\n"
      "1,P1,示例甲,主任,2021.3.5\n序号,工号,姓名,职务,任职日期\n2,P2,示例乙,/,/\n"
      "小  计,2,,,\n合计,2,,,\n制表人：示例丙,,,,\n");
  auto source = map_rows(mapping, *rows, defaults);
  std::vector<ImportRecord> found;
  for (ImportRecord record; source->next(record);) found.push_back(record);
  REQUIRE(found.size() == 2);
  CHECK(found[0].problems.empty());
  CHECK(found[0].acts.size() == 2);
  CHECK(found[1].line == 7);
  CHECK(source->header().at(3) == "职务");
  const auto passed = source->passed_over();
  CHECK(passed.count == 6);
  std::vector<std::size_t> lines;
  for (const auto& row : passed.first) lines.push_back(row.line);
  CHECK(lines == std::vector<std::size_t>{1, 2, 6, 8, 9, 10});
}

TEST_CASE("mapping: somebody called 合计 in another column, or a note among cells, is a record") {
  const auto found =
      records(Mapping::built_in("people"), "工号,姓名\nP1,合计\n备注:1,示例甲\n审核1,示例乙\n");
  CHECK(found.size() == 3);
}

TEST_CASE("mapping: who made, checked and when, side by side below the table, is no record") {
  const auto found = records(Mapping::built_in("people"),
                             "工号,姓名,职务,备注\nP1,示例甲,,\n制表人：示例丙,,审核：示例丁,\n");
  CHECK(found.size() == 1);
}

TEST_CASE("mapping: a missing column is asked for with its other names in mind, and what is left") {
  CHECK_THAT(refusal("people", "工 号码,姓名\n1,示例甲\n").remedy.zh, Contains("“工 号码”"));
  CHECK_THAT(refusal("receipts", "流水编号,合同编号,到账日期,到账金额\n").remedy.zh,
             Contains("是不是“流水编号”？"));
  const auto left = refusal("contracts",
                            "合同编号,合同名称,成果编号,签约公司,转化方式,合同类型,"
                            "细分种类,合同金额,签订日期,备注\n")
                        .remedy;
  CHECK_THAT(left.zh, Contains("是其中之一吗：签约公司、备注？"));
  CHECK_THAT(left.en, Contains("Is it one of 签约公司, 备注?"));
}

TEST_CASE("mapping: a unit that stands in the title alone is asked to be in the header") {
  const std::string title = "到账表,,,单位：万元\n";
  const auto problem =
      refusal("receipts", title + "到账编号,合同编号,到账日期,到账金额\nD1,H1,2021.3.5,12\n");
  CHECK(problem.place == "t.csv:1");
  CHECK_THAT(problem.remedy.zh, Contains("到账金额（万元）"));
  const auto found =
      records(Mapping::built_in("receipts"),
              title + "到账编号,合同编号,到账日期,到账金额（万元）\nD1,H1,2021.3.5,12\n");
  CHECK_THAT(json_of(found.at(0).acts.at(0)), Contains("120000.00"));
}

TEST_CASE("mapping: a unit said outside the table is refused where a column has none") {
  const std::string header = "到账编号,合同编号,到账日期,到账金额\n";
  const std::string rows = "D1,H1,2021.3.5,12\nD2,H1,2021.3.6,13\n";
  for (const auto* said : {"（单位：人民币万元）", "人民币（万元）", "单位（万元）", "万元人民币",
                           "RMB万元", "以万元计", "注：金额单位为 万元", "注：金额单位为亿元",
                           "金额均为百万元", "单位：千元", "（单位:万）"}) {
    INFO(said);
    const auto above = refusal("receipts", "到账表\n" + std::string(said) + "\n" + header + rows);
    CHECK(above.place == "t.csv:2");
    CHECK_THAT(above.what.zh, Contains("“到账金额”"));
    CHECK_THAT(above.remedy.zh, Contains("到账金额（"));
    CHECK(refusal("receipts", header + rows + said + "\n").place == "t.csv:4");
    const auto stated = "到账编号,合同编号,到账日期,到账金额（元）\n" + rows + said + "\n";
    CHECK(records(Mapping::built_in("receipts"), stated).size() == 2);
  }
  CHECK(refusal("receipts", header + rows + "制表人：示例甲,,,单位：万元\n").place == "t.csv:4");
  // a company's name may begin as a note does
  CHECK(records(Mapping::built_in("receipts"),
                "合同编号,到账编号,到账日期,到账金额（元）,备注\n"
                "复核检测-1,DZ-1,2018-03-05,100,年收入约500万元\n")
            .size() == 1);
  // a sum is an amount, no unit of the others
  CHECK(records(Mapping::built_in("receipts"), header + rows + "合计,,,25万元\n").size() == 2);
}

TEST_CASE("mapping: a heading may say yuan beside its unit") {
  for (const auto* unit : {"人民币万元", "万元人民币", "RMB万元", "单位：人民币万元"}) {
    INFO(unit);
    const auto found =
        records(Mapping::built_in("receipts"), "到账编号,合同编号,到账日期,到账金额（" +
                                                   std::string(unit) + "）\nD1,H1,2021.3.5,12\n");
    CHECK_THAT(json_of(found.at(0).acts.at(0)), Contains("120000.00"));
  }
}

TEST_CASE("mapping: a heading over merged cells gives its unit to those below") {
  const auto mapping = Mapping::built_in("receipts");
  const auto amount = [&](const std::string& csv) {
    const auto found = records(mapping, csv + "D1,H1,2021.3.5,12\n");
    REQUIRE(found.at(0).problems.empty());
    return json_of(found[0].acts.at(0));
  };
  CHECK_THAT(amount("到账编号,合同编号,到账日期,到账（万元）\n,,,到账金额\n"),
             Contains("\"120000.00\""));
  CHECK_THAT(amount("到账编号,合同编号,到账（万元）,\n,,到账日期,到账金额\n"),
             Contains("\"120000.00\""));
  CHECK_THAT(amount("到账编号,合同编号,到账日期,到账（万元）\n,,,到账金额（元）\n"),
             Contains("\"12.00\""));
  CHECK(refusal("receipts",
                "到账编号,合同编号,到账日期,到账 单位：万元\n,,,到账金额\nD1,H1,2021.3.5,12\n")
            .place == "t.csv:1");
  CHECK(refusal("receipts",
                ",,,金额（万元）\n到账编号,合同编号,到账日期,到账金额\nD1,H1,2021.3.5,12\n")
            .place == "t.csv:1");
}

TEST_CASE("mapping: when no row will do as header, the one most like it is complained of") {
  const auto problem = refusal("people", "示例医院人员表,\n工号码,姓名\n1,示例甲\n");
  CHECK(problem.place == "t.csv:2");
  CHECK_THAT(problem.remedy.zh, Contains("是不是“工号码”"));
}

TEST_CASE("mapping: whatever stands in a sheet, it is records or problems with their place") {
  std::mt19937 random(77);
  const std::vector<std::string> bits{"",         "/",     "无",    "是",    "P1",   "P2、P3；P4",
                                      "2021.3.5", "44260", "1E+05", "2E+17", "12万", "USD 5",
                                      "=\"001\"", "=A1",   "#REF!", "合计",  "许可", "30%",
                                      "－",       "'=1",   "主任",  "公司",  "软著", "数据集",
                                      "工号",     "\n",    "转让",  "0",     "１２"};
  for (const auto& id : Mapping::built_in_ids()) {
    const auto mapping = Mapping::built_in(id);
    std::vector<std::string> header;
    for (const auto& column : mapping.plan().columns) header.push_back(column.name);
    for (int round = 0; round < 60; ++round) {
      std::string csv;
      append_csv(csv, header);
      const auto count = 1 + random() % 4;
      for (unsigned i = 0; i < count; ++i) {
        std::vector<std::string> cells(header.size());
        for (auto& cell : cells) cell = bits[random() % bits.size()];
        if (i % 2 == 1) cells[0] = "P1";
        append_csv(csv, cells);
      }
      INFO(id << "\n" << csv);
      auto rows = table(csv);
      auto old = defaults;
      old.legacy = round % 2 == 0;
      const auto source = map_rows(mapping, *rows, old);
      for (ImportRecord record; source->next(record);) {
        CHECK(record.acts.empty() == !record.problems.empty());
        for (const auto& problem : record.problems) {
          CHECK_THAT(problem.place, Catch::Matchers::StartsWith("t.csv:"));
          CHECK_FALSE(problem.remedy.zh.empty());
        }
        for (const auto& act : record.acts) {
          CHECK_THAT(source->locate(record, act, {{}, "/number", {}, {}}).place,
                     Catch::Matchers::StartsWith("t.csv:"));
        }
      }
    }
  }
}

TEST_CASE("mapping: a heading may have its unit after a slash, and be of another currency") {
  const auto amount_below = [](const std::string& heading, const std::string& cell) {
    const auto found =
        records(Mapping::built_in("receipts"),
                "到账编号,合同编号,到账日期," + heading + "\nD1,H1,2021.3.5," + cell);
    const auto& record = found.at(0);
    return record.acts.empty()
               ? record.problems.at(0).what.zh
               : record.acts[0].submission.act.as<RecordReceipt>()->amount.to_text();
  };
  CHECK(amount_below("到账金额/万元", "12.5") == "125000.00");
  CHECK(amount_below("到账金额／元", "12.5") == "12.50");
  CHECK(amount_below("到账金额（USD）", "12.5") == "USD 12.50");
  CHECK(amount_below("到账金额（万美元）", "12.5") == "USD 125000.00");
  CHECK(amount_below("到账金额/EUR万", "1") == "EUR 10000.00");
  CHECK(amount_below("到账金额（USD）", "USD 3") == "USD 3.00");
  CHECK_THAT(amount_below("到账金额（USD）", "EUR 3"), Contains("另一币种"));
}

TEST_CASE("mapping: a title that says another currency is not passed over") {
  const std::string header = "到账编号,合同编号,到账日期,到账金额";
  const std::string rows = "\nD1,H1,2021.3.5,12\n";
  for (const auto* said :
       {"单位：美元", "（单位：万美元）", "币种：USD", "金额单位:欧元", "以美元计"}) {
    INFO(said);
    CHECK(refusal("receipts", "到账表\n" + std::string(said) + "\n" + header + rows).place ==
          "t.csv:2");
    CHECK(
        records(Mapping::built_in("receipts"), std::string(said) + "\n" + header + "（元）" + rows)
            .size() == 1);
  }
}

TEST_CASE("mapping: where the cells say their unit, what a sum or a title says matters not") {
  const std::string header = "到账编号,合同编号,到账日期,到账金额\n";
  const std::string rows = "D1,H1,2021.3.5,12万元\nD2,H1,2021.3.6,13 万元\n";
  for (const auto* sum :
       {"合计（万元）,,,25", "合计：25万元,,,", "合计,,,25万元", "单位：万元,,,"}) {
    INFO(sum);
    CHECK(records(Mapping::built_in("receipts"), header + rows + sum + "\n").size() == 2);
    CHECK(refusal("receipts", header + rows + "D3,H1,2021.3.7,14\n" + "单位：万元\n").place ==
          "t.csv:5");
  }
  CHECK(records(Mapping::built_in("receipts"), "到账表（万元）\n" + header + rows).size() == 2);
}

TEST_CASE("mapping: the sum of a year, a month or a page is no record") {
  const std::string header = "到账编号,合同编号,到账日期,到账金额\n";
  for (const auto* sum : {"本年合计", "2018年小计", "3月合计", "本页小计：", "总计（元）"}) {
    INFO(sum);
    CHECK(records(Mapping::built_in("receipts"), header + "D1,H1,2021.3.5,12\n" + sum + ",,,12\n")
              .size() == 1);
  }
  CHECK(records(Mapping::built_in("receipts"), header + "示例合计,H1,2021.3.5,12\n").size() == 1);
}
