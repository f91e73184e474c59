-- Day groups: kept rows by how the day in each mapped column was read, or why it was not.
--
-- grain:    one row per file, column of ours, reading, format and ambiguity
-- columns:  file_no       INTEGER  which of the dataset's files
--           name          VARCHAR  our column
--           theirs        VARCHAR  the export's column, or columns
--           reading       VARCHAR  read, epoch, future, empty, or why the day was not read
--           format        VARCHAR  the declared format that read it; NULL if none did
--           is_ambiguous  BOOLEAN  another declared format makes another day of it
--           records       BIGINT   how many rows
-- reads:    fct_readings, raw_day_texts, ref_part, stg_days

WITH day_rows AS (
  SELECT
    texts.file_no,
    texts.name,
    texts.theirs,
    CASE
      WHEN texts.text IS NULL THEN 'empty'
      WHEN readings.day = DATE '1970-01-01' THEN 'epoch'
      -- A review is meant to lie ahead.
      WHEN readings.day > part.snapshot AND texts.name <> 'review_on' THEN 'future'
      ELSE readings.reading
    END AS reading,
    readings.format,
    coalesce(readings.is_ambiguous, FALSE) AS is_ambiguous,
    texts.records
  FROM raw_day_texts AS texts
  CROSS JOIN ref_part AS part
  LEFT JOIN fct_readings AS readings ON texts.text = readings.text
  LEFT JOIN stg_days AS lines ON texts.line_text = lines.text
  -- A log line without a day in brackets is rejected, and was counted as that.
  WHERE NOT part.is_log OR lines.day IS NOT NULL
)

SELECT
  file_no,
  name,
  theirs,
  reading,
  format,
  is_ambiguous,
  cast(sum(records) AS BIGINT) AS records
FROM day_rows
GROUP BY file_no, name, theirs, reading, format, is_ambiguous
