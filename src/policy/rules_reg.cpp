#include <algorithm>
#include <array>

#include "acts/created.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "policy/income_facts.hpp"
#include "policy/legacy.hpp"
#include "policy/reg_cases.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

/// REG: what keeps the registry itself in order. House rules, no legal source.
namespace kezhuan {

namespace {

void in_wrong_state(Findings& f, const std::string& what, StaticText state, Text remedy,
                    std::string place) {
  f.add({what + "现为“" + std::string(state.zh) + "”，不能再办此事。",
         what + " is \"" + std::string(state.en) + "\"; this act is not possible."},
        std::move(place), std::move(remedy));
}

template <class T, class S>
void require_state(Findings& f, const T& thing, std::initializer_list<S> allowed, S state,
                   const char* place, Text remedy) {
  if (std::find(allowed.begin(), allowed.end(), state) != allowed.end()) return;
  in_wrong_state(f, thing.number, name_of(state), std::move(remedy), place);
}

void check_application_filed(const Question& q, Findings& f, const Id<Achievement>& id,
                             const std::string& place) {
  const auto& achievement = q.before.get(id);
  const auto* application = q.before.find(achievement.application);
  if (application == nullptr) {
    f.add({achievement.number + " 尚无成果申报表，无从论证。",
           achievement.number + " has no application to deliberate."},
          place,
          {"先填报成果申报表（application.file）。",
           "File an application first (application.file)."});
  } else if (application->state != ApplicationState::filed) {
    in_wrong_state(f, application->number, name_of(application->state),
                   {"退回的先修改重报（application.revise）；已论证的不再重复论证。",
                    "Revise one that was sent back (application.revise); what was decided is not "
                    "decided again."},
                   place);
  }
}

void check_filing(const Question& q, Findings& f, const FileApplication& act) {
  const auto& achievement = q.before.get(act.achievement);
  const auto* current = q.before.find(achievement.application);
  if (current == nullptr) return;
  require_state(f, *current, {ApplicationState::rejected, ApplicationState::withdrawn},
                current->state, "/achievement",
                {"同一成果同时只有一份申报表：请修改它（application."
                 "revise），或先撤回（application.withdraw）。",
                 "One application at a time: revise it (application.revise) or withdraw it first "
                 "(application.withdraw)."});
}

void check_objection(const Question& q, Findings& f, const AnswerObjection& act) {
  const auto& notice = q.before.get(act.notice);
  for (const auto& objection : notice.objections) {
    if (objection.index != act.objection) continue;
    if (objection.answer) {
      in_wrong_state(f, notice.number + " 异议 " + std::to_string(act.objection) + " ",
                     {"已答复", "answered"},
                     {"答复记录不改；如有新情况，请异议人另提。",
                      "An answer stands; new facts come as a new objection."},
                     "/objection");
    }
    return;
  }
  f.add({notice.number + " 没有序号为 " + std::to_string(act.objection) + " 的异议。",
         notice.number + " has no objection " + std::to_string(act.objection) + "."},
        "/objection",
        {"序号见 kezhuan show " + notice.number + "。",
         "`kezhuan show " + notice.number + "` lists them."});
}

void check_post_end(const Question& q, Findings& f, const EndPost& act) {
  const auto& person = q.before.get(act.person);
  const bool held = std::any_of(person.posts.begin(), person.posts.end(), [&](const Post& post) {
    return post.post == act.post && post.institution == act.institution && !post.until;
  });
  if (held) return;
  const auto name = name_of(act.post);
  f.add({person.number + " 在该机构没有在任的职务“" + std::string(name.zh) + "”。",
         person.number + " holds no such post there: " + std::string(name.en) + "."},
        "/post", {"先登记任职（post.assign）。", "Record the post first (post.assign)."});
}

/// Exactly one of an institution and a person is named.
template <class A>
void check_one_party(Findings& f, const A& act) {
  if (act.institution.has_value() != act.person.has_value()) return;
  f.add({"机构与人员须写且只写其一。", "Name either the institution or the person, and only one."},
        act.institution ? "/person" : "/institution",
        {"每一方各记一次。", "Record each party by an act of its own."});
}

void check_signature(const Question& q, Findings& f, const SignAgreement& act) {
  const auto& agreement = q.before.get(act.agreement);
  require_state(f, agreement, {AgreementState::draft}, agreement.state, "/agreement",
                {"生效后不再补签；需要变更的，另拟协议取代它。",
                 "Nothing is signed after force; draft another that supersedes it."});
  check_one_party(f, act);
  const bool again = (act.institution && agreement.is_signed_by(act.institution->target())) ||
                     (act.person && agreement.is_signed_by(act.person->target()));
  if (again) {
    f.add({"这一方已经签署过 " + agreement.number + "。",
           "That party has signed " + agreement.number + "."},
          act.person ? "/person" : "/institution", {"不必重复签署。", "Signing once is enough."});
  }
}

void reg_02_application(const Question& q, Findings& f) {
  if (const auto* a = q.act_as<FileApplication>()) check_filing(q, f, *a);
  if (const auto* a = q.act_as<ReviseApplication>()) {
    const auto& application = q.before.get(a->application);
    require_state(
        f, application,
        {ApplicationState::filed, ApplicationState::sent_back, ApplicationState::approved},
        application.state, "/application",
        {"未通过或已撤回的，另行申报（application.file）。",
         "After rejection or withdrawal, file a new one (application.file)."});
  }
  if (const auto* a = q.act_as<WithdrawApplication>()) {
    const auto& application = q.before.get(a->application);
    require_state(
        f, application,
        {ApplicationState::filed, ApplicationState::sent_back, ApplicationState::approved},
        application.state, "/application", {"已无可撤回。", "There is nothing left to withdraw."});
  }
  if (const auto* a = q.act_as<RecordResolution>()) {
    for (std::size_t i = 0; i < a->matters.size(); ++i) {
      const auto& matter = a->matters[i];
      if (matter.matter != MatterKind::application || !matter.achievement) continue;
      check_application_filed(q, f, matter.achievement->target(),
                              item_place("matters", i, "achievement"));
    }
  }
}

void reg_02_notice(const Question& q, Findings& f) {
  const auto require_open = [&](const Ref<Notice>& ref) {
    const auto& notice = q.before.get(ref);
    require_state(f, notice, {NoticeState::open}, notice.state, "/notice",
                  {"公示已结束或作废；作废的须重新公示（notice.open）。",
                   "The notice is closed or void; after a void one open a new one (notice.open)."});
  };
  if (const auto* a = q.act_as<ObjectToNotice>()) require_open(a->notice);
  if (const auto* a = q.act_as<CloseNotice>()) require_open(a->notice);
  if (const auto* a = q.act_as<AnswerObjection>()) {
    require_open(a->notice);
    check_objection(q, f, *a);
  }
}

void reg_02_rights(const Question& q, Findings& f) {
  if (const auto* a = q.act_as<SignAgreement>()) check_signature(q, f, *a);
  if (const auto* a = q.act_as<EnterForce>()) {
    const auto& agreement = q.before.get(a->agreement);
    require_state(f, agreement, {AgreementState::draft}, agreement.state, "/agreement",
                  {"已生效的不必再办；被取代或终止的，另拟协议。",
                   "One in force needs nothing; after supersession or end, draft another."});
  }
  if (const auto* a = q.act_as<EndAgreement>()) {
    const auto& agreement = q.before.get(a->agreement);
    require_state(f, agreement, {AgreementState::draft, AgreementState::in_force}, agreement.state,
                  "/agreement", {"协议已不在有效状态。", "The agreement is no longer live."});
  }
  if (const auto* a = q.act_as<RecordConsent>()) check_one_party(f, *a);
  const auto require_live = [&](const Ref<PriorRight>& ref) {
    const auto& right = q.before.get(ref);
    require_state(
        f, right, {PriorRightState::live}, right.state, "/prior_right",
        {"该优先权已放弃或失效，无需再办。", "It was waived or lapsed; nothing is to be done."});
  };
  if (const auto* a = q.act_as<WaivePriorRight>()) require_live(a->prior_right);
  if (const auto* a = q.act_as<LapsePriorRight>()) require_live(a->prior_right);
}

void reg_02_others(const Question& q, Findings& f) {
  if (q.act_as<FoundRegistry>() != nullptr && q.before.find(Id<Settings>()) != nullptr) {
    f.add({"登记库已经建立。", "The registry is founded already."}, {},
          {"另建登记库请用新的文件（kezhuan init）。",
           "Use a new file for another registry (kezhuan init)."});
  }
  if (const auto* a = q.act_as<EndPost>()) check_post_end(q, f, *a);
  if (const auto* a = q.act_as<EndGrant>()) {
    const auto& grant = q.before.get(a->grant);
    if (grant.end_reason) {
      in_wrong_state(f, grant.number, {"已终止", "ended"}, {"无需再办。", "Nothing is to be done."},
                     "/grant");
    }
  }
  if (const auto* a = q.act_as<CancelCertificate>()) {
    const auto& certificate = q.before.get(a->certificate);
    if (certificate.cancelled_on) {
      in_wrong_state(f, certificate.number, {"已注销", "cancelled"},
                     {"无需再办。", "Nothing is to be done."}, "/certificate");
    }
  }
  if (const auto* a = q.act_as<EnterAsset>()) {
    const auto& achievement = q.before.get(a->achievement);
    if (achievement.asset) {
      in_wrong_state(f, achievement.number, {"已入表", "entered"},
                     {"资产条目只记一次。", "The asset entry is made once."}, "/achievement");
    }
  }
  if (const auto* a = q.act_as<ErasePersonal>()) {
    if (!a->person && a->acts.empty()) {
      f.add({"没有写明要删除谁的或哪些动作的个人信息。",
             "It says neither whose data nor which acts'."},
            "/person", {"写人员编号，或写业务动作标识。", "Name the person, or the act ids."});
    }
  }
}

void reg_02(const Question& q, Findings& f) {
  reg_02_application(q, f);
  reg_02_notice(q, f);
  reg_02_rights(q, f);
  reg_02_others(q, f);
  reg_02_cases(q, f);
  reg_02_settlement(q, f);
}

/// What is to be corrected, by number or id.
std::optional<Uuid> find_target(const State& state, const CorrectRecord& act) {
  if (const auto id = state.find_number(act.kind, act.target)) return id;
  try {
    const auto id = Uuid::parse(act.target);
    if (state.load(act.kind, id) != nullptr) return id;
  } catch (const Error&) {
    // neither a number on record nor an id
  }
  return std::nullopt;
}

/// A unified social credit code is one legal person's: who has it is on record already.
void refuse_taken_code(const Question& q, const CreditCode& code, const std::string& place,
                       const std::optional<Id<Institution>>& own, Findings& f) {
  const auto taken = q.before.find_institution(code);
  if (!taken || taken == own) return;
  const auto& other = q.before.get(*taken);
  f.add({"统一社会信用代码 " + code.to_text() + " 已由 " + other.number + "（" + other.name +
             "）登记，是同一法人。",
         "The unified social credit code " + code.to_text() + " is that of " + other.number + " (" +
             other.name + "): the same legal person."},
        place,
        {"引用 " + other.number + "，不另登记；代码有误的改正。",
         "Refer to " + other.number + " instead of registering it again, or correct the code."});
}

void check_codes(const Question& q, Findings& f) {
  if (const auto* a = q.act_as<RegisterInstitution>(); a != nullptr && a->credit_code) {
    refuse_taken_code(q, *a->credit_code, "/credit_code", std::nullopt, f);
  }
  const auto* a = q.act_as<CorrectRecord>();
  if (a == nullptr || a->kind != Kind::institution) return;
  const auto own = find_target(q.before, *a);
  for (std::size_t i = 0; i < a->changes.size(); ++i) {
    const auto& change = a->changes[i];
    if (change.field != "/credit_code" || !change.value) continue;
    try {
      refuse_taken_code(q, CreditCode::parse(*change.value), item_place("changes", i, "value"),
                        own ? std::optional(Id<Institution>(*own)) : std::nullopt, f);
    } catch (const Error&) {  // no credit code: the correction itself says so
    }
  }
}

void reg_03(const Question& q, Findings& f) {
  if (q.act == nullptr) return;
  check_codes(q, f);
  if (!q.act->type().creates) return;
  const auto kind = *q.act->type().creates;
  const auto name = name_of(kind);
  const auto number = q.act->given_number();
  if (number && q.before.find_number(kind, *number)) {
    f.add({std::string(name.zh) + "编号“" + *number + "”已被使用。",
           std::string(name.en) + " number \"" + *number + "\" is taken."},
          "/number");
  }
  if (number && (number->size() > 64 || number->find_first_of(" \t\n") != std::string::npos)) {
    f.add({"编号不能含空格，也不能超过 64 字节。", "A number has no spaces and at most 64 bytes."},
          "/number",
          {"换一个编号，或不写（由登记库按式样给号）。",
           "Choose another, or leave it out: the registry gives one."});
  }
  const auto id = q.act->given_id();
  if (id && q.before.load(kind, *id) != nullptr) {
    f.add({"标识 " + id->to_text() + " 已被使用。", "Id " + id->to_text() + " is taken."}, "/id");
  }
}

std::optional<Base> base_of_achievement(const Question& q, const Id<Achievement>& id) {
  const auto& a = q.before.get(id);
  return Base{a.registered_on, {"成果 " + a.number + " 的登记日", "registration of " + a.number}};
}

/// An edition comes after the last one and after every resolution that approved what it lists.
std::optional<Base> base_of_edition(const State& state) {
  std::optional<Base> latest;
  if (const auto* last = state.find(state.settings().last_edition)) {
    latest = Base{last->frozen_on,
                  {"上一期 " + last->number + " 的冻结日", "freezing of " + last->number}};
  }
  for (const auto& id : state.approved_applications()) {
    const auto* resolution = state.find(state.get(id).resolution);
    if (resolution == nullptr || (latest && latest->day >= resolution->held_on)) continue;
    latest = Base{resolution->held_on,
                  {"决议 " + resolution->number + " 的会议日", "meeting of " + resolution->number}};
  }
  return latest;
}

/// What made it: the last payment of the kind and party, or the last booking that took from them.
std::optional<Base> base_of_recovery(const Question& q, const RecoverPayment& act) {
  const auto& c = q.before.get(act.transfer_case);
  auto latest = base_of_case(q);
  const auto consider = [&](Base base) {
    if (!latest || latest->day < base.day) latest = std::move(base);
  };
  for (const auto& taken : act.lines) {
    const auto is_of = [&](const auto& line) {
      return line.kind == taken.kind && line.person == taken.person &&
             line.institution == taken.institution;
    };
    for (const auto& id : c.payments) {
      const auto& payment = q.before.get(id);
      const auto found = std::find_if(payment.lines.begin(), payment.lines.end(), is_of);
      if (found == payment.lines.end() || !found->amount.is_positive()) continue;
      consider({payment.paid_on, {payment.number + " 的发放日", "payment " + payment.number}});
    }
    const auto person = target(taken.person);
    const auto institution = target(taken.institution);
    for (const auto& id : c.bookings) {
      const auto& booking = q.before.get(id);
      auto change = Money::of_minor(0, c.totals.gross.currency());
      for (const auto& line : booking.lines) {
        if (line.kind == taken.kind && line.person == person && line.institution == institution) {
          change += line.amount;
        }
      }
      if (!change.is_negative()) continue;
      consider({booking.booked_on, {booking.number + " 的入账日", "booking " + booking.number}});
    }
  }
  return latest;
}

/// The receipt without which less would be held than is released.
std::optional<Base> base_of_release(const Question& q, const ReleaseReserve& act) {
  const auto& c = q.before.get(act.transfer_case);
  auto held = q.around.books.held_in_reserve(q.before, c.id);
  if (held.currency() != act.amount.currency() || held < act.amount) return base_of_case(q);
  std::vector<const Receipt*> receipts;
  for (const auto& id : c.receipts) receipts.push_back(&q.before.get(id));
  std::stable_sort(receipts.begin(), receipts.end(), [](const Receipt* a, const Receipt* b) {
    return a->received_on > b->received_on;
  });
  for (const auto* receipt : receipts) {
    for (const auto& id : c.bookings) {
      for (const auto& line : q.before.get(id).lines) {
        if (line.receipt == receipt->id && line.pool == reserve_pool) held -= line.amount;
      }
    }
    if (held >= act.amount) continue;
    return Base{receipt->received_on,
                {receipt->number + " 的到账日", "receipt of " + receipt->number}};
  }
  return base_of_case(q);
}

std::optional<Base> base_of(const Question& q) {
  if (const auto* a = q.act_as<RecoverPayment>()) return base_of_recovery(q, *a);
  if (const auto* a = q.act_as<ReleaseReserve>()) return base_of_release(q, *a);
  if (const auto* a = q.act_as<ReviseApplication>()) {
    const auto& application = q.before.get(a->application);
    return Base{application.filed_on,
                {application.number + " 的申报日", "filing of " + application.number}};
  }
  if (const auto* a = q.act_as<SettleOutstanding>()) {
    const auto& item = q.before.get(a->outstanding);
    return Base{item.recorded_on, {item.number + " 的补录日", "taking in of " + item.number}};
  }
  if (const auto* a = q.act_as<OpenNotice>()) {
    if (!a->edition) return base_of_case(q);
    const auto& edition = q.before.get(*a->edition);
    return Base{edition.frozen_on, {edition.number + " 的冻结日", "freezing of " + edition.number}};
  }
  const auto notice_base = [&](const Ref<Notice>& ref) {
    const auto& notice = q.before.get(ref);
    return Base{notice.first_day, {notice.number + " 的起始日", "first day of " + notice.number}};
  };
  if (const auto* a = q.act_as<ObjectToNotice>()) return notice_base(a->notice);
  if (const auto* a = q.act_as<AnswerObjection>()) return notice_base(a->notice);
  if (const auto* a = q.act_as<CloseNotice>()) return notice_base(a->notice);
  if (q.act_as<FreezeEdition>() != nullptr) return base_of_edition(q.before);
  if (const auto* a = q.act_as<EnterForce>()) {
    const auto& agreement = q.before.get(a->agreement);
    if (agreement.signatures.empty()) return base_of_achievement(q, agreement.achievement);
    auto latest = agreement.signatures.front().signed_on;
    for (const auto& signature : agreement.signatures) {
      latest = std::max(latest, signature.signed_on);
    }
    return Base{latest,
                {agreement.number + " 的最后签署日", "last signature of " + agreement.number}};
  }
  if (const auto* a = q.act_as<RecordResolution>()) {
    auto latest = base_of_case(q);
    for (const auto& matter : a->matters) {
      if (matter.matter != MatterKind::application || !matter.achievement) continue;
      const auto* application = q.before.find(q.before.get(*matter.achievement).application);
      if (application == nullptr) continue;
      if (latest && latest->day >= application->filed_on) continue;
      latest = Base{application->filed_on,
                    {application->number + " 的申报日", "filing of " + application->number}};
    }
    return latest;
  }
  if (q.act_as<FileApplication>() == nullptr && q.act_as<DraftAgreement>() == nullptr &&
      q.act_as<SignAgreement>() == nullptr && q.act_as<RecordCertificate>() == nullptr &&
      q.act_as<RecordProcessing>() == nullptr && q.act_as<ClassifyAchievement>() == nullptr &&
      q.act_as<EnterAsset>() == nullptr && q.act_as<RecordCoOwnership>() == nullptr &&
      q.act_as<RecordPriorRight>() == nullptr && q.act_as<EndAgreement>() == nullptr) {
    return base_of_case(q);
  }
  return base_of_achievement(q, subjects_of(*q.act, {}, q.before).front());
}

void reg_04(const Question& q, Findings& f) {
  if (q.act == nullptr) return;
  if (q.on > q.around.today) {
    f.add(
        {"发生日期 " + q.on.to_text() + " 晚于今天（" + q.around.today.to_text() + "，北京时间）。",
         "It happened on " + q.on.to_text() + ", which is after today (" +
             q.around.today.to_text() + ", Asia/Shanghai)."},
        "/happened", {"事情发生后再登记。", "Record it once it has happened."});
  }
  const auto base = base_of(q);
  if (base && q.on < base->day) {
    f.add({"发生日期 " + q.on.to_text() + " 早于" + base->what.zh + "（" + base->day.to_text() +
               "）。",
           "It happened on " + q.on.to_text() + ", before the " + base->what.en + " (" +
               base->day.to_text() + ")."},
          "/happened", {"请核对日期。", "Check the date."});
  }
}

const FieldInfo* find_field(const std::vector<FieldInfo>& fields, const std::string& pointer) {
  if (pointer.size() < 2 || pointer.front() != '/') return nullptr;
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& field) {
    return field.path == pointer.substr(1);
  });
  return found == fields.end() ? nullptr : &*found;
}

/// A field corrected twice by one act would leave no trace of the first value.
void check_corrected_once(Findings& f, const std::vector<FieldCorrection>& changes) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (changes[i].field != changes[earlier].field) continue;
      f.add({"“" + changes[i].field + "”更正了两次。",
             "\"" + changes[i].field + "\" is corrected twice."},
            item_place("changes", i, "field"), {"每个字段只写一次。", "Name every field once."});
      break;
    }
  }
}

/// Which payment a receipt settles is named afterwards: it must be there, and have room for it. Who
/// was given what does not change by it.
void check_due(const Question& q, const Id<Receipt>& id, const FieldCorrection& change,
               const std::string& place, Findings& f) {
  const auto& receipt = q.before.get(id);
  const auto& contract = q.before.get(receipt.contract);
  const auto found = std::find_if(
      contract.dues.begin(), contract.dues.end(),
      [&](const PaymentDue& due) { return std::to_string(due.index) == change.value; });
  if (found == contract.dues.end()) {
    const auto all = std::to_string(contract.dues.size());
    return f.add({contract.number + " 没有第 " + change.value.value_or("") + " 笔应收款项（共 " +
                      all + " 笔）。",
                  contract.number + " has no payment due number " + change.value.value_or("") +
                      " (of " + all + ")."},
                 place + "/value",
                 {"核对序号（kezhuan show " + contract.number + "）。",
                  "Check the index (kezhuan show " + contract.number + ")."});
  }
  const auto left = found->amount - found->received;
  if (receipt.due == found->index || receipt.surviving() <= left) return;
  f.warn(
      {"到账 " + receipt.number + "（" + receipt.surviving().to_text() + "）超过第 " +
           *change.value + " 笔应收款项未收的 " + left.to_text() + "。",
       "Receipt " + receipt.number + " (" + receipt.surviving().to_text() + ") is more than the " +
           left.to_text() + " still open on payment " + *change.value + "."},
      place + "/value", {"核对对应的应收款项。", "Check which payment it settles."});
}

void reg_06(const Question& q, Findings& f) {
  const auto* act = q.act_as<CorrectRecord>();
  if (act == nullptr) return;
  const auto target = find_target(q.before, *act);
  if (!target) {
    const auto name = name_of(act->kind);
    f.add({std::string(name.zh) + "“" + act->target + "”不在登记库中。",
           std::string(name.en) + " \"" + act->target + "\" is not on record."},
          "/target", {"请核对编号。", "Check the number."});
    return;
  }
  check_corrected_once(f, act->changes);
  const auto fields = aggregate_type(act->kind).fields();
  std::string amendable_fields;
  for (const auto& field : fields) {
    if ((field.marks & amendable) != 0) amendable_fields += " /" + field.path;
  }
  for (std::size_t i = 0; i < act->changes.size(); ++i) {
    const auto& change = act->changes[i];
    const auto place = item_place("changes", i);
    const auto* field = find_field(fields, change.field);
    if (field == nullptr || (field->marks & amendable) == 0) {
      f.add({"“" + change.field + "”不可更正。", "\"" + change.field + "\" cannot be corrected."},
            place + "/field",
            {"此类记录可更正的字段：" + (amendable_fields.empty() ? "无" : amendable_fields) +
                 "；其余事实用各自的业务动作更改。",
             "Fields that can be:" + (amendable_fields.empty() ? " none" : amendable_fields) +
                 "; other facts are changed by their own acts."});
    } else if (change.value.has_value() == change.personal_value.has_value() ||
               change.personal_value.has_value() != field->personal) {
      f.add({field->personal ? "个人信息的新值写在 personal_value。" : "新值写在 value。",
             field->personal ? "A personal value goes in personal_value."
                             : "The new value goes in value."},
            place, {"两项只写其一。", "Give exactly one of the two."});
    } else if (act->kind == Kind::receipt && change.field == "/due") {
      check_due(q, Id<Receipt>(*target), change, place, f);
    }
  }
}

void reg_07(const Question& q, Findings& f) {
  const auto* act = q.act_as<AttachEvidence>();
  if (act == nullptr) return;
  const auto size = q.around.files.find_size(act->sha256);
  if (!size) {
    f.add(
        {"佐证文件库中没有哈希为 " + act->sha256.to_text() + " 的文件。",
         "no kept file has the hash " + act->sha256.to_text() + "."},
        "/sha256",
        {"先存入该文件（kezhuan evidence keep 文件），再登记；哈希写错的更正。",
         "Keep the file first (kezhuan evidence keep FILE), then attach it; or correct the hash."});
  } else if (*size != act->size) {
    f.add(
        {"文件实为 " + std::to_string(*size) + " 字节，所写为 " + std::to_string(act->size) + "。",
         "the file has " + std::to_string(*size) + " bytes, not " + std::to_string(act->size) +
             "."},
        "/size", {"请按实际大小填写。", "State the real size."});
  }
}

/// REG-01 is answered while references are resolved (judge.cpp), before any rule can be asked.
constexpr std::array<RuleCode, 7> codes = {{
    {"REG-02", &reg_02},
    {"REG-03", &reg_03},
    {"REG-04", &reg_04},
    {"REG-06", &reg_06},
    {"REG-07", &reg_07},
    {"REG-08", &reg_08},
    {"REG-09", &reg_09},
}};

}  // namespace

std::span<const RuleCode> reg_rules() { return codes; }

}  // namespace kezhuan
