-- Permissions: consents to marketing and prohibitions of it, typed.
--
-- grain:    one row per consent or prohibition
-- columns:  file_no           INTEGER  which of the dataset's files
--           row               BIGINT   number of the physical record in its file
--           subject_id        VARCHAR  whose it is
--           stance            VARCHAR  consent or prohibition; NULL if the code is not mapped
--           channel           VARCHAR  email, phone, sms, post or unknown; NULL stands for all
--           given_on          DATE     first day; NULL if unknown
--           withdrawn_on      DATE     day from which it no longer stands; NULL if it still does
--           has_unclear_end   BOOLEAN  a withdrawal is written, and its day cannot be read
-- reads:    raw_rows
-- basis:    GDPR Art. 7 and 21(2); notice §5

WITH parsed AS (
  SELECT
    file_no,
    row,
    subject_id,
    stance,
    channel,
    withdrawn_on AS withdrawn_text,
    cast(try_strptime(given_on, getvariable('date_formats')) AS DATE) AS given_on,
    cast(try_strptime(withdrawn_on, getvariable('date_formats')) AS DATE) AS withdrawn_on
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
),

-- A two-digit year reads as the first century: an unknown day, not an old one.
dated AS (
  SELECT
    file_no,
    row,
    subject_id,
    stance,
    channel,
    withdrawn_text,
    CASE WHEN given_on >= DATE '1900-01-01' THEN given_on END AS given_on,
    CASE WHEN withdrawn_on >= DATE '1900-01-01' THEN withdrawn_on END AS withdrawn_on
  FROM parsed
)

SELECT
  file_no,
  row,
  subject_id,
  CASE WHEN stance IN ('consent', 'prohibition') THEN stance END AS stance,
  -- A code that nobody mapped is not the same as none: it stands for one channel, not for all.
  CASE
    WHEN channel IN ('email', 'phone', 'sms', 'post') THEN channel
    WHEN channel <> 'all' THEN 'unknown'
  END AS channel,
  given_on,
  withdrawn_on,
  withdrawn_text IS NOT NULL AND withdrawn_on IS NULL AS has_unclear_end
FROM dated
