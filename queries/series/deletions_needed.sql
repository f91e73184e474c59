-- Deletions needed: how many records must go by a day, and how many a week, to keep the limit.
--
-- grain:    one row for all rules together, then one per rule, zero included
-- params:   $snapshot   DATE     day of the exports
--           $as_of      DATE     day the figures look at
--           $until      DATE     day on which the limit must be kept, after $as_of
-- columns:  rule        VARCHAR  deletion rule; NULL of all together
--           past        BIGINT   records past their date, not on hold
--           coming      BIGINT   records not on hold that will be past as well on $until
--           dated       BIGINT   records with a last permitted day
--           allowed     BIGINT   records that may be past if none is deleted; NULL without a limit
--           deletions   BIGINT   records that must be deleted by $until; NULL without a limit
--           weekly      BIGINT   the same a week, each only once it is past; NULL without a limit
--           paced_on    DATE     last permitted day from which on time is shortest; NULL if none
--           is_emptied  BOOLEAN  after it no record with a last permitted day is left to judge
-- reads:    fig_deadlines, ref_limits, ref_rules
-- basis:    GDPR Art. 5(1)(e); notice §7

WITH scopes AS (
  SELECT
    rule,
    position
  FROM ref_rules

  UNION ALL

  SELECT
    NULL AS rule,
    -1 AS position
),

rule_days AS (
  SELECT
    rule,
    -- Whatever is past already can be deleted from $as_of on, all else from its last day on.
    greatest(last_on, $as_of) AS waits_from,
    sum(records) FILTER (WHERE last_on < $as_of AND NOT is_held) AS past,
    -- A hold forbids the deletion, and what it keeps is not past.
    sum(records) FILTER (WHERE last_on < $until AND NOT is_held) AS due,
    sum(records) AS dated
  FROM fig_deadlines
  WHERE snapshot = $snapshot AND period_state = 'dated'
  GROUP BY rule, waits_from
),

scoped_days AS (
  SELECT
    scopes.position,
    rule_days.waits_from,
    sum(rule_days.past) AS past,
    sum(rule_days.due) AS due,
    sum(rule_days.dated) AS dated
  FROM scopes
  INNER JOIN rule_days ON scopes.rule IS NULL OR scopes.rule = rule_days.rule
  GROUP BY scopes.position, rule_days.waits_from
),

scoped_records AS (
  SELECT
    position,
    sum(past) AS past,
    sum(due) AS due,
    sum(dated) AS dated
  FROM scoped_days
  GROUP BY position
),

counted_scopes AS (
  SELECT
    scopes.rule,
    scopes.position,
    cast(coalesce(scoped_records.past, 0) AS HUGEINT) AS past,
    cast(coalesce(scoped_records.due, 0) AS HUGEINT) AS due,
    cast(coalesce(scoped_records.dated, 0) AS HUGEINT) AS dated
  FROM scopes
  LEFT JOIN scoped_records ON scopes.position = scoped_records.position
),

-- In billionths: a share such as 0.29 of 100 is 28.999… in floating point.
bounds AS (
  SELECT
    measure,
    cast(floor(at_most) AS HUGEINT) AS most,
    cast(round(least(at_most, 1) * 1000000000) AS HUGEINT) AS billionths
  FROM ref_limits
  WHERE kpi = 'past_retention'
),

bounded_scopes AS (
  SELECT
    counted_scopes.position,
    counted_scopes.due,
    CASE bounds.measure
      WHEN 'ratio' THEN bounds.billionths * counted_scopes.dated // 1000000000
      ELSE bounds.most
    END AS allowed,
    CASE
      WHEN bounds.measure = 'numerator' THEN greatest(counted_scopes.due - bounds.most, 0)
      WHEN bounds.billionths = 1000000000 THEN 0
      -- Deleting x of p records, of d in all, also shrinks what they are a share of:
      -- p - x <= r (d - x), so x >= (p - r d) / (1 - r).
      ELSE greatest(
        (
          1000000000 * counted_scopes.due - bounds.billionths * counted_scopes.dated
          + (999999999 - bounds.billionths)
        ) // (1000000000 - bounds.billionths),
        0
      )
    END AS needed
  FROM counted_scopes
  CROSS JOIN bounds
),

whole AS (
  SELECT
    due,
    due - needed AS stays
  FROM bounded_scopes
  WHERE position = -1
),

-- The limit is one for all rules: each may keep what stays in proportion to what it has due.
needed_scopes AS (
  SELECT
    bounded_scopes.position,
    bounded_scopes.allowed,
    bounded_scopes.due,
    bounded_scopes.due * whole.stays // greatest(whole.due, 1) AS may_stay
  FROM bounded_scopes
  CROSS JOIN whole
),

waiting_days AS (
  SELECT
    position,
    waits_from,
    $until - waits_from AS days,
    sum(due) OVER (PARTITION BY position ORDER BY waits_from DESC) AS still_to_go
  FROM scoped_days
  WHERE due > 0
),

-- What falls due from a day on has only the days after it: the tightest of these sets the pace.
paces AS (
  SELECT
    waiting_days.position,
    waiting_days.waits_from,
    (7 * (waiting_days.still_to_go - needed_scopes.may_stay) + waiting_days.days - 1)
    // waiting_days.days AS weekly
  FROM waiting_days
  INNER JOIN needed_scopes ON waiting_days.position = needed_scopes.position
  WHERE waiting_days.still_to_go > needed_scopes.may_stay
),

ranked_paces AS (
  SELECT
    position,
    waits_from,
    weekly,
    row_number() OVER (PARTITION BY position ORDER BY weekly DESC, waits_from ASC) AS place
  FROM paces
)

SELECT
  scopes.rule,
  cast(scopes.past AS BIGINT) AS past,
  cast(scopes.due - scopes.past AS BIGINT) AS coming,
  cast(scopes.dated AS BIGINT) AS dated,
  cast(needed_scopes.allowed AS BIGINT) AS allowed,
  cast(needed_scopes.due - needed_scopes.may_stay AS BIGINT) AS deletions,
  CASE WHEN deletions IS NOT NULL THEN cast(coalesce(ranked_paces.weekly, 0) AS BIGINT) END
    AS weekly,
  CASE WHEN ranked_paces.waits_from > $as_of THEN ranked_paces.waits_from END AS paced_on,
  coalesce(deletions > 0 AND deletions = scopes.dated, FALSE) AS is_emptied
FROM counted_scopes AS scopes
LEFT JOIN needed_scopes ON scopes.position = needed_scopes.position
LEFT JOIN ranked_paces ON scopes.position = ranked_paces.position AND ranked_paces.place = 1
ORDER BY scopes.position
