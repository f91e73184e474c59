-- Present pace: when open requests will be answered if they take as long as others of their right.
--
-- grain:    one row per right, day of receipt and due date of open requests
-- params:   $snapshot    DATE     day of the exports
--           $as_of       DATE     day the figures look at
-- columns:  right        VARCHAR  one of the seven rights; NULL if unknown
--           received_on  DATE     day they reached an official channel
--           due_on       DATE     due date that counts, without suspension
--           requests     BIGINT   open requests
--           answers      BIGINT   requests of that right closed in the twelve months to $as_of
--           longer       BIGINT   of those, how many took longer than these have been open
--           pace_days    DOUBLE   median days of the longer ones; NULL where no pace can be told
--           expected_on  DATE     day of receipt and so many whole days
--           pace_state   VARCHAR  keeps, misses, slow, too_few, overdue, no_clock or undetermined
-- reads:    fig_request_clocks
-- basis:    GDPR Art. 12(3)

WITH open_requests AS (
  SELECT
    "right",
    received_on,
    has_clock,
    CASE WHEN has_clock THEN due_on END AS due_on,
    $as_of - received_on AS days,
    count(*) AS requests
  FROM fig_request_clocks
  WHERE
    snapshot = $snapshot
    AND coalesce(received_on <= $as_of, TRUE)
    AND coalesce(closed_on > $as_of, TRUE)
  GROUP BY "right", received_on, has_clock, due_on
),

answered_requests AS (
  SELECT
    "right",
    closed_on - received_on AS days
  FROM fig_request_clocks
  WHERE
    snapshot = $snapshot
    AND closed_on > cast($as_of - to_months(12) AS DATE)
    AND closed_on <= $as_of
),

compared_requests AS (
  SELECT
    requests.right,
    requests.received_on,
    requests.has_clock,
    requests.due_on,
    requests.requests,
    count(answered.days) AS answers,
    -- An open request takes longer than it has so far; those that took less say nothing of it.
    count(*) FILTER (WHERE answered.days > requests.days) AS longer,
    median(answered.days) FILTER (WHERE answered.days > requests.days) AS median_days
  FROM open_requests AS requests
  LEFT JOIN answered_requests AS answered ON requests.right IS NOT DISTINCT FROM answered.right
  GROUP BY
    requests.right,
    requests.received_on,
    requests.has_clock,
    requests.due_on,
    requests.requests
),

paced_requests AS (
  SELECT
    "right",
    received_on,
    has_clock,
    due_on,
    requests,
    answers,
    longer,
    -- A few answers are no pace: five of the right, and three of them as slow as this one.
    CASE WHEN answers >= 5 AND longer >= 3 THEN median_days END AS pace_days
  FROM compared_requests
)

SELECT
  "right",
  received_on,
  due_on,
  requests,
  answers,
  longer,
  pace_days,
  received_on + cast(ceil(pace_days) AS INTEGER) AS expected_on,
  CASE
    WHEN received_on IS NULL THEN 'undetermined'
    WHEN NOT has_clock THEN 'no_clock'
    WHEN due_on < $as_of THEN 'overdue'
    WHEN answers < 5 THEN 'too_few'
    WHEN longer < 3 THEN 'slow'
    WHEN expected_on > due_on THEN 'misses'
    ELSE 'keeps'
  END AS pace_state
FROM paced_requests
ORDER BY due_on NULLS LAST, received_on, "right"
