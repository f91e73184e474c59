-- Deadlines: personal records held, with the last permitted day that their rule gives them.
--
-- grain:    one row per snapshot, dataset, starting day, its state and hold flag
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           source        VARCHAR  source system
--           category      VARCHAR  category of the notice
--           rule          VARCHAR  deletion rule; NULL if none is declared
--           starts_on     DATE     start of the deletion period; NULL if unknown
--           start_state   VARCHAR  known, empty or unreadable
--           is_held       BOOLEAN  a hold or restriction is open on the snapshot's day
--           period_state  VARCHAR  indefinite, no_period, running, no_start or dated
--           last_on       DATE     last permitted day; NULL unless dated
--           earliest_on   DATE     last day of the statutory minimum; NULL if there is none
--           records       BIGINT   personal records
-- reads:    fig_holdings, ref_datasets, ref_rules, ref_settings
-- basis:    GDPR Art. 5(1)(e); notice §7; Accounting Act 2:10

WITH held_records AS (
  SELECT
    snapshot,
    dataset,
    starts_on,
    start_state,
    is_held,
    sum(records) AS records
  FROM fig_holdings
  -- Rows about companies alone are no personal data; a deletion notice is no recording.
  WHERE NOT is_company_only AND NOT is_deleted
  GROUP BY snapshot, dataset, starts_on, start_state, is_held
),

judged_records AS (
  SELECT
    held_records.snapshot,
    held_records.dataset,
    datasets.source,
    datasets.category,
    datasets.rule,
    held_records.starts_on,
    held_records.start_state,
    held_records.is_held,
    held_records.records,
    rules.starts,
    rules.period_months,
    rules.period_days,
    rules.least_starts,
    rules.least_months,
    rules.least_days,
    CASE
      WHEN rules.determination = 'indefinite' THEN 'indefinite'
      -- A dataset without a rule has no period: a finding, never a pass.
      WHEN coalesce(rules.determination, 'not_set') = 'not_set' THEN 'no_period'
      WHEN held_records.start_state = 'empty' AND datasets.is_empty_start_running THEN 'running'
      WHEN held_records.starts_on IS NULL THEN 'no_start'
      ELSE 'dated'
    END AS period_state,
    -- A financial year may end on 29 February: in other years on the month's last day.
    least(
      make_date(year(held_records.starts_on), settings.financial_year_month, 1)
      + (settings.financial_year_day - 1),
      last_day(make_date(year(held_records.starts_on), settings.financial_year_month, 1))
    ) AS this_financial_year_end,
    least(
      make_date(year(held_records.starts_on) + 1, settings.financial_year_month, 1)
      + (settings.financial_year_day - 1),
      last_day(make_date(year(held_records.starts_on) + 1, settings.financial_year_month, 1))
    ) AS next_financial_year_end
  FROM held_records
  INNER JOIN ref_datasets AS datasets ON held_records.dataset = datasets.dataset
  LEFT JOIN ref_rules AS rules ON datasets.rule = rules.rule
  CROSS JOIN ref_settings AS settings
  -- A register of processors is about companies: it is listed, and counts in no figure.
  WHERE datasets.is_personal
),

placed_records AS (
  SELECT
    snapshot,
    dataset,
    source,
    category,
    rule,
    starts_on,
    start_state,
    is_held,
    period_state,
    period_months,
    period_days,
    least_months,
    least_days,
    records,
    starts,
    least_starts,
    CASE
      WHEN starts_on <= this_financial_year_end THEN this_financial_year_end
      ELSE next_financial_year_end
    END AS financial_year_ends_on
  FROM judged_records
),

started_records AS (
  SELECT
    snapshot,
    dataset,
    source,
    category,
    rule,
    starts_on,
    start_state,
    is_held,
    period_state,
    period_months,
    period_days,
    least_months,
    least_days,
    records,
    CASE starts
      WHEN 'end-of-month' THEN last_day(starts_on)
      WHEN 'end-of-year' THEN make_date(year(starts_on), 12, 31)
      WHEN 'end-of-financial-year' THEN financial_year_ends_on
      WHEN 'end-of-calendar-year-of-financial-year'
        THEN make_date(year(financial_year_ends_on), 12, 31)
      ELSE starts_on
    END AS counted_from,
    CASE least_starts
      WHEN 'end-of-month' THEN last_day(starts_on)
      WHEN 'end-of-year' THEN make_date(year(starts_on), 12, 31)
      WHEN 'end-of-financial-year' THEN financial_year_ends_on
      WHEN 'end-of-calendar-year-of-financial-year'
        THEN make_date(year(financial_year_ends_on), 12, 31)
      ELSE starts_on
    END AS least_counted_from
  FROM placed_records
)

SELECT
  snapshot,
  dataset,
  source,
  category,
  rule,
  starts_on,
  start_state,
  is_held,
  period_state,
  -- Days are added as integers: DuckDB takes an interval of 30 days for one of a month.
  CASE
    WHEN period_state = 'dated'
      THEN cast(
        counted_from + to_months(coalesce(period_months, 0)) AS DATE
      ) + coalesce(period_days, 0)
  END AS last_on,
  CASE
    WHEN period_state = 'dated' AND coalesce(least_months, least_days) IS NOT NULL
      THEN cast(
        least_counted_from + to_months(coalesce(least_months, 0)) AS DATE
      ) + coalesce(least_days, 0)
  END AS earliest_on,
  cast(records AS BIGINT) AS records
FROM started_records
