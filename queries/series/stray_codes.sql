-- Identity codes out of place: in which column of which dataset they stand, in every snapshot.
--
-- grain:    one row per snapshot, dataset and column that ever held one
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           column_name  VARCHAR  column of the export
--           codes        BIGINT   rows with a code that may be a person's
--           test_codes   BIGINT   rows whose codes are all for tests: numbers 900 to 999
-- reads:    fig_codes, ref_snapshots
-- basis:    Data Protection Act 1050/2018 §29

WITH places AS (
  SELECT DISTINCT
    dataset,
    column_name
  FROM fig_codes
)

SELECT
  snapshots.snapshot,
  places.dataset,
  places.column_name,
  cast(coalesce(sum(codes.records) FILTER (WHERE NOT codes.is_test), 0) AS BIGINT) AS codes,
  cast(coalesce(sum(codes.records) FILTER (WHERE codes.is_test), 0) AS BIGINT) AS test_codes
FROM ref_snapshots AS snapshots
CROSS JOIN places
LEFT JOIN fig_codes AS codes
  ON
    snapshots.snapshot = codes.snapshot
    AND places.dataset = codes.dataset
    AND places.column_name = codes.column_name
GROUP BY snapshots.snapshot, places.dataset, places.column_name
ORDER BY places.dataset, places.column_name, snapshots.snapshot
