-- Rejected rows: which row of which file was refused, and why.
--
-- grain:    one row per rejected row
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset    VARCHAR  as in sources.toml
--           file       VARCHAR  export file
--           row        BIGINT   number of the physical record in it
--           reason     VARCHAR  message that says why
-- reads:    rec_rejects

SELECT
  dataset,
  file,
  row,
  reason
FROM rec_rejects
WHERE snapshot = $snapshot
ORDER BY dataset, file, row
