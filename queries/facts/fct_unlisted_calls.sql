-- Unlisted calls: calls marked as recorded whose recording stands in no list, deleted or not.
--
-- grain:    one row per call of a snapshot
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           file      VARCHAR  export file
--           row       BIGINT   number of the physical record in it; NULL if not kept
--           topic     VARCHAR  support or sales; NULL if not exported
-- reads:    fct_audio, fct_call_recordings
-- basis:    notice §3

WITH listed_recordings AS (
  SELECT DISTINCT
    snapshot,
    recording
  FROM fct_audio
  -- Where a notice of its deletion is left, the recording was not lost.
  WHERE kind = 'recordings'
)

SELECT
  calls.snapshot,
  calls.dataset,
  calls.file,
  calls.row,
  calls.topic
FROM fct_call_recordings AS calls
LEFT JOIN listed_recordings AS listed
  ON calls.snapshot = listed.snapshot AND calls.recording = listed.recording
WHERE calls.is_recorded AND listed.recording IS NULL
