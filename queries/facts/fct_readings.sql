-- Readings: each distinct text that stands for a day, by which format it was read or why not.
--
-- grain:    one row per distinct text
-- columns:  text          VARCHAR  as written in the export, time and zone cut off
--           day           DATE     the day; NULL if it was not read
--           reading       VARCHAR  read, or what the text is instead
--           format        VARCHAR  the declared format that read it; NULL if none did
--           is_ambiguous  BOOLEAN  another declared format makes another day of it
-- reads:    raw_fits, stg_days

WITH fits AS (
  SELECT
    text,
    min_by(format, position) FILTER (WHERE position IS NOT NULL AND day IS NOT NULL) AS format,
    count(DISTINCT day) FILTER (
      WHERE position IS NOT NULL AND day >= DATE '1900-01-01'
    ) AS days,
    -- '%Y' takes two digits for a year of the first century.
    coalesce(bool_or(position IS NOT NULL AND day < DATE '0100-01-01' AND NOT has_shape), FALSE)
      AS is_short_year,
    coalesce(bool_or(position IS NOT NULL AND day < DATE '1900-01-01'), FALSE) AS is_early,
    min(swapped_order) FILTER (WHERE position IS NOT NULL AND is_swapped) AS swapped_order,
    coalesce(bool_or(position IS NOT NULL AND has_shape), FALSE) AS has_declared_shape,
    bool_or(has_short_shape) AS has_short_shape,
    coalesce(bool_or(position IS NULL AND has_shape AND day >= DATE '1900-01-01'), FALSE)
      AS is_other
  FROM raw_fits
  GROUP BY text
)

SELECT
  days.text,
  days.day,
  -- The first that fits: what is nearest to a declared format says most of how to mend it.
  CASE
    WHEN days.day IS NOT NULL THEN 'read'
    WHEN fits.is_short_year THEN 'two_digit_year'
    WHEN fits.is_early THEN 'before_1900'
    WHEN fits.swapped_order IS NOT NULL THEN fits.swapped_order
    WHEN fits.has_declared_shape THEN 'impossible_day'
    WHEN fits.has_short_shape THEN 'two_digit_year'
    -- A spreadsheet counts days from 1 (1 January 1900) to 2958465 (31 December 9999).
    WHEN
      regexp_full_match(days.text, '#?\d{1,7}([.,]\d+)?')
      AND try_cast(replace(ltrim(days.text, '#'), ',', '.') AS DOUBLE) >= 1
      AND try_cast(replace(ltrim(days.text, '#'), ',', '.') AS DOUBLE) < 2958466
      THEN 'spreadsheet_serial'
    WHEN fits.is_other THEN 'other_format'
    ELSE 'not_a_day'
  END AS reading,
  CASE WHEN days.day IS NOT NULL THEN fits.format END AS format,
  days.day IS NOT NULL AND fits.days > 1 AS is_ambiguous
FROM stg_days AS days
INNER JOIN fits ON days.text = fits.text
