-- Deadline days: how many listed records have each last permitted day, for turning pages.
--
-- grain:    one row per last permitted day; NULL for records without a start
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
--           $state     VARCHAR  past, on_hold, due_soon or no_start
--           $rule      VARCHAR  only this deletion rule; NULL for all
--           $first_on  DATE     only last days from here on; NULL for all
--           $final_on  DATE     only last days up to here; NULL for all
-- columns:  last_on    DATE     last permitted day
--           records    BIGINT   records that the records file lists for it
-- reads:    fig_deadlines, ref_settings
-- basis:    notice §7

WITH listed AS (
  SELECT
    deadlines.last_on,
    deadlines.records,
    CASE
      WHEN deadlines.period_state = 'no_start' THEN 'no_start'
      WHEN deadlines.last_on >= $as_of THEN 'due_soon'
      WHEN deadlines.is_held THEN 'on_hold'
      ELSE 'past'
    END AS state
  FROM fig_deadlines AS deadlines
  CROSS JOIN ref_settings AS settings
  WHERE
    deadlines.snapshot = $snapshot
    AND (cast($rule AS VARCHAR) IS NULL OR deadlines.rule = $rule)
    AND (
      deadlines.period_state = 'no_start'
      OR (
        deadlines.period_state = 'dated'
        -- the records file ends here, and so must its pages
        AND deadlines.last_on <= cast($snapshot AS DATE) + settings.due_soon_days
        AND deadlines.last_on <= cast($as_of AS DATE) + settings.due_soon_days
      )
    )
)

SELECT
  listed.last_on,
  cast(sum(listed.records) AS BIGINT) AS records
FROM listed
WHERE
  listed.state = $state
  AND (cast($first_on AS DATE) IS NULL OR listed.last_on >= $first_on)
  AND (cast($final_on AS DATE) IS NULL OR listed.last_on <= $final_on)
GROUP BY listed.last_on
ORDER BY listed.last_on
