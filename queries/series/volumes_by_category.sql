-- Volumes by category: records about people, and how many people.
--
-- grain:    one row per category, zero included
-- params:   $snapshot     DATE     day of the exports
-- columns:  category      VARCHAR  as in policy.toml, the notice's six first
--           records       BIGINT   personal records held
--           people        BIGINT   distinct persons that they name; NULL if withheld
--           people_below  BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld   BOOLEAN  the number of people is hidden from this reader
-- reads:    fig_holdings, fig_people, ref_categories, ref_datasets
-- basis:    notice §4

WITH held_records AS (
  SELECT
    datasets.category,
    sum(holdings.records) AS records
  FROM fig_holdings AS holdings
  INNER JOIN ref_datasets AS datasets ON holdings.dataset = datasets.dataset
  WHERE
    holdings.snapshot = $snapshot
    AND datasets.is_personal
    AND NOT holdings.is_company_only
    AND NOT holdings.is_deleted
  GROUP BY datasets.category
)

SELECT
  categories.category,
  cast(coalesce(held_records.records, 0) AS BIGINT) AS records,
  CASE WHEN NOT coalesce(people.is_withheld, FALSE) THEN coalesce(people.people, 0) END AS people,
  people.people_below,
  coalesce(people.is_withheld, FALSE) AS is_withheld
FROM ref_categories AS categories
LEFT JOIN held_records ON categories.category = held_records.category
LEFT JOIN fig_people AS people
  ON
    categories.category = people.category
    AND people.snapshot = $snapshot
    AND people.scope = 'category'
ORDER BY categories.position
