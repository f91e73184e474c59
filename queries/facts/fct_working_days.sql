-- Working days: for each day, whether it is free and which working day it leads to.
--
-- grain:    one row per day, 1990-01-01 to 2100-12-31
-- columns:  day              DATE     the day
--           holiday          VARCHAR  public holiday on it; NULL if none
--           is_free          BOOLEAN  Saturday, Sunday or public holiday
--           next_working_on  DATE     the day itself if it is a working day, else the next one
--           passed           VARCHAR  the free days from it on: holidays by name, or weekend
-- reads:    ref_holidays
-- basis:    Regulation (EEC, Euratom) 1182/71, Art. 3(4)

WITH days AS (
  SELECT DATE '1990-01-01' + cast(steps.n AS INTEGER) AS day
  FROM range(0, DATE '2101-01-01' - DATE '1990-01-01') AS steps (n)
),

marked_days AS (
  SELECT
    days.day,
    holidays.holiday,
    isodow(days.day) >= 6 OR holidays.holiday IS NOT NULL AS is_free
  FROM days
  LEFT JOIN ref_holidays AS holidays ON days.day = holidays.day
),

moved_days AS (
  SELECT
    day,
    holiday,
    is_free,
    min(day) FILTER (WHERE NOT is_free)
      OVER (ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_working_on
  FROM marked_days
)

SELECT
  day,
  holiday,
  is_free,
  next_working_on,
  -- The calendar, too, parts the names of two holidays on one day by a semicolon.
  string_agg(CASE WHEN is_free THEN coalesce(holiday, 'weekend') END, '; ')
    OVER (
      PARTITION BY next_working_on
      ORDER BY day
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) AS passed
FROM moved_days
ORDER BY day
