-- Doubles: files whose rows were exported before, in the same snapshot or in the one before it.
--
-- grain:    one row per file and whether its double is of the same snapshot
-- columns:  snapshot        DATE     day of the exports
--           dataset         VARCHAR  as in sources.toml
--           file            VARCHAR  export file
--           first_snapshot  DATE     since when the rows have stood there
--           first_dataset   VARCHAR  where they stand too
--           first_file      VARCHAR  where they stand too
--           sameness        VARCHAR  equal in bytes, in content (once unpacked), or in rows
--           records         BIGINT   how many rows
--           is_merged       BOOLEAN  counted once, as sources.toml says
--           is_unusual      BOOLEAN  of an earlier snapshot, and its dataset had always changed
-- reads:    fct_file_prints

WITH prints AS (
  SELECT
    snapshot,
    dataset,
    file,
    sha256,
    content,
    -- Without rows, or with nothing read of them, all files would be alike.
    CASE WHEN records > 0 THEN concat(mapped, ':', records, ':', print) END AS likeness,
    records,
    is_merged,
    dense_rank() OVER (ORDER BY snapshot) AS place
  FROM fct_file_prints
  WHERE print IS NOT NULL
),

pairs AS (
  SELECT
    later.snapshot,
    later.dataset,
    later.file,
    earlier.dataset AS first_dataset,
    earlier.file AS first_file,
    CASE
      WHEN later.sha256 = earlier.sha256 THEN 'bytes'
      WHEN later.content = earlier.content THEN 'content'
      ELSE 'rows'
    END AS sameness,
    later.records,
    later.is_merged
  FROM prints AS later
  INNER JOIN prints AS earlier
    ON
      later.snapshot = earlier.snapshot
      -- One file may be read by two datasets, each taking its own rows.
      AND later.file <> earlier.file
      AND (later.dataset > earlier.dataset OR later.dataset = earlier.dataset)
      AND (later.dataset <> earlier.dataset OR later.file > earlier.file)
      AND (later.likeness = earlier.likeness OR later.content = earlier.content)
  WHERE later.records > 0
  QUALIFY
    row_number() OVER (
      PARTITION BY later.snapshot, later.dataset, later.file
      ORDER BY later.dataset <> earlier.dataset, earlier.dataset, earlier.file
    ) = 1
),

-- The same rows in one snapshot after the other are a run; its first day is since when.
places AS (
  SELECT DISTINCT
    dataset,
    likeness,
    snapshot,
    place
  FROM prints
  WHERE likeness IS NOT NULL
),

runs AS (
  SELECT
    dataset,
    likeness,
    snapshot,
    place - row_number() OVER (PARTITION BY dataset, likeness ORDER BY place) AS run
  FROM places
),

begun_runs AS (
  SELECT
    dataset,
    likeness,
    snapshot,
    min(snapshot) OVER (PARTITION BY dataset, likeness, run) AS first_snapshot
  FROM runs
),

-- A dataset as a whole: an archive may stand still beside a file that moves.
wholes AS (
  SELECT
    dataset,
    snapshot,
    string_agg(likeness, ' ' ORDER BY likeness) AS likeness
  FROM prints
  WHERE likeness IS NOT NULL
  GROUP BY dataset, snapshot
),

steps AS (
  SELECT
    dataset,
    snapshot,
    likeness = lag(likeness) OVER (PARTITION BY dataset ORDER BY snapshot) AS is_same
  FROM wholes
),

counted_steps AS (
  SELECT
    dataset,
    snapshot,
    is_same,
    count(*) FILTER (WHERE NOT is_same) OVER (PARTITION BY dataset ORDER BY snapshot) AS changes
  FROM steps
),

-- The first stillness after nothing but changes, six at least: of fewer nothing is usual.
stillness AS (
  SELECT
    dataset,
    snapshot,
    coalesce(
      is_same
      AND changes >= 6
      AND changes = min(changes) FILTER (WHERE is_same) OVER (PARTITION BY dataset),
      FALSE
    ) AS is_unusual
  FROM counted_steps
),

unchanged_files AS (
  SELECT
    prints.snapshot,
    prints.dataset,
    prints.file,
    begun_runs.first_snapshot,
    min(earlier.file) AS first_file,
    CASE WHEN bool_or(prints.sha256 = earlier.sha256) THEN 'bytes' ELSE 'rows' END AS sameness,
    prints.records,
    prints.is_merged,
    stillness.is_unusual
  FROM prints
  INNER JOIN begun_runs
    ON
      prints.dataset = begun_runs.dataset
      AND prints.likeness = begun_runs.likeness
      AND prints.snapshot = begun_runs.snapshot
  INNER JOIN prints AS earlier
    ON
      begun_runs.first_snapshot = earlier.snapshot
      AND begun_runs.dataset = earlier.dataset
      AND begun_runs.likeness = earlier.likeness
  INNER JOIN stillness
    ON prints.dataset = stillness.dataset AND prints.snapshot = stillness.snapshot
  WHERE begun_runs.first_snapshot < prints.snapshot
  GROUP BY
    prints.snapshot,
    prints.dataset,
    prints.file,
    begun_runs.first_snapshot,
    prints.records,
    prints.is_merged,
    stillness.is_unusual
)

SELECT
  snapshot,
  dataset,
  file,
  snapshot AS first_snapshot,
  first_dataset,
  first_file,
  sameness,
  records,
  is_merged,
  FALSE AS is_unusual
FROM pairs

UNION ALL

SELECT
  snapshot,
  dataset,
  file,
  first_snapshot,
  dataset AS first_dataset,
  first_file,
  sameness,
  records,
  is_merged,
  is_unusual
FROM unchanged_files
ORDER BY ALL
