-- Tallies: how many records of a list are to go at once, by their last permitted day.
--
-- grain:    one row per snapshot, dataset, rule and last permitted day
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           rule      VARCHAR  deletion rule
--           last_on   DATE     last permitted day, before the snapshot's
--           records   BIGINT   records that no hold keeps
-- reads:    fct_listed
-- basis:    GDPR Art. 5(1)(e); notice §7

SELECT
  snapshot,
  dataset,
  rule,
  last_on,
  count(*) AS records
FROM fct_listed
WHERE is_past AND NOT is_held
GROUP BY snapshot, dataset, rule, last_on
