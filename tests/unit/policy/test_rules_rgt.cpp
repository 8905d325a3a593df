#include "catch.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// Terms of an agreement, sound unless a test changes one part.
struct Terms {
  std::string institutions = R"([{"institution": "I-own", "share": "1"}])";
  std::string persons = R"([{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                            {"person": "P-2", "ownership": "0", "income_weight": "2/5"}])";
  std::string use = R"("individual")";
  std::string reward = R"("1/2")";
  std::string weights = "true";
  std::string more;

  std::string json() const {
    return R"({"institutions": )" + institutions + R"(, "persons": )" + persons +
           R"(, "use_right": )" + use + R"(, "reward_ratio": )" + reward +
           R"(, "ownership_sets_weights": )" + weights + more + "}";
  }
};

struct RightsWorld : World {
  RightsWorld() {
    prepare_achievement();
    must("institution.register", "2026-01-06",
         R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  }

  std::string draft_data(const Terms& terms, const std::string& number = "FQ-1") {
    return R"({"number": ")" + number + R"(", "achievement": "KZ-1", "terms": )" + terms.json() +
           "}";
  }
  std::string on_draft(std::string_view rule, const Terms& terms) {
    return said(rule, check("agreement.draft", "2026-03-05", draft_data(terms)));
  }
  void draft(const Terms& terms, const std::string& number = "FQ-1") {
    must("agreement.draft", "2026-03-05", draft_data(terms, number));
  }
  void sign(const std::string& number, const std::vector<std::string>& people) {
    const auto head = R"({"agreement": ")" + number + R"(", )";
    must("agreement.sign", "2026-03-06", head + R"("institution": "I-own"})");
    for (const auto& person : people) {
      must("agreement.sign", "2026-03-06", head + R"("person": ")" + person + R"("})");
    }
  }
  std::string enter(const std::string& number, const std::string& more = {}) {
    return R"({"agreement": ")" + number + "\"" + more + "}";
  }
  std::string on_entering(std::string_view rule, const std::string& number,
                          const std::string& more = {}) {
    return said(rule, check("agreement.enter_force", "2026-03-09", enter(number, more)));
  }
  void put_in_force(const Terms& terms, const std::string& number = "FQ-1") {
    draft(terms, number);
    sign(number, {"P-1", "P-2"});
    must("agreement.enter_force", "2026-03-09", enter(number));
  }
  std::string on_record(std::string_view rule) { return said(missing(rule, "KZ-1")); }
};

/// P-1 owns a quarter, the institution the rest.
Terms with_person_owner() {
  Terms terms;
  terms.institutions = R"([{"institution": "I-own", "share": "3/4"}])";
  terms.persons = R"([{"person": "P-1", "ownership": "1/4", "income_weight": "1"}])";
  return terms;
}

}  // namespace

TEST_CASE("RGT-01 passes: shares of institutions and persons sum to exactly one") {
  RightsWorld w;
  CHECK(w.on_draft("RGT-01", {}) == "");
  CHECK(w.on_draft("RGT-01", with_person_owner()) == "");
  Terms thirds;
  thirds.institutions =
      R"([{"institution": "I-own", "share": "1/3"}, {"institution": "I-uni", "share": "2/3"}])";
  CHECK(w.on_draft("RGT-01", thirds) == "");
}

TEST_CASE("RGT-01 refuses: shares that miss one by a hundredth, and says by how much") {
  RightsWorld w;
  Terms terms;
  terms.institutions = R"([{"institution": "I-own", "share": "0.99"}])";
  const auto less = w.on_draft("RGT-01", terms);
  CHECK_THAT(less, Contains("refuse /terms/institutions 所有权份额合计 99/100，少 1/100"));
  terms.institutions =
      R"([{"institution": "I-own", "share": "1/2"}, {"institution": "I-uni", "share": "0.51"}])";
  CHECK_THAT(w.on_draft("RGT-01", terms),
             Contains("合计 101/100，多 1/100（I-own 1/2、I-uni 51/100）"));
  terms.institutions = "[]";
  CHECK_THAT(w.on_draft("RGT-01", terms), Contains("合计 0，少 1"));
}

TEST_CASE("RGT-01 refuses: shares too fine to add exactly, instead of failing") {
  RightsWorld w;
  Terms terms;
  terms.institutions = R"([{"institution": "I-own", "share": "1/999999999999989"},
                           {"institution": "I-uni", "share": "1/999999999999947"}])";
  CHECK_THAT(w.on_draft("RGT-01", terms), Contains("无法精确相加"));
}

TEST_CASE("RGT-01 refuses: a negative share even when the sum is one") {
  RightsWorld w;
  Terms terms;
  terms.institutions =
      R"([{"institution": "I-own", "share": "3/2"}, {"institution": "I-uni", "share": "-1/2"}])";
  CHECK_THROWS_AS(w.on_draft("RGT-01", terms), Error);  // it cannot even be read
}

TEST_CASE("RGT-01 refuses: somebody listed twice") {
  RightsWorld w;
  Terms terms;
  terms.institutions =
      R"([{"institution": "I-own", "share": "1/2"}, {"institution": "I-own", "share": "1/2"}])";
  terms.persons = R"([{"person": "P-1", "ownership": "0", "income_weight": "1/2"},
                      {"person": "P-1", "ownership": "0", "income_weight": "1/2"}])";
  CHECK(w.on_draft("RGT-01", terms) ==
        "refuse /terms/institutions 重复列出：I-own。\nrefuse /terms/persons 重复列出：P-1。\n");
}

TEST_CASE("RGT-01 refuses: an agreement that leaves the institution out") {
  RightsWorld w;
  Terms terms;
  terms.institutions = R"([{"institution": "I-uni", "share": "1"}])";
  CHECK_THAT(w.on_draft("RGT-01", terms), Contains("没有列出完成单位 I-own"));
  terms.institutions =
      R"([{"institution": "I-own", "share": "0"}, {"institution": "I-uni", "share": "1"}])";
  CHECK(w.on_draft("RGT-01", terms) == "");
}

TEST_CASE("RGT-01 is silent on a record without an agreement in force") {
  RightsWorld w;
  CHECK(w.on_record("RGT-01") == "");
  CHECK(w.on_record("RGT-04") == "");
  CHECK(w.on_record("RGT-08") == "");
}

TEST_CASE("RGT-02 passes: a long-term use right of ten years") {
  RightsWorld w;
  Terms terms;
  CHECK(w.on_draft("RGT-02", terms) == "");
  terms.use = R"("long_term", "use_years": 10)";
  CHECK(w.on_draft("RGT-02", terms) == "");
}

TEST_CASE("RGT-02 warns: a long-term use right that is too short or without a term") {
  RightsWorld w;
  Terms terms;
  terms.use = R"("long_term", "use_years": 9)";
  CHECK(w.on_draft("RGT-02", terms) == "warn /terms/use_years 长期使用权约定 9 年，少于 10 年。\n");
  terms.use = R"("long_term")";
  CHECK_THAT(w.on_draft("RGT-02", terms), Contains("warn /terms/use_years"));
}

TEST_CASE("RGT-02 refuses: a short term where the institution made it a refusal") {
  RightsWorld w;
  w.policy = w.policy.with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml");
  Terms terms;
  terms.use = R"("long_term", "use_years": 9)";
  CHECK_THAT(w.on_draft("RGT-02", terms), Contains("refuse /terms/use_years"));
}

TEST_CASE("RGT-03 passes: nobody co-owns, or the agreement settles how to decide and share") {
  RightsWorld w;
  CHECK(w.on_draft("RGT-03", {}) == "");
  auto terms = with_person_owner();
  terms.more = R"(, "decision_mechanism": "单位决定", "cost_sharing": "按所有权比例")";
  CHECK(w.on_draft("RGT-03", terms) == "");
}

TEST_CASE("RGT-03 warns: an agreement silent on what co-owners need, until they consent") {
  RightsWorld w;
  auto terms = with_person_owner();
  const auto silent = w.on_draft("RGT-03", terms);
  CHECK(silent ==
        "warn /terms/persons 个人共有，但协议没有写明决策机制、成本分担；处置前须有 P-1 "
        "的书面同意。\n");
  terms.persons = R"([{"person": "P-1", "ownership": "1/4", "income_weight": "0"}])";
  CHECK_THAT(w.on_draft("RGT-03", terms), Contains("决策机制、收益比例、成本分担"));
  w.must("consent.record", "2026-03-04",
         R"({"achievement": "KZ-1", "person": "P-1", "scope": "转让或许可"})");
  CHECK(w.on_draft("RGT-03", terms) == "");
}

TEST_CASE("RGT-04 passes: a reward at the floor or above") {
  RightsWorld w;
  Terms terms;
  CHECK(w.on_draft("RGT-04", terms) == "");
  terms.reward = R"("1")";
  CHECK(w.on_draft("RGT-04", terms) == "");
}

TEST_CASE("RGT-04 refuses: a reward below the floor or above everything") {
  RightsWorld w;
  Terms terms;
  terms.reward = R"("49.99%")";
  CHECK(w.on_draft("RGT-04", terms) ==
        "refuse /terms/reward_ratio 约定的奖励比例为 4999/10000，低于下限 1/2。\n");
  terms.reward = R"("1.01")";
  CHECK_THAT(w.on_draft("RGT-04", terms), Contains("约定的奖励比例为 101/100，超过 1"));
}

TEST_CASE("RGT-05 passes: institution and main contributors signed") {
  RightsWorld w;
  w.file_application();
  w.draft({});
  w.sign("FQ-1", {"P-1"});  // P-2 is a contributor, but no main one
  CHECK(w.on_entering("RGT-05", "FQ-1") == "");
  w.must("agreement.enter_force", "2026-03-09", w.enter("FQ-1"));
  CHECK(w.on_record("RGT-05") == "");
}

TEST_CASE("RGT-05 refuses: missing signatures, each by number") {
  RightsWorld w;
  w.draft({});
  CHECK(w.on_entering("RGT-05", "FQ-1") ==
        "refuse /agreement 协议 FQ-1 尚缺签署：I-own、P-1、P-2。\n");
  w.file_application();
  CHECK(w.on_entering("RGT-05", "FQ-1") == "refuse /agreement 协议 FQ-1 尚缺签署：I-own、P-1。\n");
}

TEST_CASE("RGT-05 refuses: a contributor's missing signature where the institution asks for all") {
  RightsWorld w;
  w.file_application();
  w.draft({});
  w.sign("FQ-1", {"P-1"});
  w.policy = w.policy.with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml");
  CHECK(w.on_entering("RGT-05", "FQ-1") == "refuse /agreement 协议 FQ-1 尚缺签署：P-2。\n");
}

TEST_CASE("RGT-05 refuses: a second agreement that does not name the one in force") {
  RightsWorld w;
  w.put_in_force({});
  w.draft({}, "FQ-2");
  w.sign("FQ-2", {"P-1", "P-2"});
  CHECK(w.on_entering("RGT-05", "FQ-2") ==
        "refuse /supersedes 协议 FQ-1 已在生效，新协议没有写明取代它。\n");
  CHECK_THAT(w.on_entering("RGT-05", "FQ-2", R"(, "supersedes": "FQ-2")"),
             Contains("FQ-2 不是生效的协议；生效的是 FQ-1"));
  CHECK(w.on_entering("RGT-05", "FQ-2", R"(, "supersedes": "FQ-1")") == "");
}

TEST_CASE("RGT-05 refuses: superseding when nothing is in force") {
  RightsWorld w;
  w.put_in_force({});
  w.must("agreement.end", "2026-03-10", R"({"agreement": "FQ-1", "reason": "示例"})");
  w.draft({}, "FQ-2");
  w.sign("FQ-2", {"P-1", "P-2"});
  CHECK_THAT(w.on_entering("RGT-05", "FQ-2", R"(, "supersedes": "FQ-1")"),
             Contains("目前没有生效的协议"));
  CHECK(w.on_entering("RGT-05", "FQ-2") == "");
}

TEST_CASE("RGT-05 refuses: taking effect before the agreement it supersedes did") {
  RightsWorld w;
  w.put_in_force({});
  w.draft({}, "FQ-2");
  w.sign("FQ-2", {"P-1", "P-2"});
  CHECK_THAT(
      w.on_entering("RGT-05", "FQ-2", R"(, "supersedes": "FQ-1", "effective_from": "2026-03-08")"),
      Contains("refuse /effective_from 生效日 2026-03-08 早于"));
  CHECK(w.on_entering("RGT-05", "FQ-2",
                      R"(, "supersedes": "FQ-1", "effective_from": "2026-03-09")") == "");
}

TEST_CASE("RGT-05 refuses: a record without an agreement in force, saying how far it is") {
  RightsWorld w;
  CHECK(w.on_record("RGT-05") == "refuse  没有生效的赋权协议。\n");
  w.draft({});
  CHECK_THAT(w.on_record("RGT-05"), Contains("草案 FQ-1 尚缺签署：I-own、P-1、P-2"));
  w.sign("FQ-1", {"P-1", "P-2"});
  CHECK_THAT(w.on_record("RGT-05"), Contains("草案 FQ-1 已签齐，可以生效"));
}

TEST_CASE("RGT-05 refuses: an agreement in force that has not taken effect yet") {
  RightsWorld w;
  w.draft({});
  w.sign("FQ-1", {"P-1", "P-2"});
  w.must("agreement.enter_force", "2026-03-09",
         w.enter("FQ-1", R"(, "effective_from": "2026-11-21")"));
  CHECK_THAT(w.on_record("RGT-05"), Contains("自 2026-11-21 起生效"));
  w.today = Date(2026, 11, 21);
  CHECK(w.on_record("RGT-05") == "");
}

TEST_CASE("RGT-05 refuses: a record whose later application names a main contributor unsigned") {
  RightsWorld w;
  Terms terms;
  terms.persons = R"([{"person": "P-2", "ownership": "0", "income_weight": "1"}])";
  w.draft(terms);
  w.sign("FQ-1", {"P-2"});
  w.must("agreement.enter_force", "2026-03-09", w.enter("FQ-1"));
  CHECK(w.on_record("RGT-05") == "");
  w.file_application();
  CHECK_THAT(w.on_record("RGT-05"), Contains("尚缺签署：P-1"));
  CHECK_THAT(w.on_record("RGT-08"), Contains("没有列出主要完成人 P-1"));
}

namespace {

std::string shares(const std::string& own, const std::string& uni) {
  return R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": ")" + own +
         R"("}, {"institution": "I-uni", "share": ")" + uni + R"("}]})";
}

}  // namespace

TEST_CASE("RGT-06 passes: shares of exactly one, with the agreement attached") {
  RightsWorld w;
  const auto hash = sha256("co-ownership");
  w.files.add(hash, 3);
  w.must("evidence.attach", "2026-03-03",
         R"({"number": "E-co", "evidence": "ownership_agreement", "title": "共有协议", "size": 3,
             "media_type": "application/pdf", "achievement": "KZ-1", "sha256": ")" +
             hash.to_text() + R"("})");
  const auto data = R"({"achievement": "KZ-1", "evidence": "E-co", "shares":
      [{"institution": "I-own", "share": "2/3"}, {"institution": "I-uni", "share": "1/3"}]})";
  CHECK(said("RGT-06", w.check("coownership.record", "2026-03-04", data)) == "");
}

TEST_CASE("RGT-06 refuses: shares off one, repeated or without the institution") {
  RightsWorld w;
  const auto on = [&](const std::string& data) {
    return said("RGT-06", w.check("coownership.record", "2026-03-04", data));
  };
  CHECK_THAT(on(shares("2/3", "1/4")), Contains("refuse /shares 共有份额合计 11/12，少 1/12"));
  CHECK_THAT(on(R"({"achievement": "KZ-1", "shares": [{"institution": "I-uni", "share": "1/2"},
                    {"institution": "I-uni", "share": "1/2"}]})"),
             Contains("重复列出：I-uni") && Contains("没有列出完成单位 I-own"));
}

TEST_CASE("RGT-06 warns: co-ownership recorded without its agreement") {
  RightsWorld w;
  CHECK(said("RGT-06", w.check("coownership.record", "2026-03-04", shares("1/2", "1/2"))) ==
        "warn /evidence 没有附共有协议。\n");
}

TEST_CASE("RGT-06 refuses: an agreement that divides ownership otherwise than co-owners agreed") {
  RightsWorld w;
  w.must("coownership.record", "2026-03-04", shares("2/3", "1/3"));
  Terms terms;
  CHECK_THAT(w.on_draft("RGT-06", terms), Contains("warn /terms/institutions"));
  w.draft(terms);
  w.sign("FQ-1", {"P-1", "P-2"});
  CHECK_THAT(w.on_entering("RGT-06", "FQ-1"),
             Contains("refuse /agreement 协议 FQ-1 的机构份额（I-own 1）与登记的共有份额") &&
                 Contains("I-own 2/3、I-uni 1/3"));
}

TEST_CASE("RGT-06 passes: an agreement in the co-owners' proportion, persons owning the rest") {
  RightsWorld w;
  w.must("coownership.record", "2026-03-04", shares("2/3", "1/3"));
  auto terms = with_person_owner();
  terms.institutions =
      R"([{"institution": "I-own", "share": "1/2"}, {"institution": "I-uni", "share": "1/4"}])";
  CHECK(w.on_draft("RGT-06", terms) == "");
}

TEST_CASE("RGT-06 warns: co-ownership that moves away from the agreement in force") {
  RightsWorld w;
  w.put_in_force({});
  CHECK_THAT(said("RGT-06", w.check("coownership.record", "2026-03-10", shares("1/2", "1/2"))),
             Contains("warn /shares 协议 FQ-1 的机构份额"));
}

TEST_CASE("RGT-01 passes: an agreement without the institution that co-owners left out as well") {
  RightsWorld w;
  // Recorded before the rule knew of it; a rule never undoes what is on record.
  w.state.change(w.get<Achievement>("KZ-1").id, [&](Achievement& achievement) {
    achievement.co_owners = {{Ref<Institution>(w.get<Institution>("I-uni").id), Ratio(1)}};
  });
  Terms terms;
  terms.institutions = R"([{"institution": "I-uni", "share": "1"}])";
  CHECK(w.on_draft("RGT-01", terms) == "");
}

TEST_CASE("RGT-08 passes: weights of one that follow ownership") {
  RightsWorld w;
  CHECK(w.on_draft("RGT-08", {}) == "");
  Terms terms;
  terms.institutions = R"([{"institution": "I-own", "share": "1/2"}])";
  terms.persons = R"([{"person": "P-1", "ownership": "3/8", "income_weight": "3/4"},
                      {"person": "P-2", "ownership": "1/8", "income_weight": "1/4"}])";
  CHECK(w.on_draft("RGT-08", terms) == "");
}

TEST_CASE("RGT-08 refuses: no weights, or weights that are not one") {
  RightsWorld w;
  Terms terms;
  terms.persons = "[]";
  CHECK_THAT(w.on_draft("RGT-08", terms), Contains("refuse /terms/persons 协议没有约定收益分配"));
  terms.persons = R"([{"person": "P-1", "ownership": "0", "income_weight": "0.9"}])";
  CHECK_THAT(w.on_draft("RGT-08", terms), Contains("收益权重合计 9/10，少 1/10（P-1 9/10）"));
}

TEST_CASE("RGT-08 refuses: a main contributor without a line") {
  RightsWorld w;
  w.file_application();
  Terms terms;
  terms.persons = R"([{"person": "P-2", "ownership": "0", "income_weight": "1"}])";
  CHECK_THAT(w.on_draft("RGT-08", terms), Contains("没有列出主要完成人 P-1"));
}

TEST_CASE("RGT-08 warns: income that does not rest on ownership, said or unsaid") {
  RightsWorld w;
  Terms terms;
  terms.institutions = R"([{"institution": "I-own", "share": "1/2"}])";
  terms.persons = R"([{"person": "P-1", "ownership": "1/4", "income_weight": "3/4"},
                      {"person": "P-2", "ownership": "1/4", "income_weight": "1/4"}])";
  CHECK_THAT(w.on_draft("RGT-08", terms),
             Contains("warn /terms/persons") && Contains("P-1 1/4 → 3/4、P-2 1/4 → 1/4"));
  terms.weights = "false";
  CHECK_THAT(w.on_draft("RGT-08", terms), Contains("warn /terms/ownership_sets_weights"));
}
