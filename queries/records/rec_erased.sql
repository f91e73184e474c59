-- Erased people's rows with their ids: what a dataset still holds of them.
--
-- grain:    one row per row of an export
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           subject_key  VARCHAR  keyed hash of the person who was erased
--           closed_on    DATE     day on which the erasure was granted
--           is_link      BOOLEAN  found by an e-mail address, a phone or a customer number alone
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on the snapshot's day
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_traced_rows, ref_snapshots
-- basis:    GDPR Art. 17(1); notice §9

-- The newest snapshot's alone: others have no rows in this file.
WITH newest AS (
  SELECT max(snapshot) AS snapshot
  FROM ref_snapshots
  WHERE NOT is_pruned
)

SELECT
  traced.snapshot,
  traced.dataset,
  traced.record_id,
  format('{:016x}', traced.person) AS subject_key,
  traced.closed_on,
  traced.is_link,
  traced.starts_on,
  traced.start_state,
  traced.is_held,
  traced.file,
  traced.row
FROM fct_traced_rows AS traced
INNER JOIN newest ON traced.snapshot = newest.snapshot
WHERE traced.right = 'erasure'
-- A row that names two people who were erased is one row: of the earlier of the two.
QUALIFY
  row_number() OVER (
    PARTITION BY traced.dataset, traced.file, traced.row
    ORDER BY traced.is_link, traced.closed_on, traced.person
  ) = 1
