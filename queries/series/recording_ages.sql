-- Recording ages: how old the recordings held are.
--
-- grain:    one row per band, zero included
-- params:   $snapshot  DATE     day of the exports
-- columns:  band       VARCHAR  age in months: 0-3, 3-12, 12-24, 24-36, over-36 or unknown
--           records    BIGINT   recordings held
-- reads:    fig_holdings, ref_datasets
-- basis:    notice §3

WITH bands AS (
  SELECT
    listed.band,
    listed.from_months,
    listed.to_months,
    listed.position
  FROM (
    VALUES
    ('0-3', 0, 3, 0),
    ('3-12', 3, 12, 1),
    ('12-24', 12, 24, 2),
    ('24-36', 24, 36, 3),
    ('over-36', 36, 12000, 4)
  ) AS listed (band, from_months, to_months, position)
),

recordings AS (
  SELECT
    holdings.starts_on,
    sum(holdings.records) AS records
  FROM fig_holdings AS holdings
  INNER JOIN ref_datasets AS datasets ON holdings.dataset = datasets.dataset
  WHERE
    holdings.snapshot = $snapshot AND datasets.kind = 'recordings' AND NOT holdings.is_deleted
  GROUP BY holdings.starts_on
),

banded_recordings AS (
  SELECT
    coalesce(bands.band, 'unknown') AS band,
    sum(recordings.records) AS records
  FROM recordings
  LEFT JOIN bands
    ON
      -- The youngest band also takes recordings dated after the snapshot.
      (
        bands.from_months = 0
        OR recordings.starts_on <= cast($snapshot - to_months(bands.from_months) AS DATE)
      )
      AND recordings.starts_on > cast($snapshot - to_months(bands.to_months) AS DATE)
  GROUP BY coalesce(bands.band, 'unknown')
),

listed_bands AS (
  SELECT
    band,
    position
  FROM bands

  UNION ALL

  SELECT
    band,
    99 AS position
  FROM banded_recordings
  WHERE band = 'unknown'
)

SELECT
  listed_bands.band,
  cast(coalesce(banded_recordings.records, 0) AS BIGINT) AS records
FROM listed_bands
LEFT JOIN banded_recordings ON listed_bands.band = banded_recordings.band
ORDER BY listed_bands.position
