-- Faulty files: files of an earlier snapshot that the later one lacks, or has with few of the rows.
--
-- grain:    one row per dataset, file and snapshot in which it was whole
-- columns:  dataset  VARCHAR  as in sources.toml
--           seen_on  DATE     the earlier snapshot, or where a record still looked for stood
--           file     VARCHAR  export file of that snapshot
-- reads:    fct_tracked, fig_files, ref_datasets, ref_pairs, ref_settings
-- basis:    GDPR Art. 5(2)

WITH looked_days AS (
  SELECT
    dataset,
    before_on AS seen_on
  FROM ref_pairs

  UNION

  SELECT
    dataset,
    seen_on
  FROM fct_tracked
  WHERE status IN ('unproven', 're_dated')
),

files_before AS (
  SELECT
    looked_days.dataset,
    looked_days.seen_on,
    files.file,
    files.kept
  FROM fig_files AS files
  INNER JOIN looked_days
    ON files.dataset = looked_days.dataset AND files.snapshot = looked_days.seen_on
  -- Logs are rotated: their files are begun anew, renamed and deleted whole by right.
  WHERE files.format IS DISTINCT FROM 'combined-log'
),

files_after AS (
  SELECT
    files.dataset,
    files.file,
    files.kept
  FROM fig_files AS files
  INNER JOIN ref_pairs AS pairs
    ON files.dataset = pairs.dataset AND files.snapshot = pairs.after_on
),

namesakes AS (
  SELECT
    files_before.dataset,
    files_before.seen_on
  FROM files_before
  INNER JOIN files_after
    ON files_before.dataset = files_after.dataset AND files_before.file = files_after.file
  GROUP BY files_before.dataset, files_before.seen_on
),

allowed AS (
  -- A share as written: 0.29 of 100 must be 29, and not a little less.
  SELECT
    datasets.dataset,
    cast(coalesce(datasets.fall_at_most, settings.fall_at_most) AS DECIMAL(9, 4)) AS fall
  FROM ref_datasets AS datasets
  CROSS JOIN ref_settings AS settings
)

SELECT
  files_before.dataset,
  files_before.seen_on,
  files_before.file
FROM files_before
INNER JOIN allowed ON files_before.dataset = allowed.dataset
LEFT JOIN files_after
  ON files_before.dataset = files_after.dataset AND files_before.file = files_after.file
LEFT JOIN namesakes
  ON files_before.dataset = namesakes.dataset AND files_before.seen_on = namesakes.seen_on
WHERE
  -- Where no file has kept its name, names hold the day; where some have, one of them is missing.
  (files_after.file IS NULL AND namesakes.seen_on IS NOT NULL)
  -- Of a few rows, half may go on any day.
  OR (
    files_before.kept >= 50
    AND files_before.kept - files_after.kept > files_before.kept * allowed.fall
  )
