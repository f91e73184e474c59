-- Unread holds: registers of holds that were not read to their last row.
--
-- grain:    one row per register
-- params:   $snapshot  DATE     day of the exports
-- columns:  dataset    VARCHAR  as in sources.toml
--           files      BIGINT   its files that were not read, or are not there
--           rejected   BIGINT   its rows that could not be taken in
-- reads:    fig_files, ref_datasets
-- basis:    GDPR Art. 17(3)(e) and 18(2)

SELECT
  files.dataset,
  count(*) FILTER (WHERE files.state <> 'read') AS files,
  cast(sum(files.rejected) AS BIGINT) AS rejected
FROM fig_files AS files
INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
WHERE
  files.snapshot = $snapshot
  AND datasets.kind = 'holds'
  AND (files.state <> 'read' OR files.rejected > 0)
GROUP BY files.dataset, datasets.position
ORDER BY datasets.position
