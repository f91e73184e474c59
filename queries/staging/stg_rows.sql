-- Rows: every row of one dataset's files, with what must be known of it and nothing more.
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
--           has_stray_code     BOOLEAN  a personal identity code stands where none belongs
--           code_marks         BOOLEAN[][]  by text: is each code in it one for tests
--           is_elsewhere       BOOLEAN  belongs to another dataset of the same file
--           line_text          VARCHAR  a log line's day, as written; NULL for other formats
--           reject_reason      VARCHAR  why the row cannot be used; NULL if it can
--           records            BIGINT   how many alike rows stand behind it
--           prints             HUGEINT  sum of the keyed hashes of what was read of them
-- reads:    raw_rows
-- basis:    Data Protection Act 1050/2018 §29 (identity codes); notice §1 (company-only)

-- The record's own key, the person, the company, what links them, then each free text.
WITH searched AS (
  SELECT
    file_no,
    row,
    record_id,
    subject_id,
    company_id,
    start_text,
    start_key,
    deleted_on,
    fingerprint,
    identity_code,
    is_elsewhere,
    line_text,
    reject_reason,
    records,
    prints,
    list_transform(
      list_concat(
        -- Most keys are too short for a code, and that is seen at a glance.
        [
          CASE WHEN length(record_id) >= 11 THEN record_id END,
          CASE WHEN length(subject_id) >= 11 THEN subject_id END,
          CASE WHEN length(company_id) >= 11 THEN company_id END,
          links
        ],
        string_split(free_text, chr(31))
      ),
      LAMBDA text:
      -- Digits before or after make a reference number of it, so they are matched and refuse it.
      -- The day must exist in its century, and the check character must be right.
      list_transform(
        list_filter(
          regexp_extract_all(text, '\d{6,}[-+ABCDEFYXWVU]\d{3}[0-9A-Y]\d*'),
          LAMBDA code:
          length(code) = 11
          AND substr(code, 8, 3) >= '002'
          AND substr(
            '0123456789ABCDEFHJKLMNPRSTUVWXY',
            1 + try_cast(substr(code, 1, 6) || substr(code, 8, 3) AS INTEGER) % 31,
            1
          ) = substr(code, 11, 1)
          AND try_strptime(
            substr(code, 1, 4)
            || CASE
              WHEN substr(code, 7, 1) = '+' THEN '18'
              WHEN substr(code, 7, 1) IN ('-', 'Y', 'X', 'W', 'V', 'U') THEN '19'
              ELSE '20'
            END
            || substr(code, 5, 2),
            '%d%m%Y'
          ) IS NOT NULL
        ),
        LAMBDA code: substr(code, 8, 3) >= '900'
      )
    ) AS code_marks
  FROM raw_rows
)

SELECT
  file_no,
  row,
  record_id,
  -- Most keys are told to be harmless by a glance, before the pattern is tried.
  CASE
    WHEN
      record_id LIKE '%@%'
      OR record_id LIKE '+%'
      OR record_id LIKE '0%'
      OR length(record_id) >= 11
      THEN regexp_matches(record_id, getvariable('personal_id'))
    ELSE FALSE
  END AS has_personal_id,
  subject_id,
  start_text,
  start_key,
  deleted_on AS deleted_text,
  fingerprint,
  subject_id IS NULL AND company_id IS NOT NULL AS is_company_only,
  subject_id IS NOT NULL AS is_person_known,
  identity_code IS NOT NULL AS has_identity_code,
  len(flatten(code_marks)) > 0 AS has_stray_code,
  code_marks,
  is_elsewhere,
  line_text,
  reject_reason,
  records,
  prints
FROM searched
