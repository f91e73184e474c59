-- Problems: what is wrong with the exports of every snapshot, one sentence each.
--
-- grain:    one row per snapshot, dataset, file and problem
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml; NULL for a file that none declares
--           file      VARCHAR  path inside the snapshot folder; NULL if the dataset has none
--           problem   VARCHAR  message that says what is wrong
--           detail    VARCHAR  JSON object of the message's values
-- reads:    fig_files, fig_problems, fig_rejects

WITH refused_rows AS (
  SELECT
    snapshot,
    dataset,
    file,
    sum(records) AS records,
    first(reason ORDER BY records DESC, reason ASC) AS commonest
  FROM fig_rejects
  GROUP BY snapshot, dataset, file
),

-- Where a file or all of its rows were refused, its own problem says so already.
partly_refused_files AS (
  SELECT
    refused.snapshot,
    refused.dataset,
    refused.file,
    'problem.some_rejected' AS problem,
    cast(
      json_object(
        'file', refused.file,
        'n', cast(refused.records AS BIGINT),
        'reason', refused.commonest
      ) AS VARCHAR
    ) AS detail
  FROM refused_rows AS refused
  INNER JOIN fig_files AS files
    ON
      refused.snapshot = files.snapshot
      AND refused.dataset = files.dataset
      AND refused.file = files.file
  WHERE
    files.state = 'read' AND coalesce(files.problem, '') <> 'problem.all_rejected'
),

all_problems AS (
  SELECT
    snapshot,
    dataset,
    file,
    problem,
    detail
  FROM fig_files
  WHERE problem IS NOT NULL
  UNION ALL
  SELECT
    snapshot,
    dataset,
    file,
    problem,
    detail
  FROM fig_problems
  UNION ALL
  SELECT
    snapshot,
    dataset,
    file,
    problem,
    detail
  FROM partly_refused_files
)

SELECT
  snapshot,
  dataset,
  file,
  problem,
  detail
FROM all_problems
ORDER BY snapshot, dataset, file, problem, detail
