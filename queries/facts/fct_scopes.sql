-- Recordings in scope: audio held of whoever asks for a copy, by open request.
--
-- grain:    one row per open request for a copy of a snapshot
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it; NULL if not kept
--           right        VARCHAR  access or portability
--           received_on  DATE     day it reached an official channel; NULL if unknown
--           recordings   BIGINT   recordings held of that person's calls
--           transcripts  BIGINT   transcripts held of them
-- reads:    fct_asks, fct_audio, fct_call_recordings, fct_same_people
-- basis:    GDPR Art. 15(3) and 20(1); notice §§3 and 9

WITH their_recordings AS (
  SELECT DISTINCT
    people.snapshot,
    people.person,
    calls.recording
  FROM fct_same_people AS people
  INNER JOIN fct_call_recordings AS calls
    ON people.snapshot = calls.snapshot AND people.other = calls.person
  WHERE calls.recording IS NOT NULL
),

held_audio AS (
  SELECT
    snapshot,
    kind,
    recording
  FROM fct_audio
  WHERE NOT is_deleted AND recording IS NOT NULL
)

SELECT
  asks.snapshot,
  asks.dataset,
  asks.file,
  asks.row,
  asks.right,
  asks.received_on,
  count(*) FILTER (WHERE audio.kind = 'recordings') AS recordings,
  count(*) FILTER (WHERE audio.kind = 'transcripts') AS transcripts
FROM fct_asks AS asks
LEFT JOIN their_recordings AS theirs
  ON asks.snapshot = theirs.snapshot AND asks.person = theirs.person
LEFT JOIN held_audio AS audio
  ON theirs.snapshot = audio.snapshot AND theirs.recording = audio.recording
-- Two requests of a register may be alike in all that figures know: rows tell them apart.
GROUP BY
  asks.snapshot, asks.dataset, asks.file, asks.row, asks.right, asks.received_on, asks.person
