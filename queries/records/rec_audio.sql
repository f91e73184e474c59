-- Audio to act on: recordings that no call names, and transcripts whose audio is gone.
--
-- grain:    one row per row of a list
-- columns:  snapshot       DATE     day of the exports
--           dataset        VARCHAR  as in sources.toml
--           kind           VARCHAR  recordings or transcripts
--           record_id      VARCHAR  file and row number
--           has_call       BOOLEAN  a call names the recording
--           is_deleted     BOOLEAN  only a notice of its deletion is left
--           is_audio_gone  BOOLEAN  a transcript that is held and whose audio is not
--           file           VARCHAR  export file
--           row            BIGINT   number of the physical record in it
-- reads:    fct_matched_audio
-- basis:    notice §3

SELECT
  snapshot,
  dataset,
  kind,
  concat(file, ':', row) AS record_id,
  has_call,
  is_deleted,
  is_audio_gone,
  file,
  row
FROM fct_matched_audio
WHERE NOT has_call OR is_audio_gone
