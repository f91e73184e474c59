-- Rows without a key of their own: which they are, at most 10,000 of a dataset and kind.
--
-- grain:    one row per row
-- params:   $snapshot  DATE     day of the exports
--           $fault     VARCHAR  repeated_id, missing_id or unknown_person
-- columns:  dataset    VARCHAR  as in sources.toml
--           record_id  VARCHAR  the source's own key, or file and row number
--           file       VARCHAR  export file
--           row        BIGINT   number of the physical record in it
--           records    BIGINT   1
-- reads:    rec_keys
-- basis:    GDPR Art. 5(1)(d), Art. 11

SELECT
  dataset,
  record_id,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_keys
WHERE snapshot = $snapshot AND fault = $fault
-- Rows that share an id stand together.
ORDER BY dataset, CASE WHEN fault = 'repeated_id' THEN record_id END, file, row
