-- People: distinct persons that the records of one snapshot name, counted by their keyed hashes.
--
-- grain:    one row per group of each scope
-- columns:  snapshot  DATE     day of the exports
--           scope     VARCHAR  all, category, source, dataset or category_source
--           category  VARCHAR  category of the notice; NULL if not of the scope
--           source    VARCHAR  source system; NULL if not of the scope
--           dataset   VARCHAR  as in sources.toml; NULL if not of the scope
--           people    BIGINT   distinct persons
-- reads:    fct_snapshot_people

SELECT
  snapshot,
  CASE
    WHEN grouping(dataset) = 0 THEN 'dataset'
    WHEN grouping(category) = 0 AND grouping(source) = 0 THEN 'category_source'
    WHEN grouping(category) = 0 THEN 'category'
    WHEN grouping(source) = 0 THEN 'source'
    ELSE 'all'
  END AS scope,
  category,
  source,
  dataset,
  -- Whom no other dataset can name is counted already.
  cast(count(DISTINCT person) + sum(others) AS BIGINT) AS people
FROM fct_snapshot_people
GROUP BY
  GROUPING SETS (
    (snapshot),
    (snapshot, category),
    (snapshot, source),
    (snapshot, dataset),
    (snapshot, category, source)
  )
ORDER BY scope, category, source, dataset
