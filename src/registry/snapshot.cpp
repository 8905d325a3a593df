#include <algorithm>
#include <set>

#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/core/write.hpp"
#include "policy/wording.hpp"
#include "registry/impl.hpp"
#include "registry/suggest.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

std::optional<Uuid> as_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  try {
    return Uuid::parse(text);
  } catch (const Error&) {
    return std::nullopt;  // a number of that length
  }
}

[[noreturn]] void throw_ambiguous(std::string_view written,
                                  const std::vector<AggregateKey>& found) {
  const std::string number(written);
  Text kinds;
  Text commands;
  for (const auto& key : found) {
    append(kinds, name_of(key.kind).text());
    const auto command = "kezhuan show " + number + " --kind " + std::string(to_code(key.kind));
    commands.zh += (commands.zh.empty() ? "" : "；") + command;
    commands.en += (commands.en.empty() ? "" : "; ") + command;
  }
  throw Error(ErrorCode::conflict,
              {"“" + number + "”是几条记录的编号：" + kinds.zh + "。",
               "\"" + number + "\" is the number of several records: " + kinds.en + "."},
              {"写明种类：" + commands.zh + "。", "Name the kind: " + commands.en + "."});
}

}  // namespace

std::optional<Uuid> find_written(const State& state, Kind kind, std::string_view written) {
  if (const auto id = state.find_number(kind, written)) return id;
  const auto id = as_uuid(written);
  return id && state.load(kind, *id) != nullptr ? id : std::nullopt;
}

void throw_absent(std::string_view written, const Text& kind,
                  const std::vector<std::string>& near) {
  const auto meant = did_you_mean(near);
  throw Error(ErrorCode::not_found,
              {"登记库中没有" + kind.zh + "“" + std::string(written) + "”。",
               "there is no " + kind.en + " \"" + std::string(written) + "\" in the registry."},
              {meant.zh + "请核对编号或标识；kezhuan list 可列出已登记的。",
               meant.en + (meant.empty() ? "" : " ") +
                   "Check the number or id; `kezhuan list` shows what is there."},
              "REG-01");
}

Snapshot::Snapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

const State& Snapshot::state() const { return impl_->state; }

const Policy& Snapshot::policy(const Date& day) const {
  return impl_->bench.policy_on(impl_->state, day);
}

Date Snapshot::today() const { return impl_->bench.today(); }

LedgerMark Snapshot::mark() const {
  const auto head = impl_->bench.store.head();
  return {head.size, head.root};
}

AggregateKey Snapshot::get(Kind kind, std::string_view written) const {
  if (const auto id = find_written(impl_->state, kind, written)) return {kind, *id};
  throw_absent(written, name_of(kind).text(), numbers_like(impl_->bench.store, kind, written));
}

AggregateKey Snapshot::get(std::string_view written) const {
  std::vector<AggregateKey> found;
  for (const auto& spec : table_specs()) {
    if (spec.kind == Kind::settings) continue;
    const auto id = find_written(impl_->state, spec.kind, written);
    if (id) found.push_back({spec.kind, *id});
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) throw_ambiguous(written, found);
  std::vector<std::string> near;
  for (const auto& spec : table_specs()) {
    if (spec.kind == Kind::settings || !near.empty()) continue;
    near = numbers_like(impl_->bench.store, spec.kind, written);
  }
  throw_absent(written, {"编号或标识", "number or id"}, near);
}

std::string Snapshot::number_of(const Uuid& id) const {
  for (const auto& spec : table_specs()) {
    if (const auto* value = impl_->state.load(spec.kind, id)) {
      return aggregate_type(spec.kind).number(value);
    }
  }
  return id.to_text();
}

std::string Snapshot::reveal(const Personal& personal, Language language) const {
  if (!personal.commitment) return personal.value;
  const auto item = impl_->bench.store.find_personal(*personal.commitment);
  return item && item->erased_on.empty() ? item->value : std::string(erased_value.in(language));
}

std::string Snapshot::body_json(const AggregateKey& key) const {
  const auto* value = impl_->state.load(key.kind, key.id);
  if (value == nullptr) throw_absent(key.id.to_text(), name_of(key.kind).text());
  auto body =
      parse_json(aggregate_type(key.kind).write(value, PersonalForm::commitment), stored_limits);
  const auto reveal_node = [&](auto& self, Node& node) -> void {
    if (node.kind == Node::Kind::object && node.keys.size() == 1 && node.keys[0] == "commitment") {
      Personal personal;
      personal.commitment = Sha256::parse(node.items[0].text);
      auto text = reveal(personal, Language::zh);
      node = Node{Node::Kind::text, 0, std::move(text), {}, {}};
    }
    for (auto& item : node.items) self(self, item);
  };
  reveal_node(reveal_node, body);
  return to_json(body);
}

namespace {

/// What old records of this lack is no link's matter, but should not be forgotten (REG-09). Whoever
/// the rules say can supply it is named.
void note_outstanding(Store& store, const Policy& policy, const Uuid& about, NextReport& report) {
  constexpr std::size_t most_named = 3;
  auto open = store.statement(
      "SELECT number, rule FROM outstanding WHERE about = ? AND state = 'open' ORDER BY number");
  open.bind(1, about);
  std::size_t count = 0;
  std::string first;
  std::set<Who> who;
  while (open.next()) {
    if (const auto* rule = policy.find_rule(open.text(1))) {
      who.insert(rule->who.begin(), rule->who.end());
    }
    if (++count <= most_named) first += (first.empty() ? "" : "、") + std::string(open.text(0));
  }
  if (count == 0 || policy.find_rule("REG-09") == nullptr) return;
  const auto all = std::to_string(count);
  const bool is_more = count > most_named;
  const auto& number = report.number;
  auto note = policy.make_finding(
      "REG-09", Severity::note,
      {"补录的旧记录有 " + all + " 项待补：" + first + (is_more ? " 等。" : "。"),
       "Old records lack " + all + " things, as outstanding items: " + first +
           (is_more ? " and more." : ".")},
      {},
      {"补齐或说明后了结（outstanding.settle）；全部见 kezhuan list outstanding --state open "
       "--about " +
           number + "。",
       "Supply them or say why not, and settle them (outstanding.settle); `kezhuan list "
       "outstanding --state open --about " +
           number + "` lists all."});
  note.who.clear();
  for (const auto each : who) note.who.emplace_back(to_code(each));
  report.notes.push_back(std::move(note));
}

}  // namespace

NextReport Snapshot::next(std::string_view written) const {
  auto& bench = impl_->bench;
  const auto day = today();
  if (!impl_->state.find_number(Kind::achievement, written)) {
    if (const auto id = find_written(impl_->state, Kind::transfer_case, written)) {
      const auto& transfer = impl_->state.get(Id<TransferCase>(*id));
      const auto& its = bench.policy_of(impl_->state, transfer);
      auto report = next_steps(bench.around(its, day), impl_->state, transfer.id);
      note_outstanding(bench.store, its, *id, report);
      return report;
    }
  }
  const auto id = find_written(impl_->state, Kind::achievement, written);
  if (!id) {
    auto near = numbers_like(bench.store, Kind::achievement, written);
    if (near.empty()) near = numbers_like(bench.store, Kind::transfer_case, written);
    throw_absent(written, {"成果或转化项目", "achievement or transfer case"}, near);
  }
  const auto& present = policy(day);
  auto report = next_steps(bench.around(present, day), impl_->state, Id<Achievement>(*id));
  note_outstanding(bench.store, present, *id, report);
  return report;
}

CaseBoard Snapshot::board(std::string_view written) const {
  const auto key = get(Kind::transfer_case, written);
  const auto file = load_transfer_file(impl_->state, Id<TransferCase>(key.id));
  auto& bench = impl_->bench;
  return board_of(bench.around(bench.policy_of(impl_->state, *file.transfer), today()),
                  impl_->state, file);
}

void Snapshot::for_each_entry(std::uint64_t from, std::uint64_t to,
                              const std::function<void(std::string_view)>& callback) const {
  impl_->bench.store.for_each(from, to, [&](const LedgerView& row) { callback(row.entry); });
}

}  // namespace kezhuan
