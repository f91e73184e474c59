-- Volumes: how much personal data each dataset holds, and about how many people.
--
-- grain:    one row per dataset that may hold personal data, also when it is empty
-- params:   $snapshot      DATE     day of the exports
-- columns:  dataset        VARCHAR  as in sources.toml
--           category       VARCHAR  category of the notice; NULL if none is declared
--           rule           VARCHAR  deletion rule, as in policy.toml; NULL if none is declared
--           numerator      BIGINT   personal records: no company-only rows, no deletion notices
--           denominator    BIGINT   rows kept
--           ratio          DOUBLE   numerator / denominator, 0 to 1; NULL if denominator is 0
--           people         BIGINT   distinct persons that the records name; NULL if withheld
--           people_below   BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld    BOOLEAN  the number of people is hidden from this reader
-- reads:    fig_holdings, fig_people, ref_datasets
-- basis:    notice §1 and §4; GDPR Art. 30

WITH held_rows AS (
  SELECT
    dataset,
    sum(records) FILTER (WHERE NOT is_company_only AND NOT is_deleted) AS personal,
    sum(records) AS kept
  FROM fig_holdings
  WHERE snapshot = $snapshot
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.category,
  datasets.rule,
  cast(coalesce(held_rows.personal, 0) AS BIGINT) AS numerator,
  cast(coalesce(held_rows.kept, 0) AS BIGINT) AS denominator,
  numerator / nullif(denominator, 0) AS ratio,
  CASE WHEN NOT coalesce(people.is_withheld, FALSE) THEN coalesce(people.people, 0) END AS people,
  people.people_below,
  coalesce(people.is_withheld, FALSE) AS is_withheld
FROM ref_datasets AS datasets
LEFT JOIN held_rows ON datasets.dataset = held_rows.dataset
LEFT JOIN fig_people AS people
  ON
    datasets.dataset = people.dataset
    AND people.snapshot = $snapshot
    AND people.scope = 'dataset'
WHERE datasets.is_personal
ORDER BY datasets.position
