-- Rejected rows: which row of which file was refused, why, and how it looks.
--
-- grain:    one row per rejected row; up to 10,000 of a file
-- params:   $snapshot    DATE     day of the exports
-- columns:  dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           reason       VARCHAR  message that says why
--           column_name  VARCHAR  column of the cell at fault; NULL if the row is
--           expected     BIGINT   fields of a whole row; NULL if their number is no fault
--           found        BIGINT   fields of this one; NULL likewise
--           excerpt      VARCHAR  how the row looks: letters as x, digits as 9
-- reads:    rec_rejects

SELECT
  dataset,
  file,
  row,
  reason,
  column_name,
  expected,
  found,
  excerpt
FROM rec_rejects
WHERE snapshot = $snapshot
ORDER BY dataset, file, row
