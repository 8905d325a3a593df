#include "support/hospital.hpp"

#include "kezhuan/policy/calendar_file.hpp"

namespace kezhuan::test {

namespace {

Environment environment_of(const Clock& clock, IdSource& ids) {
  static const auto calendar = std::make_shared<const WorkingCalendar>(national_calendar());
  return {&clock, &ids, calendar};
}

FoundRegistry founding() {
  FoundRegistry act;
  act.name = "示例登记库";
  act.institution.number = "I-own";
  act.institution.name = "示例医院";
  return act;
}

}  // namespace

const Policy& national() {
  static const Policy policy = national_policy();
  return policy;
}

Hospital::Hospital()
    : environment(environment_of(clock, ids)),
      registry(Registry::create(path(), founding(), national(), "测试", environment)) {
  settle();
}

Submission Hospital::submission(std::string_view type, std::string_view on, std::string_view data,
                                std::optional<Uuid> id) {
  auto json = R"({"act": ")" + std::string(type) + R"(", "happened": ")" + std::string(on) +
              R"(", "data": )" + std::string(data);
  if (id) json += R"(, "id": ")" + id->to_text() + "\"";
  return read_submission(json + "}");
}

Recorded Hospital::act(std::string_view type, std::string_view on, std::string_view data,
                       std::optional<Uuid> id) {
  return registry.record(submission(type, on, data, id));
}

Decision Hospital::record(std::string_view type, std::string_view on, std::string_view data) {
  try {
    return act(type, on, data).decision;
  } catch (const Refused& refused) {
    return refused.decision();
  }
}

Sha256 Hospital::keep(const std::string& content) {
  const auto file = scratch / "evidence";
  write_bytes(file, content);
  return registry.keep_file(file);
}

Registry Hospital::open(Access access) const { return Registry::open(path(), access, environment); }

VerifyReport Hospital::verify(bool replay) const {
  VerifyRequest request;
  request.replay = replay;
  return registry.verify(request);
}

void Hospital::deliberate(const std::string& outcome) {
  must("resolution.record", "2026-03-04",
       R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
          [{"matter": "application", "achievement": "KZ-1", "outcome": ")" +
           outcome +
           R"(", "in_favour": 2, "against": 0, "abstained": 0, "reasons": "补充质量说明"}]})");
}

void Hospital::publicise() {
  must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
  must("notice.open", "2026-03-06",
       R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
           "unit": "working_day"})");
  must("notice.object", "2026-03-09",
       R"({"notice": "GS-1", "objector": "示例异议人", "content": "示例异议"})");
  must("notice.answer", "2026-03-10",
       R"({"notice": "GS-1", "objection": 1, "answer": "rejected", "text": "示例答复"})");
  must("notice.close", "2026-03-16", R"({"notice": "GS-1"})");
}

void Hospital::agree() {
  const auto sign_and_enforce = [&](const std::string& number, const std::string& more) {
    const auto head = R"({"agreement": ")" + number + "\"";
    for (const auto* party :
         {R"("institution": "I-own")", R"("person": "P-1")", R"("person": "P-2")"}) {
      must("agreement.sign", "2026-03-17", head + ", " + party + "}");
    }
    must("agreement.enter_force", "2026-03-18", head + more + "}");
  };
  draft_agreement();
  sign_and_enforce("FQ-KZ-1", "");
  must("agreement.draft", "2026-03-17",
       R"({"number": "FQ-2", "achievement": "KZ-1", "terms": {
          "institutions": [{"institution": "I-own", "share": "1"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "1/2"},
                      {"person": "P-2", "ownership": "0", "income_weight": "1/2"}],
          "use_right": "individual", "reward_ratio": "3/5", "ownership_sets_weights": true}})");
  sign_and_enforce("FQ-2", R"(, "supersedes": "FQ-KZ-1")");
  must("agreement.end", "2026-03-20", R"({"agreement": "FQ-2", "reason": "示例"})");
}

std::string Hospital::attach_note(const std::string& achievement) {
  const auto hash = keep("情况说明");
  return act("evidence.attach", "2026-11-20",
             R"({"achievement": ")" + achievement +
                 R"(", "evidence": "other", "title": "情况说明", "media_type": "text/plain",
                  "size": 12, "sha256": ")" +
                 hash.to_text() + "\"}")
      .outcome.number.value_or("?");
}

void Hospital::settle_old_record() {
  auto old = submission("certificate.record", "2026-03-02",
                        R"({"number": "C-old", "achievement": "KZ-2", "certificate": "know_how",
                            "certificate_no": "示例", "covers": ["D2"], "issued": "2026-03-01"})");
  old.legacy = true;
  registry.record(old);
  must("outstanding.settle", "2026-11-20",
       R"({"outstanding": "DB-0001", "statement": "当时尚无管理办法", "evidence": [")" +
           attach_note("KZ-2") + R"("]})");
}

void Hospital::whole_life() {
  must("institution.register", "2026-01-06",
       R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  const std::string post = R"({"person": "P-3", "institution": "I-own", "post": "staff", )";
  must("post.assign", "2026-01-06", post + R"("from": "2020-01-01"})");
  must("post.end", "2026-02-02", post + R"("until": "2026-01-31"})");
  prepare_achievement("KZ-1");
  prepare_achievement("KZ-2");
  must("grant.record", "2026-03-02",
       R"({"number": "G-1", "source": "S-1", "achievement": "KZ-1", "approved_by": ["P-1"],
           "fields": ["年龄"], "purpose": "示例", "from": "2026-03-02"})");
  must("grant.end", "2026-03-02", R"({"grant": "G-1", "reason": "示例"})");
  must("certificate.record", "2026-03-02",
       R"({"number": "C-2", "achievement": "KZ-1", "certificate": "know_how",
           "certificate_no": "ZY-9", "covers": ["D2"], "issued": "2026-03-01", "measure": "示例"})");
  must("certificate.cancel", "2026-03-02", R"({"certificate": "C-2", "reason": "示例"})");
  for (const std::string number : {"YX-1", "YX-2"}) {
    must("prior_right.record", "2026-03-02",
         R"({"number": ")" + number +
             R"(", "achievement": "KZ-1", "right": "first_negotiation", "holder": "I-uni",
                 "source": "示例合同", "from": "2026-03-01"})");
  }
  settle_old_record();
  must("prior_right.waive", "2026-03-02", R"({"prior_right": "YX-1", "reason": "示例"})");
  must("prior_right.lapse", "2026-03-02", R"({"prior_right": "YX-2", "reason": "示例"})");
  must("coownership.record", "2026-03-02",
       R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "1"}]})");
  must("consent.record", "2026-03-02",
       R"({"achievement": "KZ-1", "person": "P-2", "scope": "许可"})");
  file_application("KZ-1");
  deliberate("revise");
  must("application.revise", "2026-03-04",
       R"({"application": "SB-of-KZ-1", "content": )" + sample_content() + "}");
  deliberate("approved");
  file_application("KZ-2");
  must("application.withdraw", "2026-03-04", R"({"application": "SB-of-KZ-2", "reason": "示例"})");
  publicise();
  agree();
  must("asset.enter", "2026-03-20",
       R"({"achievement": "KZ-1", "account": "无形资产", "listed_separately": true})");
  must("act.correct", "2026-03-23",
       R"({"kind": "achievement", "target": "KZ-1", "reason": "笔误",
           "changes": [{"field": "/name", "value": "示例数据集（更正）"}]})");
  must("act.correct", "2026-03-23",
       R"({"kind": "person", "target": "P-2", "reason": "笔误",
           "changes": [{"field": "/name", "personal_value": "示例乙"}]})");
  must("personal.erase", "2026-03-24", R"({"person": "P-4", "reason": "本人要求"})");
  must("edition.freeze", "2026-11-19", R"({})");
}

}  // namespace kezhuan::test
