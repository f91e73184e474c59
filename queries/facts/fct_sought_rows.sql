-- Rows found: rows of a dataset that name somebody who is looked for.
--
-- grain:    one row per row of an export and identifier found in it
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           record_id    VARCHAR  the source's own key, or file and row number
--           identifier   UBIGINT  keyed hash of the person, or of what linked them
--           is_link      BOOLEAN  found by an e-mail address, a phone or a customer number
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on it on the snapshot's day
-- reads:    fct_links, fct_people, fct_rows, ref_files, ref_part, ref_sought, stg_days, stg_links
-- basis:    GDPR Art. 7(3) and 17(1); notice §9

WITH sought_people AS (
  SELECT
    people.subject_id,
    people.person
  FROM fct_people AS people
  INNER JOIN ref_sought AS sought ON people.person = sought.identifier
),

sought_links AS (
  SELECT
    links.link_text,
    links.link
  FROM fct_links AS links
  INNER JOIN ref_sought AS sought ON links.link = sought.identifier
),

found AS (
  SELECT
    fct_rows.file_no,
    fct_rows.row,
    people.person AS identifier,
    FALSE AS is_link
  FROM fct_rows
  INNER JOIN sought_people AS people ON fct_rows.subject_id = people.subject_id

  UNION

  SELECT
    staged.file_no,
    staged.row,
    links.link AS identifier,
    TRUE AS is_link
  FROM stg_links AS staged
  INNER JOIN sought_links AS links ON staged.link_text = links.link_text
)

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  fct_rows.row,
  CASE
    WHEN fct_rows.record_id IS NULL OR fct_rows.has_personal_id
      THEN concat(files.file, ':', fct_rows.row)
    ELSE fct_rows.record_id
  END AS record_id,
  found.identifier,
  found.is_link,
  starts.day AS starts_on,
  CASE
    WHEN fct_rows.start_text IS NULL THEN 'empty'
    WHEN starts.day IS NULL THEN 'unreadable'
    ELSE 'known'
  END AS start_state,
  fct_rows.is_held
FROM fct_rows
INNER JOIN found ON fct_rows.file_no = found.file_no AND fct_rows.row = found.row
INNER JOIN ref_files AS files ON fct_rows.file_no = files.file_no
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
LEFT JOIN stg_days AS starts ON fct_rows.start_text = starts.text
WHERE
  NOT fct_rows.is_elsewhere
  AND fct_rows.reject_reason IS NULL
  AND (NOT part.is_log OR lines.day IS NOT NULL)
