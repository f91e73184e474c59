-- Volumes by file: the export files that hold the records which volumes counts.
--
-- grain:    one row per file
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset    VARCHAR  as in sources.toml
--           category   VARCHAR  category of the notice
--           rule       VARCHAR  deletion rule
--           file       VARCHAR  export file
--           row        BIGINT   NULL: the whole file
--           kept       BIGINT   rows kept
--           records    BIGINT   personal records held
-- reads:    rec_volumes
-- basis:    notice §4

SELECT
  dataset,
  category,
  rule,
  file,
  cast(NULL AS BIGINT) AS row,
  kept,
  records
FROM rec_volumes
WHERE snapshot = $snapshot
ORDER BY dataset, file
