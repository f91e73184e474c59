-- Findings in declarations: what is held without a place in the notice, or promised and not held.
--
-- grain:    one row per finding, dataset and name
-- params:   $snapshot  DATE     day of the exports
-- columns:  finding    VARCHAR  what was found
--           dataset    VARCHAR  as in sources.toml; NULL if none is concerned
--           name       VARCHAR  category or export file; NULL if the dataset says it all
--           records    BIGINT   personal records; files not read; rows with codes or of nobody
-- reads:    fig_files, fig_holdings, fig_suspects, ref_categories, ref_datasets, ref_purposes
-- basis:    GDPR Art. 5(2), 6(1), 13 and 30; Data Protection Act 1050/2018 §29; notice §§3, 4 and 5

WITH held_records AS (
  SELECT
    dataset,
    cast(
      coalesce(sum(records) FILTER (WHERE NOT is_company_only AND NOT is_deleted), 0) AS BIGINT
    ) AS records,
    -- A code names a person, whatever else its row is about.
    cast(coalesce(sum(records) FILTER (WHERE has_stray_code), 0) AS BIGINT) AS stray_codes
  FROM fig_holdings
  WHERE snapshot = $snapshot
  GROUP BY dataset
),

declared AS (
  SELECT
    datasets.dataset,
    categories.category,
    datasets.rule,
    datasets.purpose,
    -- A purpose that rests on one basis alone leaves nothing to choose.
    coalesce(datasets.basis, purposes.basis) AS basis,
    datasets.origin,
    datasets.people,
    coalesce(held_records.records, 0) AS records,
    coalesce(held_records.stray_codes, 0) AS stray_codes
  FROM ref_datasets AS datasets
  LEFT JOIN ref_categories AS categories ON datasets.category = categories.category
  LEFT JOIN ref_purposes AS purposes ON datasets.purpose = purposes.purpose
  LEFT JOIN held_records ON datasets.dataset = held_records.dataset
  WHERE datasets.is_personal
),

held_categories AS (
  SELECT DISTINCT category
  FROM declared
  WHERE records > 0
),

found AS (
  SELECT
    'without_category' AS finding,
    dataset,
    NULL AS name,
    records
  FROM declared
  WHERE category IS NULL

  UNION ALL

  SELECT
    'without_people' AS finding,
    dataset,
    NULL AS name,
    records
  FROM declared
  WHERE len(people) = 0

  UNION ALL

  SELECT
    'without_rule' AS finding,
    dataset,
    NULL AS name,
    records
  FROM declared
  WHERE rule IS NULL

  UNION ALL

  SELECT
    'without_purpose' AS finding,
    dataset,
    NULL AS name,
    records
  FROM declared
  WHERE purpose IS NULL

  UNION ALL

  SELECT
    'without_basis' AS finding,
    dataset,
    NULL AS name,
    records
  FROM declared
  -- Without a purpose there is no basis either: that is said once.
  WHERE basis IS NULL AND purpose IS NOT NULL

  UNION ALL

  SELECT
    'without_origin' AS finding,
    dataset,
    NULL AS name,
    records
  FROM declared
  WHERE origin IS NULL

  UNION ALL

  SELECT
    'stray_code' AS finding,
    dataset,
    NULL AS name,
    stray_codes AS records
  FROM declared
  WHERE stray_codes > 0

  UNION ALL

  SELECT
    'category_empty' AS finding,
    NULL AS dataset,
    categories.category AS name,
    0 AS records
  FROM ref_categories AS categories
  LEFT JOIN held_categories ON categories.category = held_categories.category
  WHERE categories.is_in_notice AND held_categories.category IS NULL

  UNION ALL

  SELECT
    CASE state
      WHEN 'missing' THEN 'export_missing'
      WHEN 'failed' THEN 'export_unread'
      ELSE 'file_undeclared'
    END AS finding,
    dataset,
    file AS name,
    1 AS records
  FROM fig_files
  WHERE snapshot = $snapshot AND state IN ('missing', 'failed', 'undeclared')

  UNION ALL

  -- Each dataset that reads a file counts the same rows.
  SELECT
    'rows_unclaimed' AS finding,
    NULL AS dataset,
    file AS name,
    max(unclaimed) AS records
  FROM fig_files
  WHERE snapshot = $snapshot AND unclaimed > 0
  GROUP BY file

  UNION ALL

  SELECT
    'export_suspect' AS finding,
    dataset,
    NULL AS name,
    1 AS records
  FROM fig_suspects
  WHERE snapshot = $snapshot
)

SELECT
  finding,
  dataset,
  name,
  cast(records AS BIGINT) AS records
FROM found
ORDER BY finding, dataset, name
