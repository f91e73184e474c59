-- Records after a consent was taken back, with their ids.
--
-- grain:    one row per row of an export
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           subject_key  VARCHAR  keyed hash of who took the consent back
--           starts_on    DATE     day on which the record began
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_traced_rows, ref_snapshots
-- basis:    GDPR Art. 7(3); notice §9

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
  traced.starts_on,
  traced.file,
  traced.row
FROM fct_traced_rows AS traced
INNER JOIN newest ON traced.snapshot = newest.snapshot
WHERE traced.right = 'consent'
QUALIFY
  row_number() OVER (
    PARTITION BY traced.dataset, traced.file, traced.row
    ORDER BY traced.closed_on, traced.person
  ) = 1
