-- Volume history: records about people in every snapshot, by category.
--
-- grain:    one row per snapshot and category, zero included
-- columns:  snapshot  DATE     day of the exports
--           category  VARCHAR  as in policy.toml
--           records   BIGINT   personal records held; NULL where a dataset of it was not read
-- reads:    fig_holdings, fig_stops, ref_categories, ref_datasets, ref_snapshots
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
),

-- What is not known is no zero, and no deletion.
unread_categories AS (
  SELECT DISTINCT
    stops.snapshot,
    datasets.category
  FROM fig_stops AS stops
  INNER JOIN ref_datasets AS datasets ON stops.dataset = datasets.dataset
)

SELECT
  snapshots.snapshot,
  categories.category,
  CASE
    WHEN unread_categories.category IS NULL
      THEN cast(coalesce(held_records.records, 0) AS BIGINT)
  END AS records
FROM ref_snapshots AS snapshots
CROSS JOIN ref_categories AS categories
LEFT JOIN held_records
  ON
    snapshots.snapshot = held_records.snapshot
    AND categories.category = held_records.category
LEFT JOIN unread_categories
  ON
    snapshots.snapshot = unread_categories.snapshot
    AND categories.category = unread_categories.category
ORDER BY snapshots.snapshot, categories.position
