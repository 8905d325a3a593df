#include "catch.hpp"
#include "unit/policy/rule_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

constexpr auto refuse = Severity::refuse;
constexpr auto warn = Severity::warn;

const std::string measure = R"(, "measure": "《专有技术管理办法》")";

std::string deliverable(const std::string& key, const std::string& kind) {
  return R"({"key": ")" + key + R"(", "kind": ")" + kind + R"(", "title": "示例"})";
}

std::string list(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const auto& item : items) text += (text.size() > 1 ? ", " : "") + item;
  return text + "]";
}

/// A dataset with a companion tool: D1 master data, D2 metadata, D3 tool.
const std::string with_tool = list({deliverable("D1", "master_data"), deliverable("D2", "metadata"),
                                    deliverable("D3", "companion_tool")});

Policy hospital_policy() {
  return national_policy()
      .with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml")
      .for_institution(true);
}

}  // namespace

TEST_CASE("DLV-01 passes: a dataset with master data and metadata, a tool with a tool") {
  RuleCase dataset;
  CHECK(of(dataset.check_filing(), "DLV-01").empty());
  CHECK(of(dataset.check_filing(with_tool), "DLV-01").empty());
  dataset.file();
  CHECK(of(dataset.check_approval(), "DLV-01").empty());
  CHECK(dataset.missing("DLV-01", "KZ-1").empty());

  RuleCase tool({.form = "tool"});
  CHECK(of(tool.check_filing(list({deliverable("T1", "companion_tool")})), "DLV-01").empty());
}

TEST_CASE("DLV-01 refuses: a dataset without master data or without metadata, at filing already") {
  RuleCase w;
  const auto no_metadata = of(w.check_filing(list({deliverable("D1", "master_data")})), "DLV-01");
  CHECK(all_are(no_metadata, refuse));
  CHECK(one_says(no_metadata, "缺：元数据"));
  CHECK(no_metadata[0].place == "/content/primary");

  const auto no_master =
      of(w.check_filing(list({deliverable("D1", "reference_data"), deliverable("D2", "metadata")})),
         "DLV-01");
  CHECK(all_are(no_master, refuse));
  CHECK(one_says(no_master, "缺：主数据"));
}

TEST_CASE("DLV-01 refuses: metadata alone, of whatever form") {
  for (const auto* form : {"dataset", "tool"}) {
    RuleCase w({.form = form});
    const auto found = of(w.check_filing(list({deliverable("D2", "metadata")})), "DLV-01");
    CHECK(all_are(found, refuse));
    CHECK(one_says(found, "只有元数据"));
  }
}

TEST_CASE("DLV-01 refuses: a tool without a companion tool") {
  RuleCase w({.form = "tool"});
  const auto found = of(w.check_filing(), "DLV-01");
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "缺：配套工具"));
}

TEST_CASE("DLV-01 refuses: a key that stands twice") {
  RuleCase w;
  const auto found =
      of(w.check_filing(list({deliverable("D1", "master_data"), deliverable("D1", "metadata")})),
         "DLV-01");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == refuse);
  CHECK(found[0].place == "/content/primary/1/key");
}

TEST_CASE("DLV-01 refuses: as long as nothing is filed the record lacks its deliverables") {
  CHECK(one_says(RuleCase().missing("DLV-01", "KZ-1"), "尚无成果申报表"));
}

TEST_CASE("DLV-02 passes: every kind of certificate Table 1 lists covers its deliverable") {
  for (const auto* kind : {"data_ip_registration", "copyright", "know_how", "trade_secret"}) {
    RuleCase w;
    w.certify(kind, measure);
    CHECK(of(w.check_filing(), "DLV-02").empty());
  }
  for (const auto* kind : {"software_copyright", "patent", "know_how"}) {
    RuleCase w;
    w.certify(kind, measure, "C-3", R"(["D3"])");
    w.certify("copyright");
    CHECK(of(w.check_filing(with_tool), "DLV-02").empty());
  }
}

TEST_CASE("DLV-02 refuses: a deliverable without certificate at approval, warns at filing") {
  RuleCase w;
  const auto at_filing = of(w.check_filing(), "DLV-02");
  REQUIRE(at_filing.size() == 1);  // D1; metadata needs none of its own
  CHECK(all_are(at_filing, warn));
  CHECK(one_says(at_filing, "D1"));
  CHECK(at_filing[0].place == "/content/primary/0/key");
  CHECK(at_filing[0].remedy.zh.find("数据知识产权登记证") != std::string::npos);
  w.file();
  CHECK(all_are(of(w.check_approval(), "DLV-02"), refuse));
  CHECK(all_are(w.missing("DLV-02", "KZ-1"), refuse));
  CHECK(of(w.check_resolution("revise"), "DLV-02").empty());
}

TEST_CASE("DLV-02 refuses: a certificate of the wrong kind, for other keys, or no longer valid") {
  const auto says = [](RuleCase& w, std::string_view part) {
    w.file();
    const auto found = of(w.check_approval("2026-03-20"), "DLV-02");
    return all_are(found, refuse) && one_says(found, part);
  };
  RuleCase wrong_kind;
  wrong_kind.certify("software_copyright");
  CHECK(says(wrong_kind, "不是可支撑该种交付物"));
  RuleCase other_key;
  other_key.certify("copyright", "", "C-1", R"(["D2"])");
  CHECK(says(other_key, "D1"));
  RuleCase expired;
  expired.certify("copyright", R"(, "expires": "2026-03-10")");
  CHECK(says(expired, "已过期"));
  RuleCase cancelled;
  cancelled.certify("copyright");
  cancelled.must("certificate.cancel", "2026-03-05", R"({"certificate": "C-1", "reason": "示例"})");
  CHECK(says(cancelled, "注销"));
}

TEST_CASE("DLV-02 passes: on the last day of a certificate") {
  RuleCase w;
  w.certify("copyright", R"(, "expires": "2026-03-04")");
  w.file();
  CHECK(of(w.check_approval("2026-03-04"), "DLV-02").empty());
  CHECK_FALSE(of(w.check_approval("2026-03-05"), "DLV-02").empty());
}

TEST_CASE("DLV-02 refuses: a trade secret for software, which Table 1 does not list") {
  RuleCase w;
  w.certify("trade_secret", measure, "C-1", R"(["D1", "D3"])");
  const auto found = of(w.check_filing(with_tool), "DLV-02");
  REQUIRE(found.size() == 1);
  CHECK(one_says(found, "D3"));
}

TEST_CASE("DLV-02 refuses: a certificate that ends before it was issued") {
  RuleCase w;
  const auto found = of(w.check("certificate.record", "2026-03-02",
                                RuleCase::certificate("copyright", R"(, "expires": "2026-02-28")")),
                        "DLV-02");
  CHECK(all_are(found, refuse));
  CHECK(found[0].place == "/expires");
  CHECK(of(w.check("certificate.record", "2026-03-02",
                   RuleCase::certificate("copyright", R"(, "expires": "2026-03-01")")),
           "DLV-02")
            .empty());
}

TEST_CASE("DLV-02 refuses: as long as nothing is filed nothing can be covered") {
  CHECK(one_says(RuleCase().missing("DLV-02", "KZ-1"), "尚无成果申报表"));
}

TEST_CASE("DLV-03 passes: certificates that support a ★ claim, or a contradicting one cancelled") {
  RuleCase w;
  w.certify("data_ip_registration");
  w.certify("data_product", "", "C-2");
  w.must("certificate.cancel", "2026-03-02", R"({"certificate": "C-2", "reason": "登记有误"})");
  CHECK(of(w.check_filing(), "DLV-03").empty());
}

TEST_CASE("DLV-03 refuses: a property-right, product or asset registration, at filing already") {
  for (const auto* kind : {"data_property_right", "data_product", "data_asset"}) {
    RuleCase w;
    w.certify(kind);
    const auto found = of(w.check_filing(), "DLV-03");
    CHECK(all_are(found, refuse));
    CHECK(one_says(found, "C-1"));
    CHECK(all_are(w.missing("DLV-03", "KZ-1"), refuse));
  }
}

TEST_CASE("DLV-03 refuses: an expired registration too, until it is cancelled") {
  RuleCase w;
  w.certify("data_product", R"(, "expires": "2026-03-02")");
  CHECK(all_are(of(w.check_filing(), "DLV-03"), refuse));
}

TEST_CASE("DLV-04 passes: all evidence that the attributes call for") {
  RuleCase w({.attributes = R"(["health", "personal_information"])",
              .evidence = {"data_quality_report", "anonymisation_proof", "privacy_plan",
                           "ethics_opinion", "data_security_assessment"}});
  CHECK(of(w.check_filing(), "DLV-04").empty());
  CHECK(w.missing("DLV-04", "KZ-1").empty());
}

TEST_CASE("DLV-04 refuses: one finding for each kind missing, with what calls for it") {
  RuleCase w({.attributes = R"(["health", "human_genetic"])"});
  const auto at_filing = of(w.check_filing(), "DLV-04");
  CHECK(at_filing.size() == 3);
  CHECK(all_are(at_filing, warn));
  CHECK(one_says(at_filing, "数据质量检测报告，因任何数据"));
  CHECK(one_says(at_filing, "数据安全评估报告，因健康医疗数据（S-2）"));
  CHECK(one_says(at_filing, "伦理审查意见书，因健康医疗数据（S-2）、人类遗传资源信息（S-2）"));
  w.file();
  CHECK(of(w.check_approval(), "DLV-04").size() == 3);
  CHECK(all_are(of(w.check_approval(), "DLV-04"), refuse));
  CHECK(of(w.check_resolution("rejected"), "DLV-04").empty());
}

TEST_CASE("DLV-04 refuses: whatever an institution asks for beyond the national list") {
  RuleCase w({.evidence = {"data_quality_report"}});
  CHECK(w.missing("DLV-04", "KZ-1").empty());
  w.policy = hospital_policy();
  const auto found = w.missing("DLV-04", "KZ-1");
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "数据安全评估报告"));
}

TEST_CASE("DLV-05 passes: a certificate without end, or one that runs long enough") {
  RuleCase w;
  w.certify("copyright");
  w.certify("data_ip_registration", R"(, "expires": "2029-02-28")", "C-2");
  CHECK(of(w.check_filing(), "DLV-05").empty());
}

TEST_CASE("DLV-05 warns: from the policy's number of days before the end, and after it") {
  const auto found_with = [](const std::string& expires) {
    RuleCase w;
    w.certify("copyright", R"(, "expires": ")" + expires + R"(")");
    return of(w.check_filing(), "DLV-05");  // on 2026-03-03
  };
  CHECK(found_with("2026-06-02").empty());  // 91 days
  CHECK(one_says(found_with("2026-06-01"), "还有 90 天"));
  CHECK(one_says(found_with("2026-03-03"), "还有 0 天"));
  CHECK(one_says(found_with("2026-03-02"), "已过期"));
  CHECK(all_are(found_with("2026-03-02"), warn));
}

TEST_CASE("DLV-05 warns: when a certificate about to end is recorded") {
  RuleCase w;
  const auto found = of(w.check("certificate.record", "2026-03-02",
                                RuleCase::certificate("copyright", R"(, "expires": "2026-03-20")")),
                        "DLV-05");
  CHECK(all_are(found, warn));
  CHECK(found[0].place == "/expires");
}

TEST_CASE("DLV-05 passes: a certificate replaced by one that runs longer, or cancelled") {
  RuleCase w;
  w.certify("copyright", R"(, "expires": "2026-03-02")");
  w.certify("copyright", R"(, "expires": "2028-03-02")", "C-2");
  CHECK(of(w.check_filing(), "DLV-05").empty());
  w.certify("copyright", R"(, "expires": "2026-03-02")", "C-3", R"(["D3"])");
  CHECK(one_says(of(w.check_filing(), "DLV-05"), "C-3"));
  w.must("certificate.cancel", "2026-03-02", R"({"certificate": "C-3", "reason": "示例"})");
  CHECK(of(w.check_filing(), "DLV-05").empty());
}

TEST_CASE("DLV-05 refuses: an expired certificate where the institution is stricter") {
  RuleCase w;
  w.certify("copyright", R"(, "expires": "2026-03-02")");
  w.certify("copyright", R"(, "expires": "2026-04-02")", "C-2", R"(["D3"])");
  w.policy = hospital_policy();
  const auto found = of(w.check_filing(), "DLV-05");
  REQUIRE(found.size() == 2);
  CHECK(all_are({found[0]}, refuse));
  CHECK(all_are({found[1]}, warn));  // it still runs
  CHECK(all_are(of(w.check("certificate.record", "2026-03-03",
                           RuleCase::certificate("copyright", R"(, "expires": "2026-03-02")", "C-9",
                                                 R"(["D9"])")),
                   "DLV-05"),
                warn));
}

TEST_CASE("DLV-07 passes: an own registration that names its measure, and any other certificate") {
  RuleCase w;
  CHECK(of(w.check("certificate.record", "2026-03-02", RuleCase::certificate("know_how", measure)),
           "DLV-07")
            .empty());
  CHECK(
      of(w.check("certificate.record", "2026-03-02", RuleCase::certificate("copyright")), "DLV-07")
          .empty());
}

TEST_CASE("DLV-07 refuses: know-how or trade secret without the institution's measure") {
  RuleCase w;
  for (const auto* kind : {"know_how", "trade_secret"}) {
    const auto found =
        of(w.check("certificate.record", "2026-03-02", RuleCase::certificate(kind)), "DLV-07");
    CHECK(all_are(found, refuse));
    CHECK(found[0].place == "/measure");
  }
}
