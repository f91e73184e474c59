-- Unlisted calls to act on: calls marked as recorded whose recording stands in no list.
--
-- grain:    one row per call; rec_calls has its day and id
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           topic     VARCHAR  support or sales; NULL if not exported
--           file      VARCHAR  export file
--           row       BIGINT   number of the physical record in it
-- reads:    fct_unlisted_calls
-- basis:    notice §3

SELECT
  snapshot,
  dataset,
  topic,
  file,
  row
FROM fct_unlisted_calls
