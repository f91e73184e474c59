-- Recorded calls with their ids: every call that call_recordings counts.
--
-- grain:    one row per recorded call
-- params:   $snapshot     DATE     day of the exports
-- columns:  dataset       VARCHAR  as in sources.toml
--           record_id     VARCHAR  the source's own key, or file and row number
--           subject_key   VARCHAR  keyed hash of the other party; NULL if unknown
--           called_on     DATE     day of the call
--           direction     VARCHAR  inbound or outbound
--           topic         VARCHAR  support or sales
--           is_announced  BOOLEAN  the caller was told before
--           seconds       BIGINT   length
--           file          VARCHAR  export file
--           row           BIGINT   number of the physical record in it
--           records       BIGINT   1
-- reads:    rec_calls
-- basis:    notice §3

SELECT
  dataset,
  record_id,
  subject_key,
  called_on,
  direction,
  topic,
  is_announced,
  seconds,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_calls
WHERE snapshot = $snapshot
ORDER BY dataset, called_on, file, row
