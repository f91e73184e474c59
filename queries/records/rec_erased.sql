-- Erased people's rows with their ids: what a dataset still holds of them.
--
-- grain:    one row per row of an export
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           subject_key  VARCHAR  keyed hash of the person
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on the snapshot's day
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_erased_rows, ref_files, ref_part, stg_days
-- basis:    GDPR Art. 17(1); notice §9

SELECT
  part.snapshot,
  part.dataset,
  CASE
    WHEN erased.record_id IS NULL OR erased.has_personal_id
      THEN concat(files.file, ':', erased.row)
    ELSE erased.record_id
  END AS record_id,
  format('{:016x}', erased.person) AS subject_key,
  starts.day AS starts_on,
  CASE
    WHEN erased.start_text IS NULL THEN 'empty'
    WHEN starts.day IS NULL THEN 'unreadable'
    ELSE 'known'
  END AS start_state,
  erased.is_held,
  files.file,
  erased.row
FROM fct_erased_rows AS erased
INNER JOIN ref_files AS files ON erased.file_no = files.file_no
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS starts ON erased.start_text = starts.text
