-- Refused rows: the rows of a part that could not be taken in, by their form or by their content.
--
-- grain:    one row per rejected row; the first 10,000 of each file
-- columns:  file_no      INTEGER  which of the dataset's files
--           row          BIGINT   number of the physical record in it
--           reason       VARCHAR  message that says why
--           column_name  VARCHAR  column of the cell at fault; NULL if the row is, or not known yet
--           expected     BIGINT   fields of a whole row; NULL if their number is no fault
--           found        BIGINT   fields of this one; NULL likewise
--           excerpt      VARCHAR  how the row looks, masked; NULL if it must still be looked up
-- reads:    fct_rows, raw_rejects, ref_part, stg_days

WITH refused_rows AS (
  SELECT
    file_no,
    row,
    reason,
    column_name,
    expected,
    found,
    excerpt
  FROM raw_rejects

  UNION ALL

  SELECT
    fct_rows.file_no,
    fct_rows.row,
    coalesce(fct_rows.reject_reason, 'reject.not_a_log_line') AS reason,
    NULL AS column_name,
    NULL AS expected,
    NULL AS found,
    NULL AS excerpt
  FROM fct_rows
  CROSS JOIN ref_part AS part
  LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
  WHERE fct_rows.reject_reason IS NOT NULL OR (part.is_log AND lines.day IS NULL)
)

SELECT
  file_no,
  row,
  reason,
  column_name,
  expected,
  found,
  excerpt
FROM refused_rows
-- A file that is not what it should be at all has millions; all are counted in fig_rejects.
QUALIFY row_number() OVER (PARTITION BY file_no ORDER BY row) <= 10000
ORDER BY file_no, row
