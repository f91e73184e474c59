-- Recorded calls counted: calls marked as recorded, by what became of their recordings.
--
-- grain:    one row per snapshot, dataset, topic and state
-- columns:  snapshot    DATE     day of the exports
--           dataset     VARCHAR  as in sources.toml
--           topic       VARCHAR  support or sales; NULL if not exported
--           file_state  VARCHAR  held, deleted (a notice of it is listed) or missing
--           calls       BIGINT   calls
-- reads:    fct_recorded_calls
-- basis:    notice §3

SELECT
  snapshot,
  dataset,
  topic,
  file_state,
  count(*) AS calls
FROM fct_recorded_calls
GROUP BY snapshot, dataset, topic, file_state
