-- Due rows: records past their date, falling due within 90 days, or without a start; ids alone.
--
-- grain:    one row per personal record within the horizon
-- columns:  file_no            BIGINT   which of the dataset's files
--           row                BIGINT   number of the physical record in it
--           record_id          VARCHAR  the source's own key; NULL if it has none, or a telling one
--           person             UBIGINT  keyed hash of its person; NULL if unknown
--           starts_on          DATE     start of the deletion period; NULL if unknown
--           start_reading      VARCHAR  read, empty, or why it was not read
--           last_on            DATE     last permitted day; NULL without a start
--           is_held            BOOLEAN  a hold or restriction is open on it
--           has_identity_code  BOOLEAN  its column for identity codes is filled
--           has_stray_code     BOOLEAN  an identity code stands in its free text
-- reads:    fct_people, fct_rows, fig_row_deadlines, ref_part, stg_days
-- basis:    notice §7

WITH deletion_texts AS (
  SELECT days.text
  FROM stg_days AS days
  CROSS JOIN ref_part AS part
  WHERE days.day <= part.snapshot
)

SELECT
  cast(fct_rows.file_no AS BIGINT) AS file_no,
  fct_rows.row,
  CASE WHEN NOT fct_rows.has_personal_id THEN fct_rows.record_id END AS record_id,
  people.person,
  deadlines.starts_on,
  deadlines.start_reading,
  deadlines.last_on,
  fct_rows.is_held,
  fct_rows.has_identity_code,
  fct_rows.has_stray_code
FROM fct_rows
INNER JOIN fig_row_deadlines AS deadlines
  ON
    fct_rows.file_no = deadlines.file_no
    AND fct_rows.start_key IS NOT DISTINCT FROM deadlines.start_key
LEFT JOIN fct_people AS people ON fct_rows.subject_id = people.subject_id
LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
CROSS JOIN ref_part AS part
WHERE
  NOT fct_rows.is_company_only
  AND NOT fct_rows.is_elsewhere
  AND fct_rows.reject_reason IS NULL
  -- A log line without a day in brackets is rejected, and was counted as that.
  AND (NOT part.is_log OR lines.day IS NOT NULL)
  -- A deletion notice has the same starting text as a recording still held.
  AND NOT coalesce(
    fct_rows.deleted_text IN (SELECT deletion_texts.text FROM deletion_texts), FALSE
  )
