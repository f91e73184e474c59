-- Due ahead: records whose last permitted day comes soon.
--
-- grain:    one row per rule, zero included
-- params:   $snapshot   DATE     day of the exports
--           $as_of      DATE     day the figures look at
-- columns:  rule        VARCHAR  deletion rule, as in policy.toml
--           within_30   BIGINT   records whose last permitted day is within 30 days
--           within_90   BIGINT   within 90 days
--           within_365  BIGINT   within 365 days
-- reads:    fig_deadlines, ref_rules
-- basis:    notice §7

WITH coming_records AS (
  SELECT
    rule,
    last_on - $as_of AS days_left,
    records
  FROM fig_deadlines
  WHERE snapshot = $snapshot AND last_on >= $as_of
)

SELECT
  rules.rule,
  cast(coalesce(sum(coming.records) FILTER (WHERE coming.days_left <= 30), 0) AS BIGINT)
    AS within_30,
  cast(coalesce(sum(coming.records) FILTER (WHERE coming.days_left <= 90), 0) AS BIGINT)
    AS within_90,
  cast(coalesce(sum(coming.records) FILTER (WHERE coming.days_left <= 365), 0) AS BIGINT)
    AS within_365
FROM ref_rules AS rules
LEFT JOIN coming_records AS coming ON rules.rule = coming.rule
GROUP BY rules.rule, rules.position
ORDER BY rules.position
