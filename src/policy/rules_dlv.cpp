#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "kezhuan/acts/acts.hpp"
#include "policy/facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

std::string place_of_deliverable(const Question& q, std::size_t index, std::string_view member) {
  return place_in_application(q, "/primary/" + std::to_string(index) + "/" + std::string(member));
}

// ---------------------------------------------------------------- DLV-01

bool has_kind(const ApplicationContent& content, DeliverableKind kind) {
  return std::any_of(content.primary.begin(), content.primary.end(),
                     [&](const Deliverable& deliverable) { return deliverable.kind == kind; });
}

std::vector<DeliverableKind> kinds_needed(AchievementForm form) {
  if (form == AchievementForm::tool) return {DeliverableKind::companion_tool};
  return {DeliverableKind::master_data, DeliverableKind::metadata};
}

void report_missing_kinds(const Question& q, Findings& f, const ApplicationContent& content) {
  std::vector<Text> missing;
  for (const auto kind : kinds_needed(q.file->achievement->form)) {
    if (!has_kind(content, kind)) missing.push_back(name_of(kind).text());
  }
  if (missing.empty()) return;
  const auto form = name_of(q.file->achievement->form).text();
  const auto lack = listing(missing);
  Text what{
      "成果类型为" + form.zh + "，主交付物缺：" + lack.zh + "。",
      "The achievement is a " + form.en + "; its primary deliverables lack: " + lack.en + "."};
  const bool only_metadata =
      !content.primary.empty() &&
      std::all_of(content.primary.begin(), content.primary.end(),
                  [](const Deliverable& each) { return each.kind == DeliverableKind::metadata; });
  if (only_metadata) {
    what.zh += "只有元数据的不成其为成果。";
    what.en += " Metadata alone is no achievement.";
  }
  f.add(std::move(what), place_in_application(q, "/primary"));
}

void report_repeated_keys(const Question& q, Findings& f, const ApplicationContent& content) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < content.primary.size(); ++i) {
    const auto& key = content.primary[i].key;
    if (seen.insert(key).second) continue;
    f.add({"主交付物代号 " + key + " 重复，证书无从区分所覆盖的是哪一项。",
           "The key " + key +
               " stands twice among the primary deliverables, so a certificate "
               "cannot tell which of them it covers."},
          place_of_deliverable(q, i, "key"),
          {"给每项主交付物不同的代号。", "Give every primary deliverable a key of its own."});
  }
}

void dlv_01(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  const auto* content = find_content(q);
  if (content == nullptr) {
    return f.add({"尚无成果申报表，主交付物未列明。",
                  "No application is filed yet, so no primary deliverable is named."},
                 {}, {"填报成果申报表，列明主交付物。", "File an application that names them."});
  }
  report_missing_kinds(q, f, *content);
  report_repeated_keys(q, f, *content);
}

// ---------------------------------------------------------------- DLV-02

bool covers_key(const Certificate& certificate, std::string_view key) {
  return std::find(certificate.covers.begin(), certificate.covers.end(), key) !=
         certificate.covers.end();
}

std::string covers_value(DeliverableKind kind) { return "covers." + std::string(to_code(kind)); }

/// True when a certificate of this kind may cover a deliverable of that kind. Metadata goes with
/// its data and has no list.
bool may_cover(const Policy& policy, CertificateKind certificate, DeliverableKind kind) {
  const auto& kinds = policy.get_list(covers_value(kind));
  return std::find(kinds.begin(), kinds.end(), to_code(certificate)) != kinds.end();
}

bool is_covered(const Question& q, const Deliverable& deliverable) {
  return std::any_of(q.file->certificates.begin(), q.file->certificates.end(),
                     [&](const Certificate* each) {
                       return each->is_valid_on(q.on) && covers_key(*each, deliverable.key) &&
                              may_cover(q.policy(), each->certificate, deliverable.kind);
                     });
}

/// Why a certificate that names the deliverable does not cover it.
Text reason_not_covering(const Question& q, const Certificate& certificate) {
  const auto name = describe_certificate(certificate);
  if (certificate.is_cancelled_on(q.on)) {
    return {name.zh + "已于 " + certificate.cancelled_on->to_text() + " 注销",
            name.en + " was cancelled on " + certificate.cancelled_on->to_text()};
  }
  if (certificate.expires && *certificate.expires < q.on) {
    return {name.zh + "有效期至 " + certificate.expires->to_text() + "，已过期",
            name.en + " expired after " + certificate.expires->to_text()};
  }
  if (q.on < certificate.issued) {
    return {name.zh + "自 " + certificate.issued.to_text() + " 起有效，尚未生效",
            name.en + " is valid only from " + certificate.issued.to_text()};
  }
  return {name.zh + "不是可支撑该种交付物的证书", name.en + " is not of a kind that covers it"};
}

Text kinds_covering(const Policy& policy, DeliverableKind kind) {
  std::vector<Text> names;
  for (const auto& code : policy.get_list(covers_value(kind))) {
    names.push_back(name_of(find_enum<CertificateKind>(code).value()).text());
  }
  return listing(names);
}

void report_uncovered(const Question& q, Findings& f, const Deliverable& deliverable,
                      std::size_t index) {
  const auto kind = name_of(deliverable.kind).text();
  Text what{"主交付物 " + deliverable.key + "（" + kind.zh + "）没有有效的副交付物支撑",
            "Primary deliverable " + deliverable.key + " (" + kind.en +
                ") is covered by no valid certificate"};
  std::vector<Text> reasons;
  for (const auto* certificate : q.file->certificates) {
    if (covers_key(*certificate, deliverable.key)) {
      reasons.push_back(reason_not_covering(q, *certificate));
    }
  }
  if (!reasons.empty()) {
    const auto reason = listing(reasons);
    what.zh += "：" + reason.zh;
    what.en += ": " + reason.en;
  }
  what.zh += "。";
  what.en += ".";
  const auto kinds = kinds_covering(q.policy(), deliverable.kind);
  add_for_approval(q, f, std::move(what), place_of_deliverable(q, index, "key"),
                   {"办理并录入覆盖 " + deliverable.key + " 的登记，可用：" + kinds.zh + "。",
                    "Obtain and record a registration covering " + deliverable.key +
                        ", one of: " + kinds.en + "."});
}

/// A certificate that ends before it begins is valid on no day, so it can support nothing.
void judge_period(const RecordCertificate& act, Findings& f) {
  if (!act.expires || act.issued <= *act.expires) return;
  f.add_firm({"证书有效期至 " + act.expires->to_text() + "，早于登记日 " + act.issued.to_text() +
                  "，任何一天都不能支撑主交付物。",
              "The certificate ends on " + act.expires->to_text() + ", before it was issued on " +
                  act.issued.to_text() + ": it supports nothing on any day."},
             "/expires",
             {"对照证书核对登记日和有效期。", "Check both dates against the certificate."});
}

void dlv_02(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<RecordCertificate>()) return judge_period(*act, f);
  if (!concerns_application(q)) return;
  const auto* content = find_content(q);
  if (content == nullptr) {
    return f.add({"尚无成果申报表，无从核对副交付物是否覆盖各项主交付物。",
                  "No application is filed yet, so nothing says what certificates must cover."},
                 {}, {"填报成果申报表，列明主交付物。", "File an application that names them."});
  }
  for (std::size_t i = 0; i < content->primary.size(); ++i) {
    const auto& deliverable = content->primary[i];
    if (!q.policy().has_value(covers_value(deliverable.kind))) continue;
    if (!is_covered(q, deliverable)) report_uncovered(q, f, deliverable, i);
  }
}

// ---------------------------------------------------------------- DLV-03

void dlv_03(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  for (const auto* certificate : contradicting_certificates(*q.file, q.policy(), q.on)) {
    const auto name = describe_certificate(*certificate);
    f.add({name.zh + "标志公共数据，与申报为科技成果相抵触。",
           "The " + name.en + " marks public data and contradicts the claim to an achievement."},
          place_in_application(q, {}));
  }
}

// ---------------------------------------------------------------- DLV-04

/// A kind of evidence and what calls for it.
struct Need {
  EvidenceKind kind;
  std::vector<Text> reasons;
};

void add_needs(const Policy& policy, const std::string& value, const Text& reason,
               std::vector<Need>& needs) {
  if (!policy.has_value(value)) return;
  for (const auto& code : policy.get_list(value)) {
    const auto kind = find_enum<EvidenceKind>(code).value();
    auto found = std::find_if(needs.begin(), needs.end(),
                              [&](const Need& need) { return need.kind == kind; });
    if (found == needs.end()) found = needs.insert(needs.end(), Need{kind, {}});
    found->reasons.push_back(reason);
  }
}

std::vector<Need> evidence_needed(const Question& q) {
  std::vector<Need> needs;
  add_needs(q.policy(), "evidence.any", {"任何数据", "any data"}, needs);
  for (const auto& attribute : EnumTable<DataAttribute>::table) {
    const auto sources = sources_with(*q.file, attribute.value);
    if (sources.empty()) continue;
    const auto numbers = numbers_of(sources);
    const auto name = attribute.name.text();
    add_needs(q.policy(), "evidence." + std::string(attribute.code),
              {name.zh + "（" + numbers.zh + "）", name.en + " (" + numbers.en + ")"}, needs);
  }
  return needs;
}

void dlv_04(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  for (const auto& need : evidence_needed(q)) {
    if (has_evidence(*q.file, need.kind)) continue;
    const auto name = name_of(need.kind).text();
    const auto reason = listing(need.reasons);
    add_for_approval(q, f,
                     {"缺佐证材料：" + name.zh + "，因" + reason.zh + "而需。",
                      "Evidence missing: " + name.en + ", called for by " + reason.en + "."},
                     place_in_application(q, {}),
                     {"附上" + name.zh + "。", "Attach the " + name.en + "."});
  }
}

// ---------------------------------------------------------------- DLV-05

/// True when a later certificate of the achievement covers all that this one does.
bool is_replaced(const Question& q, const Certificate& certificate) {
  return std::any_of(
      q.file->certificates.begin(), q.file->certificates.end(), [&](const Certificate* other) {
        const bool lasts_longer = !other->expires || *certificate.expires < *other->expires;
        return other->is_valid_on(q.on) && lasts_longer &&
               std::all_of(certificate.covers.begin(), certificate.covers.end(),
                           [&](const std::string& key) { return covers_key(*other, key); });
      });
}

/// Only an application that leans on an expired certificate may be refused, by an institution that
/// says so: putting an old one on record is no fault, nor is one that still runs.
void report_expiry(const Question& q, Findings& f, const Certificate& certificate,
                   const std::string& place) {
  if (!certificate.expires || certificate.is_cancelled_on(q.on) || is_replaced(q, certificate)) {
    return;
  }
  const bool is_put_on_record = q.act_as<RecordCertificate>() != nullptr;
  const auto name = describe_certificate(certificate);
  const auto last = certificate.expires->to_text();
  const auto days = (*certificate.expires - q.on).count();
  if (days < 0) {
    const auto lowered = is_put_on_record ? std::optional(Severity::warn) : std::nullopt;
    return f.add_as(lowered,
                    {name.zh + "有效期至 " + last + "，已过期。",
                     "The " + name.en + " expired after " + last + "."},
                    place);
  }
  if (days > q.policy().get_number("certificate.expiry_warning_days")) return;
  const auto count = std::to_string(days);
  f.warn({name.zh + "有效期至 " + last + "，还有 " + count + " 天到期。",
          "The " + name.en + " expires after " + last + ", in " + count + " days."},
         place);
}

/// The certificates a licence rests on: those that cover what is licensed and last longest.
void judge_licence(const Question& q, const LicenceGrant& grant, Findings& f) {
  for (const auto* file : subject_files(q)) {
    for (const auto* certificate : file->certificates) {
      if (!certificate->expires || !certificate->is_valid_on(q.on) ||
          is_contradicting(q.policy(), *certificate)) {
        continue;
      }
      const auto own = about_record_of(q, *file);
      const bool outlasts = grant.until && *grant.until <= *certificate->expires;
      if (outlasts || is_replaced(own, *certificate)) continue;
      const auto name = describe_certificate(*certificate);
      const auto last = certificate->expires->to_text();
      const auto end = grant.until ? grant.until->to_text() : std::string();
      f.warn({"成果 " + file->achievement->number + " 的" + name.zh + "有效期至 " + last +
                  "，早于许可终止" + (end.empty() ? "（许可不限期）。" : "日 " + end + "。"),
              "The " + name.en + " of achievement " + file->achievement->number +
                  " expires after " + last + ", before the licence ends" +
                  (end.empty() ? " (it has no end)." : " on " + end + ".")},
             "/grant/until",
             {"签约前续展，或在合同中约定续展义务；也可缩短许可期限。",
              "Renew it before signing or agree on its renewal, or shorten the licence."});
    }
  }
}

void dlv_05(const Question& q, Findings& f) {
  if (const auto* act = signs(q)) {
    if (act->grant) judge_licence(q, *act->grant, f);
    return;
  }
  if (const auto* amendment = q.act_as<AmendContract>()) {
    if (q.transfer != nullptr && amendment->grant) judge_licence(q, *amendment->grant, f);
    return;
  }
  if (q.file == nullptr) return;
  if (q.act_as<RecordCertificate>() != nullptr) {
    const Id<Certificate> recorded(q.outcome->id.value());
    return report_expiry(q, f, q.after.get(recorded), "/expires");
  }
  if (!concerns_application(q)) return;
  for (const auto* certificate : q.file->certificates) {
    if (is_contradicting(q.policy(), *certificate)) continue;  // DLV-03, not to be renewed
    report_expiry(q, f, *certificate, place_in_application(q, {}));
  }
}

// ---------------------------------------------------------------- DLV-07

void dlv_07(const Question& q, Findings& f) {
  const auto* act = q.act_as<RecordCertificate>();
  if (act == nullptr || !is_own_registration(act->certificate) ||
      !q.policy().get_flag("know_how.measure_required")) {
    return;
  }
  if (act->measure && !act->measure->empty()) return;
  const auto kind = name_of(act->certificate).text();
  const auto& no = act->certificate_no;
  f.add({kind.zh + "（" + no + "）由本机构自行登记，未写明所依据的管理办法。",
         "The " + kind.en + " (" + no +
             ") is the institution's own and does not name the measure it rests on."},
        "/measure");
}

constexpr std::array rules = {
    RuleCode{"DLV-01", dlv_01}, RuleCode{"DLV-02", dlv_02}, RuleCode{"DLV-03", dlv_03},
    RuleCode{"DLV-04", dlv_04}, RuleCode{"DLV-05", dlv_05}, RuleCode{"DLV-07", dlv_07},
};

}  // namespace

std::span<const RuleCode> dlv_rules() { return rules; }

}  // namespace kezhuan
