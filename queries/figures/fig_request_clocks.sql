-- Request clocks: each request with the days on which an answer is due.
--
-- grain:    one row per request
-- columns:  snapshot               DATE     day of the exports
--           dataset                VARCHAR  as in sources.toml
--           right                  VARCHAR  one of the seven rights; NULL if unknown
--           received_on            DATE     day it reached an official channel
--           identity_asked_on      DATE     day on which proof of identity was asked for
--           identity_verified_on   DATE     day on which identity was clear
--           extended_on            DATE     day on which an extension was told
--           closed_on              DATE     day it was answered
--           outcome                VARCHAR  granted, partly, refused or withdrawn
--           told_on                DATE     day on which the answer was told
--           has_clock              BOOLEAN  the month of Art. 12(3) applies
--           base_on                DATE     one month from receipt, not moved
--           is_base_cut            BOOLEAN  that month lacks the day: its last one counts
--           base_passed            VARCHAR  free days that base_on is moved over; NULL if none
--           base_due_on            DATE     the same, moved on to the next working day
--           is_extended            BOOLEAN  an extension was told in the first month and counts
--           extended_base_on       DATE     three months from receipt, not moved
--           is_extended_cut        BOOLEAN  that month lacks the day: its last one counts
--           extended_passed        VARCHAR  free days that it is moved over; NULL if none
--           extended_due_on        DATE     three months from receipt, moved on
--           due_on                 DATE     the due date that counts, without suspension
--           suspended_days         INTEGER  days from asking for identity to its proof
--           suspended_base_due_on  DATE     base due date if the clock stood still on those days
--           suspended_late_due_on  DATE     extended due date if it stood still
--           suspended_due_on       DATE     due date if the clock stood still for identity
--           is_waiting             BOOLEAN  identity was asked for and is not verified
--           timer_on               DATE     thirty days from receipt, which is not the law
--           timer_days             BIGINT   days by which that is after the base due date
-- reads:    fig_requests, ref_rights, ref_working_days
-- basis:    GDPR Art. 12(3); Regulation 1182/71 Art. 3; EDPB Guidelines 01/2022 §§159–162

WITH dated_requests AS (
  SELECT
    requests.snapshot,
    requests.dataset,
    requests.right,
    requests.received_on,
    requests.identity_asked_on,
    requests.identity_verified_on,
    requests.extended_on,
    requests.closed_on,
    requests.outcome,
    requests.told_on,
    coalesce(rights.has_clock, TRUE) AS has_clock,
    cast(requests.received_on + to_months(1) AS DATE) AS base_on,
    cast(requests.received_on + to_months(3) AS DATE) AS extended_base_on,
    -- Proof before it was asked for is a slip of the pen: nothing stood still.
    CASE
      WHEN requests.identity_verified_on >= requests.identity_asked_on
        THEN cast(requests.identity_verified_on - requests.identity_asked_on AS INTEGER)
    END AS suspended_days
  FROM fig_requests AS requests
  LEFT JOIN ref_rights AS rights ON requests.right = rights.right
),

moved_requests AS (
  SELECT
    requests.snapshot,
    requests.dataset,
    requests.right,
    requests.received_on,
    requests.identity_asked_on,
    requests.identity_verified_on,
    requests.extended_on,
    requests.closed_on,
    requests.outcome,
    requests.told_on,
    requests.has_clock,
    requests.base_on,
    requests.extended_base_on,
    requests.suspended_days,
    base_days.passed AS base_passed,
    extended_days.passed AS extended_passed,
    -- Outside the calendar's years a day stands as it is.
    coalesce(base_days.next_working_on, requests.base_on) AS base_due_on,
    coalesce(extended_days.next_working_on, requests.extended_base_on) AS extended_due_on
  FROM dated_requests AS requests
  LEFT JOIN ref_working_days AS base_days ON requests.base_on = base_days.day
  LEFT JOIN ref_working_days AS extended_days ON requests.extended_base_on = extended_days.day
),

extended_requests AS (
  SELECT
    snapshot,
    dataset,
    "right",
    received_on,
    identity_asked_on,
    identity_verified_on,
    extended_on,
    closed_on,
    outcome,
    told_on,
    has_clock,
    base_on,
    base_passed,
    base_due_on,
    extended_base_on,
    extended_passed,
    extended_due_on,
    suspended_days,
    base_on + suspended_days AS suspended_base_on,
    extended_base_on + suspended_days AS suspended_late_on,
    -- Where no month runs, none can be extended, nor one that has not begun: what is dated before
    -- receipt, such as a spreadsheet's 1970-01-01, would hide an overdue request.
    has_clock AND coalesce(extended_on BETWEEN received_on AND base_due_on, FALSE) AS is_extended
  FROM moved_requests
)

SELECT
  requests.snapshot,
  requests.dataset,
  requests.right,
  requests.received_on,
  requests.identity_asked_on,
  requests.identity_verified_on,
  requests.extended_on,
  requests.closed_on,
  requests.outcome,
  requests.told_on,
  requests.has_clock,
  requests.base_on,
  dayofmonth(requests.base_on) < dayofmonth(requests.received_on) AS is_base_cut,
  requests.base_passed,
  requests.base_due_on,
  requests.is_extended,
  requests.extended_base_on,
  dayofmonth(requests.extended_base_on) < dayofmonth(requests.received_on) AS is_extended_cut,
  requests.extended_passed,
  requests.extended_due_on,
  CASE WHEN requests.is_extended THEN requests.extended_due_on ELSE requests.base_due_on END
    AS due_on,
  requests.suspended_days,
  coalesce(base_days.next_working_on, requests.suspended_base_on) AS suspended_base_due_on,
  coalesce(late_days.next_working_on, requests.suspended_late_on) AS suspended_late_due_on,
  CASE WHEN requests.is_extended THEN suspended_late_due_on ELSE suspended_base_due_on END
    AS suspended_due_on,
  requests.identity_asked_on IS NOT NULL AND requests.identity_verified_on IS NULL AS is_waiting,
  requests.received_on + 30 AS timer_on,
  timer_on - requests.base_due_on AS timer_days
FROM extended_requests AS requests
LEFT JOIN ref_working_days AS base_days ON requests.suspended_base_on = base_days.day
LEFT JOIN ref_working_days AS late_days ON requests.suspended_late_on = late_days.day
