-- Comparisons: with which snapshot each dataset was compared, or why it could not be.
--
-- grain:    one row per snapshot and dataset of personal data
-- columns:  snapshot   DATE     day of the exports
--           dataset    VARCHAR  as in sources.toml
--           rule       VARCHAR  deletion rule; NULL if none is declared
--           method     VARCHAR  ids, or counts where rows have no id of their own
--           state      VARCHAR  compared, first, no_period, stopped, suspect or missing
--           before_on  DATE     the last snapshot before it that can be compared; NULL if none
--           since_on   DATE     since when it cannot be compared; NULL if it can
--           listed     BIGINT   records past their date in that earlier snapshot, by their ids
--           past       BIGINT   the same by their counts: more where rows have no id
--           on_hold    BIGINT   of those listed, kept by a hold
--           released   BIGINT   past their date, still there, and their hold is over
-- reads:    fct_listed_before, fct_released_after, fct_tracked, fig_deadlines, ref_datasets,
--           ref_pair
-- basis:    GDPR Art. 5(2)

WITH listed_records AS (
  SELECT
    count(*) AS listed,
    count(*) FILTER (WHERE is_held) AS on_hold
  FROM fct_listed_before
  WHERE is_past
),

-- Still to be proven since an earlier snapshot.
open_records AS (
  SELECT count(*) AS listed
  FROM fct_tracked AS tracked
  ANTI JOIN fct_listed_before AS listed ON tracked.record = listed.record
  WHERE tracked.status = 'unproven'
),

counted_records AS (
  SELECT coalesce(sum(deadlines.records), 0) AS past
  FROM fig_deadlines AS deadlines
  CROSS JOIN ref_pair AS pair
  WHERE deadlines.snapshot = pair.before_on AND deadlines.last_on < pair.before_on
),

released_records AS (
  SELECT count(*) AS released
  FROM fct_released_after
)

SELECT
  pair.after_on AS snapshot,
  pair.dataset,
  datasets.rule,
  pair.method,
  pair.state,
  pair.before_on,
  pair.since_on,
  cast(
    CASE
      WHEN pair.method = 'ids' THEN listed_records.listed + open_records.listed
      ELSE counted_records.past
    END AS BIGINT
  ) AS listed,
  cast(counted_records.past AS BIGINT) AS past,
  cast(listed_records.on_hold AS BIGINT) AS on_hold,
  released_records.released
FROM ref_pair AS pair
INNER JOIN ref_datasets AS datasets ON pair.dataset = datasets.dataset
CROSS JOIN listed_records
CROSS JOIN open_records
CROSS JOIN counted_records
CROSS JOIN released_records
