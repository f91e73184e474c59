-- Records that carry a personal identity code: where one stands, never the code itself.
--
-- grain:    one row per row that is kept, one about a company too: the code is a person's
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           is_stray     BOOLEAN  where none belongs: in free text, in a key, in a log line
--           column_name  VARCHAR  columns of the export in which it does not belong; else NULL
--           is_test      BOOLEAN  all of those are for tests: individual numbers from 900 to 999
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_codes, fct_rows, ref_files, ref_part, stg_days
-- basis:    Data Protection Act 1050/2018 §29

WITH places AS (
  SELECT
    file_no,
    row,
    string_agg(column_name, ', ' ORDER BY column_name) AS column_name,
    bool_and(is_test) AS is_test
  FROM fct_codes
  GROUP BY file_no, row
)

SELECT
  part.snapshot,
  part.dataset,
  CASE
    WHEN
      fct_rows.record_id IS NULL
      OR fct_rows.has_personal_id
      THEN concat(files.file, ':', fct_rows.row)
    ELSE fct_rows.record_id
  END AS record_id,
  fct_rows.has_stray_code AS is_stray,
  places.column_name,
  places.is_test,
  files.file,
  fct_rows.row
FROM fct_rows
INNER JOIN ref_files AS files ON fct_rows.file_no = files.file_no
LEFT JOIN places ON fct_rows.file_no = places.file_no AND fct_rows.row = places.row
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
WHERE
  (fct_rows.has_identity_code OR fct_rows.has_stray_code)
  AND NOT fct_rows.is_elsewhere
  AND fct_rows.reject_reason IS NULL
  -- A log line without a day in brackets is rejected, and was counted as that.
  AND (NOT part.is_log OR lines.day IS NOT NULL)
