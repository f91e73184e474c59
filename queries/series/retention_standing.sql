-- Retention standing: what is past, undetermined and coming in every snapshot, each on its own day.
--
-- grain:    one row per snapshot, zero included
-- params:   $snapshot           DATE    day of the exports that are looked at on $as_of
--           $as_of              DATE    day the figures look at
-- columns:  snapshot            DATE    day of the exports
--           looked_on           DATE    day they are looked at: their own, or $as_of
--           past                BIGINT  records past their date, not on hold
--           on_hold             BIGINT  records past their date, on hold
--           undetermined        BIGINT  records without a period or a start
--           within_30           BIGINT  last permitted day within 30 days, not on hold
--           within_90           BIGINT  within 90 days, not on hold
--           within_365          BIGINT  within 365 days, not on hold
--           dated               BIGINT  records with a last permitted day
--           personal            BIGINT  personal records held
--           past_ratio          DOUBLE  past / dated, 0 to 1; NULL if there are none
--           undetermined_ratio  DOUBLE  undetermined / personal, 0 to 1; NULL if there are none
-- reads:    fig_deadlines, ref_snapshots
-- basis:    GDPR Art. 5(1)(e); notice §7

WITH looks AS (
  SELECT
    snapshot,
    CASE WHEN snapshot = $snapshot THEN $as_of ELSE snapshot END AS looked_on
  FROM ref_snapshots
),

judged_records AS (
  SELECT
    looks.snapshot,
    deadlines.period_state,
    deadlines.is_held,
    deadlines.last_on - looks.looked_on AS days_left,
    deadlines.records
  FROM looks
  INNER JOIN fig_deadlines AS deadlines ON looks.snapshot = deadlines.snapshot
),

counted_records AS (
  SELECT
    snapshot,
    sum(records) FILTER (WHERE days_left < 0 AND NOT is_held) AS past,
    sum(records) FILTER (WHERE days_left < 0 AND is_held) AS on_hold,
    sum(records) FILTER (WHERE period_state IN ('no_period', 'no_start')) AS undetermined,
    sum(records) FILTER (WHERE days_left BETWEEN 0 AND 30 AND NOT is_held) AS within_30,
    sum(records) FILTER (WHERE days_left BETWEEN 0 AND 90 AND NOT is_held) AS within_90,
    sum(records) FILTER (WHERE days_left BETWEEN 0 AND 365 AND NOT is_held) AS within_365,
    sum(records) FILTER (WHERE period_state = 'dated') AS dated,
    sum(records) AS personal
  FROM judged_records
  GROUP BY snapshot
)

SELECT
  looks.snapshot,
  looks.looked_on,
  cast(coalesce(counted_records.past, 0) AS BIGINT) AS past,
  cast(coalesce(counted_records.on_hold, 0) AS BIGINT) AS on_hold,
  cast(coalesce(counted_records.undetermined, 0) AS BIGINT) AS undetermined,
  cast(coalesce(counted_records.within_30, 0) AS BIGINT) AS within_30,
  cast(coalesce(counted_records.within_90, 0) AS BIGINT) AS within_90,
  cast(coalesce(counted_records.within_365, 0) AS BIGINT) AS within_365,
  cast(coalesce(counted_records.dated, 0) AS BIGINT) AS dated,
  cast(coalesce(counted_records.personal, 0) AS BIGINT) AS personal,
  coalesce(counted_records.past, 0) / nullif(counted_records.dated, 0) AS past_ratio,
  coalesce(counted_records.undetermined, 0) / nullif(counted_records.personal, 0)
    AS undetermined_ratio
FROM looks
LEFT JOIN counted_records ON looks.snapshot = counted_records.snapshot
ORDER BY looks.snapshot
