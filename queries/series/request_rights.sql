-- Requests by right: how many, and how fast they were answered in twelve months.
--
-- grain:    one row per right, zero included, and one for unknown codes if there are any
-- params:   $snapshot     DATE     day of the exports
--           $as_of        DATE     day the figures look at
-- columns:  right         VARCHAR  one of the seven rights; NULL if unknown
--           received      BIGINT   received in the twelve months to $as_of
--           open          BIGINT   open on $as_of
--           closed        BIGINT   closed in the twelve months
--           in_time       BIGINT   of those with a due date, closed by it
--           late          BIGINT   of those with a due date, closed after it
--           refused       BIGINT   closed in the twelve months, refused in whole or in part
--           refused_told  BIGINT   of those refused, told by the base due date
--           extended      BIGINT   closed in the twelve months under an extension that counts
--           median_days   DOUBLE   median days from receipt to closing; NULL if none was closed
--           p95_days      DOUBLE   95th percentile of the same
-- reads:    fig_request_clocks, ref_rights
-- basis:    GDPR Art. 12(3) and 12(4)

WITH dated_requests AS (
  SELECT
    "right",
    has_clock,
    base_due_on,
    is_extended,
    due_on,
    closed_on,
    outcome,
    told_on,
    coalesce(received_on <= $as_of, TRUE) AS is_received,
    received_on > cast($as_of - to_months(12) AS DATE) AND received_on <= $as_of AS is_new,
    closed_on > cast($as_of - to_months(12) AS DATE) AND closed_on <= $as_of AS is_closed,
    closed_on - received_on AS days
  FROM fig_request_clocks
  WHERE snapshot = $snapshot
),

rights AS (
  SELECT
    "right",
    position
  FROM ref_rights

  UNION ALL

  -- Codes that the mapping does not know are shown, not dropped.
  SELECT
    NULL AS "right",
    999 AS position
  FROM dated_requests
  WHERE "right" IS NULL
  GROUP BY "right"
)

SELECT
  rights.right,
  count(*) FILTER (WHERE requests.is_new) AS received,
  count(*) FILTER (
    WHERE requests.is_received AND coalesce(requests.closed_on > $as_of, TRUE)
  ) AS open,
  count(*) FILTER (WHERE requests.is_closed) AS closed,
  count(*) FILTER (
    WHERE requests.is_closed AND requests.has_clock AND requests.closed_on <= requests.due_on
  ) AS in_time,
  count(*) FILTER (
    WHERE requests.is_closed AND requests.has_clock AND requests.closed_on > requests.due_on
  ) AS late,
  count(*) FILTER (
    WHERE requests.is_closed AND requests.outcome IN ('refused', 'partly')
  ) AS refused,
  count(*) FILTER (
    WHERE
    requests.is_closed
    AND requests.outcome IN ('refused', 'partly')
    AND requests.told_on <= requests.base_due_on
  ) AS refused_told,
  count(*) FILTER (WHERE requests.is_closed AND requests.is_extended) AS extended,
  median(requests.days) FILTER (WHERE requests.is_closed) AS median_days,
  quantile_cont(requests.days, 0.95) FILTER (WHERE requests.is_closed) AS p95_days
FROM rights
LEFT JOIN dated_requests AS requests ON rights.right IS NOT DISTINCT FROM requests.right
GROUP BY rights.right, rights.position
ORDER BY rights.position
