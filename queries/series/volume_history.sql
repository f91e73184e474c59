-- Volume history: records about people in every snapshot, by category.
--
-- grain:    one row per snapshot and category, zero included
-- columns:  snapshot  DATE     day of the exports
--           category  VARCHAR  as in policy.toml
--           records   BIGINT   personal records held
-- reads:    fig_holdings, ref_categories, ref_datasets, ref_snapshots
-- basis:    notice §4

WITH held_records AS (
  SELECT
    holdings.snapshot,
    datasets.category,
    sum(holdings.records) AS records
  FROM fig_holdings AS holdings
  INNER JOIN ref_datasets AS datasets ON holdings.dataset = datasets.dataset
  WHERE datasets.is_personal AND NOT holdings.is_company_only AND NOT holdings.is_deleted
  GROUP BY holdings.snapshot, datasets.category
)

SELECT
  snapshots.snapshot,
  categories.category,
  cast(coalesce(held_records.records, 0) AS BIGINT) AS records
FROM ref_snapshots AS snapshots
CROSS JOIN ref_categories AS categories
LEFT JOIN held_records
  ON
    snapshots.snapshot = held_records.snapshot
    AND categories.category = held_records.category
ORDER BY snapshots.snapshot, categories.position
