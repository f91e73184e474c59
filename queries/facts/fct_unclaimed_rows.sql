-- Unclaimed rows: what `only` leaves to other datasets of the same file, and none of them takes.
--
-- grain:    one row per file that has any
-- columns:  file_no  INTEGER  which of the dataset's files
--           records  BIGINT   how many rows
-- reads:    raw_rows, ref_part, stg_days
-- basis:    GDPR Art. 5(2) and 30

SELECT
  raw_rows.file_no,
  cast(sum(raw_rows.records) AS BIGINT) AS records
FROM raw_rows
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS lines ON raw_rows.line_text = lines.text
WHERE
  raw_rows.is_unclaimed
  -- Rejected is a fate of its own, and a log line without a day is rejected.
  AND raw_rows.reject_reason IS NULL
  AND (NOT part.is_log OR lines.day IS NOT NULL)
GROUP BY raw_rows.file_no
