-- Deletion outcomes: what became of each dataset's records past their date, since it was last seen.
--
-- grain:    one row per dataset that is compared, or could not be
-- params:   $snapshot       DATE     day of the exports
-- columns:  dataset         VARCHAR  as in sources.toml
--           rule            VARCHAR  deletion rule; NULL if none is declared
--           method          VARCHAR  ids, or counts where rows have no id of their own
--           state           VARCHAR  compared, first, no_period, stopped, suspect or missing
--           before_on       DATE     the snapshot that it is compared with
--           since_on        DATE     since when it cannot be compared
--           before          BIGINT   personal records in the earlier snapshot
--           after           BIGINT   personal records in this one
--           listed          BIGINT   past their date in the earlier one; still to be proven beside
--           deleted         BIGINT   of those, gone
--           still           BIGINT   of those, there as they were
--           re_keyed        BIGINT   of those, there under another id
--           re_dated        BIGINT   of those, there under another day
--           moved           BIGINT   of those, there under another rule
--           unproven        BIGINT   of those, in a file that is missing or has shrunk
--           uncompared      BIGINT   past their date, and without an id of their own
--           in_time         BIGINT   gone as their period ended
--           too_early       BIGINT   gone before their statutory minimum ended, of those or not
--           reappeared      BIGINT   gone before, and there again
--           added           BIGINT   more than before under starting days long past, by counts
--           on_hold         BIGINT   of those listed, kept by a hold
--           released        BIGINT   past their date, and still there though their hold is over
--           came            BIGINT   ids that the earlier one lacks; NULL if not counted by ids
--           went            BIGINT   ids that this one lacks; NULL if not counted by ids
--           collisions      BIGINT   ids of either with another's 64-bit hash; NULL if not counted
-- reads:    fig_comparisons, fig_deadlines, fig_deletions, ref_datasets
-- basis:    GDPR Art. 5(1)(e) and 5(2); notice §7

WITH compared_datasets AS (
  SELECT
    snapshot,
    dataset,
    rule,
    method,
    state,
    before_on,
    since_on,
    listed,
    past,
    on_hold,
    released,
    came,
    went,
    collisions
  FROM fig_comparisons
  WHERE snapshot = $snapshot
),

events AS (
  SELECT
    dataset,
    sum(records) FILTER (WHERE event = 'deleted') AS deleted,
    sum(records) FILTER (WHERE event = 're_keyed') AS re_keyed,
    sum(records) FILTER (WHERE event = 're_dated') AS re_dated,
    sum(records) FILTER (WHERE event = 'moved') AS moved,
    sum(records) FILTER (WHERE event = 'unproven') AS unproven,
    sum(records) FILTER (WHERE event = 'in_time') AS in_time,
    sum(records) FILTER (WHERE event = 'too_early') AS too_early,
    sum(records) FILTER (WHERE event = 'too_early' AND is_past) AS past_too_early,
    sum(records) FILTER (WHERE event = 'reappeared') AS reappeared,
    sum(records) FILTER (WHERE event = 'added') AS added
  FROM fig_deletions
  WHERE snapshot = $snapshot
  GROUP BY dataset
),

held_records AS (
  SELECT
    deadlines.dataset,
    sum(deadlines.records) FILTER (WHERE deadlines.snapshot = compared.before_on) AS before,
    sum(deadlines.records) FILTER (WHERE deadlines.snapshot = compared.snapshot) AS after
  FROM fig_deadlines AS deadlines
  INNER JOIN compared_datasets AS compared ON deadlines.dataset = compared.dataset
  GROUP BY deadlines.dataset
)

SELECT
  compared.dataset,
  compared.rule,
  compared.method,
  compared.state,
  compared.before_on,
  compared.since_on,
  cast(held_records.before AS BIGINT) AS before,
  cast(held_records.after AS BIGINT) AS after,
  coalesce(compared.listed, 0) AS listed,
  cast(coalesce(events.deleted, 0) AS BIGINT) AS deleted,
  cast(
    coalesce(compared.listed, 0)
    - coalesce(events.deleted, 0)
    - coalesce(events.re_keyed, 0)
    - coalesce(events.re_dated, 0)
    - coalesce(events.moved, 0)
    - coalesce(events.unproven, 0)
    - coalesce(events.past_too_early, 0) AS BIGINT
  ) AS still,
  cast(coalesce(events.re_keyed, 0) AS BIGINT) AS re_keyed,
  cast(coalesce(events.re_dated, 0) AS BIGINT) AS re_dated,
  cast(coalesce(events.moved, 0) AS BIGINT) AS moved,
  cast(coalesce(events.unproven, 0) AS BIGINT) AS unproven,
  greatest(coalesce(compared.past - compared.listed, 0), 0) AS uncompared,
  cast(coalesce(events.in_time, 0) AS BIGINT) AS in_time,
  cast(coalesce(events.too_early, 0) AS BIGINT) AS too_early,
  cast(coalesce(events.reappeared, 0) AS BIGINT) AS reappeared,
  cast(coalesce(events.added, 0) AS BIGINT) AS added,
  coalesce(compared.on_hold, 0) AS on_hold,
  coalesce(compared.released, 0) AS released,
  compared.came,
  compared.went,
  compared.collisions
FROM compared_datasets AS compared
INNER JOIN ref_datasets AS datasets ON compared.dataset = datasets.dataset
LEFT JOIN events ON compared.dataset = events.dataset
LEFT JOIN held_records ON compared.dataset = held_records.dataset
ORDER BY datasets.position
