-- Audio matched: listed recordings and transcripts with their call, transcripts with their audio.
--
-- grain:    one row per row of a list of a snapshot
-- columns:  snapshot       DATE     day of the exports
--           dataset        VARCHAR  as in sources.toml
--           kind           VARCHAR  recordings or transcripts
--           file           VARCHAR  export file
--           row            BIGINT   number of the physical record in it; NULL if not kept
--           topic          VARCHAR  support or sales; NULL if no call tells it
--           has_call       BOOLEAN  a call names the recording
--           is_deleted     BOOLEAN  only a notice of its deletion is left
--           is_audio_gone  BOOLEAN  a transcript that is held and whose audio is not
-- reads:    fct_audio, fct_call_recordings
-- basis:    notice §3

WITH called AS (
  SELECT
    snapshot,
    recording,
    min(topic) AS topic
  FROM fct_call_recordings
  GROUP BY snapshot, recording
),

held_audio AS (
  SELECT DISTINCT
    snapshot,
    recording
  FROM fct_audio
  WHERE kind = 'recordings' AND NOT is_deleted
)

SELECT
  audio.snapshot,
  audio.dataset,
  audio.kind,
  audio.file,
  audio.row,
  called.topic,
  called.recording IS NOT NULL AS has_call,
  audio.is_deleted,
  audio.kind = 'transcripts' AND NOT audio.is_deleted AND held_audio.recording IS NULL
    AS is_audio_gone
FROM fct_audio AS audio
LEFT JOIN called ON audio.snapshot = called.snapshot AND audio.recording = called.recording
LEFT JOIN held_audio
  ON audio.snapshot = held_audio.snapshot AND audio.recording = held_audio.recording
