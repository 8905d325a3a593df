-- What a registry may never lose: the ledger, the vault, adopted documents, settings.
-- The tables of tables.sql are rebuilt from these; these are rebuilt from nothing.
-- Rows of `ledger` and `document` are never updated or deleted.

-- One entry per recorded act. `entry` is canonical JSON, the bytes that are hashed; the other
-- columns repeat what is needed to find an entry without parsing it. `seq` counts from 1 without
-- a gap and comes from ledger_head. `leaf` stands before `entry`, so that roots are computed
-- without reading the large column.
CREATE TABLE ledger (
  seq      INTEGER PRIMARY KEY,
  act_id   BLOB NOT NULL UNIQUE CHECK (length(act_id) = 16),
  type     TEXT NOT NULL,
  happened TEXT NOT NULL,
  recorded TEXT NOT NULL,
  actor    TEXT NOT NULL,
  leaf     BLOB NOT NULL CHECK (length(leaf) = 32),
  entry    TEXT NOT NULL
) STRICT;

-- One row: how many entries there are and their RFC 6962 root. Updated in the transaction that
-- appends. `peaks` are the roots of the perfect subtrees, largest first, 32 bytes each.
CREATE TABLE ledger_head (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  size           INTEGER NOT NULL,
  root           BLOB NOT NULL CHECK (length(root) = 32),
  peaks          BLOB NOT NULL,
  hash_algorithm TEXT NOT NULL
) STRICT;

-- Personal values, kept out of the hashed bytes, which hold SHA-256(salt || value) instead.
-- Erasing sets salt and value to NULL, so that the commitment cannot be tried out either.
CREATE TABLE vault (
  commitment BLOB PRIMARY KEY CHECK (length(commitment) = 32),
  salt       BLOB CHECK (length(salt) = 16),
  value      TEXT,
  act_id     BLOB NOT NULL CHECK (length(act_id) = 16),
  erased_on  TEXT,
  CHECK ((value IS NULL) = (erased_on IS NOT NULL) AND (value IS NULL) = (salt IS NULL))
) STRICT;
CREATE INDEX vault_by_act ON vault (act_id);

-- Policies and calendars the registry was run under, each as canonical JSON under its hash.
CREATE TABLE document (
  hash    BLOB PRIMARY KEY CHECK (length(hash) = 32),
  kind    TEXT NOT NULL,
  id      TEXT NOT NULL,
  version TEXT NOT NULL,
  body    TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
