#include "registry/sql_state.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/model/settings.hpp"
#include "registry/entry.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

/// SQL by kind, built once: SELECT … FROM <table of kind> WHERE <column> = ?1.
std::vector<std::string> selects(std::string_view what, std::string_view where) {
  std::vector<std::string> sql;
  for (const auto& spec : table_specs()) {
    sql.push_back("SELECT " + std::string(what) + " FROM " + std::string(spec.table) + " WHERE " +
                  std::string(where) + " = ?1");
  }
  return sql;
}

const std::string& sql_of(const std::vector<std::string>& sql, Kind kind) {
  return sql.at(static_cast<std::size_t>(kind) - 1);
}

/// The program wrote the body itself: what cannot be read is damage, no one's input.
std::shared_ptr<const void> read_body(Kind kind, const std::string& number,
                                      std::string_view body) try {
  return aggregate_type(kind).read_text(body, stored_limits);
} catch (const Error& error) {
  if (error.code() != ErrorCode::invalid) throw;
  const auto name = name_of(kind);
  throw Error(
      ErrorCode::integrity,
      {std::string(name.zh) + " " + number + " 在数据表中已损坏，无法读取。",
       std::string(name.en) + " " + number + " is damaged in its table and cannot be read."},
      {"用 kezhuan verify --replay 查明范围，再由账册重建（kezhuan migrate --rebuild）。",
       "Find out how far it goes (kezhuan verify --replay), then rebuild the tables from "
       "the ledger (kezhuan migrate --rebuild)."},
      {}, std::string(table_spec(kind).table) + "/" + number);
}

}  // namespace

std::optional<Uuid> SqlState::find_number(Kind kind, std::string_view number) const {
  const NumberKey key{kind, std::string(number)};
  if (const auto* known = numbers_.find(key)) return *known;
  static const auto sql = selects("id", "number");
  auto statement = reader_of(NumberHash{}(key)).statement(sql_of(sql, kind));
  statement.bind(1, number);
  if (!statement.next()) return std::nullopt;
  return numbers_.put(key, statement.uuid(0));
}

std::vector<Id<Application>> SqlState::approved_applications() const {
  auto statement = file().statement(
      "SELECT p.id FROM application AS p JOIN achievement AS a ON a.id = p.achievement "
      "WHERE p.state = 'approved' ORDER BY a.number");
  std::vector<Id<Application>> ids;
  while (statement.next()) ids.emplace_back(statement.uuid(0));
  return ids;
}

/// Institutions are few and seldom registered: no index is kept for this.
std::optional<Id<Institution>> SqlState::find_institution(const CreditCode& code) const {
  auto statement = file().statement(
      "SELECT id FROM institution WHERE json_extract(body, '$.credit_code') = ?1 LIMIT 1");
  const auto text = code.to_text();
  statement.bind(1, text);
  if (!statement.next()) return std::nullopt;
  return Id<Institution>(statement.uuid(0));
}

const void* SqlState::load(Kind kind, const Uuid& id) const {
  const AggregateKey key{kind, id};
  if (const auto* known = values_.find(key)) return known->value.get();
  static const auto sql = selects("number, body", "id");
  auto statement = reader_of(AggregateKeyHash{}(key)).statement(sql_of(sql, kind));
  statement.bind(1, id);
  if (!statement.next()) return nullptr;
  auto number = std::string(statement.text(0));
  auto value = read_body(kind, number, statement.text(1));
  return values_.put(key, {std::move(number), std::move(value)}).value.get();
}

/// Where to read what has this hash and is not held.
Store& SqlState::reader_of(std::size_t hash) const {
  return before_ && !written_.may_have(hash) ? before_->store : store_;
}

void SqlState::store(Kind kind, const Uuid& id, std::string number,
                     std::shared_ptr<const void> value) {
  const bool may_touch = may_touch_cases(kind, id, value.get());
  unwritten_.rows.push_back({{kind, id}, {std::move(number), std::move(value)}, may_touch});
  keep(unwritten_.rows.back());
}

void SqlState::keep(const Unwritten::Row& row) const {
  numbers_.put({row.key.kind, row.stored.number}, row.key.id);
  values_.put(row.key, row.stored);
}

/// People, institutions, sources and evidence that are new cannot matter to a case yet.
bool SqlState::may_touch_cases(Kind kind, const Uuid& id, const void* value) const {
  switch (kind) {
    case Kind::settings: {
      const auto* before = find(Id<Settings>());
      return before != nullptr && before->guide != static_cast<const Settings*>(value)->guide;
    }
    case Kind::unit:
    case Kind::scheme: return false;
    case Kind::institution:
    case Kind::person:
    case Kind::source:
    case Kind::evidence:
    case Kind::guide: return load(kind, id) != nullptr;
    default: return true;
  }
}

void SqlState::append(LedgerEntry entry) {
  unwritten_.entries.push_back(std::move(entry));
  ++next_seq_;
}

std::optional<LedgerEntry> SqlState::find_by_act(const Uuid& act_id) const {
  const auto& entries = unwritten_.entries;
  const bool is_unwritten = std::any_of(entries.begin(), entries.end(),
                                        [&](const auto& entry) { return entry.act_id == act_id; });
  if (is_unwritten) flush();
  return reader_of(std::hash<Uuid>{}(act_id)).find_by_act(act_id);
}

Sha256 SqlState::put_personal(std::string value, const Salt& salt, const Uuid& act_id) {
  const auto commitment = seal(value, salt);
  unwritten_.secrets.push_back({std::move(value), salt, act_id});
  return commitment;
}

Store& SqlState::file() const {
  flush();
  return store_;
}

void SqlState::flush() const {
  before_.reset();
  // What cannot be written stays here, so that nothing can be committed without it. Even with
  // nothing to write the mark goes into the file: whoever flushes may be about to write himself.
  if (mark_ && !mark_->is_in_file) {
    const auto part = unwritten_.first(mark_->size);
    part.write(store_);
    note_written(part, false);
    unwritten_.drop_first(mark_->size);
    mark_->size = {};
    mark_->transaction->mark();
    mark_->is_in_file = true;
  }
  unwritten_.write(store_);
  note_written(unwritten_, mark_.has_value());
  unwritten_ = {};
}

void SqlState::note_written(const Unwritten& part, bool can_be_undone) const {
  for (const auto& entry : part.entries) written_.add(std::hash<Uuid>{}(entry.act_id));
  for (const auto& row : part.rows) {
    written_.add(AggregateKeyHash{}(row.key));
    written_.add(NumberHash{}({row.key.kind, row.stored.number}));
    if (!row.may_touch_cases) continue;
    if (can_be_undone) {
      mark_->touched.push_back(row.key);
    } else {
      touched_.insert(row.key);
    }
  }
}

void SqlState::trim() {
  // What is held since a mark may have to be put back.
  if (mark_ || std::max(values_.size(), unwritten_.rows.size()) < cache_limit) return;
  if (writes_behind_ && !unwritten_.is_empty()) {
    if (!before_) before_.emplace(store_.path());
    note_written(unwritten_, false);
    const auto part = std::make_shared<Unwritten>(std::exchange(unwritten_, {}));
    try {
      store_.work([part](Store& store) { part->write(store); });
    } catch (...) {
      unwritten_ = std::move(*part);
      throw;
    }
  } else {
    flush();
  }
  values_.age();
  numbers_.age();
}

void SqlState::mark(Transaction& transaction) {
  forget_mark();
  trim();
  mark_ = Mark{&transaction, unwritten_.size(), next_seq_, false, {}};
}

void SqlState::forget_mark() {
  if (mark_) touched_.insert(mark_->touched.begin(), mark_->touched.end());
  mark_.reset();
}

void SqlState::roll_back() {
  if (!mark_) throw std::logic_error("kezhuan: rolled back without a mark");
  if (mark_->is_in_file) {
    mark_->transaction->roll_back();
    values_.clear();
    numbers_.clear();
  } else {
    for (auto i = mark_->size.rows; i < unwritten_.rows.size(); ++i) {
      const auto& row = unwritten_.rows[i];
      values_.erase(row.key);
      numbers_.erase({row.key.kind, row.stored.number});
    }
  }
  unwritten_.cut(mark_->size);
  for (const auto& row : unwritten_.rows) keep(row);
  next_seq_ = mark_->next_seq;
  mark_->touched.clear();
}

}  // namespace kezhuan
