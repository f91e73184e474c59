-- Audio: recordings and transcripts as listed, held or deleted.
--
-- grain:    one row per row of a list of recordings or transcripts
-- columns:  file_no       INTEGER  which of the dataset's files
--           row           BIGINT   number of the physical record in its file
--           recording_id  VARCHAR  the recording, as the telephone system names it
--           deleted_on    DATE     day of its deletion; NULL if it is held
-- reads:    raw_rows
-- basis:    notice §3

WITH parsed AS (
  SELECT
    file_no,
    row,
    recording_id,
    cast(try_strptime(deleted_on, getvariable('date_formats')) AS DATE) AS deleted_on
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
)

SELECT
  file_no,
  row,
  recording_id,
  CASE WHEN deleted_on >= DATE '1900-01-01' THEN deleted_on END AS deleted_on
FROM parsed
