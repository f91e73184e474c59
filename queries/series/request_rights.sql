-- Requests by right: how many, and how fast they were answered in twelve months.
--
-- grain:    one row per right, zero included, and one for unknown codes if there are any
-- params:   $snapshot          DATE     day of the exports
--           $as_of             DATE     day the figures look at
-- columns:  right              VARCHAR  one of the seven rights; NULL if unknown
--           received           BIGINT   received in the twelve months to $as_of
--           open               BIGINT   open on $as_of
--           closed             BIGINT   closed in the twelve months
--           in_time            BIGINT   of those with a due date, closed by it
--           late               BIGINT   of those with a due date, closed after it
--           in_time_ratio      DOUBLE   in_time / (in_time + late); NULL if none had a due date
--           refused            BIGINT   closed in the twelve months, refused in whole or in part
--           refused_ratio      DOUBLE   refused / closed; NULL if there are none
--           refused_told       BIGINT   of those refused, told by the base due date
--           refused_told_late  BIGINT   of those refused, told after it
--           refused_untold     BIGINT   of those refused, without a readable day of telling
--           extended           BIGINT   closed in the twelve months under an extension that counts
--           extended_ratio     DOUBLE   extended / (in_time + late); NULL if none had a due date
--           median_days        DOUBLE   median days from receipt to closing; NULL if there are none
--           mean_days          DOUBLE   mean of the same
--           p95_days           DOUBLE   95th percentile of the same
--           waiting            BIGINT   open, and identity was asked for and not clear on $as_of
--           waiting_month      BIGINT   of those waiting, asked for it more than a month before
-- reads:    fig_request_clocks, ref_rights
-- basis:    GDPR Art. 12(3), 12(4) and 12(6); EDPB Guidelines 01/2022 §§159–162

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
    identity_asked_on,
    coalesce(received_on <= $as_of, TRUE) AS is_received,
    received_on > cast($as_of - to_months(12) AS DATE) AND received_on <= $as_of AS is_new,
    closed_on > cast($as_of - to_months(12) AS DATE) AND closed_on <= $as_of AS is_closed,
    is_received AND coalesce(closed_on > $as_of, TRUE) AS is_open,
    is_closed AND outcome IN ('refused', 'partly') AS is_refused,
    identity_asked_on <= $as_of AND coalesce(identity_verified_on > $as_of, TRUE) AS is_waiting,
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
  count(*) FILTER (WHERE requests.is_open) AS open,
  count(*) FILTER (WHERE requests.is_closed) AS closed,
  count(*) FILTER (
    WHERE requests.is_closed AND requests.has_clock AND requests.closed_on <= requests.due_on
  ) AS in_time,
  count(*) FILTER (
    WHERE requests.is_closed AND requests.has_clock AND requests.closed_on > requests.due_on
  ) AS late,
  in_time / nullif(in_time + late, 0) AS in_time_ratio,
  count(*) FILTER (WHERE requests.is_refused) AS refused,
  refused / nullif(closed, 0) AS refused_ratio,
  count(*) FILTER (
    WHERE requests.is_refused AND requests.told_on <= requests.base_due_on
  ) AS refused_told,
  count(*) FILTER (
    WHERE requests.is_refused AND requests.told_on > requests.base_due_on
  ) AS refused_told_late,
  -- What was told on no readable day cannot be shown to have been told at all.
  count(*) FILTER (WHERE requests.is_refused AND requests.told_on IS NULL) AS refused_untold,
  count(*) FILTER (WHERE requests.is_closed AND requests.is_extended) AS extended,
  extended / nullif(in_time + late, 0) AS extended_ratio,
  median(requests.days) FILTER (WHERE requests.is_closed) AS median_days,
  avg(requests.days) FILTER (WHERE requests.is_closed) AS mean_days,
  quantile_cont(requests.days, 0.95) FILTER (WHERE requests.is_closed) AS p95_days,
  count(*) FILTER (WHERE requests.is_open AND requests.is_waiting) AS waiting,
  count(*) FILTER (
    WHERE
    requests.is_open
    AND requests.is_waiting
    AND cast(requests.identity_asked_on + to_months(1) AS DATE) < $as_of
  ) AS waiting_month
FROM rights
LEFT JOIN dated_requests AS requests ON rights.right IS NOT DISTINCT FROM requests.right
GROUP BY rights.right, rights.position
ORDER BY rights.position
