-- Records listed: those whose last permitted day lies in a span, such as all before the snapshot.
--
-- grain:    one row per record
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           rule         VARCHAR  deletion rule
--           record       UBIGINT  keyed hash of its id
--           fingerprint  UBIGINT  keyed hash of its stable columns; NULL if none are mapped
--           starts_on    DATE     start of the deletion period
--           last_on      DATE     last permitted day
--           is_past      BOOLEAN  that day lies before the snapshot's
--           is_held      BOOLEAN  a hold or restriction is open on it
--           record_id    VARCHAR  the source's own key; NULL if it tells of a person
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_held_keys, fig_deadlines, ref_spans
-- basis:    GDPR Art. 5(1)(e); notice §7

WITH listed_days AS (
  SELECT DISTINCT
    deadlines.snapshot,
    deadlines.dataset,
    deadlines.rule,
    deadlines.starts_on,
    deadlines.last_on
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_spans AS spans
    ON deadlines.dataset = spans.dataset AND deadlines.snapshot = spans.snapshot
  WHERE deadlines.last_on >= spans.from_on AND deadlines.last_on < spans.until_on
)

SELECT
  listed_days.snapshot,
  listed_days.dataset,
  listed_days.rule,
  keys.record,
  keys.fingerprint,
  keys.starts_on,
  listed_days.last_on,
  listed_days.last_on < listed_days.snapshot AS is_past,
  keys.is_held,
  keys.record_id,
  keys.file,
  keys.row
FROM fct_held_keys AS keys
INNER JOIN listed_days
  ON keys.dataset = listed_days.dataset AND keys.starts_on = listed_days.starts_on
