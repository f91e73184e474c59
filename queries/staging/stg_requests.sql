-- Requests: data subjects' requests with their days, typed.
--
-- grain:    one row per request
-- columns:  file_no               INTEGER  which of the dataset's files
--           row                   BIGINT   number of the physical record in its file
--           record_id             VARCHAR  the source system's own key
--           subject_id            VARCHAR  who asks
--           right                 VARCHAR  one of the seven rights; NULL if the code is not mapped
--           received_on           DATE     day it reached an official channel
--           identity_asked_on     DATE     day on which proof of identity was asked for
--           identity_verified_on  DATE     day on which identity was clear
--           extended_on           DATE     day on which an extension was told
--           closed_on             DATE     day it was answered
--           outcome               VARCHAR  granted, partly, refused or withdrawn
--           told_on               DATE     day on which the answer was told
-- reads:    raw_rows
-- basis:    GDPR Art. 12 and 15–22

WITH parsed AS (
  SELECT
    file_no,
    row,
    record_id,
    subject_id,
    "right",
    outcome,
    cast(try_strptime(received_on, getvariable('date_formats')) AS DATE) AS received_on,
    cast(try_strptime(identity_asked_on, getvariable('date_formats')) AS DATE) AS identity_asked_on,
    cast(try_strptime(identity_verified_on, getvariable('date_formats')) AS DATE)
      AS identity_verified_on,
    cast(try_strptime(extended_on, getvariable('date_formats')) AS DATE) AS extended_on,
    cast(try_strptime(closed_on, getvariable('date_formats')) AS DATE) AS closed_on,
    cast(try_strptime(told_on, getvariable('date_formats')) AS DATE) AS told_on
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
)

SELECT
  file_no,
  row,
  record_id,
  subject_id,
  CASE
    WHEN
      "right" IN (
        'access', 'rectification', 'objection', 'portability', 'erasure', 'restriction', 'consent'
      )
      THEN "right"
  END AS "right",
  -- A two-digit year reads as the first century: an unknown day, not an old one.
  CASE WHEN received_on >= DATE '1900-01-01' THEN received_on END AS received_on,
  CASE WHEN identity_asked_on >= DATE '1900-01-01' THEN identity_asked_on END AS identity_asked_on,
  CASE WHEN identity_verified_on >= DATE '1900-01-01' THEN identity_verified_on END
    AS identity_verified_on,
  CASE WHEN extended_on >= DATE '1900-01-01' THEN extended_on END AS extended_on,
  CASE WHEN closed_on >= DATE '1900-01-01' THEN closed_on END AS closed_on,
  CASE WHEN outcome IN ('granted', 'partly', 'refused', 'withdrawn') THEN outcome END AS outcome,
  CASE WHEN told_on >= DATE '1900-01-01' THEN told_on END AS told_on
FROM parsed
