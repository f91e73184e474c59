-- Open requests: each with its days, and nothing that names it.
--
-- grain:    one row per open request
-- params:   $snapshot         DATE     day of the exports
--           $as_of            DATE     day the figures look at
-- columns:  right             VARCHAR  one of the seven rights; NULL if unknown
--           received_on       DATE     day it reached an official channel
--           due_on            DATE     due date that counts, without suspension
--           base_due_on       DATE     due date without extension
--           suspended_due_on  DATE     due if the clock stood still; NULL until identity is clear
--           is_extended       BOOLEAN  an extension counts
--           stage             VARCHAR  identity, extended or in_progress
--           due_state         VARCHAR  where it stands towards its due date
--           days_left         BIGINT   days from $as_of to the due date; negative if past
-- reads:    fig_request_clocks, ref_settings
-- basis:    GDPR Art. 12(3)

WITH open_requests AS (
  SELECT
    clocks.right,
    clocks.received_on,
    clocks.has_clock,
    clocks.due_on,
    clocks.base_due_on,
    -- Until identity is clear nobody knows for how long the clock would have stood still.
    CASE WHEN clocks.identity_verified_on <= $as_of THEN clocks.suspended_due_on END
      AS suspended_due_on,
    clocks.is_extended,
    CASE
      WHEN
        clocks.identity_asked_on <= $as_of
        AND coalesce(clocks.identity_verified_on > $as_of, TRUE)
        THEN 'identity'
      WHEN clocks.is_extended AND clocks.extended_on <= $as_of THEN 'extended'
      ELSE 'in_progress'
    END AS stage,
    CASE
      WHEN clocks.received_on IS NULL THEN 'undetermined'
      WHEN NOT clocks.has_clock AND $as_of - clocks.received_on > settings.consent_withdrawal_days
        THEN 'over_limit'
      WHEN NOT clocks.has_clock THEN 'no_clock'
      WHEN clocks.due_on < $as_of THEN 'overdue'
      WHEN clocks.due_on - $as_of <= settings.request_due_soon_days THEN 'due_soon'
      ELSE 'on_time'
    END AS due_state
  FROM fig_request_clocks AS clocks
  CROSS JOIN ref_settings AS settings
  WHERE
    clocks.snapshot = $snapshot
    AND coalesce(clocks.received_on <= $as_of, TRUE)
    AND coalesce(clocks.closed_on > $as_of, TRUE)
)

SELECT
  "right",
  received_on,
  CASE WHEN has_clock THEN due_on END AS due_on,
  CASE WHEN has_clock THEN base_due_on END AS base_due_on,
  CASE WHEN has_clock THEN suspended_due_on END AS suspended_due_on,
  is_extended,
  stage,
  due_state,
  CASE WHEN has_clock THEN due_on - $as_of END AS days_left
FROM open_requests
ORDER BY due_on NULLS LAST, received_on, "right", stage
