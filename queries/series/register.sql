-- Register of processing: what each dataset is about, what it is used for and how long it stays.
--
-- grain:    one row per dataset that may hold personal data, also when it is empty
-- params:   $snapshot  DATE       day of the exports
-- columns:  dataset    VARCHAR    as in sources.toml
--           people     VARCHAR[]  categories of people that it names; empty if none
--           category   VARCHAR    category of data; NULL if the policy knows none
--           purpose    VARCHAR    purpose; NULL if the policy knows none
--           basis      VARCHAR    legal basis, chosen or the purpose's only one; NULL if neither
--           origin     VARCHAR    where the data come from; NULL if not told
--           rule       VARCHAR    deletion rule; NULL if the policy knows none
--           records    BIGINT     personal records held
-- reads:    fig_holdings, ref_categories, ref_datasets, ref_purposes, ref_rules
-- basis:    GDPR Art. 30(1)(b), (c) and (f); notice §§3, 4, 5 and 7

WITH held_records AS (
  SELECT
    dataset,
    sum(records) AS records
  FROM fig_holdings
  WHERE snapshot = $snapshot AND NOT is_company_only AND NOT is_deleted
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.people,
  categories.category,
  purposes.purpose,
  -- A purpose that rests on one basis alone leaves nothing to choose.
  coalesce(datasets.basis, purposes.basis) AS basis,
  datasets.origin,
  rules.rule,
  cast(coalesce(held_records.records, 0) AS BIGINT) AS records
FROM ref_datasets AS datasets
LEFT JOIN held_records ON datasets.dataset = held_records.dataset
LEFT JOIN ref_categories AS categories ON datasets.category = categories.category
LEFT JOIN ref_purposes AS purposes ON datasets.purpose = purposes.purpose
LEFT JOIN ref_rules AS rules ON datasets.rule = rules.rule
-- Registers of processors list recipients, whom the register names apart.
WHERE datasets.is_personal
ORDER BY datasets.position
