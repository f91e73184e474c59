-- Overdue requests: open requests past their due date, no suspension granted.
--
-- grain:    one row per dataset of requests, also when it is empty
-- params:   $snapshot      DATE     day of the exports
--           $as_of         DATE     day the figures look at
-- columns:  dataset        VARCHAR  as in sources.toml
--           category       VARCHAR  category of the notice; NULL if none is declared
--           rule           VARCHAR  deletion rule, as in policy.toml; NULL if none is declared
--           numerator      BIGINT   open requests due, without suspension, before $as_of
--           denominator    BIGINT   open requests
--           ratio          DOUBLE   numerator / denominator, 0 to 1; NULL if denominator is 0
-- reads:    fig_request_clocks, ref_datasets
-- basis:    GDPR Art. 12(3); Regulation 1182/71 Art. 3

WITH dated_requests AS (
  SELECT
    dataset,
    has_clock,
    due_on,
    -- A request whose day of receipt is unknown was received all the same.
    coalesce(received_on <= $as_of, TRUE) AS is_received,
    is_received AND coalesce(closed_on > $as_of, TRUE) AS is_open
  FROM fig_request_clocks
  WHERE snapshot = $snapshot
),

counted_requests AS (
  SELECT
    dataset,
    -- Withdrawing a consent has no month (Art. 7(3)): it is held against a limit of its own.
    count(*) FILTER (WHERE is_open AND has_clock AND due_on < $as_of) AS counted,
    count(*) FILTER (WHERE is_open) AS all_of_them
  FROM dated_requests
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.category,
  datasets.rule,
  coalesce(counted_requests.counted, 0) AS numerator,
  coalesce(counted_requests.all_of_them, 0) AS denominator,
  numerator / nullif(denominator, 0) AS ratio
FROM ref_datasets AS datasets
LEFT JOIN counted_requests ON datasets.dataset = counted_requests.dataset
WHERE datasets.kind = 'rights_requests'
ORDER BY datasets.position
