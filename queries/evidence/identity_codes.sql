-- Identity codes: the records that carry one, never the code.
--
-- grain:    one row per record
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           is_stray     BOOLEAN  where none belongs: in free text, in a key, in a log line
--           column_name  VARCHAR  columns of the export in which it does not belong; else NULL
--           is_test      BOOLEAN  all of those are for tests: individual numbers from 900 to 999
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           records      BIGINT   1
-- reads:    rec_identity_codes
-- basis:    Data Protection Act 1050/2018 §29

SELECT
  dataset,
  record_id,
  is_stray,
  column_name,
  is_test,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_identity_codes
WHERE snapshot = $snapshot
ORDER BY is_stray DESC, dataset ASC, file ASC, row ASC
