-- Erased rows: rows of a dataset that name people whose erasure was granted.
--
-- grain:    one row per row of an export
-- columns:  file_no          INTEGER  which of the dataset's files
--           row              BIGINT   number of the physical record in its file; NULL if not kept
--           record_id        VARCHAR  the source system's own key
--           has_personal_id  BOOLEAN  its key looks like an e-mail address, a number or a code
--           person           UBIGINT  keyed hash of the person
--           start_text       VARCHAR  where the deletion period starts, as written
--           is_held          BOOLEAN  a hold or restriction is open on it on the snapshot's day
-- reads:    fct_people, fct_rows, ref_erased, ref_part, stg_days
-- basis:    GDPR Art. 17(1); notice §9

WITH erased_people AS (
  SELECT
    people.subject_id,
    people.person
  FROM fct_people AS people
  INNER JOIN ref_erased AS erased ON people.person = erased.person
)

SELECT
  fct_rows.file_no,
  fct_rows.row,
  fct_rows.record_id,
  fct_rows.has_personal_id,
  erased_people.person,
  fct_rows.start_text,
  fct_rows.is_held
FROM fct_rows
INNER JOIN erased_people ON fct_rows.subject_id = erased_people.subject_id
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
WHERE
  NOT fct_rows.is_elsewhere
  AND fct_rows.reject_reason IS NULL
  AND (NOT part.is_log OR lines.day IS NOT NULL)
