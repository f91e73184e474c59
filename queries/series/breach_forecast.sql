-- Breach forecast: records past their date at the coming month ends, if nothing is deleted.
--
-- grain:    one row per month end, twenty-four after $as_of, and rule, zero included
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  month_end  DATE     last day of a month after $as_of
--           rule       VARCHAR  deletion rule, as in policy.toml
--           past       BIGINT   records that would be past their date, holds as they are
-- reads:    fig_deadlines, ref_rules
-- basis:    GDPR Art. 5(1)(e)

WITH month_ends AS (
  SELECT last_day(cast(date_trunc('month', $as_of) + to_months(steps.n) AS DATE)) AS month_end
  FROM range(0, 25) AS steps (n)
),

coming_month_ends AS (
  -- On a month end itself the count of that day is known, so the forecast starts with the next.
  SELECT month_end
  FROM month_ends
  WHERE month_end > $as_of
  ORDER BY month_end
  LIMIT 24
),

last_days AS (
  SELECT
    rule,
    last_on,
    sum(records) AS records
  FROM fig_deadlines
  WHERE snapshot = $snapshot AND period_state = 'dated' AND NOT is_held
  GROUP BY rule, last_on
)

SELECT
  coming_month_ends.month_end,
  rules.rule,
  cast(coalesce(sum(last_days.records), 0) AS BIGINT) AS past
FROM coming_month_ends
CROSS JOIN ref_rules AS rules
LEFT JOIN last_days
  ON rules.rule = last_days.rule AND coming_month_ends.month_end > last_days.last_on
GROUP BY coming_month_ends.month_end, rules.rule, rules.position
ORDER BY coming_month_ends.month_end, rules.position
