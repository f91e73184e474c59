-- Retention history: records past their date in every snapshot, each on its own day.
--
-- grain:    one row per snapshot and rule, zero included
-- columns:  snapshot  DATE     day of the exports
--           rule      VARCHAR  deletion rule, as in policy.toml
--           past      BIGINT   records past their date, not on hold
-- reads:    fig_deadlines, ref_rules, ref_snapshots
-- basis:    GDPR Art. 5(1)(e)

WITH past_records AS (
  SELECT
    snapshot,
    rule,
    sum(records) AS past
  FROM fig_deadlines
  WHERE last_on < snapshot AND NOT is_held
  GROUP BY snapshot, rule
)

SELECT
  snapshots.snapshot,
  rules.rule,
  cast(coalesce(past_records.past, 0) AS BIGINT) AS past
FROM ref_snapshots AS snapshots
CROSS JOIN ref_rules AS rules
LEFT JOIN past_records
  ON snapshots.snapshot = past_records.snapshot AND rules.rule = past_records.rule
ORDER BY snapshots.snapshot, rules.position
