-- Tracked: records that were listed and went, or were dated anew, and are looked for from now on.
--
-- grain:    one row per record
-- columns:  status       VARCHAR  an event of fig_deletions after which a record is looked for
--           gone_on      DATE     the snapshot in which that was first seen
--           dataset      VARCHAR  as in sources.toml
--           rule         VARCHAR  deletion rule
--           record       UBIGINT  keyed hash of its id
--           fingerprint  UBIGINT  keyed hash of its stable columns
--           starts_on    DATE     start of the deletion period, as it was
--           last_on      DATE     last permitted day, as it was
--           earliest_on  DATE     last day of the statutory minimum; NULL if it was over
--           record_id    VARCHAR  the source's own key; NULL if it tells of a person
--           seen_on      DATE     the last snapshot in which it stood so
--           file         VARCHAR  export file of that snapshot
--           row          BIGINT   number of the physical record in it
-- reads:    fct_steps, fct_tracked
-- basis:    GDPR Art. 5(1)(e) and 5(2)

SELECT
  steps.event AS status,
  steps.snapshot AS gone_on,
  steps.dataset,
  steps.rule,
  steps.record,
  steps.fingerprint,
  steps.starts_on,
  steps.last_on,
  steps.earliest_on,
  steps.record_id,
  steps.seen_on,
  steps.file,
  steps.row
FROM fct_steps AS steps
WHERE steps.event NOT IN ('reappeared', 'returned')

UNION ALL

SELECT
  tracked.status,
  tracked.gone_on,
  tracked.dataset,
  tracked.rule,
  tracked.record,
  tracked.fingerprint,
  tracked.starts_on,
  tracked.last_on,
  tracked.earliest_on,
  tracked.record_id,
  tracked.seen_on,
  tracked.file,
  tracked.row
FROM fct_tracked AS tracked
ANTI JOIN fct_steps AS steps ON tracked.record = steps.record
