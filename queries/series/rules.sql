-- Rules: each deletion rule, what is held under it, and where it cannot be kept.
--
-- grain:    one row per deletion rule, also when nothing is held under it
-- params:   $snapshot      DATE     day of the exports
-- columns:  rule           VARCHAR  deletion rule, as in policy.toml
--           determination  VARCHAR  period, indefinite or not_set
--           section        VARCHAR  section of the notice
--           datasets       BIGINT   datasets that follow it
--           records        BIGINT   personal records held under it
--           conflicting    BIGINT   of those, records whose minimum ends after their last day
-- reads:    fig_deadlines, ref_datasets, ref_rules
-- basis:    GDPR Art. 5(1)(e); notice §7

WITH held_records AS (
  SELECT
    rule,
    sum(records) AS records,
    sum(records) FILTER (WHERE earliest_on > last_on) AS conflicting
  FROM fig_deadlines
  WHERE snapshot = $snapshot
  GROUP BY rule
),

following AS (
  SELECT
    rule,
    count(*) AS datasets
  FROM ref_datasets
  GROUP BY rule
)

SELECT
  rules.rule,
  rules.determination,
  rules.section,
  coalesce(following.datasets, 0) AS datasets,
  cast(coalesce(held_records.records, 0) AS BIGINT) AS records,
  cast(coalesce(held_records.conflicting, 0) AS BIGINT) AS conflicting
FROM ref_rules AS rules
LEFT JOIN following ON rules.rule = following.rule
LEFT JOIN held_records ON rules.rule = held_records.rule
ORDER BY rules.position
