-- Undetermined retention: records that cannot be judged, for want of a period or of a start.
--
-- grain:    one row per dataset that may hold personal data, also when it is empty
-- params:   $snapshot      DATE     day of the exports
-- columns:  dataset        VARCHAR  as in sources.toml
--           category       VARCHAR  category of the notice; NULL if none is declared
--           rule           VARCHAR  deletion rule, as in policy.toml; NULL if none is declared
--           numerator      BIGINT   records without a period or without a known start
--           denominator    BIGINT   personal records held
--           ratio          DOUBLE   numerator / denominator, 0 to 1; NULL if denominator is 0
-- reads:    fig_deadlines, ref_datasets
-- basis:    GDPR Art. 5(1)(e) and 5(2); notice §7

WITH judged_records AS (
  SELECT
    dataset,
    sum(records) FILTER (WHERE period_state IN ('no_period', 'no_start')) AS undetermined,
    sum(records) AS personal
  FROM fig_deadlines
  WHERE snapshot = $snapshot
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.category,
  datasets.rule,
  cast(coalesce(judged_records.undetermined, 0) AS BIGINT) AS numerator,
  cast(coalesce(judged_records.personal, 0) AS BIGINT) AS denominator,
  numerator / nullif(denominator, 0) AS ratio
FROM ref_datasets AS datasets
LEFT JOIN judged_records ON datasets.dataset = judged_records.dataset
WHERE datasets.is_personal
ORDER BY datasets.position
