-- Row groups: rows that are alike in all that figures depend on, counted.
--
-- grain:    one row per file and combination of the columns before the last two
-- columns:  file_no            INTEGER  which of the dataset's files
--           start_text         VARCHAR  where the deletion period starts, as written
--           start_key          VARCHAR  the same, but a short text as the export has it
--           deleted_text       VARCHAR  when a recording was deleted, as written
--           is_company_only    BOOLEAN  about a company and no person
--           is_person_known    BOOLEAN  names its person
--           is_held            BOOLEAN  a hold or restriction is open on it
--           has_identity_code  BOOLEAN  its column for identity codes is filled
--           has_stray_code     BOOLEAN  an identity code stands in its free text
--           is_elsewhere       BOOLEAN  belongs to another dataset of the same file
--           line_text          VARCHAR  a log line's day, as written
--           reject_reason      VARCHAR  why the rows cannot be used
--           is_id_missing      BOOLEAN  has no key of the source system
--           records            BIGINT   how many rows
--           prints             HUGEINT  sum of the keyed hashes of what was read of them
-- reads:    fct_rows

SELECT
  file_no,
  start_text,
  start_key,
  deleted_text,
  is_company_only,
  is_person_known,
  is_held,
  has_identity_code,
  has_stray_code,
  is_elsewhere,
  line_text,
  reject_reason,
  record_id IS NULL AS is_id_missing,
  cast(sum(records) AS BIGINT) AS records,
  cast(sum(prints) AS HUGEINT) AS prints
FROM fct_rows
GROUP BY
  file_no,
  start_text,
  start_key,
  deleted_text,
  is_company_only,
  is_person_known,
  is_held,
  has_identity_code,
  has_stray_code,
  is_elsewhere,
  line_text,
  reject_reason,
  record_id IS NULL
