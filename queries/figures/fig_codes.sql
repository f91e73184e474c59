-- Identity codes out of place, counted: by column, and those for tests apart.
--
-- grain:    one row per dataset, column and whether all its codes are for tests
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           column_name  VARCHAR  column of the export
--           is_test      BOOLEAN  all codes are for tests: individual numbers from 900 to 999
--           records      BIGINT   how many rows
-- reads:    fct_codes, ref_part
-- basis:    Data Protection Act 1050/2018 §29

SELECT
  part.snapshot,
  part.dataset,
  codes.column_name,
  codes.is_test,
  cast(sum(codes.records) AS BIGINT) AS records
FROM fct_codes AS codes
CROSS JOIN ref_part AS part
GROUP BY part.snapshot, part.dataset, codes.column_name, codes.is_test
