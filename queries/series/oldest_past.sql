-- Oldest past: the earliest last permitted day that was missed.
--
-- grain:    one row per rule with records past their date
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  rule       VARCHAR  deletion rule, as in policy.toml
--           last_on    DATE     last permitted day of its oldest record past its date
-- reads:    fig_deadlines
-- basis:    GDPR Art. 5(1)(e)

SELECT
  rule,
  min(last_on) AS last_on
FROM fig_deadlines
WHERE snapshot = $snapshot AND last_on < $as_of AND NOT is_held
GROUP BY rule
ORDER BY last_on, rule
