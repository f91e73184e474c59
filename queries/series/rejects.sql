-- Rejects: how many rows of each file were refused, and why.
--
-- grain:    one row per file and reason
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset    VARCHAR  as in sources.toml
--           file       VARCHAR  path inside the snapshot folder
--           reason     VARCHAR  message that says why
--           records    BIGINT   rows refused
-- reads:    fig_rejects

SELECT
  dataset,
  file,
  reason,
  records
FROM fig_rejects
WHERE snapshot = $snapshot
ORDER BY dataset, file, reason
