-- For people who only speak SQL: `sqlite3 -readonly hospital.kz "SELECT * FROM v_contract"`.
-- Names and order of columns are kept from version to version; see docs/sql-views.md. Amounts are in
-- minor units (1/100) of the currency beside them, days are ISO 8601 texts, codes are those of the
-- program. Names of people come from the vault and are NULL once erased.

-- One row an achievement of each edition of the disclosure list, removed ones included.
CREATE VIEW v_disclosure_list AS
SELECT e.number AS edition, e.sequence, e.frozen_on,
       entry.value ->> '$.number' AS achievement, entry.value ->> '$.name' AS name,
       entry.value ->> '$.change' AS change, entry.value ->> '$.revision' AS revision,
       NULL AS reason
FROM edition AS e, json_each(e.body, '$.entries') AS entry
UNION ALL
SELECT e.number, e.sequence, e.frozen_on, gone.value ->> '$.number', gone.value ->> '$.name',
       'removed', NULL, gone.value ->> '$.reason_zh'
FROM edition AS e, json_each(e.body, '$.removed') AS gone;

-- One row an achievement.
CREATE VIEW v_achievement AS
SELECT a.number AS achievement, a.name, a.body ->> '$.form' AS form, a.body ->> '$.level' AS level,
       a.state AS classification, u.number AS unit, u.name AS unit_name,
       a.body ->> '$.registered_on' AS registered_on,
       p.number AS application, p.state AS application_state,
       (SELECT count(*) FROM contributor AS c WHERE c.application = p.id) AS contributors,
       (SELECT count(*) FROM certificate AS c
        WHERE c.achievement = a.id AND c.state = 'valid') AS certificates,
       (a.body -> '$.agreement_in_force') IS NOT NULL AS has_agreement,
       (a.body -> '$.asset') IS NOT NULL AS is_asset,
       coalesce(json_array_length(a.body, '$.cases'), 0) AS cases
FROM achievement AS a
LEFT JOIN unit AS u ON u.id = a.unit
LEFT JOIN application AS p ON p.id = a.application;

-- One row a link of each transfer case, as judged on the day `as_of`.
CREATE VIEW v_case_status AS
SELECT c.number AS transfer_case, c.name AS title, c.state AS case_state, c.pathway, c.opened_on,
       l.link, l.state AS link_state, l.due_on, l.as_of
FROM transfer_case AS c JOIN link_state AS l ON l.transfer_case = c.id;

-- One row a contract. `amount` is the invested value of an investment, else the total.
CREATE VIEW v_contract AS
SELECT t.number AS contract, t.name AS title, c.number AS transfer_case, c.pathway, t.type,
       t.body ->> '$.sub_kind' AS sub_kind, t.state, i.number AS transferee,
       i.name AS transferee_name, t.signed_on, t.registered_on,
       t.body ->> '$.registration.registration_no' AS registration_no, t.currency,
       t.amount,
       t.total, t.received, t.body ->> '$.investment.shares' AS shares
FROM contract AS t
JOIN transfer_case AS c ON c.id = t.transfer_case
LEFT JOIN institution AS i ON i.id = t.transferee;

-- One row a receipt. `undivided` is what no plan has divided yet.
CREATE VIEW v_receipt AS
SELECT r.number AS receipt, t.number AS contract, c.number AS transfer_case, r.received_on,
       r.currency, r.amount, r.refunded, r.amount - r.refunded AS surviving,
       CASE WHEN r.plan IS NULL THEN r.amount - r.refunded ELSE 0 END AS undivided,
       p.number AS plan
FROM receipt AS r
JOIN contract AS t ON t.id = r.contract
JOIN transfer_case AS c ON c.id = r.transfer_case
LEFT JOIN plan AS p ON p.id = r.plan;

-- One row a case, kind and party: what was booked for it and what was paid to it. `pool` is where
-- money kept by the institution goes inside it by a scheme; NULL elsewhere.
CREATE VIEW v_distribution AS
SELECT c.number AS transfer_case, m.kind, p.number AS person,
       (SELECT v.value FROM vault AS v WHERE v.commitment = p.name) AS person_name,
       u.number AS unit, i.number AS institution, i.name AS institution_name, m.currency,
       sum(m.entitled) AS entitled, sum(m.paid) AS paid,
       CASE WHEN m.kind IN ('reward', 'owner_income', 'other_institution')
            THEN sum(m.entitled) - sum(m.paid) END AS due,
       m.pool
FROM (SELECT transfer_case, kind, person, institution, currency, amount AS entitled, 0 AS paid,
             CASE WHEN kind = 'institution' THEN pool END AS pool
      FROM booking_line
      UNION ALL
      SELECT transfer_case, kind, person, institution, currency, 0, amount, NULL
      FROM payment_line) AS m
JOIN transfer_case AS c ON c.id = m.transfer_case
LEFT JOIN person AS p ON p.id = m.person
LEFT JOIN unit AS u ON u.id = p.unit
LEFT JOIN institution AS i ON i.id = m.institution
GROUP BY m.transfer_case, m.kind, m.person, m.institution, m.currency, m.pool;

-- One row a deadline of a transfer case. Overdue: `is_duty = 1` and `due_on` before today.
CREATE VIEW v_due AS
SELECT d.due_on, c.number AS transfer_case, c.name AS title, d.link, d.what, d.is_duty, d.subject,
       d.item, d.text_zh, d.text_en, d.who, d.rule, d.firmness, d.as_of
FROM deadline AS d JOIN transfer_case AS c ON c.id = d.transfer_case;

-- One row a thing an old record was taken in without: `seq` is the entry it came in by, `settled_*`
-- are NULL while it is open.
CREATE VIEW v_outstanding AS
SELECT o.number AS outstanding, o.state, o.rule, o.name AS missing, o.body ->> '$.en' AS missing_en,
       o.body ->> '$.about_kind' AS about_kind, coalesce(a.number, c.number) AS about,
       o.body ->> '$.made_kind' AS made_kind, o.body ->> '$.act_type' AS act,
       o.body ->> '$.happened' AS happened, o.body ->> '$.recorded_on' AS recorded_on,
       o.body ->> '$.actor' AS actor, l.seq,
       o.body ->> '$.settlement.settled_on' AS settled_on,
       o.body ->> '$.settlement.actor' AS settled_by,
       o.body ->> '$.settlement.statement' AS statement
FROM outstanding AS o
LEFT JOIN achievement AS a ON a.id = o.about
LEFT JOIN transfer_case AS c ON c.id = o.about
LEFT JOIN ledger AS l ON l.act_id = o.act;

-- One row an act, in the order of recording. `root` of the whole ledger stands in ledger_head.
CREATE VIEW v_ledger AS
SELECT seq, type, happened, recorded, actor, lower(hex(act_id)) AS act_id,
       lower(hex(leaf)) AS leaf
FROM ledger;
