-- Early: records that the next snapshot lacks though the law still asks for them on its day.
--
-- grain:    one row per record
-- columns:  snapshot     DATE     day of the exports that hold it
--           dataset      VARCHAR  as in sources.toml
--           rule         VARCHAR  deletion rule
--           record       UBIGINT  keyed hash of its id
--           fingerprint  UBIGINT  keyed hash of its stable columns; NULL if none are mapped
--           starts_on    DATE     start of the deletion period
--           last_on      DATE     last permitted day
--           earliest_on  DATE     last day of the statutory minimum
--           record_id    VARCHAR  the source's own key; NULL if it tells of a person
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_keys_after, fct_keys_before, fig_deadlines, ref_pairs
-- basis:    Accounting Act 2:10; notice §7

WITH protected_days AS (
  SELECT DISTINCT
    deadlines.snapshot,
    deadlines.dataset,
    deadlines.rule,
    deadlines.starts_on,
    deadlines.last_on,
    deadlines.earliest_on
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_pairs AS pairs
    ON deadlines.dataset = pairs.dataset AND deadlines.snapshot = pairs.before_on
  -- On its last day a record must still be there.
  WHERE deadlines.earliest_on >= pairs.after_on
),

-- Nearly all keys of both snapshots are held against one another here: of each only the hash.
early_keys AS (
  SELECT keys.record
  FROM fct_keys_before AS keys
  SEMI JOIN protected_days
    ON keys.dataset = protected_days.dataset AND keys.starts_on = protected_days.starts_on
  ANTI JOIN fct_keys_after AS again ON keys.record = again.record
)

SELECT
  protected_days.snapshot,
  protected_days.dataset,
  protected_days.rule,
  keys.record,
  keys.fingerprint,
  keys.starts_on,
  protected_days.last_on,
  protected_days.earliest_on,
  keys.record_id,
  keys.file,
  keys.row
FROM fct_keys_before AS keys
SEMI JOIN early_keys AS early ON keys.record = early.record
INNER JOIN protected_days
  ON keys.dataset = protected_days.dataset AND keys.starts_on = protected_days.starts_on
