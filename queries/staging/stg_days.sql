-- Days: each distinct text that stands for a day, read by the declared formats alone.
--
-- grain:    one row per distinct text
-- columns:  text  VARCHAR  as written in the export, time and zone cut off
--           day   DATE     the day; NULL if no declared format fits or its year is before 1900
-- reads:    raw_days

WITH parsed AS (
  SELECT
    text,
    cast(try_strptime(text, getvariable('date_formats')) AS DATE) AS day
  FROM raw_days
)

SELECT
  text,
  -- '%Y' reads a two-digit year as the first century: an unknown day, not an old one.
  CASE WHEN day >= DATE '1900-01-01' THEN day END AS day
FROM parsed
