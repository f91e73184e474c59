-- Identity codes: the records that carry one, never the code.
--
-- grain:    one row per record
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset    VARCHAR  as in sources.toml
--           record_id  VARCHAR  the source's own key, or file and row number
--           is_stray   BOOLEAN  in free text, where none belongs
--           file       VARCHAR  export file
--           row        BIGINT   number of the physical record in it
--           records    BIGINT   1
-- reads:    rec_identity_codes
-- basis:    Data Protection Act 1050/2018 §29

SELECT
  dataset,
  record_id,
  is_stray,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_identity_codes
WHERE snapshot = $snapshot
ORDER BY is_stray DESC, dataset ASC, file ASC, row ASC
