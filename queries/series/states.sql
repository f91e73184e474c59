-- States: every personal record in exactly one state.
--
-- grain:    one row per dataset that may hold personal data and state, zero included
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  rule       VARCHAR  deletion rule; NULL if none is declared
--           dataset    VARCHAR  as in sources.toml
--           state      VARCHAR  one of the eight states
--           records    BIGINT   personal records held
-- reads:    fig_deadlines, ref_datasets, ref_settings, ref_states
-- basis:    GDPR Art. 5(1)(e); notice §7

WITH judged_records AS (
  SELECT
    deadlines.dataset,
    CASE
      WHEN deadlines.period_state <> 'dated' THEN deadlines.period_state
      WHEN deadlines.last_on > $as_of + settings.due_soon_days THEN 'within'
      WHEN deadlines.last_on >= $as_of THEN 'due_soon'
      WHEN deadlines.is_held THEN 'on_hold'
      ELSE 'past'
    END AS state,
    deadlines.records
  FROM fig_deadlines AS deadlines
  CROSS JOIN ref_settings AS settings
  WHERE deadlines.snapshot = $snapshot
),

counted_records AS (
  SELECT
    dataset,
    state,
    sum(records) AS records
  FROM judged_records
  GROUP BY dataset, state
)

SELECT
  datasets.rule,
  datasets.dataset,
  states.state,
  cast(coalesce(counted_records.records, 0) AS BIGINT) AS records
FROM ref_datasets AS datasets
CROSS JOIN ref_states AS states
LEFT JOIN counted_records
  ON datasets.dataset = counted_records.dataset AND states.state = counted_records.state
WHERE datasets.is_personal
ORDER BY datasets.position, states.position
