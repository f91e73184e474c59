-- Recordings if: how many would be past their date under a period not yet set.
--
-- grain:    one row per supposed period
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  months     INTEGER  supposed period, from the day of the call
--           records    BIGINT   recordings that would be past their date
-- reads:    fig_holdings, ref_datasets
-- basis:    notice §3 and §7

WITH periods AS (
  SELECT listed.months
  FROM (VALUES (3), (6), (12), (24)) AS listed (months)
),

recordings AS (
  SELECT
    holdings.starts_on,
    sum(holdings.records) AS records
  FROM fig_holdings AS holdings
  INNER JOIN ref_datasets AS datasets ON holdings.dataset = datasets.dataset
  WHERE
    holdings.snapshot = $snapshot
    AND datasets.kind = 'recordings'
    AND NOT holdings.is_deleted
    AND NOT holdings.is_held
  GROUP BY holdings.starts_on
)

SELECT
  periods.months,
  cast(coalesce(sum(recordings.records), 0) AS BIGINT) AS records
FROM periods
LEFT JOIN recordings
  ON cast(recordings.starts_on + to_months(periods.months) AS DATE) < $as_of
GROUP BY periods.months
ORDER BY periods.months
