#include "registry/unwritten.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "kezhuan/acts/aggregates.hpp"
#include "registry/search_index.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

template <class T>
auto place(T& items, std::size_t count) {
  return items.begin() + static_cast<std::ptrdiff_t>(count);
}

/// In the order of the first of each.
std::vector<const Unwritten::Row*> last_of_each(const std::vector<Unwritten::Row>& rows) {
  std::vector<const Unwritten::Row*> last;
  std::unordered_map<AggregateKey, std::size_t, AggregateKeyHash> places;
  for (const auto& row : rows) {
    const auto [place, is_new] = places.emplace(row.key, last.size());
    if (is_new) last.push_back(nullptr);
    last[place->second] = &row;
  }
  return last;
}

void write_parts(Store& store, const Unwritten::Row& row) {
  for (const auto& spec : child_specs()) {
    if (spec.parent != row.key.kind) continue;
    store.statement(delete_sql(spec)).bind(1, row.key.id).run();
    auto insert = store.statement(insert_sql(spec));
    spec.write(insert, row.stored.value.get());
  }
}

void write_row(Store& store, const Unwritten::Row& row) {
  const auto& spec = table_spec(row.key.kind);
  const auto* value = row.stored.value.get();
  const auto body = aggregate_type(row.key.kind).write(value, PersonalForm::commitment);
  auto statement = store.statement(upsert_sql(spec));
  statement.bind(1, row.key.id).bind(2, row.stored.number).bind_view(3, body);
  spec.bind(statement, 4, value);
  statement.run();
  write_parts(store, row);
}

}  // namespace

void Unwritten::cut(const Size& size) {
  secrets.erase(place(secrets, size.secrets), secrets.end());
  entries.erase(place(entries, size.entries), entries.end());
  rows.erase(place(rows, size.rows), rows.end());
}

Unwritten Unwritten::first(const Size& size) const {
  return {{secrets.begin(), place(secrets, size.secrets)},
          {entries.begin(), place(entries, size.entries)},
          {rows.begin(), place(rows, size.rows)}};
}

void Unwritten::drop_first(const Size& size) {
  secrets.erase(secrets.begin(), place(secrets, size.secrets));
  entries.erase(entries.begin(), place(entries, size.entries));
  rows.erase(rows.begin(), place(rows, size.rows));
}

void Unwritten::write(Store& store) const {
  for (const auto& secret : secrets) {
    store.put_personal(secret.value, secret.salt, secret.act_id);
  }
  for (const auto& entry : entries) {
    store.append(
        {entry.act_id, entry.type, entry.happened, entry.recorded, entry.actor, entry.entry});
  }
  std::vector<AggregateKey> written;
  StoredValues values;
  for (const auto* row : last_of_each(rows)) {
    write_row(store, *row);
    written.push_back(row->key);
    values.emplace(row->key, row->stored);
  }
  write_search_rows(store, written, values);
}

/// Hashes of ids made one after the other are alike, so they are mixed first (as splitmix64 does).
SeenHashes::Places SeenHashes::places_of(std::size_t hash) {
  std::uint64_t mixed = hash;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  mixed ^= mixed >> 31U;
  const std::uint64_t step = (mixed >> 32U) | 1U;
  Places places{};
  for (auto& place : places) {
    place = static_cast<std::size_t>(mixed % (page_count * page_size));
    mixed += step;
  }
  return places;
}

void SeenHashes::add(std::size_t hash) {
  for (const auto place : places_of(hash)) {
    auto& page = pages_[place % page_count];
    if (!page) page = std::make_unique<Page>();
    page->set(place / page_count);
  }
}

bool SeenHashes::may_have(std::size_t hash) const {
  const auto places = places_of(hash);
  return std::all_of(places.begin(), places.end(), [&](std::size_t place) {
    const auto& page = pages_[place % page_count];
    return page && page->test(place / page_count);
  });
}

}  // namespace kezhuan
