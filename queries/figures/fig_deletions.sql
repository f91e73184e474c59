-- Deletions: what became of records from one snapshot of a dataset to the next, counted.
--
-- grain:    one row per pair of snapshots, dataset, rule, event, rule it went to and is_past
-- columns:  snapshot   DATE     the later snapshot
--           before_on  DATE     the earlier snapshot
--           dataset    VARCHAR  as in sources.toml
--           rule       VARCHAR  deletion rule
--           event      VARCHAR  what became of them; the decisions of queries/README.md tell each
--           new_rule   VARCHAR  deletion rule that it was moved to; NULL of other events
--           records    BIGINT   records
--           is_past    BOOLEAN  of what went too early: past its date as well; NULL of other events
-- reads:    fct_steps, fig_row_count_steps
-- basis:    GDPR Art. 5(1)(e) and 5(2); notice §7

SELECT
  snapshot,
  before_on,
  dataset,
  rule,
  event,
  CASE WHEN event = 'moved' THEN new_rule END AS new_rule,
  count(*) AS records,
  CASE WHEN event = 'too_early' THEN is_past END AS is_past
FROM fct_steps
GROUP BY
  snapshot,
  before_on,
  dataset,
  rule,
  event,
  CASE WHEN event = 'moved' THEN new_rule END,
  CASE WHEN event = 'too_early' THEN is_past END

UNION ALL

SELECT
  snapshot,
  before_on,
  dataset,
  rule,
  event,
  NULL AS new_rule,
  records,
  CASE WHEN event = 'too_early' THEN is_past END AS is_past
FROM fig_row_count_steps
