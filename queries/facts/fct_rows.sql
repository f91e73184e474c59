-- Rows and holds: every row of the dataset, with whether its deletion is suspended.
--
-- grain:    one row per row that was read
-- columns:  file_no            INTEGER  which of the dataset's files
--           row                BIGINT   number of the physical record in its file; NULL if not kept
--           record_id          VARCHAR  the source system's own key
--           has_personal_id    BOOLEAN  its key looks like an e-mail address, a number or a code
--           subject_id         VARCHAR  whom the row is about, as the source system names them
--           start_text         VARCHAR  where the deletion period starts, as written
--           start_key          VARCHAR  the same, but a short text as the export has it
--           deleted_text       VARCHAR  when a recording was deleted, as written
--           fingerprint        VARCHAR  columns that stay the same when a system numbers anew
--           is_company_only    BOOLEAN  about a company and no person
--           is_person_known    BOOLEAN  names its person
--           has_identity_code  BOOLEAN  its column for personal identity codes is filled
--           has_stray_code     BOOLEAN  a personal identity code stands in its free text
--           is_elsewhere       BOOLEAN  belongs to another dataset of the same file
--           line_text          VARCHAR  a log line's day, as written; NULL for other formats
--           reject_reason      VARCHAR  why the row cannot be used; NULL if it can
--           records            BIGINT   how many rows stand behind it
--           prints             HUGEINT  sum of the keyed hashes of what was read of them
--           is_held            BOOLEAN  a hold or restriction is open on it on the snapshot's day
-- reads:    ref_holds, ref_part, stg_rows
-- basis:    GDPR Art. 17(3)(b) and (e), Art. 18

WITH held_records AS (
  SELECT record_id
  FROM ref_holds
  WHERE record_id IS NOT NULL
),

held_people AS (
  SELECT subject_id
  FROM ref_holds
  WHERE subject_id IS NOT NULL
)

SELECT
  staged.file_no,
  staged.row,
  staged.record_id,
  staged.has_personal_id,
  staged.subject_id,
  staged.start_text,
  staged.start_key,
  staged.deleted_text,
  staged.fingerprint,
  staged.is_company_only,
  staged.is_person_known,
  staged.has_identity_code,
  staged.has_stray_code,
  staged.is_elsewhere,
  staged.line_text,
  staged.reject_reason,
  staged.records,
  staged.prints,
  part.is_dataset_held
  OR coalesce(staged.record_id IN (SELECT held_records.record_id FROM held_records), FALSE)
  OR coalesce(staged.subject_id IN (SELECT held_people.subject_id FROM held_people), FALSE)
    AS is_held
FROM stg_rows AS staged
CROSS JOIN ref_part AS part
