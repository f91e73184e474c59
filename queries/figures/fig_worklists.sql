-- Worklists: of the records past their date in a snapshot, how many are gone by the newest one.
--
-- grain:    one row per snapshot, dataset and rule with records past their date
-- columns:  snapshot    DATE     day of the exports that the list was drawn from
--           dataset     VARCHAR  as in sources.toml
--           rule        VARCHAR  deletion rule
--           counted_on  DATE     the newest snapshot in which the dataset can be compared
--           listed      BIGINT   records past their date that no hold kept
--           gone        BIGINT   of them, deleted
--           elsewhere   BIGINT   of them, there under another id or another rule
--           re_dated    BIGINT   of them, there under another day
--           unproven    BIGINT   of them, in a file that is not there or has shrunk
--           still       BIGINT   of them, there as they were
--           oldest_on   DATE     earliest last permitted day of those still there
-- reads:    fct_all_listed, fct_tallies, fct_tracked, ref_pairs
-- basis:    GDPR Art. 5(1)(e) and 5(2)

-- Of many records few have anything to tell; the others were counted when the list was drawn.
WITH followed_days AS (
  SELECT
    listed.snapshot,
    listed.dataset,
    listed.rule,
    listed.last_on,
    count(*) AS records,
    count(*) FILTER (WHERE tracked.status IN ('deleted', 'in_time', 'too_early')) AS gone,
    count(*) FILTER (WHERE tracked.status IN ('re_keyed', 'moved')) AS elsewhere,
    count(*) FILTER (WHERE tracked.status = 're_dated') AS re_dated,
    count(*) FILTER (WHERE tracked.status = 'unproven') AS unproven
  FROM fct_all_listed AS listed
  INNER JOIN fct_tracked AS tracked
    ON
      listed.dataset = tracked.dataset
      AND listed.record = tracked.record
      -- What was told before the list was drawn is about its record under an earlier day.
      AND listed.snapshot < tracked.gone_on
  WHERE listed.is_past AND NOT listed.is_held
  GROUP BY listed.snapshot, listed.dataset, listed.rule, listed.last_on
)

SELECT
  tallies.snapshot,
  tallies.dataset,
  tallies.rule,
  pairs.after_on AS counted_on,
  cast(sum(tallies.records) AS BIGINT) AS listed,
  cast(coalesce(sum(followed.gone), 0) AS BIGINT) AS gone,
  cast(coalesce(sum(followed.elsewhere), 0) AS BIGINT) AS elsewhere,
  cast(coalesce(sum(followed.re_dated), 0) AS BIGINT) AS re_dated,
  cast(coalesce(sum(followed.unproven), 0) AS BIGINT) AS unproven,
  cast(sum(tallies.records - coalesce(followed.records, 0)) AS BIGINT) AS still,
  min(tallies.last_on) FILTER (WHERE tallies.records > coalesce(followed.records, 0)) AS oldest_on
FROM fct_tallies AS tallies
INNER JOIN ref_pairs AS pairs ON tallies.dataset = pairs.dataset
LEFT JOIN followed_days AS followed
  ON
    tallies.snapshot = followed.snapshot
    AND tallies.dataset = followed.dataset
    AND tallies.rule = followed.rule
    AND tallies.last_on = followed.last_on
GROUP BY tallies.snapshot, tallies.dataset, tallies.rule, pairs.after_on
