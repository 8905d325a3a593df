#include "cli/example_case.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "cli/output.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/income/books.hpp"
#include "kezhuan/policy/code_names.hpp"
#include "kezhuan/policy/transfer_file.hpp"
#include "path/case_money.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan::cli {

namespace {

Node* find_member(Node& data, std::string_view key) {
  const auto found = std::find(data.keys.begin(), data.keys.end(), key);
  return found == data.keys.end()
             ? nullptr
             : &data.items[static_cast<std::size_t>(found - data.keys.begin())];
}

void set(Node& data, std::string_view key, const std::string& json) {
  auto value = parse_json(json);
  if (auto* member = find_member(data, key)) {
    *member = std::move(value);
    return;
  }
  data.keys.emplace_back(key);
  data.items.push_back(std::move(value));
}

void remove(Node& data, std::string_view key) {
  const auto found = std::find(data.keys.begin(), data.keys.end(), key);
  if (found == data.keys.end()) return;
  data.items.erase(data.items.begin() + (found - data.keys.begin()));
  data.keys.erase(found);
}

std::string json_text(std::string_view text) { return to_canonical_json(std::string(text)); }

void replace_texts(Node& node, const std::map<std::string, std::string>& numbers) {
  const auto known = numbers.find(node.text);
  if (node.kind == Node::Kind::text && known != numbers.end()) node.text = known->second;
  for (auto& item : node.items) replace_texts(item, numbers);
}

/// The first paper that PTH-07 wants of the case: before signing, then before paying.
EvidenceKind missing_paper(const Snapshot& snapshot, const TransferFile& file) {
  const auto& policy = snapshot.policy(snapshot.today());
  const bool is_signed = file.has_live_contract_on(snapshot.today());
  const auto* value = is_signed ? "evidence.before_paying" : "evidence.before_signing";
  for (const auto& code : policy.get_list(value)) {
    const auto kind = find_enum<EvidenceKind>(code);
    if (!kind || (kind == EvidenceKind::co_owner_consent && !is_co_owned(file))) continue;
    if (!has_paper(snapshot.state(), file, *kind)) return *kind;
  }
  return EvidenceKind::other;
}

/// Two who may vote on what these people have a stake in, as far as the record tells (DEM-01).
std::vector<std::string> members_without(const std::vector<Id<Person>>& barred,
                                         const Snapshot& snapshot) {
  constexpr std::size_t count = 2;
  std::vector<std::string> members;
  const auto enough = static_cast<std::int64_t>(barred.size() + count);
  for (const auto& row : snapshot.list(Kind::person, {{}, {}, enough})) {
    const Id<Person> id(row.id);
    if (members.size() == count) break;
    if (std::find(barred.begin(), barred.end(), id) == barred.end()) members.push_back(row.number);
  }
  while (members.size() < count) {  // to be put on record first
    members.push_back("P-member-" + std::to_string(members.size() + 1));
  }
  return members;
}

class CaseExample {
 public:
  CaseExample(Node& data, const ActType& type, const Snapshot& snapshot,
              const Id<TransferCase>& transfer, const std::string& number)
      : data_(data),
        type_(type),
        snapshot_(snapshot),
        state_(snapshot.state()),
        number_(number),
        file_(load_transfer_file(state_, transfer)),
        c_(*file_.transfer) {}

  void fill() {
    replace_texts(data_, {{"2026-03-02", snapshot_.today().to_text()}});  // the day of examples
    if (is(RecordResolution::type)) resolution();
    if (is(OpenNotice::type)) notice();
    if (is(RecordNegotiation::type)) negotiation();
    if (is(SignContract::type)) signature();
    if (is(RecordApproval::type)) approval();
    if (is(AttachEvidence::type)) evidence();
    if (is(ChoosePathway::type)) pathway();
    if (is(RecordPricing::type)) pricing();
    if (is(ReviewRisks::type)) risks();
    if (is(RecordReceipt::type)) receipt();
    if (is(ReachMilestone::type)) milestone();
    if (is(CorrectRecord::type)) correction();
    if (is(DraftDistribution::type)) distribution();
    if (is(RecordPayment::type)) payment();
    if (is(RecoverPayment::type)) recovery();
    if (is(ReleaseReserve::type)) release();
    if (is(RecordConsent::type)) consent();
    if (is(MoveCasePolicy::type)) policy();
    if (is(IssueEvaluation::type)) set(data_, "from", json_text(c_.opened_on.to_text()));
    if (is(SubmitReport::type)) report();
    replace_texts(data_, numbers());
  }

 private:
  bool is(std::string_view type) const { return type_.name == type; }
  void amount(std::string_view key, const Money& money) {
    set(data_, key, json_text(money.to_text()));
  }
  const Pricing* price() const { return c_.current_pricing(); }
  template <class T>
  std::string number_of(const T& ref) const {
    return state_.get(ref).number;
  }

  const Contract* contract() const {
    for (const auto* one : file_.contracts) {
      if (one->number == number_) return one;
    }
    return file_.contracts.empty() ? nullptr : file_.contracts.back();
  }

  /// A contract to be signed is with whom the talks are now, everything else about the last one.
  std::string transferee() const {
    if (!is(SignContract::type) && !file_.contracts.empty()) {
      return number_of(file_.contracts.back()->transferee);
    }
    if (price() != nullptr && price()->buyer) return number_of(*price()->buyer);
    const auto* talks = c_.negotiation();
    if (talks != nullptr && talks->transferee) return number_of(*talks->transferee);
    if (!file_.contracts.empty()) return number_of(file_.contracts.back()->transferee);
    return only_company().value_or("（受让方）");
  }

  /// The company on record when there is exactly one: who else would it be?
  std::optional<std::string> only_company() const {
    std::optional<std::string> found;
    constexpr std::int64_t enough = 3;  // the own one and two others
    const auto company = std::string(to_code(InstitutionNature::company));
    for (const auto& row : snapshot_.list(Kind::institution, {company, {}, enough})) {
      if (Id<Institution>(row.id) == snapshot_.settings().institution) continue;
      if (found) return std::nullopt;
      found = row.number;
    }
    return found;
  }

  /// What the transfer is worth: the price, else what the plan expects.
  std::optional<Money> worth() const {
    if (price() != nullptr) return price()->price;
    const auto* plan = c_.implementation_plan();
    return plan != nullptr ? plan->expected_amount : std::nullopt;
  }

  void approval() {
    const auto value = worth();
    if (!value) return;
    amount("amount", *value);
    set(data_, "approver", json_text(approver_of(*value)));
  }

  /// The lowest tier that may approve so much (PTH-07).
  std::string approver_of(const Money& value) const {
    const auto& policy = snapshot_.policy(snapshot_.today());
    return policy.get_list("approval.tier_bodies")[tier_of(policy, value)];
  }

  void evidence() {
    remove(data_, "achievement");
    set(data_, "transfer_case", json_text(c_.number));
    set(data_, "evidence", json_text(to_code(missing_paper(snapshot_, file_))));
  }

  /// What stands in examples, and what it is called here.
  std::map<std::string, std::string> numbers() const {
    const auto& first = *file_.achievements.front().achievement;
    // What the case does not have is left to be named: another case's must not stand for it.
    std::map<std::string, std::string> known = {
        {"ZH-2026-001", c_.number},  {"KZ-demo", first.number},   {"P-demo", number_of(first.lead)},
        {"I-demo", transferee()},    {"HT-2026-001", "（合同）"}, {"DZ-2026-001", "（到账）"},
        {"BG-2026-001", "（报告）"}, {"GS-2026-001", "（公示）"}};
    if (const auto* one = contract()) known["HT-2026-001"] = one->number;
    if (!file_.receipts.empty()) known["DZ-2026-001"] = file_.receipts.back()->number;
    if (!file_.reports.empty()) known["BG-2026-001"] = file_.reports.back()->number;
    if (file_.guide != nullptr) known["ZY-001"] = file_.guide->number;
    for (const auto* list :
         {&file_.implementation_notices, &file_.price_notices, &file_.plan_notices}) {
      for (const auto* notice : *list) {
        if (notice->state == NoticeState::open) known["GS-2026-001"] = notice->number;
      }
    }
    for (const auto& [key, kind] : {std::pair{"DZ-2026-001", Kind::receipt},
                                    {"BG-2026-001", Kind::report},
                                    {"GS-2026-001", Kind::notice}}) {
      if (state_.find_number(kind, number_)) known[key] = number_;
    }
    return known;
  }

  /// A plan's number, or a plan that waits for its decision, asks about the plan.
  const DistributionPlan* plan_meant(PlanState state) const {
    for (const auto* plan : file_.plans) {
      if (plan->number == number_) return plan;
    }
    const auto* implementation = c_.implementation_plan();
    const bool is_first =
        implementation != nullptr && implementation->state == ImplementationState::drafted;
    const auto* plan = file_.current_plan();
    return !is_first && plan != nullptr && plan->state == state ? plan : nullptr;
  }

  void resolution() {
    auto* matters = find_member(data_, "matters");
    if (matters == nullptr || matters->items.empty()) return;
    auto& matter = matters->items.front();
    remove(matter, "achievement");
    auto barred = stakeholders(file_);
    for (const auto* plan : file_.plans) {
      for (const auto& owner : plan->figures.terms.owners) barred.push_back(owner.person);
    }
    set(data_, "present", json_texts(members_without(barred, snapshot_)));
    if (const auto* plan = plan_meant(PlanState::draft)) {
      set(matter, "matter", json_text("distribution_plan"));
      set(matter, "plan", json_text(plan->number));
    } else {
      set(matter, "matter", json_text("implementation_plan"));
      set(matter, "transfer_case", json_text(c_.number));
    }
  }

  void notice() {
    remove(data_, "edition");
    std::string values = "notice.implementation_plan";
    const bool is_shown =
        std::any_of(file_.implementation_notices.begin(), file_.implementation_notices.end(),
                    [](const Notice* one) { return one->state != NoticeState::voided; });
    if (const auto* plan = plan_meant(PlanState::decided)) {
      set(data_, "plan", json_text(plan->number));
      values = "notice.distribution";
    } else {
      set(data_, "transfer_case", json_text(c_.number));
      const auto* draft = c_.implementation_plan();  // shown once it is decided
      const bool is_undecided = draft != nullptr && draft->state == ImplementationState::drafted;
      if ((is_shown || is_undecided) && price() != nullptr) {
        set(data_, "about", json_text("agreed_price"));
        values = "notice.agreed_price";
      }
    }
    const auto& policy = snapshot_.policy(snapshot_.today());
    set(data_, "days", std::to_string(policy.get_number(values + ".days")));
    set(data_, "unit", json_text(to_code(policy.get_unit(values + ".unit"))));
  }

  void negotiation() {
    std::vector<std::string> deliverables;
    for (const auto& achievement : file_.achievements) {
      if (achievement.application == nullptr) continue;
      std::vector<std::string> keys;
      for (const auto& item : achievement.application->content.primary) keys.push_back(item.key);
      deliverables.push_back(R"({"achievement":)" + json_text(achievement.achievement->number) +
                             R"(,"keys":)" + json_texts(keys) + "}");
    }
    std::vector<std::string> declarations;
    for (const auto& person : taking_part(file_)) {
      declarations.push_back(declaration_of(number_of(person)));
    }
    if (!deliverables.empty()) set(data_, "deliverables", json_array(deliverables));
    if (!declarations.empty()) set(data_, "declarations", json_array(declarations));
    // Recorded again it stands for what was recorded before.
    const auto* talks = c_.negotiation();
    if (talks == nullptr) return;
    const bool may_serve = !c_.pathway || c_.pathway->pathway == Pathway::extended_service;
    if (talks->scope) {
      set(data_, "scope", json_text(*talks->scope));
    } else if (may_serve) {
      set(data_, "scope", json_text("（延伸服务的范围）"));
    }
    if (!talks->related_party.value_or(false)) return;
    set(data_, "related_party", "true");
    set(data_, "related_what", json_text(talks->related_what.value_or("（是何关联关系）")));
  }

  /// What the person declared already; else that there is nothing, to be edited.
  std::string declaration_of(const std::string& person) const {
    const auto named = R"({"person":)" + json_text(person);
    if (const auto* talks = c_.negotiation()) {
      for (const auto& said : talks->declarations) {
        if (!said.has_interest || number_of(said.person) != person) continue;
        const auto what = json_text(said.what.value_or("（是何利益关系）"));
        return named + R"(,"has_interest":true,"what":)" + what + "}";
      }
    }
    return named + R"(,"has_interest":false})";
  }

  void signature() {
    std::vector<std::string> subjects;
    const auto count = static_cast<std::int64_t>(file_.achievements.size());
    for (const auto& achievement : file_.achievements) {
      subjects.push_back(R"({"achievement":)" + json_text(achievement.achievement->number) +
                         R"(,"share":)" + json_text(Ratio(1, count).to_text()) + "}");
    }
    set(data_, "subjects", json_array(subjects));
    const auto from = snapshot_.today();
    const auto until = add_years(from, 2) - std::chrono::days{1};
    set(data_, "grant",
        R"({"exclusivity":"non_exclusive","from":)" + json_text(from.to_text()) + R"(,"until":)" +
            json_text(until.to_text()) + "}");
    if (c_.pathway) {
      const auto type = c_.pathway->contract_type;
      set(data_, "sub_kind", json_text(to_code(usual_sub_kind(type))));
      if (type != ContractType::licence) remove(data_, "grant");
    }
    const auto amount = json_text(worth().value_or(Money::parse("1000000.00")).to_text());
    if (c_.pathway && c_.pathway->pathway == Pathway::equity_investment) {
      remove(data_, "dues");
      set(data_, "amounts", R"({"total":"0.00","technical":"0.00","terms":"lump_sum"})");
      set(data_, "investment",
          R"({"company":"I-demo","invested_value":)" + amount + R"(,"shares":100000})");
      return;
    }
    set(data_, "amounts",
        R"({"total":)" + amount + R"(,"technical":)" + amount + R"(,"terms":"lump_sum"})");
    const auto due = snapshot_.today() + std::chrono::days{30};
    set(data_, "dues",
        R"([{"what":"一次总付","amount":)" + amount + R"(,"due_on":)" + json_text(due.to_text()) +
            "}]");
  }

  void pathway() {
    const auto* talks = c_.negotiation();
    if (talks == nullptr || !talks->scope || !talks->deliverables.empty()) return;
    set(data_, "pathway", json_text(to_code(Pathway::extended_service)));
    set(data_, "contract_type", json_text(to_code(ContractType::service)));
  }

  void pricing() {
    const auto* plan = c_.implementation_plan();
    if (plan == nullptr) return;
    set(data_, "method", json_text(to_code(plan->pricing)));
    if (plan->expected_amount) amount("price", *plan->expected_amount);
    if (plan->pricing == PricingMethod::agreement) return;
    set(data_, "venue", json_text("（交易场所）"));
    set(data_, "opened_on", json_text(snapshot_.today().to_text()));
    set(data_, "buyer", json_text("I-demo"));
  }

  void risks() {
    if (file_.guide == nullptr) return;
    const auto* talks = c_.negotiation();
    const bool is_related = talks != nullptr && talks->related_party.value_or(false);
    std::vector<std::string> items;
    for (const auto* list : {&file_.guide->manager_risks, &file_.guide->researcher_risks}) {
      for (const auto& risk : *list) {
        const bool is_declared = is_related && risk == related_party_risk;
        items.push_back(R"({"risk":)" + json_text(risk) +
                        (is_declared ? R"(,"present":true,"measure":"（应对措施）"})"
                                     : R"(,"present":false})"));
      }
    }
    set(data_, "items", json_array(items));
  }

  /// The first year that is over and not reported; of the present one a real-time report.
  void report() {
    const auto present = snapshot_.today().year();
    const auto years = years_to_report(file_);
    const auto year = years.empty() ? present : std::min(years.front(), present);
    set(data_, "year", std::to_string(year));
    if (year == present && file_.reports.empty()) set(data_, "report", json_text("real_time"));
  }

  void receipt() {
    const auto* one = contract();
    if (one == nullptr) return;
    const auto dues = expected_dues(state_, *one);  // the earliest first
    const auto* next = dues.empty() ? nullptr : &dues.front();
    if (next == nullptr || !next->due_on) return remove(data_, "due");
    set(data_, "due", std::to_string(next->index));
    amount("amount", next->amount - next->received);
  }

  /// What may be put right of a receipt is which payment it settles.
  void correction() {
    const auto found =
        std::find_if(file_.receipts.begin(), file_.receipts.end(),
                     [&](const Receipt* receipt) { return receipt->number == number_; });
    if (found == file_.receipts.end()) return set(data_, "target", json_text(number_));
    const auto& contract = state_.get((*found)->contract);
    const auto dues = expected_dues(state_, contract);
    const auto index = dues.empty() ? std::int64_t{1} : dues.front().index;
    set(data_, "kind", json_text("receipt"));
    set(data_, "target", json_text(number_));
    set(data_, "changes", R"([{"field": "/due", "value": ")" + std::to_string(index) + R"("}])");
  }

  void milestone() {
    const auto* one = contract();
    if (one == nullptr) return;
    for (const auto& due : one->dues) {
      if (!due.milestone || due.reached_on) continue;
      set(data_, "due", std::to_string(due.index));
      set(data_, "due_on", json_text((snapshot_.today() + std::chrono::days{30}).to_text()));
      return;
    }
  }

  std::vector<Implementer> implementers() const {
    const auto* plan = c_.implementation_plan();
    return plan == nullptr ? std::vector<Implementer>() : plan->implementers;
  }

  /// By the agreements that govern (INC-10).
  std::vector<PersonPart> weights_agreed() const {
    return agreed_weights(state_, weights_of(lasting_contracts(state_, c_)));
  }

  /// Implementers nobody agreed a weight for stand with none, to be decided.
  void distribution() {
    remove(data_, "scheme");  // whether a plan goes by one is for somebody to say
    const auto promised = promised_ratio(state_, c_, snapshot_.today());
    if (!promised) return;
    std::vector<std::string> lines;
    const auto add = [&](const Id<Person>& person, PlanRole role, const Ratio& weight) {
      lines.push_back(R"({"person":)" + json_text(number_of(person)) + R"(,"role":)" +
                      json_text(to_code(role)) + R"(,"weight":)" + json_text(weight.to_text()) +
                      "}");
    };
    const auto weights = weights_agreed();
    for (const auto& one : weights) add(one.person, PlanRole::contributor, one.share);
    for (const auto& one : implementers()) {
      const auto person = one.person.target();
      const bool is_there = std::any_of(weights.begin(), weights.end(),
                                        [&](const auto& known) { return known.person == person; });
      if (!is_there) add(person, PlanRole::implementer, Ratio());
    }
    if (!lines.empty()) set(data_, "lines", json_array(lines));
    set(data_, "reward_ratio", json_text(promised->to_text()));
  }

  /// Of the first whose weight a plan that waits for its decision takes less than agreed on.
  void consent() {
    const auto* plan = file_.current_plan();
    if (plan == nullptr || plan->state != PlanState::draft) return consent_of_owner();
    Ratio sum;
    for (const auto& line : plan->lines) sum = sum + line.weight;
    for (const auto& agreed : weights_agreed()) {
      Ratio planned;
      for (const auto& line : plan->lines) {
        if (line.person.target() == agreed.person) planned = planned + line.weight;
      }
      if (planned >= agreed.share * sum) continue;
      set(data_, "person", json_text(number_of(agreed.person)));
      set(data_, "scope", json_text("同意项目 " + c_.number + " 的收益分配方案 " + plan->number));
      return;
    }
  }

  /// Of the first co-owning institution that did not consent since the case was opened (RGT-06).
  void consent_of_owner() {
    for (const auto& file : file_.achievements) {
      auto owners = file.achievement->co_owners;
      if (const auto* agreement = file.agreement_in_force) {
        const auto& agreed = agreement->terms.institutions;
        owners.insert(owners.end(), agreed.begin(), agreed.end());
      }
      const auto& consents = file.achievement->consents;
      for (const auto& owner : owners) {
        const auto is_theirs = [&](const Consent& one) {
          return one.institution && *one.institution == owner.institution &&
                 one.given_on >= c_.opened_on;
        };
        if (owner.institution.target() == file_.own->id || owner.share.is_zero() ||
            std::any_of(consents.begin(), consents.end(), is_theirs)) {
          continue;
        }
        remove(data_, "person");
        set(data_, "achievement", json_text(file.achievement->number));
        set(data_, "institution", json_text(number_of(owner.institution)));
        return set(data_, "scope", json_text("同意项目 " + c_.number + " 的转化"));
      }
    }
  }

  /// The latest that is in effect.
  void policy() {
    const auto* latest = find_policy_on(snapshot_.settings(), snapshot_.today());
    if (latest != nullptr) set(data_, "policy", json_text(latest->hash.to_text()));
  }

  std::string line_of(const PaymentLine& line) const {
    return R"({"kind":)" + json_text(to_code(line.kind)) +
           (line.person ? R"(,"person":)" + json_text(number_of(line.person->target()))
                        : R"(,"institution":)" + json_text(number_of(line.institution->target()))) +
           R"(,"amount":)" + json_text(line.amount.to_text()) + "}";
  }

  void payment() {
    std::vector<std::string> lines;
    for (const auto& line : lines_to_pay(state_, file_, consensus_books(), snapshot_.today())) {
      lines.push_back(line_of(line));
    }
    if (!lines.empty()) set(data_, "lines", json_array(lines));
  }

  /// All that is held: whoever wants to release less changes it.
  void release() {
    const auto held = consensus_books().held_in_reserve(state_, c_.id);
    if (held.is_positive()) amount("amount", held);
  }

  void recovery() {
    std::vector<std::string> lines;
    for (const auto& balance : c_.balances) {
      if (!is_to_recover(-balance.due())) continue;
      PaymentLine line;
      line.kind = balance.kind;
      if (balance.person) line.person = Ref<Person>(*balance.person);
      if (balance.institution) line.institution = Ref<Institution>(*balance.institution);
      line.amount = -balance.due();
      lines.push_back(line_of(line));
    }
    if (!lines.empty()) set(data_, "lines", json_array(lines));
  }

  Node& data_;
  const ActType& type_;
  const Snapshot& snapshot_;
  const State& state_;
  const std::string& number_;
  TransferFile file_;
  const TransferCase& c_;
};

template <class T>
const T* find_of(const State& state, const std::string& number) {
  const auto id = state.find_number(T::kind, number);
  return id ? state.find(Id<T>(*id)) : nullptr;
}

}  // namespace

std::optional<EvidenceKind> missing_paper(const Snapshot& snapshot, const std::string& number) {
  const auto transfer = find_case(snapshot.state(), number);
  if (!transfer) return std::nullopt;
  return missing_paper(snapshot, load_transfer_file(snapshot.state(), *transfer));
}

std::optional<Id<TransferCase>> find_case(const State& state, const std::string& number) {
  if (const auto* found = find_of<TransferCase>(state, number)) return found->id;
  if (const auto* found = find_of<Contract>(state, number)) return found->transfer_case;
  if (const auto* found = find_of<Receipt>(state, number)) return found->transfer_case;
  if (const auto* found = find_of<DistributionPlan>(state, number)) return found->transfer_case;
  if (const auto* found = find_of<Notice>(state, number)) {
    if (found->transfer_case) return found->transfer_case;
    if (found->plan) return state.get(*found->plan).transfer_case;
  }
  if (const auto* found = find_of<TransferReport>(state, number)) {
    if (!found->cases.empty()) return found->cases.front().target();
  }
  return std::nullopt;
}

void fill_from_case(Node& data, const ActType& type, const Snapshot& snapshot,
                    const Id<TransferCase>& transfer, const std::string& number) {
  CaseExample(data, type, snapshot, transfer, number).fill();
}

namespace {

/// The own institution first, then whoever of the people named has not signed.
void name_signer(Node& data, const Snapshot& snapshot, const RightsAgreement& agreement) {
  const auto& state = snapshot.state();
  const auto& own = state.get(snapshot.settings().institution);
  if (!agreement.is_signed_by(own.id)) {
    remove(data, "person");
    return set(data, "institution", json_text(own.number));
  }
  for (const auto& share : agreement.terms.persons) {
    if (agreement.is_signed_by(share.person.target())) continue;
    return set(data, "person", json_text(state.get(share.person).number));
  }
}

std::string json_of(const InstitutionShare& share, const Ratio& part, const State& state) {
  return R"({"institution":)" + json_text(state.get(share.institution).number) + R"(,"share":)" +
         json_text((share.share * part).to_text()) + "}";
}

std::string json_of(const std::string& person, const Ratio& owned, const Ratio& weight) {
  return R"({"person":)" + json_text(person) + R"(,"ownership":)" + json_text(owned.to_text()) +
         R"(,"income_weight":)" + json_text(weight.to_text()) + "}";
}

/// The co-owners on record, else those of the agreement; else somebody to be named.
void name_co_owners(Node& data, const State& state, const CaseFile& file) {
  auto shares = file.achievement->co_owners;
  if (const auto* agreement = file.agreement_in_force; shares.empty() && agreement != nullptr) {
    shares = agreement->terms.institutions;
  }
  std::vector<std::string> lines;
  for (const auto& share : shares) lines.push_back(json_of(share, Ratio(1), state));
  if (lines.size() < 2) {
    lines = {R"({"institution":)" + json_text(file.institution->number) + R"(,"share":"1/2"})",
             R"({"institution":"（共有单位）","share":"1/2"})"};
  }
  set(data, "shares", json_array(lines));
}

/// The agreement in force, else the last one; its institutions as the co-owners on record, its
/// people, while there is none, the contributors of the application with equal weights.
void copy_terms(Node& data, const State& state, const CaseFile& file) {
  auto* terms = find_member(data, "terms");
  const auto* former = file.agreement_in_force;
  if (former == nullptr && !file.agreements.empty()) former = file.agreements.back();
  Ratio left(1);  // what persons do not own
  std::vector<std::string> persons;
  if (former != nullptr) {
    for (const auto& one : former->terms.persons) {
      left = left - one.ownership;
      persons.push_back(json_of(state.get(one.person).number, one.ownership, one.income_weight));
    }
    set(*terms, "use_right", json_text(to_code(former->terms.use_right)));
    set(*terms, "reward_ratio", json_text(former->terms.reward_ratio.to_text()));
    set(*terms, "ownership_sets_weights", former->terms.ownership_sets_weights ? "true" : "false");
    if (former->terms.use_years) {
      set(*terms, "use_years", std::to_string(*former->terms.use_years));
    }
    for (const auto& [key, said] :
         {std::pair{"decision_mechanism", former->terms.decision_mechanism},
          {"cost_sharing", former->terms.cost_sharing}}) {
      if (said) set(*terms, key, json_text(*said));
    }
  } else if (file.application != nullptr) {
    const auto& people = file.application->content.contributors;
    const Ratio weight(1, std::max<std::int64_t>(1, static_cast<std::int64_t>(people.size())));
    for (const auto& one : people) {
      persons.push_back(json_of(state.get(one.person).number, Ratio(), weight));
    }
  }
  std::vector<std::string> institutions;
  for (const auto& share : file.achievement->co_owners) {
    institutions.push_back(json_of(share, left, state));
  }
  if (institutions.empty() && former != nullptr) {
    for (const auto& share : former->terms.institutions) {
      institutions.push_back(json_of(share, Ratio(1), state));
    }
  }
  if (!institutions.empty()) set(*terms, "institutions", json_array(institutions));
  if (!persons.empty()) set(*terms, "persons", json_array(persons));
}

/// The first co-owning institution that did not consent yet.
void name_consenting(Node& data, const State& state, const CaseFile& file) {
  const auto& consents = file.achievement->consents;
  for (const auto& owner : file.achievement->co_owners) {
    const auto is_theirs = [&](const Consent& one) { return one.institution == owner.institution; };
    if (owner.institution.target() == file.institution->id ||
        std::any_of(consents.begin(), consents.end(), is_theirs)) {
      continue;
    }
    remove(data, "person");
    return set(data, "institution", json_text(state.get(owner.institution).number));
  }
}

/// What stands in the application, to be changed where it is to be.
void copy_content(Node& data, const State& state, const Application& application) {
  auto content = application.content;
  for (auto& one : content.contributors) {
    one.person = Ref<Person>(state.get(one.person).number);
  }
  if (content.agreement) {
    content.agreement = Ref<RightsAgreement>(state.get(*content.agreement).number);
  }
  set(data, "content", to_canonical_json(content));
}

}  // namespace

void fill_from_achievement(Node& data, const ActType& type, const Snapshot& snapshot,
                           const std::string& number) {
  const auto& state = snapshot.state();
  if (const auto* agreement = find_of<RightsAgreement>(state, number)) {
    if (type.name == SignAgreement::type) name_signer(data, snapshot, *agreement);
    const auto former = state.get(agreement->achievement).agreement_in_force;
    if (type.name == EnterForce::type && former && *former != agreement->id) {
      set(data, "supersedes", json_text(state.get(*former).number));
    }
  }
  const auto* achievement = find_of<Achievement>(state, number);
  if (type.name == ReviseApplication::type) {
    const auto* application = achievement != nullptr ? state.find(achievement->application)
                                                     : find_of<Application>(state, number);
    if (application != nullptr) copy_content(data, state, *application);
  }
  if (achievement == nullptr) return;
  const auto file = load_case_file(state, achievement->id);
  if (type.name == RecordCoOwnership::type) name_co_owners(data, state, file);
  if (type.name == DraftAgreement::type) copy_terms(data, state, file);
  if (type.name == RecordConsent::type) name_consenting(data, state, file);
  if (type.name == RecordResolution::type) {
    const auto barred = stakeholders(file);
    set(data, "present", json_texts(members_without(barred, snapshot)));
  }
}

}  // namespace kezhuan::cli
