-- Unlisted calls counted: calls marked as recorded whose recording stands in no list.
--
-- grain:    one row per snapshot, dataset and topic
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           topic     VARCHAR  support or sales; NULL if not exported
--           calls     BIGINT   calls
-- reads:    fct_unlisted_calls
-- basis:    notice §3

SELECT
  snapshot,
  dataset,
  topic,
  count(*) AS calls
FROM fct_unlisted_calls
GROUP BY snapshot, dataset, topic
