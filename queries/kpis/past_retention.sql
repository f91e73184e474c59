-- Past retention: records still held after their last permitted day.
--
-- grain:    one row per dataset that may hold personal data, also when it is empty
-- params:   $snapshot      DATE     day of the exports
--           $as_of         DATE     day the figures look at
-- columns:  dataset        VARCHAR  as in sources.toml
--           category       VARCHAR  category of the notice; NULL if none is declared
--           rule           VARCHAR  deletion rule, as in policy.toml; NULL if none is declared
--           numerator      BIGINT   records whose last permitted day is before $as_of, not held
--           denominator    BIGINT   records with a last permitted day
--           ratio          DOUBLE   numerator / denominator, 0 to 1; NULL if denominator is 0
-- reads:    fig_deadlines, ref_datasets
-- basis:    GDPR Art. 5(1)(e); notice §7

WITH dated_records AS (
  SELECT
    dataset,
    -- On its last permitted day a record may still be there.
    sum(records) FILTER (WHERE last_on < $as_of AND NOT is_held) AS past,
    sum(records) AS dated
  FROM fig_deadlines
  WHERE snapshot = $snapshot AND period_state = 'dated'
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.category,
  datasets.rule,
  cast(coalesce(dated_records.past, 0) AS BIGINT) AS numerator,
  cast(coalesce(dated_records.dated, 0) AS BIGINT) AS denominator,
  numerator / nullif(denominator, 0) AS ratio
FROM ref_datasets AS datasets
LEFT JOIN dated_records ON datasets.dataset = dated_records.dataset
WHERE datasets.is_personal
ORDER BY datasets.position
