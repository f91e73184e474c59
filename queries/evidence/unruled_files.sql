-- Unruled files: files whose records fall under a rule without a period.
--
-- grain:    one row per dataset, rule and file
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset    VARCHAR  as in sources.toml
--           rule       VARCHAR  deletion rule without a period
--           file       VARCHAR  export file
--           row        BIGINT   NULL: the line stands for the whole file
--           records    BIGINT   personal records in the file
-- reads:    rec_unruled
-- basis:    GDPR Art. 5(1)(e), 5(2); notice §7

SELECT
  unruled.dataset,
  unruled.rule,
  unruled.file,
  cast(NULL AS BIGINT) AS row,
  unruled.records
FROM rec_unruled AS unruled
WHERE unruled.snapshot = $snapshot
ORDER BY unruled.rule, unruled.dataset, unruled.file
