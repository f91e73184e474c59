-- Audio counted: recordings and transcripts by what their calls were about.
--
-- grain:    one row per snapshot, dataset and combination of the columns before the last
-- columns:  snapshot       DATE     day of the exports
--           dataset        VARCHAR  as in sources.toml
--           kind           VARCHAR  recordings or transcripts
--           topic          VARCHAR  support or sales; NULL if no call tells it
--           has_call       BOOLEAN  a call names the recording
--           is_deleted     BOOLEAN  only a notice of its deletion is left
--           is_audio_gone  BOOLEAN  a transcript that is held and whose audio is not
--           audio_state    VARCHAR  of a transcript held: its audio is held, deleted or unlisted
--           recordings     BIGINT   rows of the lists
-- reads:    fct_matched_audio
-- basis:    notice §3

SELECT
  snapshot,
  dataset,
  kind,
  topic,
  has_call,
  is_deleted,
  is_audio_gone,
  audio_state,
  count(*) AS recordings
FROM fct_matched_audio
GROUP BY snapshot, dataset, kind, topic, has_call, is_deleted, is_audio_gone, audio_state
