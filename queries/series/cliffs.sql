-- Cliffs: days on which much of what a rule has coming falls due at once.
--
-- grain:    one row per day and rule of which it is a cliff
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
--           $until     DATE     day before which last permitted days are looked at
--           $share     DOUBLE   least share of what the rule has falling due until then
--           $least     INTEGER  fewest records that are a cliff
-- columns:  last_on    DATE     last permitted day of all of them
--           rule       VARCHAR  deletion rule, as in policy.toml
--           records    BIGINT   records that fall due on it, not on hold
--           ratio      DOUBLE   of what falls due under the rule from $as_of on, 0 to 1
-- reads:    fig_deadlines
-- basis:    notice §7

WITH coming_days AS (
  SELECT
    rule,
    last_on,
    sum(records) AS records
  FROM fig_deadlines
  WHERE
    snapshot = $snapshot
    AND last_on >= $as_of
    AND last_on < $until
    -- What a hold keeps does not become past on that day.
    AND NOT is_held
  GROUP BY rule, last_on
),

shared_days AS (
  SELECT
    rule,
    last_on,
    records,
    records / sum(records) OVER (PARTITION BY rule) AS ratio
  FROM coming_days
)

SELECT
  last_on,
  rule,
  cast(records AS BIGINT) AS records,
  ratio
FROM shared_days
WHERE ratio >= $share AND records >= $least
ORDER BY last_on, rule
