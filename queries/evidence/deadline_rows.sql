-- Deadline rows: one page of the records in a state, oldest last permitted day first.
--
-- grain:    one row per record
-- params:   $snapshot      DATE     day of the exports
--           $as_of         DATE     day the figures look at
--           $state         VARCHAR  past, on_hold, due_soon or no_start
--           $rule          VARCHAR  only this deletion rule; NULL for all
--           $first_on      DATE     only last days from here on; NULL for all
--           $final_on      DATE     only last days up to here; NULL for all
--           $skip          BIGINT   rows to leave out before the page
--           $most          BIGINT   rows on the page
-- columns:  dataset        VARCHAR  as in sources.toml
--           rule           VARCHAR  deletion rule
--           record_id      VARCHAR  the source's own key, or file and row number
--           starts_on      DATE     start of the deletion period; NULL if unknown
--           start_state    VARCHAR  known, empty or unreadable
--           start_reading  VARCHAR  read, empty, or why it was not read
--           last_on        DATE     last permitted day; NULL without a start
--           days_past      BIGINT   days from the last permitted day to $as_of; negative before it
--           is_held        BOOLEAN  a hold or restriction is open on it
--           file           VARCHAR  export file
--           row            BIGINT   number of the physical record in it
--           records        BIGINT   1
-- reads:    rec_records, ref_settings
-- basis:    notice §7

SELECT
  records.dataset,
  records.rule,
  records.record_id,
  records.starts_on,
  records.start_state,
  records.start_reading,
  records.last_on,
  date_diff('day', records.last_on, cast($as_of AS DATE)) AS days_past,
  records.is_held,
  records.file,
  records.row,
  cast(1 AS BIGINT) AS records
FROM rec_records AS records
CROSS JOIN ref_settings AS settings
WHERE
  records.snapshot = $snapshot
  AND (cast($rule AS VARCHAR) IS NULL OR records.rule = $rule)
  AND (cast($first_on AS DATE) IS NULL OR records.last_on >= $first_on)
  AND (cast($final_on AS DATE) IS NULL OR records.last_on <= $final_on)
  AND CASE
    WHEN records.period_state = 'no_start' THEN $state = 'no_start'
    WHEN records.last_on >= $as_of
      THEN $state = 'due_soon' AND records.last_on <= cast($as_of AS DATE) + settings.due_soon_days
    WHEN records.is_held THEN $state = 'on_hold'
    ELSE $state = 'past'
  END
ORDER BY records.last_on, records.dataset, records.file, records.row
LIMIT $most OFFSET $skip
