-- Rejected rows: which row of which file was refused, why, and how it looks.
--
-- grain:    one row per rejected row; up to 10,000 of a file
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           reason       VARCHAR  message that says why
--           column_name  VARCHAR  column of the cell at fault; NULL if the row is
--           expected     BIGINT   fields of a whole row; NULL if their number is no fault
--           found        BIGINT   fields of this one; NULL likewise
--           excerpt      VARCHAR  how the row looks: letters as x, digits as 9
-- reads:    fct_refused_rows, raw_excerpts, ref_files, ref_part

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  refused_rows.row,
  refused_rows.reason,
  coalesce(refused_rows.column_name, excerpts.column_name) AS column_name,
  refused_rows.expected,
  refused_rows.found,
  coalesce(refused_rows.excerpt, excerpts.excerpt) AS excerpt
FROM fct_refused_rows AS refused_rows
INNER JOIN ref_files AS files ON refused_rows.file_no = files.file_no
LEFT JOIN raw_excerpts AS excerpts
  ON refused_rows.file_no = excerpts.file_no AND refused_rows.row = excerpts.row
CROSS JOIN ref_part AS part
ORDER BY files.file, refused_rows.row
