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
--           start_reading      VARCHAR  read, empty, or why it was not read
--           period_state       VARCHAR  dated or no_start
--           last_on            DATE     last permitted day; NULL without a start
--           is_held            BOOLEAN  a hold or restriction is open on it
--           has_identity_code  BOOLEAN  its column for identity codes is filled
--           has_stray_code     BOOLEAN  an identity code stands in its free text
--           file               VARCHAR  export file
--           row                BIGINT   number of the physical record in it
-- reads:    rec_due_rows, rec_files
-- basis:    notice §7

SELECT
  files.snapshot,
  files.dataset,
  files.source,
  files.category,
  files.rule,
  coalesce(due_rows.record_id, concat(files.file, ':', due_rows.row)) AS record_id,
  format('{:016x}', due_rows.person) AS subject_key,
  due_rows.starts_on,
  CASE
    WHEN due_rows.start_reading = 'empty' THEN 'empty'
    WHEN due_rows.starts_on IS NULL THEN 'unreadable'
    ELSE 'known'
  END AS start_state,
  due_rows.start_reading,
  CASE WHEN due_rows.last_on IS NULL THEN 'no_start' ELSE 'dated' END AS period_state,
  due_rows.last_on,
  due_rows.is_held,
  due_rows.has_identity_code,
  due_rows.has_stray_code,
  files.file,
  due_rows.row
FROM rec_due_rows AS due_rows
INNER JOIN rec_files AS files ON due_rows.file_no = files.file_no
