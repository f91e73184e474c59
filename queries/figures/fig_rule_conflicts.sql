-- Rule conflicts: deletion rules whose statutory minimum may end after their last permitted day.
--
-- grain:    one row per snapshot and rule in conflict
-- columns:  snapshot  DATE     day of the exports
--           rule      VARCHAR  deletion rule
-- reads:    ref_rules, ref_settings, ref_snapshots
-- basis:    GDPR Art. 5(1)(e); Accounting Act 2:10; notice §7

WITH bounded_rules AS (
  SELECT
    rule,
    starts,
    period_months,
    period_days,
    least_starts,
    least_months,
    least_days
  FROM ref_rules
  -- Where nothing need ever go, or no period is set, there is no last day to come after.
  WHERE determination = 'period' AND coalesce(least_months, least_days) IS NOT NULL
),

-- The calendar repeats itself after 400 years: what holds on each of their days holds on every day.
starting_days AS (
  SELECT DATE '2000-01-01' + cast(steps.n AS INTEGER) AS starts_on
  FROM range(0, 146097) AS steps (n)
),

year_ends AS (
  SELECT
    starting_days.starts_on,
    -- A financial year may end on 29 February: in other years on the month's last day.
    least(
      make_date(year(starting_days.starts_on), settings.financial_year_month, 1)
      + (settings.financial_year_day - 1),
      last_day(make_date(year(starting_days.starts_on), settings.financial_year_month, 1))
    ) AS this_financial_year_end,
    least(
      make_date(year(starting_days.starts_on) + 1, settings.financial_year_month, 1)
      + (settings.financial_year_day - 1),
      last_day(make_date(year(starting_days.starts_on) + 1, settings.financial_year_month, 1))
    ) AS next_financial_year_end
  FROM starting_days
  CROSS JOIN ref_settings AS settings
),

placed_days AS (
  SELECT
    starts_on,
    CASE
      WHEN starts_on <= this_financial_year_end THEN this_financial_year_end
      ELSE next_financial_year_end
    END AS financial_year_ends_on
  FROM year_ends
),

started_rules AS (
  SELECT
    rules.rule,
    rules.period_months,
    rules.period_days,
    rules.least_months,
    rules.least_days,
    CASE rules.starts
      WHEN 'end-of-month' THEN last_day(placed_days.starts_on)
      WHEN 'end-of-year' THEN make_date(year(placed_days.starts_on), 12, 31)
      WHEN 'end-of-financial-year' THEN placed_days.financial_year_ends_on
      WHEN 'end-of-calendar-year-of-financial-year'
        THEN make_date(year(placed_days.financial_year_ends_on), 12, 31)
      ELSE placed_days.starts_on
    END AS counted_from,
    CASE rules.least_starts
      WHEN 'end-of-month' THEN last_day(placed_days.starts_on)
      WHEN 'end-of-year' THEN make_date(year(placed_days.starts_on), 12, 31)
      WHEN 'end-of-financial-year' THEN placed_days.financial_year_ends_on
      WHEN 'end-of-calendar-year-of-financial-year'
        THEN make_date(year(placed_days.financial_year_ends_on), 12, 31)
      ELSE placed_days.starts_on
    END AS least_counted_from
  FROM bounded_rules AS rules
  CROSS JOIN placed_days
),

ended_rules AS (
  SELECT
    rule,
    cast(counted_from + to_months(coalesce(period_months, 0)) AS DATE)
    + coalesce(period_days, 0) AS last_on,
    cast(least_counted_from + to_months(coalesce(least_months, 0)) AS DATE)
    + coalesce(least_days, 0) AS earliest_on
  FROM started_rules
),

conflicts AS (
  SELECT DISTINCT rule
  FROM ended_rules
  -- Once is enough: the record that starts on that day may neither go nor stay.
  WHERE earliest_on > last_on
)

SELECT
  snapshots.snapshot,
  conflicts.rule
FROM conflicts
CROSS JOIN ref_snapshots AS snapshots
