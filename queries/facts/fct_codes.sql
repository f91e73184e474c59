-- Identity codes out of place: in which column one stands, never the code itself.
--
-- grain:    one row per row that is kept and column with a code in it
-- columns:  file_no      INTEGER  which of the dataset's files
--           row          BIGINT   number of the physical record in its file; NULL if not kept
--           column_name  VARCHAR  column of the export; several in the place of one key together
--           is_test      BOOLEAN  all codes in it are for tests: individual numbers from 900
--           records      BIGINT   how many alike rows stand behind it
-- reads:    ref_code_columns, ref_part, stg_days, stg_rows
-- basis:    Data Protection Act 1050/2018 §29

WITH marked AS (
  SELECT
    staged.file_no,
    staged.row,
    staged.records,
    unnest(staged.code_marks) AS marks,
    generate_subscripts(staged.code_marks, 1) AS place
  FROM stg_rows AS staged
  CROSS JOIN ref_part AS part
  LEFT JOIN stg_days AS lines ON staged.line_text = lines.text
  WHERE
    staged.has_stray_code
    AND NOT staged.is_elsewhere
    AND staged.reject_reason IS NULL
    AND (NOT part.is_log OR lines.day IS NOT NULL)
)

SELECT
  marked.file_no,
  marked.row,
  columns.column_name,
  list_bool_and(marked.marks) AS is_test,
  marked.records
FROM marked
INNER JOIN ref_code_columns AS columns ON marked.place = columns.place
WHERE len(marked.marks) > 0
