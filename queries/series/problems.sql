-- Problems: what is wrong with the exports of every snapshot, one sentence each.
--
-- grain:    one row per snapshot, dataset and file with a problem
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml; NULL for a file that none declares
--           problem   VARCHAR  message that says what is wrong
--           detail    VARCHAR  JSON object of the message's values
-- reads:    fig_files

SELECT
  snapshot,
  dataset,
  problem,
  detail
FROM fig_files
WHERE problem IS NOT NULL
ORDER BY snapshot, dataset, file
