-- Past range: how many records are past their date at least, and how many at most.
--
-- grain:    one row per dataset that may hold personal data, also when it is empty
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  dataset    VARCHAR  as in sources.toml
--           category   VARCHAR  category of the notice; NULL if none is declared
--           rule       VARCHAR  deletion rule, as in policy.toml; NULL if none is declared
--           at_least   BIGINT   records past their date
--           at_most    BIGINT   the same, and the undetermined ones that could be
--           records    BIGINT   personal records held
-- reads:    fig_deadlines, ref_datasets
-- basis:    GDPR Art. 5(1)(e) and 5(2); notice §7

WITH weighed_records AS (
  SELECT
    deadlines.dataset,
    deadlines.records,
    deadlines.period_state = 'dated' AND deadlines.last_on < $as_of AND NOT deadlines.is_held
      AS is_past,
    -- Anything is possible, but for what a hold keeps, what has not begun, and what began on the
    -- day before or later: the shortest period is a day.
    deadlines.period_state IN ('no_period', 'no_start')
    AND NOT deadlines.is_held
    AND NOT (deadlines.start_state = 'empty' AND datasets.is_empty_start_running)
    AND coalesce(deadlines.starts_on + 1 < $as_of, TRUE) AS is_possible
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_datasets AS datasets ON deadlines.dataset = datasets.dataset
  WHERE deadlines.snapshot = $snapshot
),

counted_records AS (
  SELECT
    dataset,
    sum(records) FILTER (WHERE is_past) AS past,
    sum(records) FILTER (WHERE is_past OR is_possible) AS possible,
    sum(records) AS records
  FROM weighed_records
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.category,
  datasets.rule,
  cast(coalesce(counted_records.past, 0) AS BIGINT) AS at_least,
  cast(coalesce(counted_records.possible, 0) AS BIGINT) AS at_most,
  cast(coalesce(counted_records.records, 0) AS BIGINT) AS records
FROM ref_datasets AS datasets
LEFT JOIN counted_records ON datasets.dataset = counted_records.dataset
WHERE datasets.is_personal
ORDER BY datasets.position
