-- Calls by month: how many, recorded or not, in each direction and of each kind.
--
-- grain:    one row per month, twelve to the snapshot's, direction and topic, zero included;
--           unknown ones if they occur
-- params:   $snapshot  DATE     day of the exports
-- columns:  month      DATE     first day of the month
--           direction  VARCHAR  inbound or outbound; NULL if unknown
--           topic      VARCHAR  support or sales; NULL if unknown
--           calls      BIGINT   calls
--           recorded   BIGINT   calls recorded
--           announced  BIGINT   calls recorded whose party was told before
--           seconds    BIGINT   length of the recorded calls together
-- reads:    fig_calls
-- basis:    notice §3

WITH months AS (
  SELECT cast(date_trunc('month', $snapshot) - to_months(steps.n) AS DATE) AS month
  FROM range(0, 12) AS steps (n)
),

calls_by_month AS (
  SELECT
    cast(date_trunc('month', called_on) AS DATE) AS month,
    direction,
    topic,
    sum(calls) AS calls,
    sum(calls) FILTER (WHERE is_recorded) AS recorded,
    sum(calls) FILTER (WHERE is_recorded AND is_announced) AS announced,
    sum(seconds) FILTER (WHERE is_recorded) AS seconds
  FROM fig_calls
  WHERE snapshot = $snapshot
  GROUP BY cast(date_trunc('month', called_on) AS DATE), direction, topic
),

sorts AS (
  SELECT
    directions.direction,
    topics.topic
  FROM (VALUES ('inbound'), ('outbound')) AS directions (direction)
  CROSS JOIN (VALUES ('support'), ('sales')) AS topics (topic)

  UNION

  SELECT
    direction,
    topic
  FROM calls_by_month
)

SELECT
  months.month,
  sorts.direction,
  sorts.topic,
  cast(coalesce(calls_by_month.calls, 0) AS BIGINT) AS calls,
  cast(coalesce(calls_by_month.recorded, 0) AS BIGINT) AS recorded,
  cast(coalesce(calls_by_month.announced, 0) AS BIGINT) AS announced,
  cast(coalesce(calls_by_month.seconds, 0) AS BIGINT) AS seconds
FROM months
CROSS JOIN sorts
LEFT JOIN calls_by_month
  ON
    months.month = calls_by_month.month
    AND sorts.direction IS NOT DISTINCT FROM calls_by_month.direction
    AND sorts.topic IS NOT DISTINCT FROM calls_by_month.topic
ORDER BY months.month, sorts.topic, sorts.direction
