#include "kezhuan/registry/changes.hpp"

#include <algorithm>

#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/core/write.hpp"
#include "registry/impl.hpp"

namespace kezhuan {

namespace {

std::uint64_t natural(std::string_view name, std::int64_t value) {
  if (value >= 0) return static_cast<std::uint64_t>(value);
  const auto said = std::string(name);
  throw Error(ErrorCode::invalid,
              {said + " 不能是负数：" + std::to_string(value),
               said + " must not be negative: " + std::to_string(value)},
              {"since 是已看到的最后一条的序号，从头起为 0；limit 为 0 即不限条数。",
               "since is the number of the last entry seen, 0 from the start; limit 0 is all."});
}

/// Whoever was told of entries that are not here followed another registry, or a later state of
/// this one: what is recorded now would get the numbers of those, and be passed over.
void refuse_ahead(std::uint64_t since, std::uint64_t size) {
  if (since <= size) return;
  const auto seen = std::to_string(since), has = std::to_string(size);
  throw Error(
      ErrorCode::conflict,
      {"跟进到了第 " + seen + " 条，而账本只有 " + has + " 条。",
       "followed up to entry " + seen + ", while the ledger has " + has + "."},
      {"登记库是否由较早的备份恢复，或换成了另一个？核对接收方多出的条目，再从双方一致的最后一条"
       "之后跟进；从头起为 0。",
       "Was the registry restored from an older backup, or is it another one? Compare what the "
       "follower has beyond it, then go on after the last entry both have; 0 is from the start."});
}

/// What an act made and named, each once.
class TouchedList {
 public:
  explicit TouchedList(const State& state) : state_(state) {}

  void add(Kind kind, const Uuid& id, bool is_new) {
    const auto same = [&](const TouchedItem& each) { return each.kind == kind && each.id == id; };
    if (id.is_nil() || std::any_of(all_.begin(), all_.end(), same)) return;
    const auto* value = state_.load(kind, id);
    all_.push_back({kind, id, value == nullptr ? "" : aggregate_type(kind).number(value), is_new});
  }

  std::vector<TouchedItem> take() { return std::move(all_); }

 private:
  const State& state_;
  std::vector<TouchedItem> all_;
};

std::vector<TouchedItem> touched_by(const Entry& entry, const State& state) {
  TouchedList touched(state);
  const auto& outcome = entry.outcome;
  const auto creates = entry.act.type().creates;
  if (outcome.id && creates) touched.add(*creates, *outcome.id, true);
  for (const auto& booking : outcome.bookings) touched.add(Kind::booking, booking.id, true);
  for (const auto& item : outcome.outstanding) touched.add(Kind::outstanding, item.id, true);
  entry.act.read_refs(
      [&](Kind kind, const AnyRef& ref, const Place&) { touched.add(kind, ref.id, false); });
  for (const auto& booking : outcome.bookings) {
    touched.add(Kind::transfer_case, booking.transfer_case.uuid(), false);
    for (const auto& receipt : booking.booked) touched.add(Kind::receipt, receipt.uuid(), false);
  }
  return touched.take();
}

std::vector<Sha256> erased_of(AnyAct& act, Store& store) {
  std::vector<Sha256> erased;
  act.visit_personal([&](Personal& personal) {
    if (!personal.commitment) return;
    const auto item = store.find_personal(*personal.commitment);
    if (item && !item->erased_on.empty()) erased.push_back(*personal.commitment);
  });
  return erased;
}

/// Says beside every commitment in `erased` that it is.
void mark_erased(Node& node, const std::vector<Sha256>& erased) {
  for (auto& item : node.items) mark_erased(item, erased);
  if (node.keys.size() != 1 || node.keys[0] != "commitment") return;
  const auto is_it = [&](const Sha256& each) { return each.to_text() == node.items[0].text; };
  if (std::none_of(erased.begin(), erased.end(), is_it)) return;
  node.keys.emplace_back("erased");
  node.items.push_back({Node::Kind::boolean, 0, "true", {}, {}});
}

std::string data_json(const Change& change) {
  auto json = change.act.write(PersonalForm::commitment);
  if (change.erased.empty()) return json;
  auto node = parse_json(json, stored_limits);
  mark_erased(node, change.erased);
  return to_json(node);
}

std::string touched_json(const std::vector<TouchedItem>& touched) {
  CanonicalWriter w;
  for (const auto& each : touched) {
    w.out() += w.out().empty() ? "{\"id\":" : ",{\"id\":";
    w.text(each.id.to_text());
    w.out() += ",\"kind\":";
    w.text(to_code(each.kind));
    if (each.is_new) w.out() += ",\"new\":true";
    if (!each.number.empty()) {
      w.out() += ",\"number\":";
      w.text(each.number);
    }
    w.out() += '}';
  }
  return "[" + w.take() + "]";
}

}  // namespace

Changes Snapshot::changes(std::int64_t since, std::int64_t limit) const {
  Changes page;
  page.next = natural("since", since);
  const auto most = natural("limit", limit);
  auto& store = impl_->bench.store;
  const auto size = store.head().size;
  refuse_ahead(page.next, size);
  if (page.next == size) return page;
  const auto last = most == 0 ? size : page.next + std::min(most, size - page.next);
  store.for_each(page.next + 1, last, [&](const LedgerView& row) {
    auto entry = read_entry(row.entry);
    auto touched = touched_by(entry, impl_->state);
    auto erased = erased_of(entry.act, store);
    page.entries.push_back({entry.seq, std::move(entry.envelope), std::move(entry.act),
                            std::move(entry.outcome), std::move(touched), std::move(erased)});
  });
  page.next = last;
  page.has_more = last < size;
  return page;
}

std::string to_json(const Change& change) {
  const auto& envelope = change.envelope;
  CanonicalWriter w;
  // members in canonical order
  const auto member = [&](std::string_view key) -> CanonicalWriter& {
    w.out() += w.out().empty() ? '{' : ',';
    w.text(key);
    w.out() += ':';
    return w;
  };
  member("act").text(change.act.type().name);
  member("actor").text(envelope.actor);
  member("data").out() += data_json(change);
  member("happened").text(envelope.happened.to_text());
  member("id").text(envelope.id.to_text());
  if (envelope.legacy) member("legacy").boolean(true);
  write_value(member("outcome"), change.outcome);
  member("recorded").text(envelope.recorded.to_text());
  if (envelope.role) member("role").text(*envelope.role);
  member("seq").integer(static_cast<std::int64_t>(change.seq));
  member("touched").out() += touched_json(change.touched);
  member("version").integer(change.act.type().version);
  w.out() += '}';
  return w.take();
}

}  // namespace kezhuan
