-- Typed groups: row groups with their days read, and what becomes of their rows.
--
-- grain:    one row per row group
-- columns:  file_no            INTEGER  which of the dataset's files
--           starts_on          DATE     start of the deletion period; NULL if unknown
--           start_state        VARCHAR  known, empty or unreadable
--           start_reading      VARCHAR  read, empty, or why it was not read
--           start_text         VARCHAR  the start as written
--           start_key          VARCHAR  the same, but a short text as the export has it
--           is_deleted         BOOLEAN  only tells that a recording was deleted by then
--           is_company_only    BOOLEAN  about a company and no person
--           is_person_known    BOOLEAN  names its person
--           is_held            BOOLEAN  a hold or restriction is open on it
--           has_identity_code  BOOLEAN  its column for identity codes is filled
--           has_stray_code     BOOLEAN  an identity code stands in its free text
--           fate               VARCHAR  kept, elsewhere or rejected
--           reject_reason      VARCHAR  why it was rejected; NULL otherwise
--           is_id_missing      BOOLEAN  has no key of the source system
--           records            BIGINT   how many rows
--           prints             HUGEINT  sum of the keyed hashes of what was read of them
-- reads:    fct_readings, fct_row_groups, ref_part, stg_days

SELECT
  row_groups.file_no,
  starts.day AS starts_on,
  CASE
    WHEN row_groups.start_text IS NULL THEN 'empty'
    WHEN starts.day IS NULL THEN 'unreadable'
    ELSE 'known'
  END AS start_state,
  coalesce(starts.reading, 'empty') AS start_reading,
  row_groups.start_text,
  row_groups.start_key,
  coalesce(deletions.day <= part.snapshot, FALSE) AS is_deleted,
  row_groups.is_company_only,
  row_groups.is_person_known,
  row_groups.is_held,
  row_groups.has_identity_code,
  row_groups.has_stray_code,
  CASE
    -- A log line without a day in brackets is no line of a combined log.
    WHEN row_groups.reject_reason IS NOT NULL THEN 'rejected'
    WHEN part.is_log AND lines.day IS NULL THEN 'rejected'
    WHEN row_groups.is_elsewhere THEN 'elsewhere'
    ELSE 'kept'
  END AS fate,
  CASE
    WHEN row_groups.reject_reason IS NOT NULL THEN row_groups.reject_reason
    WHEN part.is_log AND lines.day IS NULL THEN 'reject.not_a_log_line'
  END AS reject_reason,
  row_groups.is_id_missing,
  row_groups.records,
  row_groups.prints
FROM fct_row_groups AS row_groups
CROSS JOIN ref_part AS part
LEFT JOIN fct_readings AS starts ON row_groups.start_text = starts.text
LEFT JOIN stg_days AS deletions ON row_groups.deleted_text = deletions.text
LEFT JOIN stg_days AS lines ON row_groups.line_text = lines.text
