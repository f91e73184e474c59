-- What erased people left: rows that are still held of them, by dataset and what explains them.
--
-- grain:    one row per dataset and reason
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  dataset    VARCHAR  as in sources.toml
--           rule       VARCHAR  deletion rule; NULL if none is declared
--           reason     VARCHAR  proof, hold, prohibition or minimum; NULL if nothing explains them
--           ends_on    DATE     last day on which it does for any of them; NULL if it has no end
--           records    BIGINT   how many rows
--           by_link    BIGINT   those of them that only an e-mail, phone or customer number tells
-- reads:    fig_erased, fig_erased_grounds
-- basis:    GDPR Art. 17(1) and 17(3); notice §9

WITH judged AS (
  SELECT
    erased.dataset,
    grounds.rule,
    CASE WHEN coalesce(grounds.ends_on >= $as_of, TRUE) THEN grounds.reason END AS reason,
    grounds.ends_on,
    erased.records,
    erased.is_link
  FROM fig_erased AS erased
  INNER JOIN fig_erased_grounds AS grounds
    ON
      erased.snapshot = grounds.snapshot
      AND erased.dataset = grounds.dataset
      AND erased.starts_on IS NOT DISTINCT FROM grounds.starts_on
      AND erased.start_state = grounds.start_state
      AND erased.is_held = grounds.is_held
  WHERE erased.snapshot = $snapshot
)

SELECT
  dataset,
  rule,
  reason,
  max(ends_on) FILTER (WHERE reason IS NOT NULL) AS ends_on,
  cast(sum(records) AS BIGINT) AS records,
  cast(coalesce(sum(records) FILTER (WHERE is_link), 0) AS BIGINT) AS by_link
FROM judged
GROUP BY dataset, rule, reason
ORDER BY reason ASC NULLS FIRST, records DESC, dataset ASC, rule ASC
