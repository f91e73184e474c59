-- Disclosures: personal data handed to others, typed.
--
-- grain:    one row per disclosure
-- columns:  file_no       INTEGER  which of the dataset's files
--           row           BIGINT   number of the physical record in its file
--           subject_id    VARCHAR  whose data it was; NULL if not named
--           disclosed_on  DATE     day; NULL if unknown
--           ground        VARCHAR  authority, emergency, merger, group or consent; NULL if unknown
-- reads:    raw_rows
-- basis:    notice §8

WITH parsed AS (
  SELECT
    file_no,
    row,
    subject_id,
    ground,
    cast(try_strptime(disclosed_on, getvariable('date_formats')) AS DATE) AS disclosed_on
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
)

SELECT
  file_no,
  row,
  subject_id,
  CASE WHEN disclosed_on >= DATE '1900-01-01' THEN disclosed_on END AS disclosed_on,
  CASE
    WHEN ground IN ('authority', 'emergency', 'merger', 'group', 'consent') THEN ground
  END AS ground
FROM parsed
