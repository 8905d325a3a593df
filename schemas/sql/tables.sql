-- What the acts add up to. Disposable: dropped and rebuilt from the ledger (migration, rebuild).
-- One row an aggregate: `body` is its canonical JSON; the other columns are what is filtered,
-- sorted or listed, copied from the body. Personal values stand in the body as commitments only.
-- `doc` counts the rows of a table from 1 in the order in which they came; with its kind it is the
-- row's place in `search`. Rows are never deleted.
--
-- Each index serves a filter of `list` (and `number` the order of its rows), or what is due.

CREATE TABLE settings (
  id BLOB PRIMARY KEY, number TEXT NOT NULL, body TEXT NOT NULL
) STRICT;

CREATE TABLE institution (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX institution_by_state ON institution (state, number);

CREATE TABLE unit (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, institution BLOB NOT NULL
) STRICT;

CREATE TABLE person (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name BLOB, unit BLOB
) STRICT;
CREATE INDEX person_by_unit ON person (unit, number);

CREATE TABLE source (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX source_by_state ON source (state, number);

CREATE TABLE use_grant (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, achievement BLOB NOT NULL,
  granted_from TEXT NOT NULL, until TEXT
) STRICT;
CREATE INDEX use_grant_by_state ON use_grant (state, number);
CREATE INDEX use_grant_by_end ON use_grant (until) WHERE until IS NOT NULL AND state = 'live';
CREATE INDEX use_grant_by_year ON use_grant (substr(granted_from, 1, 4), number);

CREATE TABLE achievement (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, unit BLOB, application BLOB,
  form TEXT NOT NULL, lead BLOB NOT NULL, registered_on TEXT NOT NULL
) STRICT;
CREATE INDEX achievement_by_state ON achievement (state, number);
CREATE INDEX achievement_by_form ON achievement (form, number);
CREATE INDEX achievement_by_unit ON achievement (unit, number);
CREATE INDEX achievement_by_lead ON achievement (lead, number);
CREATE INDEX achievement_by_year ON achievement (substr(registered_on, 1, 4), number);

CREATE TABLE certificate (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, achievement BLOB NOT NULL, expires TEXT,
  type TEXT NOT NULL, issued TEXT NOT NULL
) STRICT;
CREATE INDEX certificate_by_state ON certificate (state, number);
CREATE INDEX certificate_by_type ON certificate (type, number);
CREATE INDEX certificate_by_end ON certificate (expires)
  WHERE expires IS NOT NULL AND state = 'valid';
CREATE INDEX certificate_by_year ON certificate (substr(issued, 1, 4), number);

CREATE TABLE evidence (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX evidence_by_state ON evidence (state, number);

CREATE TABLE application (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL, filed_on TEXT NOT NULL
) STRICT;
CREATE INDEX application_by_state ON application (state, number);

CREATE TABLE resolution (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, held_on TEXT NOT NULL
) STRICT;
CREATE INDEX resolution_by_state ON resolution (state, number);
CREATE INDEX resolution_by_year ON resolution (substr(held_on, 1, 4), number);

CREATE TABLE edition (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  sequence INTEGER NOT NULL, frozen_on TEXT NOT NULL
) STRICT;
CREATE INDEX edition_by_year ON edition (substr(frozen_on, 1, 4), number);

CREATE TABLE notice (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, about TEXT NOT NULL, edition BLOB, transfer_case BLOB,
  last_day TEXT NOT NULL
) STRICT;
CREATE INDEX notice_by_state ON notice (state, number);
CREATE INDEX notice_by_subject ON notice (about, number);
CREATE INDEX notice_by_year ON notice (substr(last_day, 1, 4), number);

CREATE TABLE agreement (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL, effective_from TEXT
) STRICT;
CREATE INDEX agreement_by_state ON agreement (state, number);
CREATE INDEX agreement_by_achievement ON agreement (achievement);
CREATE INDEX agreement_by_year ON agreement (substr(effective_from, 1, 4), number);

CREATE TABLE prior_right (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, achievement BLOB NOT NULL, until TEXT,
  type TEXT NOT NULL
) STRICT;
CREATE INDEX prior_right_by_state ON prior_right (state, number);
CREATE INDEX prior_right_by_type ON prior_right (type, number);
CREATE INDEX prior_right_by_end ON prior_right (until) WHERE until IS NOT NULL AND state = 'live';

CREATE TABLE transfer_case (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, opened_on TEXT NOT NULL, pathway TEXT
) STRICT;
CREATE INDEX transfer_case_by_state ON transfer_case (state, number);
CREATE INDEX transfer_case_by_pathway ON transfer_case (pathway, number);
CREATE INDEX transfer_case_by_year ON transfer_case (substr(opened_on, 1, 4), number);

CREATE TABLE contract (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, transfer_case BLOB NOT NULL, type TEXT NOT NULL,
  transferee BLOB NOT NULL, signed_on TEXT NOT NULL, registered_on TEXT, currency TEXT NOT NULL,
  amount INTEGER NOT NULL, total INTEGER NOT NULL, received INTEGER NOT NULL, until TEXT
) STRICT;
CREATE INDEX contract_by_state ON contract (state, number);
CREATE INDEX contract_by_type ON contract (type, number);
CREATE INDEX contract_by_end ON contract (until) WHERE until IS NOT NULL;
CREATE INDEX contract_by_case ON contract (transfer_case);
CREATE INDEX contract_by_amount ON contract (currency, amount);
CREATE INDEX contract_by_year ON contract (substr(signed_on, 1, 4), number);

CREATE TABLE receipt (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  transfer_case BLOB NOT NULL, contract BLOB NOT NULL, received_on TEXT NOT NULL,
  currency TEXT NOT NULL, amount INTEGER NOT NULL, refunded INTEGER NOT NULL, plan BLOB
) STRICT;
CREATE INDEX receipt_by_amount ON receipt (currency, amount);
CREATE INDEX receipt_by_year ON receipt (substr(received_on, 1, 4), number);

CREATE TABLE plan (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, transfer_case BLOB NOT NULL, drafted_on TEXT NOT NULL
) STRICT;
CREATE INDEX plan_by_state ON plan (state, number);
CREATE INDEX plan_by_year ON plan (substr(drafted_on, 1, 4), number);

CREATE TABLE booking (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  transfer_case BLOB NOT NULL, booked_on TEXT NOT NULL
) STRICT;

CREATE TABLE payment (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  transfer_case BLOB NOT NULL, paid_on TEXT NOT NULL,
  currency TEXT NOT NULL, amount INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_by_amount ON payment (currency, amount);
CREATE INDEX payment_by_year ON payment (substr(paid_on, 1, 4), number);

CREATE TABLE guide (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, effective_from TEXT NOT NULL
) STRICT;
CREATE INDEX guide_by_year ON guide (substr(effective_from, 1, 4), number);

CREATE TABLE evaluation (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, issued_on TEXT NOT NULL
) STRICT;
CREATE INDEX evaluation_by_year ON evaluation (substr(issued_on, 1, 4), number);

CREATE TABLE report (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  state TEXT NOT NULL, year INTEGER NOT NULL, submitted_on TEXT NOT NULL, filed_on TEXT
) STRICT;
CREATE INDEX report_by_state ON report (state, number);
CREATE INDEX report_by_year ON report (year, number);

-- What old records were taken in without. `about` is the achievement or case concerned, else what
-- the act made or named; `made` is what the act put on record.
CREATE TABLE outstanding (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, rule TEXT NOT NULL, about BLOB NOT NULL, made BLOB,
  act BLOB NOT NULL, happened TEXT NOT NULL
) STRICT;
CREATE INDEX outstanding_by_rule ON outstanding (rule, number);
CREATE INDEX outstanding_about ON outstanding (about) WHERE state = 'open';
CREATE INDEX outstanding_by_state ON outstanding (state, number);
CREATE INDEX outstanding_by_about ON outstanding (about, number);
CREATE INDEX outstanding_by_made ON outstanding (made, number);
CREATE INDEX outstanding_by_year ON outstanding (substr(happened, 1, 4), number);

-- Distribution schemes the registry adopted, one row a version.
CREATE TABLE scheme (
  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  name TEXT NOT NULL, scheme TEXT NOT NULL, version TEXT NOT NULL, effective_from TEXT NOT NULL
) STRICT;
CREATE INDEX scheme_by_year ON scheme (substr(effective_from, 1, 4), number);

-- Parts of what stands above, as rows, because SQL joins or sums them. `line` counts from 1.

CREATE TABLE contributor (
  application BLOB NOT NULL, line INTEGER NOT NULL, achievement BLOB NOT NULL,
  person BLOB NOT NULL, role TEXT NOT NULL, main INTEGER NOT NULL,
  PRIMARY KEY (application, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX contributor_by_person ON contributor (person, achievement);

CREATE TABLE case_achievement (
  transfer_case BLOB NOT NULL, line INTEGER NOT NULL, achievement BLOB NOT NULL,
  PRIMARY KEY (transfer_case, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_achievement_by_achievement ON case_achievement (achievement);

CREATE TABLE booking_line (
  booking BLOB NOT NULL, line INTEGER NOT NULL, transfer_case BLOB NOT NULL,
  receipt BLOB NOT NULL, kind TEXT NOT NULL, person BLOB, institution BLOB,
  currency TEXT NOT NULL, amount INTEGER NOT NULL,
  pool TEXT,
  PRIMARY KEY (booking, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_line (
  payment BLOB NOT NULL, line INTEGER NOT NULL, transfer_case BLOB NOT NULL,
  kind TEXT NOT NULL, person BLOB, institution BLOB,
  currency TEXT NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (payment, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_line_by_person ON payment_line (person) WHERE person IS NOT NULL;

-- Where the cases stand, and what falls due, judged on the day `as_of`: written anew by every act
-- that concerns a case, and when a day by which something was due has passed.

CREATE TABLE link_state (
  transfer_case BLOB NOT NULL, link INTEGER NOT NULL, state TEXT NOT NULL, due_on TEXT,
  as_of TEXT NOT NULL,
  PRIMARY KEY (transfer_case, link)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_state_by_link ON link_state (link, state);
CREATE INDEX link_state_by_day ON link_state (due_on, as_of) WHERE due_on IS NOT NULL;

CREATE TABLE deadline (
  transfer_case BLOB NOT NULL, line INTEGER NOT NULL, due_on TEXT NOT NULL, what TEXT NOT NULL,
  is_duty INTEGER NOT NULL, link INTEGER NOT NULL, subject TEXT NOT NULL, item INTEGER NOT NULL,
  text_zh TEXT NOT NULL, text_en TEXT NOT NULL, who TEXT NOT NULL, people TEXT NOT NULL,
  rule TEXT NOT NULL, firmness TEXT NOT NULL, as_of TEXT NOT NULL,
  PRIMARY KEY (transfer_case, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_by_day ON deadline (due_on, is_duty, as_of);

-- Each of `people` by itself, to find a person's deadlines by: the numbers of those whose matter a
-- deadline is, beside those whose post it is (`who`).
CREATE TABLE deadline_person (
  transfer_case BLOB NOT NULL, line INTEGER NOT NULL, person TEXT NOT NULL,
  PRIMARY KEY (transfer_case, line, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_person_by_person ON deadline_person (person);

-- What `search` looks through: names, titles and numbers, Chinese characters with blanks between so
-- that each is a word. The row of an aggregate is kind * 2^32 + doc. No name of a person is in it.
CREATE VIRTUAL TABLE search USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2', columnsize = 0
);
-- Every place of every word: what `verify` compares.
CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);
