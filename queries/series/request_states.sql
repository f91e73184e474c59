-- Request states: open requests by right, stage and due state.
--
-- grain:    one row per combination that occurs
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  right      VARCHAR  one of the seven rights; NULL if unknown
--           stage      VARCHAR  identity, extended or in_progress
--           due_state  VARCHAR  where it stands towards its due date
--           requests   BIGINT   open requests
-- reads:    fig_request_clocks, ref_settings
-- basis:    GDPR Art. 12(3) and 7(3)

WITH open_requests AS (
  SELECT
    clocks.right,
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
  stage,
  due_state,
  count(*) AS requests
FROM open_requests
GROUP BY "right", stage, due_state
ORDER BY "right", stage, due_state
