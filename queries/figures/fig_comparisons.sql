-- Comparisons: with which snapshot each dataset was compared, or why it could not be.
--
-- grain:    one row per snapshot and dataset of personal data
-- columns:  snapshot    DATE     day of the exports
--           dataset     VARCHAR  as in sources.toml
--           rule        VARCHAR  deletion rule; NULL if none is declared
--           method      VARCHAR  ids, or counts where rows have no id of their own
--           state       VARCHAR  compared, first, no_period, stopped, suspect or missing
--           before_on   DATE     the last snapshot before it that can be compared; NULL if none
--           since_on    DATE     since when it cannot be compared; NULL if it can
--           listed      BIGINT   records past their date in that earlier snapshot, by their ids
--           past        BIGINT   the same by their counts: more where rows have no id
--           on_hold     BIGINT   of those listed, kept by a hold
--           released    BIGINT   past their date, still there, and their hold is over
--           came        BIGINT   ids that the earlier snapshot lacks; NULL if not counted
--           went        BIGINT   ids that the later one lacks; NULL if not counted
--           collisions  BIGINT   ids of either that share a hash with another; NULL if not counted
-- reads:    fct_collisions, fct_listed_before, fct_released_after, fct_tracked, fig_deadlines,
--           fig_row_turnover, ref_datasets, ref_pairs
-- basis:    GDPR Art. 5(2)

WITH listed_records AS (
  SELECT
    dataset,
    count(*) AS listed,
    count(*) FILTER (WHERE is_held) AS on_hold
  FROM fct_listed_before
  WHERE is_past
  GROUP BY dataset
),

-- Still to be proven since an earlier snapshot. Few against many: those are only read.
unproven_records AS (
  SELECT
    dataset,
    record
  FROM fct_tracked
  WHERE status = 'unproven'
),

listed_again AS (
  SELECT listed.record
  FROM fct_listed_before AS listed
  SEMI JOIN unproven_records AS unproven ON listed.record = unproven.record
),

open_records AS (
  SELECT
    unproven.dataset,
    count(*) AS listed
  FROM unproven_records AS unproven
  ANTI JOIN listed_again AS again ON unproven.record = again.record
  GROUP BY unproven.dataset
),

counted_records AS (
  SELECT
    deadlines.dataset,
    sum(deadlines.records) AS past
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_pairs AS pairs
    ON deadlines.dataset = pairs.dataset AND deadlines.snapshot = pairs.before_on
  WHERE deadlines.last_on < pairs.before_on
  GROUP BY deadlines.dataset
),

shared_hashes AS (
  SELECT
    dataset,
    sum(collisions) AS collisions
  FROM fct_collisions
  GROUP BY dataset
),

released_records AS (
  SELECT
    dataset,
    count(*) AS released
  FROM fct_released_after
  GROUP BY dataset
)

SELECT
  pairs.after_on AS snapshot,
  pairs.dataset,
  datasets.rule,
  pairs.method,
  pairs.state,
  pairs.before_on,
  pairs.since_on,
  cast(
    CASE
      WHEN pairs.method = 'ids'
        THEN coalesce(listed_records.listed, 0) + coalesce(open_records.listed, 0)
      ELSE coalesce(counted_records.past, 0)
    END AS BIGINT
  ) AS listed,
  cast(coalesce(counted_records.past, 0) AS BIGINT) AS past,
  coalesce(listed_records.on_hold, 0) AS on_hold,
  coalesce(released_records.released, 0) AS released,
  turnover.came,
  turnover.went,
  cast(shared_hashes.collisions AS BIGINT) AS collisions
FROM ref_pairs AS pairs
INNER JOIN ref_datasets AS datasets ON pairs.dataset = datasets.dataset
LEFT JOIN listed_records ON pairs.dataset = listed_records.dataset
LEFT JOIN open_records ON pairs.dataset = open_records.dataset
LEFT JOIN counted_records ON pairs.dataset = counted_records.dataset
LEFT JOIN released_records ON pairs.dataset = released_records.dataset
LEFT JOIN shared_hashes ON pairs.dataset = shared_hashes.dataset
LEFT JOIN fig_row_turnover AS turnover ON pairs.dataset = turnover.dataset
