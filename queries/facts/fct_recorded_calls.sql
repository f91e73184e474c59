-- Recorded calls: each call marked as recorded, with what became of its recording.
--
-- grain:    one row per call of a snapshot
-- columns:  snapshot    DATE     day of the exports
--           dataset     VARCHAR  as in sources.toml
--           file        VARCHAR  export file
--           row         BIGINT   number of the physical record in it; NULL if not kept
--           topic       VARCHAR  support or sales; NULL if not exported
--           file_state  VARCHAR  held, deleted (a notice of it is listed) or missing
-- reads:    fct_audio, fct_call_recordings
-- basis:    notice §3

WITH listed_recordings AS (
  SELECT
    snapshot,
    recording,
    bool_or(NOT is_deleted) AS is_held
  FROM fct_audio
  WHERE kind = 'recordings'
  GROUP BY snapshot, recording
)

SELECT
  calls.snapshot,
  calls.dataset,
  calls.file,
  calls.row,
  calls.topic,
  CASE
    WHEN listed.recording IS NULL THEN 'missing'
    WHEN listed.is_held THEN 'held'
    -- Where a notice of its deletion is left, the recording was not lost.
    ELSE 'deleted'
  END AS file_state
FROM fct_call_recordings AS calls
LEFT JOIN listed_recordings AS listed
  ON calls.snapshot = listed.snapshot AND calls.recording = listed.recording
WHERE calls.is_recorded
