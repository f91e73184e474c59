-- Records past retention: every record that past_retention counts in its numerator.
--
-- grain:    one row per record
-- params:   $snapshot    DATE     day of the exports
--           $as_of       DATE     day the figures look at
-- columns:  dataset      VARCHAR  as in sources.toml
--           rule         VARCHAR  deletion rule
--           record_id    VARCHAR  the source's own key, or file and row number
--           subject_key  VARCHAR  keyed hash of its person; NULL if unknown
--           starts_on    DATE     start of the deletion period
--           last_on      DATE     last permitted day
--           days_past    BIGINT   days from the last permitted day to $as_of
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           records      BIGINT   1
-- reads:    rec_records
-- basis:    GDPR Art. 5(1)(e); notice §7

SELECT
  dataset,
  rule,
  record_id,
  subject_key,
  starts_on,
  last_on,
  $as_of - last_on AS days_past,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_records
WHERE snapshot = $snapshot AND last_on < $as_of AND NOT is_held
ORDER BY last_on, dataset, file, row
