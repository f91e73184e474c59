-- Calls and their recordings: calls that were recorded, or that name a recording.
--
-- grain:    one row per call of a part; at publication, of a snapshot
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it; NULL if not kept
--           person       UBIGINT  keyed hash of the other party; NULL if unknown
--           recording    VARCHAR  keyed hash of the recording; NULL if none is named
--           topic        VARCHAR  support or sales; NULL if not exported
--           is_recorded  BOOLEAN  marked as recorded
-- reads:    fct_people, raw_rows, ref_files, ref_part
-- basis:    notice §3

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  raw_rows.row,
  people.person,
  substr(
    sha256(getvariable('key') || chr(0) || 'recording' || chr(0) || raw_rows.recording_id), 1, 16
  ) AS recording,
  CASE WHEN raw_rows.topic IN ('support', 'sales') THEN raw_rows.topic END AS topic,
  coalesce(raw_rows.is_recorded IN ('yes', 'true', '1'), FALSE) AS is_recorded
FROM raw_rows
INNER JOIN ref_files AS files ON raw_rows.file_no = files.file_no
LEFT JOIN fct_people AS people ON raw_rows.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE
  (raw_rows.recording_id IS NOT NULL OR raw_rows.is_recorded IN ('yes', 'true', '1'))
  AND NOT raw_rows.is_elsewhere
  AND raw_rows.reject_reason IS NULL
