// The vault, adopted documents and settings. The few documents and settings are found without their
// indexes, which may be damaged.

#include "registry/sqlite/impl.hpp"

namespace kezhuan {

namespace {

VaultItem item_of(const Statement& row) {
  return {row.sha256(0), row.uuid(1), std::string(row.blob(2)), std::string(row.text(3)),
          std::string(row.text(4))};
}

StoredDocument document_of(const Statement& row) {
  return {row.sha256(0), std::string(row.text(1)), std::string(row.text(2)),
          std::string(row.text(3)), std::string(row.text(4))};
}

std::string_view view(const Salt& salt) {
  return {reinterpret_cast<const char*>(salt.data()), salt.size()};
}

}  // namespace

Sha256 seal(std::string_view value, const Salt& salt) {
  return Sha256Hasher().update(view(salt)).update(value).finish();
}

Sha256 Store::put_personal(std::string_view value, const Salt& salt, const Uuid& act_id) {
  impl_->need_write_transaction();
  const auto commitment = seal(value, salt);
  statement(
      "INSERT INTO vault (commitment, salt, value, act_id) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (commitment) DO NOTHING")
      .bind(1, commitment)
      .bind_blob(2, view(salt))
      .bind_view(3, value)
      .bind(4, act_id)
      .run();
  return commitment;
}

std::optional<VaultItem> Store::find_personal(const Sha256& commitment) {
  auto row = statement(
      "SELECT commitment, act_id, salt, value, erased_on FROM vault "
      "WHERE commitment = ?");
  row.bind(1, commitment);
  return row.next() ? std::optional(item_of(row)) : std::nullopt;
}

bool Store::erase_personal(const Sha256& commitment, const Date& on) {
  impl_->need_write_transaction();
  const auto changed = statement(
                           "UPDATE vault SET salt = NULL, value = NULL, erased_on = ? "
                           "WHERE commitment = ? AND erased_on IS NULL")
                           .bind(1, on.to_text())
                           .bind(2, commitment)
                           .run();
  if (changed == 0) return false;
  // The length of the ledger tells one erasure's mark from the next one's.
  impl_->erasure_mark = std::to_string(next_seq());
  put_meta(erasure_due_key, impl_->erasure_mark);
  impl_->scrub_due = true;
  return true;
}

void Store::put_document(const StoredDocument& document) {
  impl_->need_write_transaction();
  statement(
      "INSERT INTO document (hash, kind, id, version, body) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (hash) DO NOTHING")
      .bind(1, document.hash)
      .bind(2, document.kind)
      .bind(3, document.id)
      .bind(4, document.version)
      .bind(5, document.body)
      .run();
}

std::optional<StoredDocument> Store::find_document(const Sha256& hash) {
  auto row =
      statement("SELECT hash, kind, id, version, body FROM document NOT INDEXED WHERE hash = ?");
  row.bind(1, hash);
  return row.next() ? std::optional(document_of(row)) : std::nullopt;
}

std::vector<StoredDocument> Store::documents(std::string_view kind) {
  auto row = statement(
      "SELECT hash, kind, id, version, body FROM document NOT INDEXED WHERE kind = ? "
      "ORDER BY id, version, hash");
  row.bind(1, kind);
  std::vector<StoredDocument> found;
  while (row.next()) found.push_back(document_of(row));
  return found;
}

void Store::put_meta(std::string_view key, std::string_view value) {
  impl_->need_write_transaction();
  statement(
      "INSERT INTO meta (key, value) VALUES (?, ?) "
      "ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      .bind(1, key)
      .bind(2, value)
      .run();
}

std::optional<std::string> Store::find_meta(std::string_view key) {
  auto row = statement("SELECT value FROM meta NOT INDEXED WHERE key = ?");
  row.bind(1, key);
  return row.next() ? std::optional(std::string(row.text(0))) : std::nullopt;
}

}  // namespace kezhuan
