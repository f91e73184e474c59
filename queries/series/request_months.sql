-- Requests by month: received, and closed in time or late, in twelve months.
--
-- grain:    one row per month, twelve to that of $as_of, zero included
-- params:   $snapshot  DATE    day of the exports
--           $as_of     DATE    day the figures look at
-- columns:  month      DATE    first day of the month
--           received   BIGINT  requests received
--           in_time    BIGINT  requests closed by their due date, or without one
--           late       BIGINT  requests closed after their due date
-- reads:    fig_request_clocks
-- basis:    GDPR Art. 12(3)

WITH months AS (
  SELECT cast(date_trunc('month', $as_of) - to_months(steps.n) AS DATE) AS month
  FROM range(0, 12) AS steps (n)
),

received_requests AS (
  SELECT
    cast(date_trunc('month', received_on) AS DATE) AS month,
    count(*) AS received
  FROM fig_request_clocks
  WHERE snapshot = $snapshot AND received_on <= $as_of
  GROUP BY cast(date_trunc('month', received_on) AS DATE)
),

closed_requests AS (
  SELECT
    cast(date_trunc('month', closed_on) AS DATE) AS month,
    count(*) FILTER (WHERE NOT (has_clock AND coalesce(closed_on > due_on, FALSE))) AS in_time,
    count(*) FILTER (WHERE has_clock AND closed_on > due_on) AS late
  FROM fig_request_clocks
  WHERE snapshot = $snapshot AND closed_on <= $as_of
  GROUP BY cast(date_trunc('month', closed_on) AS DATE)
)

SELECT
  months.month,
  coalesce(received_requests.received, 0) AS received,
  coalesce(closed_requests.in_time, 0) AS in_time,
  coalesce(closed_requests.late, 0) AS late
FROM months
LEFT JOIN received_requests ON months.month = received_requests.month
LEFT JOIN closed_requests ON months.month = closed_requests.month
ORDER BY months.month
