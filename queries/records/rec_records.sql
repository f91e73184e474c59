-- Records to act on: past their date, falling due within 90 days, or without a start.
--
-- grain:    one row per personal record within the horizon
-- columns:  snapshot           DATE     day of the exports
--           dataset            VARCHAR  as in sources.toml
--           source             VARCHAR  source system
--           category           VARCHAR  category of the notice
--           rule               VARCHAR  deletion rule
--           record_id          VARCHAR  the source's own key, or file and row number
--           subject_key        VARCHAR  keyed hash of its person; NULL if unknown
--           starts_on          DATE     start of the deletion period; NULL if unknown
--           start_state        VARCHAR  known, empty or unreadable
--           period_state       VARCHAR  dated or no_start
--           last_on            DATE     last permitted day; NULL without a start
--           is_held            BOOLEAN  a hold or restriction is open on it
--           has_identity_code  BOOLEAN  its column for identity codes is filled
--           has_stray_code     BOOLEAN  an identity code stands in its free text
--           file               VARCHAR  export file
--           row                BIGINT   number of the physical record in it
-- reads:    fct_people, fct_rows, fct_typed_groups, fig_deadlines, ref_datasets, ref_files,
--           ref_part, stg_days
-- basis:    notice §7

WITH due_days AS (
  SELECT DISTINCT
    deadlines.starts_on,
    deadlines.start_state,
    deadlines.period_state,
    deadlines.last_on
  FROM fig_deadlines AS deadlines
  CROSS JOIN ref_part AS part
  WHERE
    deadlines.period_state = 'no_start'
    OR (deadlines.period_state = 'dated' AND deadlines.last_on <= part.horizon_on)
),

-- Few texts stand behind many rows: the rows are met by their text, and no day is parsed twice.
due_texts AS (
  SELECT DISTINCT
    typed.file_no,
    typed.start_text,
    typed.is_deleted,
    due_days.starts_on,
    due_days.start_state,
    due_days.period_state,
    due_days.last_on
  FROM fct_typed_groups AS typed
  INNER JOIN due_days
    ON
      typed.starts_on IS NOT DISTINCT FROM due_days.starts_on
      AND typed.start_state = due_days.start_state
  WHERE typed.fate = 'kept' AND NOT typed.is_company_only AND NOT typed.is_deleted
),

deletion_texts AS (
  SELECT days.text
  FROM stg_days AS days
  CROSS JOIN ref_part AS part
  WHERE days.day <= part.snapshot
)

SELECT
  part.snapshot,
  part.dataset,
  datasets.source,
  datasets.category,
  datasets.rule,
  CASE
    WHEN
      fct_rows.record_id IS NULL
      OR fct_rows.has_personal_id
      THEN concat(files.file, ':', fct_rows.row)
    ELSE fct_rows.record_id
  END AS record_id,
  format('{:016x}', people.person) AS subject_key,
  due_texts.starts_on,
  due_texts.start_state,
  due_texts.period_state,
  due_texts.last_on,
  fct_rows.is_held,
  fct_rows.has_identity_code,
  fct_rows.has_stray_code,
  files.file,
  fct_rows.row
FROM fct_rows
INNER JOIN due_texts
  ON
    fct_rows.file_no = due_texts.file_no
    AND fct_rows.start_text IS NOT DISTINCT FROM due_texts.start_text
INNER JOIN ref_files AS files ON fct_rows.file_no = files.file_no
LEFT JOIN fct_people AS people ON fct_rows.subject_id = people.subject_id
CROSS JOIN ref_part AS part
INNER JOIN ref_datasets AS datasets ON part.dataset = datasets.dataset
WHERE
  NOT fct_rows.is_company_only
  AND NOT fct_rows.is_elsewhere
  AND fct_rows.reject_reason IS NULL
  -- A deletion notice has the same starting text as a recording still held.
  AND NOT coalesce(
    fct_rows.deleted_text IN (SELECT deletion_texts.text FROM deletion_texts), FALSE
  )
