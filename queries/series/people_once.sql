-- People once: distinct people when those with the same identifier are joined, and who could be.
--
-- grain:    one row per scope, the three always
-- params:   $snapshot     DATE     day of the exports
-- columns:  scope         VARCHAR  all (by their numbers), linkable (with an identifier) or once
--           people        BIGINT   distinct people; NULL if withheld or not counted
--           people_below  BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld   BOOLEAN  the number of people is hidden from this reader
--           ratio         DOUBLE   people / people by their numbers, 0 to 1; NULL if not shown
-- reads:    fig_people
-- basis:    notice §1

WITH scopes AS (
  SELECT
    unnest(['all', 'linkable', 'once']) AS scope,
    unnest([1, 2, 3]) AS position
),

numbered AS (
  SELECT people
  FROM fig_people
  WHERE snapshot = $snapshot AND scope = 'all' AND NOT is_withheld
)

SELECT
  scopes.scope,
  CASE WHEN NOT coalesce(people.is_withheld, FALSE) THEN people.people END AS people,
  people.people_below,
  coalesce(people.is_withheld, FALSE) AS is_withheld,
  CASE WHEN NOT people.is_withheld THEN people.people / nullif(numbered.people, 0) END AS ratio
FROM scopes
LEFT JOIN fig_people AS people ON scopes.scope = people.scope AND people.snapshot = $snapshot
LEFT JOIN numbered ON TRUE
ORDER BY scopes.position
