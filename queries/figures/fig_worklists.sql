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
-- reads:    fct_all_listed, fct_tracked, ref_pairs
-- basis:    GDPR Art. 5(1)(e) and 5(2)

WITH followed_records AS (
  SELECT
    listed.snapshot,
    listed.dataset,
    listed.rule,
    listed.last_on,
    tracked.status
  FROM fct_all_listed AS listed
  LEFT JOIN fct_tracked AS tracked
    -- What was told before the list was drawn is about its record under an earlier day.
    ON
      listed.dataset = tracked.dataset
      AND listed.record = tracked.record
      AND listed.snapshot < tracked.gone_on
  WHERE listed.is_past AND NOT listed.is_held
)

SELECT
  followed.snapshot,
  followed.dataset,
  followed.rule,
  pairs.after_on AS counted_on,
  count(*) AS listed,
  count(*) FILTER (WHERE followed.status IN ('deleted', 'in_time', 'too_early')) AS gone,
  count(*) FILTER (WHERE followed.status IN ('re_keyed', 'moved')) AS elsewhere,
  count(*) FILTER (WHERE followed.status = 're_dated') AS re_dated,
  count(*) FILTER (WHERE followed.status = 'unproven') AS unproven,
  count(*) FILTER (WHERE followed.status IS NULL) AS still,
  min(followed.last_on) FILTER (WHERE followed.status IS NULL) AS oldest_on
FROM followed_records AS followed
INNER JOIN ref_pairs AS pairs ON followed.dataset = pairs.dataset
GROUP BY followed.snapshot, followed.dataset, followed.rule, pairs.after_on
