-- Open requests with their ids: every request that open_requests counts.
--
-- grain:    one row per open request
-- params:   $snapshot              DATE     day of the exports
--           $as_of                 DATE     day the figures look at
-- columns:  dataset                VARCHAR  as in sources.toml
--           record_id              VARCHAR  the source's own key, or file and row number
--           subject_key            VARCHAR  keyed hash of who asks; NULL if unknown
--           right                  VARCHAR  one of the seven rights; NULL if unknown
--           received_on            DATE     day it reached an official channel
--           identity_asked_on      DATE     day on which proof of identity was asked for
--           identity_verified_on   DATE     day on which identity was clear
--           extended_on            DATE     day on which an extension was told
--           base_on                DATE     one month from receipt, not moved
--           is_base_cut            BOOLEAN  that month lacks the day: its last one counts
--           base_passed            VARCHAR  free days that base_on is moved over; NULL if none
--           base_due_on            DATE     the same, moved on; last day to tell of an extension
--           is_extended            BOOLEAN  an extension was told in time and counts
--           extended_base_on       DATE     three months from receipt, not moved
--           is_extended_cut        BOOLEAN  that month lacks the day: its last one counts
--           extended_passed        VARCHAR  free days that it is moved over; NULL if none
--           extended_due_on        DATE     three months from receipt, moved on
--           due_on                 DATE     due date that counts, without suspension
--           suspended_days         INTEGER  days from asking for identity to its proof; NULL before
--           suspended_base_due_on  DATE     base due date if the clock stood still on those days
--           suspended_late_due_on  DATE     extended due date if it stood still
--           suspended_due_on       DATE     due date if the clock stood still for identity
--           timer_on               DATE     thirty days from receipt, which is not the law
--           timer_days             BIGINT   days by which that is after the base due date
--           stage                  VARCHAR  identity, extended or in_progress
--           due_state              VARCHAR  where it stands towards its due date
--           days_left              BIGINT   days from $as_of to the due date; negative if past
--           file                   VARCHAR  export file
--           row                    BIGINT   number of the physical record in it
--           records                BIGINT   1
-- reads:    fig_request_clocks, rec_requests, ref_settings
-- basis:    GDPR Art. 12(3)

WITH clocks AS (
  -- The clock depends on the days alone; the ids are beside them.
  SELECT DISTINCT
    "right",
    received_on,
    identity_asked_on,
    identity_verified_on,
    extended_on,
    has_clock,
    base_on,
    is_base_cut,
    base_passed,
    base_due_on,
    is_extended,
    extended_base_on,
    is_extended_cut,
    extended_passed,
    extended_due_on,
    due_on,
    suspended_days,
    suspended_base_due_on,
    suspended_late_due_on,
    suspended_due_on,
    timer_on,
    timer_days
  FROM fig_request_clocks
  WHERE snapshot = $snapshot
),

open_requests AS (
  SELECT
    requests.dataset,
    requests.record_id,
    requests.subject_key,
    requests.right,
    requests.received_on,
    requests.identity_asked_on,
    requests.identity_verified_on,
    requests.extended_on,
    requests.file,
    requests.row,
    clocks.has_clock,
    clocks.base_on,
    clocks.is_base_cut,
    clocks.base_passed,
    clocks.base_due_on,
    clocks.is_extended,
    clocks.extended_base_on,
    clocks.is_extended_cut,
    clocks.extended_passed,
    clocks.extended_due_on,
    clocks.due_on,
    clocks.suspended_days,
    clocks.suspended_base_due_on,
    clocks.suspended_late_due_on,
    clocks.suspended_due_on,
    -- Until identity is clear nobody knows for how long the clock would have stood still.
    clocks.has_clock AND coalesce(requests.identity_verified_on <= $as_of, FALSE) AS is_verified,
    clocks.timer_on,
    clocks.timer_days,
    CASE
      WHEN
        requests.identity_asked_on <= $as_of
        AND coalesce(requests.identity_verified_on > $as_of, TRUE)
        THEN 'identity'
      WHEN clocks.is_extended AND requests.extended_on <= $as_of THEN 'extended'
      ELSE 'in_progress'
    END AS stage,
    CASE
      WHEN requests.received_on IS NULL THEN 'undetermined'
      WHEN
        NOT clocks.has_clock
        AND $as_of - requests.received_on > settings.consent_withdrawal_days
        THEN 'over_limit'
      WHEN NOT clocks.has_clock THEN 'no_clock'
      WHEN clocks.due_on < $as_of THEN 'overdue'
      WHEN clocks.due_on - $as_of <= settings.request_due_soon_days THEN 'due_soon'
      ELSE 'on_time'
    END AS due_state
  FROM rec_requests AS requests
  INNER JOIN clocks
    ON
      requests.right IS NOT DISTINCT FROM clocks.right
      AND requests.received_on IS NOT DISTINCT FROM clocks.received_on
      AND requests.identity_asked_on IS NOT DISTINCT FROM clocks.identity_asked_on
      AND requests.identity_verified_on IS NOT DISTINCT FROM clocks.identity_verified_on
      AND requests.extended_on IS NOT DISTINCT FROM clocks.extended_on
  CROSS JOIN ref_settings AS settings
  WHERE
    requests.snapshot = $snapshot
    AND coalesce(requests.received_on <= $as_of, TRUE)
    AND coalesce(requests.closed_on > $as_of, TRUE)
)

SELECT
  dataset,
  record_id,
  subject_key,
  "right",
  received_on,
  identity_asked_on,
  identity_verified_on,
  extended_on,
  CASE WHEN has_clock THEN base_on END AS base_on,
  CASE WHEN has_clock THEN is_base_cut END AS is_base_cut,
  CASE WHEN has_clock THEN base_passed END AS base_passed,
  CASE WHEN has_clock THEN base_due_on END AS base_due_on,
  is_extended,
  CASE WHEN has_clock THEN extended_base_on END AS extended_base_on,
  CASE WHEN has_clock THEN is_extended_cut END AS is_extended_cut,
  CASE WHEN has_clock THEN extended_passed END AS extended_passed,
  CASE WHEN has_clock THEN extended_due_on END AS extended_due_on,
  CASE WHEN has_clock THEN due_on END AS due_on,
  CASE WHEN is_verified THEN suspended_days END AS suspended_days,
  CASE WHEN is_verified THEN suspended_base_due_on END AS suspended_base_due_on,
  CASE WHEN is_verified THEN suspended_late_due_on END AS suspended_late_due_on,
  CASE WHEN is_verified THEN suspended_due_on END AS suspended_due_on,
  CASE WHEN has_clock THEN timer_on END AS timer_on,
  CASE WHEN has_clock THEN timer_days END AS timer_days,
  stage,
  due_state,
  CASE WHEN has_clock THEN due_on - $as_of END AS days_left,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM open_requests
ORDER BY due_on NULLS LAST, received_on, dataset, file, row
