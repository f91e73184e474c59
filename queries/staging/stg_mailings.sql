-- Mailings: direct marketing sent to a person, typed.
--
-- grain:    one row per message or call to one person
-- columns:  file_no            INTEGER  which of the dataset's files
--           row                BIGINT   number of the physical record in its file
--           subject_id         VARCHAR  to whom it went
--           channel            VARCHAR  email, phone, sms, post or unknown; NULL if not exported
--           sent_on            DATE     day it was sent; NULL if unknown
--           campaign_ended_on  DATE     day its campaign ended; NULL if unknown
-- reads:    raw_rows
-- basis:    notice §§3 and 5

WITH parsed AS (
  SELECT
    file_no,
    row,
    subject_id,
    channel,
    cast(try_strptime(sent_on, getvariable('date_formats')) AS DATE) AS sent_on,
    cast(try_strptime(campaign_ended_on, getvariable('date_formats')) AS DATE) AS campaign_ended_on
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
)

SELECT
  file_no,
  row,
  subject_id,
  CASE
    WHEN channel IN ('email', 'phone', 'sms', 'post') THEN channel
    WHEN channel IS NOT NULL THEN 'unknown'
  END AS channel,
  CASE WHEN sent_on >= DATE '1900-01-01' THEN sent_on END AS sent_on,
  CASE WHEN campaign_ended_on >= DATE '1900-01-01' THEN campaign_ended_on END AS campaign_ended_on
FROM parsed
