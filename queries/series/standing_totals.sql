-- Standing in total: how all that is held stands in every snapshot, each on its own day.
--
-- grain:    one row per snapshot, zero included
-- columns:  snapshot      DATE     day of the exports
--           past          BIGINT   records past their date, not on hold
--           on_hold       BIGINT   records past their date, on hold
--           undetermined  BIGINT   records without a period or a start
--           overdue       BIGINT   open requests past their due date
-- reads:    fig_deadlines, fig_request_clocks, ref_snapshots
-- basis:    GDPR Art. 5(1)(e), Art. 12(3)

WITH counted_records AS (
  SELECT
    snapshot,
    sum(records) FILTER (WHERE last_on < snapshot AND NOT is_held) AS past,
    sum(records) FILTER (WHERE last_on < snapshot AND is_held) AS on_hold,
    sum(records) FILTER (WHERE period_state IN ('no_period', 'no_start')) AS undetermined
  FROM fig_deadlines
  GROUP BY snapshot
),

counted_requests AS (
  SELECT
    snapshot,
    count(*) AS overdue
  FROM fig_request_clocks
  WHERE
    has_clock
    AND due_on < snapshot
    AND coalesce(received_on <= snapshot, TRUE)
    AND coalesce(closed_on > snapshot, TRUE)
  GROUP BY snapshot
)

SELECT
  snapshots.snapshot,
  cast(coalesce(counted_records.past, 0) AS BIGINT) AS past,
  cast(coalesce(counted_records.on_hold, 0) AS BIGINT) AS on_hold,
  cast(coalesce(counted_records.undetermined, 0) AS BIGINT) AS undetermined,
  cast(coalesce(counted_requests.overdue, 0) AS BIGINT) AS overdue
FROM ref_snapshots AS snapshots
LEFT JOIN counted_records ON snapshots.snapshot = counted_records.snapshot
LEFT JOIN counted_requests ON snapshots.snapshot = counted_requests.snapshot
ORDER BY snapshots.snapshot
