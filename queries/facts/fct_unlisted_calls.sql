-- Unlisted calls: calls marked as recorded whose recording stands in no list, deleted or not.
--
-- grain:    one row per call of a snapshot
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           file      VARCHAR  export file
--           row       BIGINT   number of the physical record in it; NULL if not kept
--           topic     VARCHAR  support or sales; NULL if not exported
-- reads:    fct_recorded_calls
-- basis:    notice §3

SELECT
  snapshot,
  dataset,
  file,
  row,
  topic
FROM fct_recorded_calls
WHERE file_state = 'missing'
