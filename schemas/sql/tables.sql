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
  name TEXT NOT NULL, state TEXT NOT NULL, unit BLOB, application BLOB
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
  state TEXT NOT NULL, about TEXT NOT NULL, edition BLOB, transfer_case BLOB,
  last_day TEXT NOT NULL
) STRICT;

CREATE TABLE agreement (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL
) STRICT;

CREATE TABLE prior_right (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL, until TEXT
) STRICT;

CREATE TABLE transfer_case (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, opened_on TEXT NOT NULL, pathway TEXT
) STRICT;

CREATE TABLE contract (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, transfer_case BLOB NOT NULL, type TEXT NOT NULL,
  transferee BLOB NOT NULL, signed_on TEXT NOT NULL, registered_on TEXT, currency TEXT NOT NULL,
  amount INTEGER NOT NULL, total INTEGER NOT NULL, received INTEGER NOT NULL
) STRICT;

CREATE TABLE receipt (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  transfer_case BLOB NOT NULL, contract BLOB NOT NULL, received_on TEXT NOT NULL,
  currency TEXT NOT NULL, amount INTEGER NOT NULL, refunded INTEGER NOT NULL, plan BLOB
) STRICT;

CREATE TABLE plan (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, transfer_case BLOB NOT NULL
) STRICT;

CREATE TABLE booking (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  transfer_case BLOB NOT NULL, booked_on TEXT NOT NULL
) STRICT;

CREATE TABLE payment (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  transfer_case BLOB NOT NULL, paid_on TEXT NOT NULL
) STRICT;

CREATE TABLE guide (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, effective_from TEXT NOT NULL
) STRICT;

CREATE TABLE evaluation (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, issued_on TEXT NOT NULL
) STRICT;

CREATE TABLE report (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  state TEXT NOT NULL, year INTEGER NOT NULL, submitted_on TEXT NOT NULL, filed_on TEXT
) STRICT;

-- What old records were taken in without. `about` is the achievement or case concerned, else what
-- the act made or named; `made` is what the act put on record.
CREATE TABLE outstanding (
  id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, rule TEXT NOT NULL, about BLOB NOT NULL, made BLOB,
  act BLOB NOT NULL
) STRICT;
CREATE INDEX outstanding_about ON outstanding (about) WHERE state = 'open';
CREATE INDEX outstanding_made ON outstanding (made) WHERE state = 'open';
CREATE INDEX outstanding_by_state ON outstanding (state, number);

-- Parts of what stands above, as rows, because SQL joins or sums them. `line` counts from 1.

CREATE TABLE contributor (
  application BLOB NOT NULL, line INTEGER NOT NULL, achievement BLOB NOT NULL,
  person BLOB NOT NULL, role TEXT NOT NULL, main INTEGER NOT NULL,
  PRIMARY KEY (application, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE booking_line (
  booking BLOB NOT NULL, line INTEGER NOT NULL, transfer_case BLOB NOT NULL,
  receipt BLOB NOT NULL, kind TEXT NOT NULL, person BLOB, institution BLOB,
  currency TEXT NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (booking, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_line (
  payment BLOB NOT NULL, line INTEGER NOT NULL, transfer_case BLOB NOT NULL,
  kind TEXT NOT NULL, person BLOB, institution BLOB,
  currency TEXT NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (payment, line)
) STRICT, WITHOUT ROWID;

-- Where the cases stand, and what falls due, judged on the day `as_of`: written anew by every act
-- that concerns a case, and when a day by which something was due has passed.

CREATE TABLE link_state (
  transfer_case BLOB NOT NULL, link INTEGER NOT NULL, state TEXT NOT NULL, due_on TEXT,
  as_of TEXT NOT NULL,
  PRIMARY KEY (transfer_case, link)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_state_by_day ON link_state (due_on, as_of) WHERE due_on IS NOT NULL;

CREATE TABLE deadline (
  transfer_case BLOB NOT NULL, line INTEGER NOT NULL, due_on TEXT NOT NULL, what TEXT NOT NULL,
  is_duty INTEGER NOT NULL, link INTEGER NOT NULL, subject TEXT NOT NULL, item INTEGER NOT NULL,
  text_zh TEXT NOT NULL, text_en TEXT NOT NULL, who TEXT NOT NULL, rule TEXT NOT NULL,
  firmness TEXT NOT NULL, as_of TEXT NOT NULL,
  PRIMARY KEY (transfer_case, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_by_day ON deadline (due_on, is_duty, as_of);
