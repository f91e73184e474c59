-- Recorded calls with their ids.
--
-- grain:    one row per call that was recorded
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           record_id     VARCHAR  the source's own key, or file and row number
--           subject_key   VARCHAR  keyed hash of the other party; NULL if unknown
--           called_on     DATE     day of the call; NULL if unknown
--           direction     VARCHAR  inbound or outbound; NULL if not exported
--           topic         VARCHAR  support or sales; NULL if not exported
--           is_announced  BOOLEAN  the caller was told before; NULL if not exported
--           seconds       BIGINT   length; NULL if not exported
--           file          VARCHAR  export file
--           row           BIGINT   number of the physical record in it
-- reads:    fct_people, ref_files, ref_part, stg_calls
-- basis:    notice §3

SELECT
  part.snapshot,
  part.dataset,
  CASE
    WHEN
      calls.record_id IS NULL
      OR regexp_matches(calls.record_id, getvariable('personal_id'))
      THEN concat(files.file, ':', calls.row)
    ELSE calls.record_id
  END AS record_id,
  format('{:016x}', people.person) AS subject_key,
  calls.called_on,
  calls.direction,
  calls.topic,
  calls.is_announced,
  calls.seconds,
  files.file,
  calls.row
FROM stg_calls AS calls
INNER JOIN ref_files AS files ON calls.file_no = files.file_no
LEFT JOIN fct_people AS people ON calls.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE calls.is_recorded
