-- Files without a period: how many records each holds that no period can be applied to.
--
-- grain:    one row per file
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           source    VARCHAR  source system
--           category  VARCHAR  category of the notice
--           rule      VARCHAR  deletion rule
--           file      VARCHAR  export file
--           records   BIGINT   personal records held
-- reads:    rec_volumes
-- basis:    notice §7

SELECT
  snapshot,
  dataset,
  source,
  category,
  rule,
  file,
  no_period AS records
FROM rec_volumes
WHERE no_period > 0
ORDER BY dataset, file
