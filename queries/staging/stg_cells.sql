-- Cells: what kind of text stands in the mapped columns of a file's first rows.
--
-- grain:    one row per cell
-- columns:  file_no     INTEGER  which of the dataset's files
--           place       INTEGER  which of the file's columns, from 1
--           is_filled   BOOLEAN  there is any text
--           is_day      BOOLEAN  it is a day by a declared format, from 1900 on
--           is_whole    BOOLEAN  it is a whole number
--           is_decimal  BOOLEAN  it is a number with a fraction
--           is_name     BOOLEAN  it is the name of its own column
-- reads:    raw_cells

SELECT
  file_no,
  place,
  text IS NOT NULL AS is_filled,
  coalesce(
    cast(try_strptime(day_text, getvariable('date_formats')) AS DATE) >= DATE '1900-01-01', FALSE
  ) AS is_day,
  coalesce(regexp_full_match(text, '[+-]?[0-9]+'), FALSE) AS is_whole,
  coalesce(regexp_full_match(text, '[+-]?[0-9]+[.,][0-9]+'), FALSE) AS is_decimal,
  coalesce(text = name, FALSE) AS is_name
FROM raw_cells
