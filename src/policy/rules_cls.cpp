#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/policy/classification.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

// ---------------------------------------------------------------- CLS-06

/// What lets an achievement that is not settled as ★ come to no harm yet: a filing, and an
/// agreement, which may well come before the deliberation.
bool may_still_be_settled(const Question& q) {
  return files(q) || q.act_as<EnterForce>() != nullptr;
}

/// A better remedy than the rule's own when the record already supports another outcome.
Text remedy_of_reclassifying(const Question& q, const ClassificationRecord& now) {
  const auto outcome = classify(*q.file, q.on).outcome;
  if (outcome == now.outcome) return {};
  const auto name = name_of(outcome).text();
  return {"按现有记录重新归类，结果将为" + name.zh + "。",
          "Classify again: what is on record now gives " + name.en + "."};
}

void refuse_public(const Question& q, Findings& f, const ClassificationRecord* classification) {
  const auto& number = q.file->achievement->number;
  const auto marks = contradicting_certificates(*q.file, q.policy(), q.on);
  if (!marks.empty()) {
    std::vector<Text> names;
    for (const auto* mark : marks) names.push_back(describe_certificate(*mark));
    const auto text = listing(names);
    return f.add({"成果 " + number + " 已有" + text.zh + "，属公共数据☆，不得进入转化与奖励。",
                  "Achievement " + number + " carries a " + text.en +
                      ": it is public data ☆ and stays off the transfer and reward path."},
                 place_in_application(q, {}));
  }
  f.add({"成果 " + number + " 归类为公共数据☆，不得进入转化与奖励。",
         "Achievement " + number +
             " is classified as public data ☆ and stays off the transfer and reward path."},
        place_in_application(q, {}), remedy_of_reclassifying(q, *classification));
}

void report_unsettled(const Question& q, Findings& f, Text what, Text remedy) {
  if (!may_still_be_settled(q)) {
    return f.add(std::move(what), place_in_application(q, {}), std::move(remedy));
  }
  what.zh += files(q) ? "论证通过前须补齐。" : "转化前须补齐。";
  what.en += files(q) ? " It must be settled before approval." : " It must be settled first.";
  f.warn(std::move(what), {}, std::move(remedy));
}

/// A decision against a plan, or to end the case, takes public data nowhere.
bool takes_case_on(const Question& q) {
  const auto* resolution = q.act_as<RecordResolution>();
  if (resolution == nullptr) return true;
  const auto& matters = resolution->matters;
  return std::any_of(matters.begin(), matters.end(), [&](const Matter& matter) {
    return matter.outcome == ResolutionOutcome::approved &&
           matter.matter != MatterKind::termination && concerns_case(q, matter);
  });
}

/// No public data in a case, whatever the act: to open it, to sign, to reward. What is merely not
/// settled yet is a matter of link 1 (LNK-01), and only reported when the case is opened.
void judge_case(const Question& q, Findings& f) {
  if (!takes_case_on(q)) return;
  const bool opens = q.act_as<OpenCase>() != nullptr;
  for (std::size_t i = 0; i < q.transfer->achievements.size(); ++i) {
    const auto& file = q.transfer->achievements[i];
    const auto& number = file.achievement->number;
    const auto place = opens ? "/achievements/" + std::to_string(i) : place_of_case(q);
    const auto* classification = file.classification();
    if (is_public_data(file, q.policy(), q.on)) {
      f.add({"成果 " + number + " 属公共数据☆，不得进入转化与奖励。",
             "Achievement " + number +
                 " is public data ☆ and stays off the transfer and reward path."},
            place,
            {"转交公共数据授权运营渠道；归类依据有变的补充登记后重新归类（achievement.classify）。",
             "Refer it to authorised operation; where the facts changed, record them and classify "
             "again (achievement.classify)."});
    } else if (opens && (classification == nullptr || !is_eligible(classification->outcome))) {
      f.warn({"成果 " + number + " 尚未归类为★；选定路径前须了结。",
              "Achievement " + number + " is not classified ★ yet; that comes before the pathway."},
             place);
    }
  }
}

/// Money that came is on record, whatever it came for; nobody is rewarded out of it.
void note_undivided(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const auto found = public_achievements(q.after, *q.transfer->transfer, q.policy());
  if (found.empty()) return;
  const auto which = numbers_of(q.after, found);
  f.warn({"成果 " + which.zh + " 属公共数据☆：款项记录在案，但不分配，不得计发奖励。",
          "Achievement " + which.en +
              " is public data ☆: the money is on record, but it is not divided and rewards "
              "nobody."},
         "/contract",
         {"款项按公共数据授权运营的规定另行处理；应退的退还（receipt.refund）。归类依据有变的重新归"
          "类（achievement.classify）。",
          "Deal with the money as authorised operation of public data asks, or give it back "
          "(receipt.refund); where the facts changed, classify again (achievement.classify)."});
}

void cls_06(const Question& q, Findings& f) {
  if (q.act_as<RecordReceipt>() != nullptr || q.act_as<RecordDividend>() != nullptr) {
    return note_undivided(q, f);
  }
  if (q.transfer != nullptr) return judge_case(q, f);
  if (q.file == nullptr) return;
  if (!concerns_application(q) && q.act_as<EnterForce>() == nullptr &&
      q.act_as<EnterAsset>() == nullptr) {
    return;
  }
  const auto* classification = q.file->classification();
  if (is_public_data(*q.file, q.policy(), q.on)) {
    return refuse_public(q, f, classification);
  }
  const auto& number = q.file->achievement->number;
  if (classification == nullptr) {
    report_unsettled(
        q, f,
        {"成果 " + number + " 尚未归类。", "Achievement " + number + " has not been classified."},
        {"进行成果分类认定。", "Classify the achievement."});
  } else if (classification->outcome == Classification::needs_review) {
    report_unsettled(q, f,
                     {"成果 " + number + " 的归类待认定，复核尚未了结。",
                      "The classification of achievement " + number + " is still under review."},
                     remedy_of_reclassifying(q, *classification));
  }
}

// ---------------------------------------------------------------- CLS-07

/// Why the measures on record do not amount to anonymisation.
Text anonymisation_lack(const CaseFile& file) {
  const auto taken = measures_taken(file);
  const auto has = [&](Measure measure) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const MeasureTaken& each) { return each.measure == measure; });
  };
  if (has(Measure::anonymised)) {
    return {"登记的匿名化处理可以复原；可复原的不是匿名化。",
            "the anonymisation on record can be reversed, and what can be reversed is none."};
  }
  if (has(Measure::deidentified)) {
    return {"只做了去标识化：借助额外信息仍可识别到个人，不是匿名化。",
            "it was only de-identified: with further information people can still be recognised, "
            "which is not anonymisation."};
  }
  if (has(Measure::encrypted)) {
    return {"只做了加密：解密即可复原，不是匿名化。",
            "it was only encrypted: decrypting restores it, which is not anonymisation."};
  }
  return {"没有登记匿名化处理。", "no anonymisation is on record."};
}

bool is_anonymised_by_third_party(const CaseFile& file) {
  const auto taken = measures_taken(file);
  return std::any_of(taken.begin(), taken.end(), [](const MeasureTaken& measure) {
    return measure.measure == Measure::anonymised && measure.irreversible &&
           measure.by == DoneBy::third_party;
  });
}

void cls_07(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  const auto sources = sources_with(*q.file, DataAttribute::personal_information);
  if (sources.empty()) return;
  const auto numbers = numbers_of(sources);
  const auto place = place_in_application(q, {});
  if (!is_anonymised(*q.file)) {
    const auto lack = anonymisation_lack(*q.file);
    return add_for_approval(
        q, f,
        {"数据来源 " + numbers.zh + " 含个人信息，" + lack.zh,
         "Data from " + numbers.en + " holds personal information, and " + lack.en},
        place);
  }
  if (is_anonymised_by_third_party(*q.file)) return;
  if (q.policy().get_flag("anonymisation.third_party_required")) {
    return add_for_approval(
        q, f,
        {"数据来源 " + numbers.zh + " 含个人信息，匿名化由机构自行实施；本机构规定须由第三方实施。",
         "Data from " + numbers.en +
             " holds personal information and was anonymised in-house; "
             "this institution requires a third party."},
        place);
  }
  if (q.policy().get_flag("anonymisation.third_party_advised")) {
    f.warn({"数据来源 " + numbers.zh + " 含个人信息，匿名化由机构自行实施；宜由第三方实施。",
            "Data from " + numbers.en +
                " holds personal information and was anonymised in-house; "
                "a third party is advised."},
           place);
  }
}

// ---------------------------------------------------------------- CLS-08

/// Whoever would have the data beside its holder: the achieving institution and co-owners.
std::vector<const Institution*> foreign_recipients(const Question& q) {
  std::vector<const Institution*> found;
  const auto add = [&](const Institution& institution) {
    if (institution.foreign_controlled &&
        std::find(found.begin(), found.end(), &institution) == found.end()) {
      found.push_back(&institution);
    }
  };
  add(*q.file->institution);
  for (const auto& co_owner : q.file->achievement->co_owners) {
    add(q.after.get(co_owner.institution));
  }
  return found;
}

std::vector<const DataSource*> genetic_sources(const Question& q) {
  const auto* grant = q.act_as<RecordGrant>();
  if (grant == nullptr) return sources_with(*q.file, DataAttribute::human_genetic);
  const auto& source = q.after.get(grant->source);
  if (!has_attribute(source, DataAttribute::human_genetic)) return {};
  return {&source};
}

/// What a contract would hand over.
void judge_provision(const Question& q, const SignContract& act, Findings& f) {
  std::vector<const Institution*> recipients{&q.after.get(act.transferee)};
  if (act.investment) recipients.push_back(&q.after.get(act.investment->company));
  std::erase_if(recipients, [](const Institution* each) { return !each->foreign_controlled; });
  for (const auto* file : subject_files(q)) {
    const auto sources = sources_with(*file, DataAttribute::human_genetic);
    if (sources.empty() || has_genetic_filing(*file, q.policy())) continue;
    const auto numbers = numbers_of(sources);
    const auto& number = file->achievement->number;
    const Text what{
        "成果 " + number + " 的数据来源 " + numbers.zh + " 含人类遗传资源信息，没有备案凭证",
        "Achievement " + number + " uses data from " + numbers.en +
            ", which holds human genetic information without proof of a filing"};
    if (recipients.empty()) {
      f.warn({what.zh + "。", what.en + "."}, "/subjects");
      continue;
    }
    const auto& who = recipients.front()->number;
    f.add(
        {what.zh + "，不得提供给境外组织或其设立、实际控制的 " + who + "。",
         what.en + "; it may not be given to " + who + ", which is foreign or foreign-controlled."},
        "/transferee",
        {"先按规定程序报告、备案或审批，附上凭证（evidence.attach）后再签约。",
         "Complete the procedure the law asks for and attach the proof (evidence.attach) first."});
  }
}

void cls_08(const Question& q, Findings& f) {
  if (const auto* act = signs(q)) return judge_provision(q, *act, f);
  if (q.file == nullptr) return;
  const bool is_grant = q.act_as<RecordGrant>() != nullptr;
  if (!is_grant && !concerns_application(q)) return;
  const auto sources = genetic_sources(q);
  if (sources.empty() || has_genetic_filing(*q.file, q.policy())) return;
  const auto numbers = numbers_of(sources);
  const Text what{"数据来源 " + numbers.zh + " 含人类遗传资源信息，没有备案凭证",
                  "Data from " + numbers.en +
                      " holds human genetic information and there is no proof of a filing"};
  const std::string place = is_grant ? "/source" : place_in_application(q, {});
  const auto recipients = foreign_recipients(q);
  if (recipients.empty()) return f.warn({what.zh + "。", what.en + "."}, place);
  const auto who = numbers_of(recipients);
  f.add({what.zh + "，不得提供给境外组织或其设立、实际控制的机构（" + who.zh + "）。",
         what.en + "; it may not be given to a foreign or foreign-controlled institution (" +
             who.en + ")."},
        place,
        {"先按规定程序报告、备案或审批，附上凭证后再办理。",
         "Complete the procedure the law asks for and attach the proof first."});
}

// ---------------------------------------------------------------- CLS-09

void cls_09(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  const auto sources = sources_with(*q.file, DataAttribute::security_relevant);
  if (sources.empty()) return;
  const auto numbers = numbers_of(sources);
  std::vector<Text> lacks;
  if (!is_security_treated(*q.file)) {
    lacks.push_back({"去标识化或加密的加工步骤", "a step that de-identified or encrypted it"});
  }
  if (!has_evidence(*q.file, EvidenceKind::security_treatment_proof)) {
    lacks.push_back(name_of(EvidenceKind::security_treatment_proof).text());
  }
  if (lacks.empty()) return;
  const auto lack = listing(lacks);
  add_for_approval(q, f,
                   {"数据来源 " + numbers.zh + " 涉公共安全、国家安全信息，缺：" + lack.zh + "。",
                    "Data from " + numbers.en + " is security-relevant; missing: " + lack.en + "."},
                   place_in_application(q, {}));
}

// ---------------------------------------------------------------- CLS-11

/// The restrictions on health data that are still open, the genetic one apart (CLS-08 only warns).
std::vector<Text> open_restrictions(const CaseFile& file, const DataSource& source) {
  std::vector<Text> open;
  if (has_attribute(source, DataAttribute::personal_information) && !is_anonymised(file)) {
    open.push_back({"个人信息未匿名化（CLS-07）", "personal information not anonymised (CLS-07)"});
  }
  if (has_attribute(source, DataAttribute::security_relevant) &&
      (!is_security_treated(file) || !has_evidence(file, EvidenceKind::security_treatment_proof))) {
    open.push_back({"安全信息未处理或无证明（CLS-09）",
                    "security-relevant information untreated or unproven (CLS-09)"});
  }
  return open;
}

void cls_11(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  const auto place = place_in_application(q, {});
  for (const auto* source : sources_with(*q.file, DataAttribute::health)) {
    const auto open = listing(open_restrictions(*q.file, *source));
    if (!open.empty()) {
      add_for_approval(
          q, f,
          {"健康医疗数据来源 " + source->number + " 的限制未处置完毕：" + open.zh + "。",
           "Restrictions on health data from " + source->number + " are open: " + open.en + "."},
          place);
    }
    if (has_attribute(*source, DataAttribute::human_genetic) &&
        !has_genetic_filing(*q.file, q.policy())) {
      f.warn(
          {"健康医疗数据来源 " + source->number + " 的遗传资源备案没有凭证（CLS-08）。",
           "Health data from " + source->number + " lacks proof of the genetic filing (CLS-08)."},
          place);
    }
  }
}

constexpr std::array rules = {
    RuleCode{"CLS-06", cls_06}, RuleCode{"CLS-07", cls_07}, RuleCode{"CLS-08", cls_08},
    RuleCode{"CLS-09", cls_09}, RuleCode{"CLS-11", cls_11},
};

}  // namespace

std::span<const RuleCode> cls_rules() { return rules; }

}  // namespace kezhuan
