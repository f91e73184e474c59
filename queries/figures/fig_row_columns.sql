-- Row columns: what stands in each mapped column of a file, by its first rows.
--
-- grain:    one row per file and mapped column that it has
-- columns:  file_no    INTEGER  which of the dataset's files
--           place      INTEGER  which of the file's columns, from 1
--           records    BIGINT   rows looked at
--           filled     BIGINT   rows with any text there
--           days       BIGINT   days by a declared format
--           wholes     BIGINT   whole numbers that are no such day
--           decimals   BIGINT   numbers with a fraction that are no such day
--           names      BIGINT   texts that are the column's own name
--           content    VARCHAR  empty, or day, whole, decimal or text if 95 % are; else mixed
--           days_read  VARCHAR  of what is filled: most (95 %), few (under 50 %), some, or unknown
--           filling    VARCHAR  of all rows: most (95 %), few (under 50 %), some, or unknown
-- reads:    stg_cells

WITH counted AS (
  SELECT
    file_no,
    place,
    count(*) AS records,
    count(*) FILTER (WHERE is_filled) AS filled,
    count(*) FILTER (WHERE is_day) AS days,
    count(*) FILTER (WHERE is_whole AND NOT is_day) AS wholes,
    count(*) FILTER (WHERE is_decimal AND NOT is_day) AS decimals,
    count(*) FILTER (WHERE is_name) AS names
  FROM stg_cells
  GROUP BY file_no, place
)

SELECT
  file_no,
  place,
  records,
  filled,
  days,
  wholes,
  decimals,
  names,
  CASE
    WHEN filled = 0 THEN 'empty'
    WHEN 100 * days >= 95 * filled THEN 'day'
    WHEN 100 * wholes >= 95 * filled THEN 'whole'
    WHEN 100 * (wholes + decimals) >= 95 * filled THEN 'decimal'
    WHEN 100 * (filled - days - wholes - decimals) >= 95 * filled THEN 'text'
    ELSE 'mixed'
  END AS content,
  -- A handful of rows tells nothing about the others.
  CASE
    WHEN filled < 5 THEN 'unknown'
    WHEN 100 * days >= 95 * filled THEN 'most'
    WHEN 2 * days < filled THEN 'few'
    ELSE 'some'
  END AS days_read,
  CASE
    WHEN records < 5 THEN 'unknown'
    WHEN 100 * filled >= 95 * records THEN 'most'
    WHEN 2 * filled < records THEN 'few'
    ELSE 'some'
  END AS filling
FROM counted
ORDER BY file_no, place
