-- Clock reasons: why open requests are due when they are, and what thirty days would say.
--
-- grain:    one row
-- params:   $snapshot      DATE    day of the exports
--           $as_of         DATE    day the figures look at
-- columns:  dated          BIGINT  open requests with a due date
--           moved          BIGINT  of those, moved over a weekend or a public holiday
--           over_holidays  BIGINT  of those moved, over a public holiday
--           cut            BIGINT  of those dated, whose month lacks the day of receipt
--           timer_late     BIGINT  of those dated, whose thirty days end after the base due date
--           timer_early    BIGINT  of those dated, whose thirty days end before it
-- reads:    fig_request_clocks
-- basis:    GDPR Art. 12(3); Regulation (EEC, Euratom) 1182/71, Art. 3

WITH open_requests AS (
  SELECT
    timer_days,
    CASE WHEN is_extended THEN extended_passed ELSE base_passed END AS passed,
    CASE WHEN is_extended THEN is_extended_cut ELSE is_base_cut END AS is_cut
  FROM fig_request_clocks
  WHERE
    snapshot = $snapshot
    AND has_clock
    AND received_on <= $as_of
    AND coalesce(closed_on > $as_of, TRUE)
)

SELECT
  count(*) AS dated,
  count(*) FILTER (WHERE passed IS NOT NULL) AS moved,
  -- A plain weekend is one or two days, and nothing else.
  count(*) FILTER (WHERE passed NOT IN ('weekend', 'weekend; weekend')) AS over_holidays,
  count(*) FILTER (WHERE is_cut) AS cut,
  count(*) FILTER (WHERE timer_days > 0) AS timer_late,
  count(*) FILTER (WHERE timer_days < 0) AS timer_early
FROM open_requests
