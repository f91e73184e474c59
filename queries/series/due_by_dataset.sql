-- Due by dataset: records whose last permitted day comes soon, those on hold apart.
--
-- grain:    one row per dataset that may hold personal data, zero included
-- params:   $snapshot   DATE     day of the exports
--           $as_of      DATE     day the figures look at
-- columns:  rule        VARCHAR  deletion rule; NULL if none is declared
--           dataset     VARCHAR  as in sources.toml
--           within_30   BIGINT   last permitted day within 30 days, not on hold
--           within_90   BIGINT   within 90 days, not on hold
--           within_365  BIGINT   within 365 days, not on hold
--           held_30     BIGINT   within 30 days, but a hold stops their deletion
--           held_90     BIGINT   within 90 days, on hold
--           held_365    BIGINT   within 365 days, on hold
-- reads:    fig_deadlines, ref_datasets
-- basis:    notice §7

WITH coming_records AS (
  SELECT
    dataset,
    is_held,
    last_on - $as_of AS days_left,
    records
  FROM fig_deadlines
  WHERE snapshot = $snapshot AND last_on >= $as_of
),

counted_records AS (
  SELECT
    dataset,
    sum(records) FILTER (WHERE days_left <= 30 AND NOT is_held) AS within_30,
    sum(records) FILTER (WHERE days_left <= 90 AND NOT is_held) AS within_90,
    sum(records) FILTER (WHERE days_left <= 365 AND NOT is_held) AS within_365,
    sum(records) FILTER (WHERE days_left <= 30 AND is_held) AS held_30,
    sum(records) FILTER (WHERE days_left <= 90 AND is_held) AS held_90,
    sum(records) FILTER (WHERE days_left <= 365 AND is_held) AS held_365
  FROM coming_records
  GROUP BY dataset
)

SELECT
  datasets.rule,
  datasets.dataset,
  cast(coalesce(counted_records.within_30, 0) AS BIGINT) AS within_30,
  cast(coalesce(counted_records.within_90, 0) AS BIGINT) AS within_90,
  cast(coalesce(counted_records.within_365, 0) AS BIGINT) AS within_365,
  cast(coalesce(counted_records.held_30, 0) AS BIGINT) AS held_30,
  cast(coalesce(counted_records.held_90, 0) AS BIGINT) AS held_90,
  cast(coalesce(counted_records.held_365, 0) AS BIGINT) AS held_365
FROM ref_datasets AS datasets
LEFT JOIN counted_records ON datasets.dataset = counted_records.dataset
WHERE datasets.is_personal
ORDER BY datasets.position
