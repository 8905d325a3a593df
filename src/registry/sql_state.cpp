#include "registry/sql_state.hpp"

#include <utility>

#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/model/settings.hpp"
#include "registry/search_index.hpp"
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

constexpr ParseLimits body_limits{std::size_t{1} << 30U, 64};

}  // namespace

std::optional<Uuid> SqlState::find_number(Kind kind, std::string_view number) const {
  NumberKey key{kind, std::string(number)};
  const auto known = numbers_.find(key);
  if (known != numbers_.end()) return known->second;
  static const auto sql = selects("id", "number");
  auto statement = store_.statement(sql_of(sql, kind));
  statement.bind(1, number);
  if (!statement.next()) return std::nullopt;
  const auto id = statement.uuid(0);
  statement.reset();
  numbers_.emplace(std::move(key), id);
  return id;
}

std::vector<Id<Application>> SqlState::approved_applications() const {
  flush();
  auto statement = store_.statement(
      "SELECT p.id FROM application AS p JOIN achievement AS a ON a.id = p.achievement "
      "WHERE p.state = 'approved' ORDER BY a.number");
  std::vector<Id<Application>> ids;
  while (statement.next()) ids.emplace_back(statement.uuid(0));
  return ids;
}

/// Institutions are few and seldom registered: no index is kept for this.
std::optional<Id<Institution>> SqlState::find_institution(const CreditCode& code) const {
  flush();
  auto statement = store_.statement(
      "SELECT id FROM institution WHERE json_extract(body, '$.credit_code') = ?1 LIMIT 1");
  const auto text = code.to_text();
  statement.bind(1, text);
  if (!statement.next()) return std::nullopt;
  return Id<Institution>(statement.uuid(0));
}

const void* SqlState::load(Kind kind, const Uuid& id) const {
  const AggregateKey key{kind, id};
  const auto known = values_.find(key);
  if (known != values_.end()) return known->second.value.get();
  static const auto sql = selects("number, body", "id");
  auto statement = store_.statement(sql_of(sql, kind));
  statement.bind(1, id);
  if (!statement.next()) return nullptr;
  StoredValue stored{std::string(statement.text(0)),
                     aggregate_type(kind).read_text(statement.text(1), body_limits)};
  statement.reset();
  return values_.emplace(key, std::move(stored)).first->second.value.get();
}

void SqlState::store(Kind kind, const Uuid& id, std::string number,
                     std::shared_ptr<const void> value) {
  const AggregateKey key{kind, id};
  if (mark_) note_before(key);
  note_touched(kind, id, value.get());
  numbers_[{kind, number}] = id;
  if (is_changed_.insert(key).second) changed_.push_back(key);
  values_[key] = {std::move(number), std::move(value)};
}

/// People, institutions, sources and evidence that are new cannot matter to a case yet.
void SqlState::note_touched(Kind kind, const Uuid& id, const void* value) {
  switch (kind) {
    case Kind::settings: {
      const auto* before = find(Id<Settings>());
      const auto& now = *static_cast<const Settings*>(value);
      if (before == nullptr || before->guide == now.guide) return;
      break;
    }
    case Kind::unit: return;
    case Kind::institution:
    case Kind::person:
    case Kind::source:
    case Kind::evidence:
    case Kind::guide:
      if (load(kind, id) == nullptr) return;
      break;
    default: break;
  }
  touched_.insert({kind, id});
}

void SqlState::write_parts(Kind kind, const Uuid& id, const void* value) const {
  for (const auto& spec : child_specs()) {
    if (spec.parent != kind) continue;
    store_.statement(delete_sql(spec)).bind(1, id).run();
    auto insert = store_.statement(insert_sql(spec));
    spec.write(insert, value);
  }
}

void SqlState::flush() const {
  for (const auto& key : changed_) {
    auto& stored = values_.at(key);
    const auto& spec = table_spec(key.kind);
    const auto body = aggregate_type(key.kind).write(stored.value.get(), PersonalForm::commitment);
    auto statement = store_.statement(upsert_sql(spec));
    statement.bind(1, key.id).bind(2, stored.number).bind_view(3, body);
    spec.bind(statement, 4, stored.value.get());
    statement.run();
    write_parts(key.kind, key.id, stored.value.get());
  }
  write_search_rows(store_, changed_, values_);
  if (mark_) mark_->flushed.insert(mark_->flushed.end(), changed_.begin(), changed_.end());
  changed_.clear();
  is_changed_.clear();
}

void SqlState::mark() {
  if (std::exchange(mark_, std::nullopt)) trim();
  mark_ = Mark{changed_.size(), {}, {}};
}

void SqlState::note_before(const AggregateKey& key) {
  const auto known = values_.find(key);
  auto stored = known == values_.end() ? StoredValue{} : known->second;
  mark_->before.push_back({key, std::move(stored), touched_.contains(key)});
}

void SqlState::roll_back() {
  // Last first, so that of a value stored twice the older one stays.
  for (auto before = mark_->before.rbegin(); before != mark_->before.rend(); ++before) {
    const auto now = values_.find(before->key);
    if (now != values_.end()) {
      numbers_.erase({before->key.kind, now->second.number});
      values_.erase(now);
    }
    if (!before->was_touched) touched_.erase(before->key);
    if (before->stored.value == nullptr) continue;
    numbers_[{before->key.kind, before->stored.number}] = before->key.id;
    values_[before->key] = std::move(before->stored);
  }
  // What had been changed before the mark is to be written again, if it was written since.
  auto changed = std::move(mark_->flushed);
  changed.insert(changed.end(), changed_.begin(), changed_.end());
  changed.resize(mark_->changed);
  is_changed_ = {changed.begin(), changed.end()};
  changed_ = std::move(changed);
  mark_ = Mark{changed_.size(), {}, {}};
}

void SqlState::trim() {
  // What is held at a mark may have to be put back.
  if (mark_ || values_.size() < cache_limit) return;
  flush();
  values_.clear();
  numbers_.clear();
}

}  // namespace kezhuan
