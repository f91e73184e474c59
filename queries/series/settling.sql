-- Settling: what would let undetermined records be judged, and how many each step would settle.
--
-- grain:    one row per step: a rule to give a period, or a dataset whose starts are to be mended
-- params:   $snapshot          DATE     day of the exports
--           $as_of             DATE     day the figures look at
-- columns:  step               VARCHAR  period, start_column, empty_starts or unreadable_starts
--           rule               VARCHAR  rule that lacks its period; NULL for starts and without one
--           dataset            VARCHAR  whose starts, or which declares no rule; NULL for a rule
--           is_period_missing  BOOLEAN  the rule needs a period, too, before these can be judged
--           settles            BIGINT   undetermined records that could then be judged
--           possible           BIGINT   of those, how many could be past their date
-- reads:    fig_deadlines, ref_datasets
-- basis:    GDPR Art. 5(1)(e) and 5(2); notice §7

WITH started_datasets AS (
  SELECT
    dataset,
    bool_or(start_state <> 'empty') AS has_starts
  FROM fig_deadlines
  WHERE snapshot = $snapshot
  GROUP BY dataset
),

weighed_records AS (
  SELECT
    deadlines.dataset,
    deadlines.rule,
    deadlines.period_state = 'no_period' AS is_period_missing,
    deadlines.start_state,
    deadlines.start_state = 'empty' AND datasets.is_empty_start_running AS is_running,
    started.has_starts,
    NOT deadlines.is_held AND NOT is_running AND coalesce(deadlines.starts_on + 1 < $as_of, TRUE)
      AS is_possible,
    deadlines.records
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_datasets AS datasets ON deadlines.dataset = datasets.dataset
  INNER JOIN started_datasets AS started ON deadlines.dataset = started.dataset
  WHERE deadlines.snapshot = $snapshot AND deadlines.period_state IN ('no_period', 'no_start')
),

stepped_records AS (
  SELECT
    CASE
      -- A period that has not begun needs no start, only a rule that says so.
      WHEN start_state = 'known' OR is_running THEN 'period'
      WHEN start_state = 'unreadable' THEN 'unreadable_starts'
      WHEN has_starts THEN 'empty_starts'
      ELSE 'start_column'
    END AS step,
    CASE WHEN step = 'period' THEN rule END AS rule_to_set,
    CASE WHEN step <> 'period' OR rule IS NULL THEN dataset END AS dataset_to_mend,
    is_period_missing,
    is_possible,
    records
  FROM weighed_records
)

SELECT
  step,
  rule_to_set AS rule,
  dataset_to_mend AS dataset,
  is_period_missing,
  cast(sum(records) AS BIGINT) AS settles,
  cast(coalesce(sum(records) FILTER (WHERE is_possible), 0) AS BIGINT) AS possible
FROM stepped_records
GROUP BY step, rule_to_set, dataset_to_mend, is_period_missing
ORDER BY settles DESC, possible DESC, step ASC, rule ASC, dataset ASC
