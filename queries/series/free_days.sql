-- Free days: weekends and public holidays of a span.
--
-- grain:    one row per free day
-- params:   $from_day  DATE     first day of the span
--           $to_day    DATE     last day of the span
-- columns:  day        DATE     Saturday, Sunday or public holiday
--           holiday    VARCHAR  public holiday; NULL for a plain weekend day
-- reads:    ref_working_days
-- basis:    Regulation (EEC, Euratom) 1182/71, Art. 2 and 3

SELECT
  day,
  holiday
FROM ref_working_days
WHERE is_free AND day BETWEEN $from_day AND $to_day
ORDER BY day
