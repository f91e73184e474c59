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
--           audio_state    VARCHAR  of a transcript held: its audio is held, deleted or unlisted
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

listed_audio AS (
  SELECT
    snapshot,
    recording,
    -- One file that is held is enough, whatever notices stand beside it.
    bool_or(NOT is_deleted) AS is_held
  FROM fct_audio
  WHERE kind = 'recordings'
  GROUP BY snapshot, recording
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
  audio.kind = 'transcripts' AND NOT audio.is_deleted AND NOT coalesce(listed.is_held, FALSE)
    AS is_audio_gone,
  CASE
    WHEN audio.kind <> 'transcripts' OR audio.is_deleted THEN NULL
    WHEN listed.is_held THEN 'held'
    WHEN listed.recording IS NOT NULL THEN 'deleted'
    ELSE 'unlisted'
  END AS audio_state
FROM fct_audio AS audio
LEFT JOIN called ON audio.snapshot = called.snapshot AND audio.recording = called.recording
LEFT JOIN listed_audio AS listed
  ON audio.snapshot = listed.snapshot AND audio.recording = listed.recording
