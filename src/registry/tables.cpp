#include "registry/tables.hpp"

#include <map>

#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/outstanding.hpp"
#include "kezhuan/model/settings.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

namespace {

std::string text_of(const std::optional<Date>& date) {
  return date ? date->to_text() : std::string();
}

void bind_date(Statement& s, int index, const std::optional<Date>& date) {
  if (date) {
    s.bind(index, std::string_view(text_of(date)));
  } else {
    s.bind(index, nullptr);
  }
}

template <class T>
void bind_id(Statement& s, int index, const std::optional<Id<T>>& id) {
  if (id) {
    s.bind(index, id->uuid());
  } else {
    s.bind(index, nullptr);
  }
}

std::string_view classification_code(const Achievement& a) {
  const auto* classification = a.classification();
  return classification == nullptr ? "unclassified" : to_code(classification->outcome);
}

std::string_view validity_code(const Certificate& c) {
  return c.cancelled_on ? "cancelled" : "valid";
}

/// Adapts a typed binder to the type-erased table.
template <class T, void (*F)(Statement&, int, const T&)>
void bound(Statement& s, int first, const void* value) {
  F(s, first, *static_cast<const T*>(value));
}

void bind_settings(Statement&, int, const Settings&) {}
void bind_institution(Statement& s, int i, const Institution& v) {
  s.bind(i, v.name).bind(i + 1, to_code(v.nature));
}
void bind_unit(Statement& s, int i, const Unit& v) {
  s.bind(i, v.name).bind(i + 1, v.institution.uuid());
}
void bind_person(Statement& s, int i, const Person& v) {
  if (v.name.commitment) {
    s.bind(i, *v.name.commitment);
  } else {
    s.bind(i, nullptr);
  }
  bind_id(s, i + 1, v.unit);
}
void bind_source(Statement& s, int i, const DataSource& v) {
  s.bind(i, v.name).bind(i + 1, to_code(v.level));
}
void bind_grant(Statement& s, int i, const UseGrant& v) {
  s.bind(i, v.purpose).bind(i + 1, v.end_reason ? "ended" : "live");
  s.bind(i + 2, v.achievement.uuid());
  bind_date(s, i + 3, v.from);
  bind_date(s, i + 4, v.until);
}
void bind_achievement(Statement& s, int i, const Achievement& v) {
  s.bind(i, v.name).bind(i + 1, classification_code(v));
  bind_id(s, i + 2, v.unit);
  bind_id(s, i + 3, v.application);
  s.bind(i + 4, to_code(v.form)).bind(i + 5, v.lead.uuid());
  bind_date(s, i + 6, v.registered_on);
}
void bind_certificate(Statement& s, int i, const Certificate& v) {
  s.bind(i, v.certificate_no).bind(i + 1, validity_code(v)).bind(i + 2, v.achievement.uuid());
  bind_date(s, i + 3, v.expires);
  s.bind(i + 4, to_code(v.certificate));
  bind_date(s, i + 5, v.issued);
}
void bind_evidence(Statement& s, int i, const Evidence& v) {
  s.bind(i, v.title).bind(i + 1, to_code(v.evidence)).bind(i + 2, v.sha256);
}
void bind_application(Statement& s, int i, const Application& v) {
  s.bind(i, to_code(v.state)).bind(i + 1, v.achievement.uuid());
  bind_date(s, i + 2, v.filed_on);
}
void bind_resolution(Statement& s, int i, const Resolution& v) {
  s.bind(i, to_code(v.body));
  bind_date(s, i + 1, v.held_on);
}
void bind_edition(Statement& s, int i, const Edition& v) {
  s.bind(i, v.sequence);
  bind_date(s, i + 1, v.frozen_on);
}
void bind_notice(Statement& s, int i, const Notice& v) {
  s.bind(i, to_code(v.state)).bind(i + 1, to_code(v.about));
  bind_id(s, i + 2, v.edition);
  bind_id(s, i + 3, v.transfer_case);
  bind_date(s, i + 4, v.last_day);
}
void bind_agreement(Statement& s, int i, const RightsAgreement& v) {
  s.bind(i, to_code(v.state)).bind(i + 1, v.achievement.uuid());
  bind_date(s, i + 2, v.effective_from);
}
void bind_prior_right(Statement& s, int i, const PriorRight& v) {
  s.bind(i, to_code(v.state)).bind(i + 1, v.achievement.uuid());
  bind_date(s, i + 2, v.until);
  s.bind(i + 3, to_code(v.right));
}

void bind_transfer_case(Statement& s, int i, const TransferCase& v) {
  s.bind(i, v.title).bind(i + 1, to_code(v.state));
  bind_date(s, i + 2, v.opened_on);
  if (v.pathway) {
    s.bind(i + 3, to_code(v.pathway->pathway));
  } else {
    s.bind(i + 3, nullptr);
  }
}
void bind_contract(Statement& s, int i, const Contract& v) {
  const auto amount = v.amount();
  s.bind(i, v.title).bind(i + 1, to_code(v.state)).bind(i + 2, v.transfer_case.uuid());
  s.bind(i + 3, to_code(v.type)).bind(i + 4, v.transferee.uuid());
  bind_date(s, i + 5, v.signed_on);
  bind_date(s, i + 6, v.registration ? std::optional(v.registration->registered_on) : std::nullopt);
  s.bind(i + 7, amount.currency().to_text()).bind(i + 8, amount.minor());
  s.bind(i + 9, v.amounts.total.minor()).bind(i + 10, v.received.minor());
  bind_date(s, i + 11, v.grant && !v.ended_on ? v.grant->until : std::nullopt);
}
void bind_receipt(Statement& s, int i, const Receipt& v) {
  s.bind(i, v.transfer_case.uuid()).bind(i + 1, v.contract.uuid());
  bind_date(s, i + 2, v.received_on);
  s.bind(i + 3, v.amount.currency().to_text());
  s.bind(i + 4, v.amount.minor()).bind(i + 5, v.refunded().minor());
  bind_id(s, i + 6, v.plan);
}
void bind_plan(Statement& s, int i, const DistributionPlan& v) {
  s.bind(i, to_code(v.state)).bind(i + 1, v.transfer_case.uuid());
  bind_date(s, i + 2, v.drafted_on);
}
void bind_booking(Statement& s, int i, const Booking& v) {
  s.bind(i, v.transfer_case.uuid());
  bind_date(s, i + 1, v.booked_on);
}
void bind_payment(Statement& s, int i, const Payment& v) {
  const auto total = v.total();
  s.bind(i, v.transfer_case.uuid());
  bind_date(s, i + 1, v.paid_on);
  s.bind(i + 2, total.currency().to_text()).bind(i + 3, total.minor());
}
void bind_guide(Statement& s, int i, const Guide& v) {
  s.bind(i, v.title);
  bind_date(s, i + 1, v.effective_from);
}
void bind_evaluation(Statement& s, int i, const Evaluation& v) {
  s.bind(i, v.title);
  bind_date(s, i + 1, v.issued_on);
}
void bind_report(Statement& s, int i, const TransferReport& v) {
  s.bind(i, to_code(v.report)).bind(i + 1, v.year);
  bind_date(s, i + 2, v.submitted_on);
  bind_date(s, i + 3, v.filing ? std::optional(v.filing->filed_on) : std::nullopt);
}
void bind_outstanding(Statement& s, int i, const Outstanding& v) {
  s.bind(i, v.zh).bind(i + 1, to_code(v.state)).bind(i + 2, v.rule);
  s.bind(i + 3, v.about).bind(i + 4, v.made).bind(i + 5, v.act);
  bind_date(s, i + 6, v.happened);
}
void bind_scheme(Statement& s, int i, const AdoptedScheme& v) {
  s.bind(i, v.title).bind(i + 1, v.scheme).bind(i + 2, v.scheme_version);
  bind_date(s, i + 3, v.effective_from);
}

// -- parts ---------------------------------------------------------------------------------------

template <class T, void (*F)(Statement&, const T&)>
void written(Statement& insert, const void* value) {
  F(insert, *static_cast<const T*>(value));
}

template <class T>
std::optional<Id<T>> target(const std::optional<Ref<T>>& ref) {
  return ref ? std::optional(ref->target()) : std::nullopt;
}

void write_contributors(Statement& s, const Application& v) {
  std::int64_t line = 0;
  for (const auto& one : v.content.contributors) {
    s.bind(1, v.id.uuid()).bind(2, ++line).bind(3, v.achievement.uuid());
    s.bind(4, one.person.id).bind(5, std::string_view(one.role)).bind(6, one.main ? 1 : 0);
    s.run();
  }
}
void write_case_achievements(Statement& s, const TransferCase& v) {
  std::int64_t line = 0;
  for (const auto& achievement : v.achievements) {
    s.bind(1, v.id.uuid()).bind(2, ++line).bind(3, achievement.uuid());
    s.run();
  }
}
void write_booking_lines(Statement& s, const Booking& v) {
  std::int64_t number = 0;
  for (const auto& line : v.lines) {
    s.bind(1, v.id.uuid()).bind(2, ++number).bind(3, v.transfer_case.uuid());
    s.bind(4, line.receipt.uuid()).bind(5, to_code(line.kind));
    bind_id(s, 6, line.person);
    bind_id(s, 7, line.institution);
    s.bind(8, line.amount.currency().to_text()).bind(9, line.amount.minor());
    if (line.pool) {
      s.bind(10, std::string_view(*line.pool));
    } else {
      s.bind(10, nullptr);
    }
    s.run();
  }
}
void write_payment_lines(Statement& s, const Payment& v) {
  std::int64_t number = 0;
  for (const auto& line : v.lines) {
    s.bind(1, v.id.uuid()).bind(2, ++number).bind(3, v.transfer_case.uuid());
    s.bind(4, to_code(line.kind));
    bind_id(s, 5, target(line.person));
    bind_id(s, 6, target(line.institution));
    s.bind(7, line.amount.currency().to_text()).bind(8, line.amount.minor());
    s.run();
  }
}

constexpr std::string_view case_name =
    "(SELECT c.name FROM transfer_case AS c WHERE c.id = t.transfer_case)";
constexpr std::string_view achievement_name =
    "(SELECT a.name FROM achievement AS a WHERE a.id = t.achievement)";

std::string make_upsert(const TableSpec& spec) {
  std::string columns = "id, number, body";
  std::string marks = "?1, ?2, ?3";
  std::string updates = "number = excluded.number, body = excluded.body";
  int index = 4;
  for (const auto column : spec.columns) {
    columns += ", " + std::string(column);
    marks += ", ?" + std::to_string(index++);
    updates += ", " + std::string(column) + " = excluded." + std::string(column);
  }
  return "INSERT INTO " + std::string(spec.table) + " (" + columns + ") VALUES (" + marks +
         ") ON CONFLICT (id) DO UPDATE SET " + updates;
}

}  // namespace

const std::vector<TableSpec>& table_specs() {
  static const std::vector<TableSpec> specs = {
      {Kind::settings, "settings", {}, &bound<Settings, bind_settings>, "t.number", "''"},
      {Kind::institution,
       "institution",
       {"name", "state"},
       &bound<Institution, bind_institution>,
       "t.name",
       "t.state"},
      {Kind::unit, "unit", {"name", "institution"}, &bound<Unit, bind_unit>, "t.name", "''"},
      {Kind::person,
       "person",
       {"name", "unit"},
       &bound<Person, bind_person>,
       "(SELECT v.value FROM vault AS v WHERE v.commitment = t.name)",
       "''"},
      {Kind::source,
       "source",
       {"name", "state"},
       &bound<DataSource, bind_source>,
       "t.name",
       "t.state"},
      {Kind::grant,
       "use_grant",
       {"name", "state", "achievement", "granted_from", "until"},
       &bound<UseGrant, bind_grant>,
       "t.name",
       "t.state"},
      {Kind::achievement,
       "achievement",
       {"name", "state", "unit", "application", "form", "lead", "registered_on"},
       &bound<Achievement, bind_achievement>,
       "t.name",
       "t.state"},
      {Kind::certificate,
       "certificate",
       {"name", "state", "achievement", "expires", "type", "issued"},
       &bound<Certificate, bind_certificate>,
       "t.name",
       "t.state"},
      {Kind::evidence,
       "evidence",
       {"name", "state", "sha256"},
       &bound<Evidence, bind_evidence>,
       "t.name",
       "t.state"},
      {Kind::application,
       "application",
       {"state", "achievement", "filed_on"},
       &bound<Application, bind_application>,
       achievement_name,
       "t.state"},
      {Kind::resolution,
       "resolution",
       {"state", "held_on"},
       &bound<Resolution, bind_resolution>,
       "t.held_on",
       "t.state"},
      {Kind::edition,
       "edition",
       {"sequence", "frozen_on"},
       &bound<Edition, bind_edition>,
       "t.frozen_on",
       "''"},
      {Kind::notice,
       "notice",
       {"state", "about", "edition", "transfer_case", "last_day"},
       &bound<Notice, bind_notice>,
       "coalesce((SELECT e.number FROM edition AS e WHERE e.id = t.edition),"
       " (SELECT c.number FROM transfer_case AS c WHERE c.id = t.transfer_case))",
       "t.state"},
      {Kind::agreement,
       "agreement",
       {"state", "achievement", "effective_from"},
       &bound<RightsAgreement, bind_agreement>,
       achievement_name,
       "t.state"},
      {Kind::prior_right,
       "prior_right",
       {"state", "achievement", "until", "type"},
       &bound<PriorRight, bind_prior_right>,
       achievement_name,
       "t.state"},
      {Kind::transfer_case,
       "transfer_case",
       {"name", "state", "opened_on", "pathway"},
       &bound<TransferCase, bind_transfer_case>,
       "t.name",
       "t.state"},
      {Kind::contract,
       "contract",
       {"name", "state", "transfer_case", "type", "transferee", "signed_on", "registered_on",
        "currency", "amount", "total", "received", "until"},
       &bound<Contract, bind_contract>,
       "t.name",
       "t.state"},
      {Kind::receipt,
       "receipt",
       {"transfer_case", "contract", "received_on", "currency", "amount", "refunded", "plan"},
       &bound<Receipt, bind_receipt>,
       case_name,
       "''"},
      {Kind::plan,
       "plan",
       {"state", "transfer_case", "drafted_on"},
       &bound<DistributionPlan, bind_plan>,
       case_name,
       "t.state"},
      {Kind::booking,
       "booking",
       {"transfer_case", "booked_on"},
       &bound<Booking, bind_booking>,
       case_name,
       "''"},
      {Kind::payment,
       "payment",
       {"transfer_case", "paid_on", "currency", "amount"},
       &bound<Payment, bind_payment>,
       case_name,
       "''"},
      {Kind::guide, "guide", {"name", "effective_from"}, &bound<Guide, bind_guide>, "t.name", "''"},
      {Kind::evaluation,
       "evaluation",
       {"name", "issued_on"},
       &bound<Evaluation, bind_evaluation>,
       "t.name",
       "''"},
      {Kind::report,
       "report",
       {"state", "year", "submitted_on", "filed_on"},
       &bound<TransferReport, bind_report>,
       "CAST(t.year AS TEXT)",
       "t.state"},
      {Kind::outstanding,
       "outstanding",
       {"name", "state", "rule", "about", "made", "act", "happened"},
       &bound<Outstanding, bind_outstanding>,
       "t.rule || ' ' || t.name",
       "t.state",
       "t.rule || ' ' || (t.body ->> '$.en')"},
      {Kind::scheme,
       "scheme",
       {"name", "scheme", "version", "effective_from"},
       &bound<AdoptedScheme, bind_scheme>,
       "t.name || ' ' || t.version",
       "''",
       "(t.body ->> '$.title_en') || ' ' || t.version"},
  };
  return specs;
}

const std::vector<ChildSpec>& child_specs() {
  static const std::vector<ChildSpec> specs = {
      {Kind::application,
       "contributor",
       {"application", "line", "achievement", "person", "role", "main"},
       &written<Application, write_contributors>},
      {Kind::transfer_case,
       "case_achievement",
       {"transfer_case", "line", "achievement"},
       &written<TransferCase, write_case_achievements>},
      {Kind::booking,
       "booking_line",
       {"booking", "line", "transfer_case", "receipt", "kind", "person", "institution", "currency",
        "amount", "pool"},
       &written<Booking, write_booking_lines>},
      {Kind::payment,
       "payment_line",
       {"payment", "line", "transfer_case", "kind", "person", "institution", "currency", "amount"},
       &written<Payment, write_payment_lines>},
  };
  return specs;
}

std::string delete_sql(const ChildSpec& spec) {
  return "DELETE FROM " + std::string(spec.table) + " WHERE " + std::string(spec.columns.front()) +
         " = ?1";
}

std::string insert_sql(const ChildSpec& spec) {
  std::string columns;
  std::string marks;
  for (const auto column : spec.columns) {
    columns += (columns.empty() ? "" : ", ") + std::string(column);
    marks += marks.empty() ? "?" : ", ?";
  }
  return "INSERT INTO " + std::string(spec.table) + " (" + columns + ") VALUES (" + marks + ")";
}

const TableSpec& table_spec(Kind kind) {
  return table_specs().at(static_cast<std::size_t>(kind) - 1);
}

std::vector<CodeName> state_codes(Kind kind) {
  switch (kind) {
    case Kind::institution: return codes_of<InstitutionNature>();
    case Kind::source: return codes_of<DataLevel>();
    case Kind::grant: return {{"live", {"有效", "live"}}, {"ended", {"已终止", "ended"}}};
    case Kind::achievement: {
      auto codes = codes_of<Classification>();
      codes.insert(codes.begin(), {"unclassified", {"尚未归类", "unclassified"}});
      return codes;
    }
    case Kind::certificate:
      return {{"valid", {"有效", "valid"}}, {"cancelled", {"已注销", "cancelled"}}};
    case Kind::evidence: return codes_of<EvidenceKind>();
    case Kind::application: return codes_of<ApplicationState>();
    case Kind::resolution: return codes_of<DecidingBody>();
    case Kind::notice: return codes_of<NoticeState>();
    case Kind::agreement: return codes_of<AgreementState>();
    case Kind::prior_right: return codes_of<PriorRightState>();
    case Kind::transfer_case: return codes_of<CaseState>();
    case Kind::contract: return codes_of<ContractState>();
    case Kind::plan: return codes_of<PlanState>();
    case Kind::report: return codes_of<ReportKind>();
    case Kind::outstanding: return codes_of<OutstandingState>();
    default: return {};
  }
}

const std::string& upsert_sql(const TableSpec& spec) {
  static const auto all = [] {
    std::map<Kind, std::string> sql;
    for (const auto& each : table_specs()) sql.emplace(each.kind, make_upsert(each));
    return sql;
  }();
  return all.at(spec.kind);
}

}  // namespace kezhuan
