-- What the acts add up to. Disposable: dropped and rebuilt from the ledger (migration, rebuild).
-- One row an aggregate: `body` is its canonical JSON; the other columns are what is filtered,
-- sorted or listed, copied from the body. Personal values stand in the body as commitments only.

CREATE TABLE settings (
  id BLOB PRIMARY KEY, number TEXT NOT NULL, body TEXT NOT NULL
) STRICT;

CREATE TABLE institution (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, institution BLOB NOT NULL
) STRICT;

CREATE TABLE person (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name BLOB, unit BLOB
) STRICT;

CREATE TABLE source (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL
) STRICT;

CREATE TABLE use_grant (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, achievement BLOB NOT NULL, until TEXT
) STRICT;

CREATE TABLE achievement (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, unit BLOB
) STRICT;

CREATE TABLE certificate (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, achievement BLOB NOT NULL, expires TEXT
) STRICT;

CREATE TABLE evidence (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, sha256 BLOB NOT NULL
) STRICT;

CREATE TABLE application (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL, filed_on TEXT NOT NULL
) STRICT;
CREATE INDEX application_by_state ON application (state, achievement);

CREATE TABLE resolution (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, held_on TEXT NOT NULL
) STRICT;

CREATE TABLE edition (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  sequence INTEGER NOT NULL, frozen_on TEXT NOT NULL
) STRICT;

CREATE TABLE notice (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, edition BLOB NOT NULL, last_day TEXT NOT NULL
) STRICT;

CREATE TABLE agreement (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL
) STRICT;

CREATE TABLE prior_right (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL, until TEXT
) STRICT;
