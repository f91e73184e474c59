-- Recordings and transcripts held, with their ids.
--
-- grain:    one row per recording or transcript
-- params:   $snapshot     DATE     day of the exports
-- columns:  dataset       VARCHAR  as in sources.toml
--           kind          VARCHAR  recordings or transcripts
--           recording_id  VARCHAR  the source's own key, or file and row number
--           started_on    DATE     day of the call
--           file          VARCHAR  export file
--           row           BIGINT   number of the physical record in it
--           records       BIGINT   1
-- reads:    rec_recordings
-- basis:    notice §3

SELECT
  dataset,
  kind,
  recording_id,
  started_on,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_recordings
WHERE snapshot = $snapshot
ORDER BY dataset, started_on, file, row
