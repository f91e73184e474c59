-- Records after a consent was taken back: rows that rest on it and began later, counted.
--
-- grain:    one row per snapshot and dataset
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           records   BIGINT   how many rows
-- reads:    fct_traced_rows
-- basis:    GDPR Art. 7(3); notice §9

SELECT
  snapshot,
  dataset,
  count(DISTINCT concat(file, ':', row)) AS records
FROM fct_traced_rows
WHERE "right" = 'consent'
GROUP BY snapshot, dataset
ORDER BY snapshot, dataset
