-- Faulty files: files of an earlier snapshot that the later one lacks, or has with few of the rows.
--
-- grain:    one row per file
-- columns:  file  VARCHAR  export file of the earlier snapshot
-- reads:    fig_files, ref_datasets, ref_pair, ref_settings
-- basis:    GDPR Art. 5(2)

WITH files_before AS (
  SELECT
    files.file,
    files.kept
  FROM fig_files AS files
  INNER JOIN ref_pair AS pair
    ON files.snapshot = pair.before_on AND files.dataset = pair.dataset
),

files_after AS (
  SELECT
    files.file,
    files.kept
  FROM fig_files AS files
  INNER JOIN ref_pair AS pair
    ON files.snapshot = pair.after_on AND files.dataset = pair.dataset
),

namesakes AS (
  SELECT count(*) AS files
  FROM files_before
  INNER JOIN files_after ON files_before.file = files_after.file
),

allowed AS (
  -- A share as written: 0.29 of 100 must be 29, and not a little less.
  SELECT cast(coalesce(datasets.fall_at_most, settings.fall_at_most) AS DECIMAL(9, 4)) AS fall
  FROM ref_pair AS pair
  INNER JOIN ref_datasets AS datasets ON pair.dataset = datasets.dataset
  CROSS JOIN ref_settings AS settings
)

SELECT files_before.file
FROM files_before
LEFT JOIN files_after ON files_before.file = files_after.file
CROSS JOIN namesakes
CROSS JOIN allowed
WHERE
  -- Where no file has kept its name, names hold the day; where some have, one of them is missing.
  (files_after.file IS NULL AND namesakes.files > 0)
  -- Of a few rows, half may go on any day.
  OR (
    files_before.kept >= 50
    AND files_before.kept - files_after.kept > files_before.kept * allowed.fall
  )
