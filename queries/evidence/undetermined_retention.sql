-- Undetermined records: those without a start one by one, those without a period by file.
--
-- grain:    one row per record without a start, and one per file without a period
-- params:   $snapshot      DATE     day of the exports
-- columns:  dataset        VARCHAR  as in sources.toml
--           rule           VARCHAR  deletion rule
--           record_id      VARCHAR  own key, or file and row number; NULL for a whole file
--           period_state   VARCHAR  no_start or no_period
--           start_state    VARCHAR  empty or unreadable; NULL for a whole file
--           start_reading  VARCHAR  empty, or why it was not read; NULL for a whole file
--           file           VARCHAR  export file
--           row            BIGINT   number of the physical record in it; NULL for a whole file
--           records        BIGINT   1, or the file's records
-- reads:    rec_records, rec_unruled
-- basis:    GDPR Art. 5(2)

SELECT
  dataset,
  rule,
  record_id,
  period_state,
  start_state,
  start_reading,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_records
WHERE snapshot = $snapshot AND period_state = 'no_start'

UNION ALL

SELECT
  dataset,
  rule,
  NULL AS record_id,
  'no_period' AS period_state,
  NULL AS start_state,
  NULL AS start_reading,
  file,
  NULL AS row,
  records
FROM rec_unruled
WHERE snapshot = $snapshot
ORDER BY dataset, file, row
