-- Problems: what is wrong with the exports of every snapshot, one sentence each.
--
-- grain:    one row per snapshot, dataset, file and problem
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml; NULL for a file that none declares
--           file      VARCHAR  path inside the snapshot folder; NULL if the dataset has none
--           problem   VARCHAR  message that says what is wrong
--           detail    VARCHAR  JSON object of the message's values
-- reads:    fig_doubles, fig_files, fig_keys, fig_problems, fig_rejects

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

-- A heading alone reads like a month without any; an export that broke off looks the same.
empty_files AS (
  SELECT
    snapshot,
    dataset,
    file,
    'problem.no_rows' AS problem,
    cast(json_object('file', file) AS VARCHAR) AS detail
  FROM fig_files
  WHERE state = 'read' AND problem IS NULL AND physical = header + blank
),

-- Counted once as declared, or unchanged as is usual, is no problem.
doubled_files AS (
  SELECT
    snapshot,
    dataset,
    file,
    CASE
      WHEN is_unusual THEN 'problem.unchanged'
      WHEN first_dataset = dataset THEN 'problem.double'
      ELSE 'problem.double_elsewhere'
    END AS problem,
    cast(
      json_object(
        'file', file,
        'n', records,
        'day', cast(first_snapshot AS VARCHAR),
        'other', first_file,
        'dataset', first_dataset
      ) AS VARCHAR
    ) AS detail
  FROM fig_doubles
  WHERE is_unusual OR (first_snapshot = snapshot AND NOT is_merged)
),

-- Persons unknown are a matter of the volumes: many calls name nobody.
doubtful_keys AS (
  SELECT
    snapshot,
    dataset,
    'problem.repeated_ids' AS problem,
    cast(json_object('n', repeated_ids, 'rows', surplus_rows) AS VARCHAR) AS detail
  FROM fig_keys
  WHERE repeated_ids > 0

  UNION ALL

  SELECT
    snapshot,
    dataset,
    'problem.missing_ids' AS problem,
    cast(json_object('n', missing_ids) AS VARCHAR) AS detail
  FROM fig_keys
  WHERE missing_ids > 0
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
  UNION ALL
  SELECT
    snapshot,
    dataset,
    file,
    problem,
    detail
  FROM empty_files
  UNION ALL
  SELECT
    snapshot,
    dataset,
    file,
    problem,
    detail
  FROM doubled_files
  UNION ALL
  SELECT
    snapshot,
    dataset,
    NULL AS file,
    problem,
    detail
  FROM doubtful_keys
)

SELECT
  snapshot,
  dataset,
  file,
  problem,
  detail
FROM all_problems
ORDER BY snapshot, dataset, file, problem, detail
