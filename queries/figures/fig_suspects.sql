-- Suspects: exports with far fewer or far more rows than the last good one of their dataset.
--
-- grain:    one row per snapshot and suspect dataset
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           records       BIGINT   rows kept
--           good_on       DATE     the last snapshot whose rows were not suspect
--           good_records  BIGINT   rows kept in it
-- reads:    fig_files, ref_datasets, ref_settings
-- basis:    GDPR Art. 5(1)(d) and 5(2)

WITH RECURSIVE

exports AS (
  SELECT
    files.dataset,
    files.snapshot,
    sum(files.kept) AS records,
    -- Shares as written: 0.29 of 100 must be 29, and not a little less.
    cast(coalesce(datasets.fall_at_most, settings.fall_at_most) AS DECIMAL(9, 4)) AS fall_at_most,
    cast(coalesce(datasets.rise_at_most, settings.rise_at_most) AS DECIMAL(9, 4)) AS rise_at_most
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  CROSS JOIN ref_settings AS settings
  GROUP BY
    files.dataset,
    files.snapshot,
    datasets.fall_at_most,
    datasets.rise_at_most,
    settings.fall_at_most,
    settings.rise_at_most
  -- What was not read has no rows to compare, and is told as such.
  HAVING bool_and(files.state = 'read')
),

numbered_exports AS (
  SELECT
    dataset,
    snapshot,
    records,
    fall_at_most,
    rise_at_most,
    row_number() OVER (PARTITION BY dataset ORDER BY snapshot) AS place
  FROM exports
),

judged_exports AS (
  SELECT
    dataset,
    place,
    snapshot,
    cast(records AS BIGINT) AS records,
    snapshot AS good_on,
    cast(records AS BIGINT) AS good_records,
    FALSE AS is_suspect
  FROM numbered_exports
  WHERE place = 1

  UNION ALL

  SELECT
    compared.dataset,
    compared.place,
    compared.snapshot,
    compared.records,
    CASE WHEN compared.is_suspect THEN compared.good_on ELSE compared.snapshot END AS good_on,
    CASE
      WHEN compared.is_suspect THEN compared.good_records ELSE compared.records
    END AS good_records,
    compared.is_suspect
  FROM (
    SELECT
      later.dataset,
      later.place,
      later.snapshot,
      cast(later.records AS BIGINT) AS records,
      earlier.good_on,
      earlier.good_records,
      (later.records = 0 AND earlier.good_records > 0)
      -- Of a few rows, half may go on any day.
      OR (
        earlier.good_records >= 50
        AND (
          earlier.good_records - later.records > earlier.good_records * later.fall_at_most
          OR later.records - earlier.good_records > earlier.good_records * later.rise_at_most
        )
      ) AS is_suspect
    FROM judged_exports AS earlier
    INNER JOIN numbered_exports AS later
      ON earlier.dataset = later.dataset AND earlier.place + 1 = later.place
  ) AS compared
)

SELECT
  snapshot,
  dataset,
  records,
  good_on,
  good_records
FROM judged_exports
WHERE is_suspect
