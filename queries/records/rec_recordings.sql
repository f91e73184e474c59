-- Recordings and transcripts held, with their ids.
--
-- grain:    one row per recording or transcript still held
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           kind          VARCHAR  recordings or transcripts
--           recording_id  VARCHAR  the source's own key, or file and row number
--           started_on    DATE     day of the call; NULL if unknown
--           file          VARCHAR  export file
--           row           BIGINT   number of the physical record in it
-- reads:    raw_rows, ref_datasets, ref_files, ref_part, stg_days
-- basis:    notice §3

SELECT
  part.snapshot,
  part.dataset,
  datasets.kind,
  CASE
    WHEN
      raw_rows.recording_id IS NULL
      OR regexp_matches(raw_rows.recording_id, getvariable('personal_id'))
      THEN concat(files.file, ':', raw_rows.row)
    ELSE raw_rows.recording_id
  END AS recording_id,
  starts.day AS started_on,
  files.file,
  raw_rows.row
FROM raw_rows
INNER JOIN ref_files AS files ON raw_rows.file_no = files.file_no
CROSS JOIN ref_part AS part
INNER JOIN ref_datasets AS datasets ON part.dataset = datasets.dataset
LEFT JOIN stg_days AS starts ON raw_rows.start_text = starts.text
LEFT JOIN stg_days AS deletions ON raw_rows.deleted_on = deletions.text
WHERE
  NOT raw_rows.is_elsewhere
  AND raw_rows.reject_reason IS NULL
  AND (deletions.day IS NULL OR deletions.day > part.snapshot)
