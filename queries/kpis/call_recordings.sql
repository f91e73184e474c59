-- Call recordings: how many calls are recorded.
--
-- grain:    one row per dataset of calls, also when it is empty
-- params:   $snapshot      DATE     day of the exports
-- columns:  dataset        VARCHAR  as in sources.toml
--           category       VARCHAR  category of the notice; NULL if none is declared
--           rule           VARCHAR  deletion rule, as in policy.toml; NULL if none is declared
--           numerator      BIGINT   calls that the export flags as recorded
--           denominator    BIGINT   calls
--           ratio          DOUBLE   numerator / denominator, 0 to 1; NULL if denominator is 0
-- reads:    fig_calls, ref_datasets
-- basis:    notice §3

WITH counted_calls AS (
  SELECT
    dataset,
    sum(calls) FILTER (WHERE is_recorded) AS recorded,
    sum(calls) AS calls
  FROM fig_calls
  WHERE snapshot = $snapshot
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.category,
  datasets.rule,
  cast(coalesce(counted_calls.recorded, 0) AS BIGINT) AS numerator,
  cast(coalesce(counted_calls.calls, 0) AS BIGINT) AS denominator,
  numerator / nullif(denominator, 0) AS ratio
FROM ref_datasets AS datasets
LEFT JOIN counted_calls ON datasets.dataset = counted_calls.dataset
WHERE datasets.kind = 'calls'
ORDER BY datasets.position
