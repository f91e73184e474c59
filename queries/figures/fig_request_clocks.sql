-- Request clocks: each request with the days on which an answer is due.
--
-- grain:    one row per request
-- columns:  snapshot              DATE     day of the exports
--           dataset               VARCHAR  as in sources.toml
--           right                 VARCHAR  one of the seven rights; NULL if unknown
--           received_on           DATE     day it reached an official channel
--           identity_asked_on     DATE     day on which proof of identity was asked for
--           identity_verified_on  DATE     day on which identity was clear
--           extended_on           DATE     day on which an extension was told
--           closed_on             DATE     day it was answered
--           outcome               VARCHAR  granted, partly, refused or withdrawn
--           told_on               DATE     day on which the answer was told
--           has_clock             BOOLEAN  the month of Art. 12(3) applies
--           base_on               DATE     one month from receipt, not moved
--           base_due_on           DATE     the same, moved on to the next working day
--           is_extended           BOOLEAN  an extension was told in time and counts
--           extended_due_on       DATE     three months from receipt, moved on
--           due_on                DATE     the due date that counts, without suspension
--           suspended_due_on      DATE     due date if the clock stood still while identity was checked
--           is_waiting            BOOLEAN  identity was asked for and is not verified
-- reads:    fig_requests, ref_rights, ref_working_days
-- basis:    GDPR Art. 12(3); Regulation 1182/71 Art. 3; EDPB Guidelines 01/2022 §§159–162

WITH month_ends AS (
  SELECT
    requests.*,
    coalesce(rights.has_clock, TRUE) AS has_clock,
    cast(requests.received_on + to_months(1) AS DATE) AS base_on,
    cast(requests.received_on + to_months(3) AS DATE) AS extended_base_on
  FROM fig_requests AS requests
  LEFT JOIN ref_rights AS rights ON requests.right = rights.right
),

suspensions AS (
  SELECT
    month_ends.*,
    cast(coalesce(identity_verified_on - identity_asked_on, 0) AS INTEGER) AS days_suspended,
    identity_asked_on IS NOT NULL AND identity_verified_on IS NULL AS is_waiting
  FROM month_ends
),

moved_days AS (
  SELECT
    suspensions.*,
    coalesce(base_days.next_working_on, suspensions.base_on) AS base_due_on,
    coalesce(extended_days.next_working_on, suspensions.extended_base_on) AS extended_due_on,
    coalesce(
      suspensions.extended_on
      <= coalesce(base_days.next_working_on, suspensions.base_on),
      FALSE
    ) AS is_extended
  FROM suspensions
  LEFT JOIN ref_working_days AS base_days ON suspensions.base_on = base_days.day
  LEFT JOIN ref_working_days AS extended_days ON suspensions.extended_base_on = extended_days.day
),

due_days AS (
  SELECT
    moved_days.*,
    CASE WHEN is_extended THEN extended_due_on ELSE base_due_on END AS due_on,
    CASE
      WHEN identity_asked_on IS NOT NULL AND identity_verified_on >= identity_asked_on
        THEN CASE WHEN is_extended THEN extended_base_on ELSE base_on END + days_suspended
    END AS suspended_on
  FROM moved_days
)

SELECT
  due_days.snapshot,
  due_days.dataset,
  due_days.right,
  due_days.received_on,
  due_days.identity_asked_on,
  due_days.identity_verified_on,
  due_days.extended_on,
  due_days.closed_on,
  due_days.outcome,
  due_days.told_on,
  due_days.has_clock,
  due_days.base_on,
  due_days.base_due_on,
  due_days.is_extended,
  due_days.extended_due_on,
  due_days.due_on,
  coalesce(suspended_days.next_working_on, due_days.suspended_on) AS suspended_due_on,
  due_days.is_waiting
FROM due_days
LEFT JOIN ref_working_days AS suspended_days ON due_days.suspended_on = suspended_days.day
