-- Rejected rows: which row of which file was refused, and why.
--
-- grain:    one row per rejected row
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           file      VARCHAR  export file
--           row       BIGINT   number of the physical record in it
--           reason    VARCHAR  message that says why
-- reads:    fct_rows, raw_rejects, ref_files, ref_part, stg_days

WITH refused_rows AS (
  SELECT
    file_no,
    row,
    reason
  FROM raw_rejects

  UNION ALL

  SELECT
    fct_rows.file_no,
    fct_rows.row,
    coalesce(fct_rows.reject_reason, 'reject.not_a_log_line') AS reason
  FROM fct_rows
  CROSS JOIN ref_part AS part
  LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
  WHERE fct_rows.reject_reason IS NOT NULL OR (part.is_log AND lines.day IS NULL)
)

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  refused_rows.row,
  refused_rows.reason
FROM refused_rows
INNER JOIN ref_files AS files ON refused_rows.file_no = files.file_no
CROSS JOIN ref_part AS part
ORDER BY files.file, refused_rows.row
