-- People: distinct persons that the records of one snapshot name, counted by their keyed hashes.
--
-- grain:    one row per group of each scope
-- columns:  snapshot      DATE     day of the exports
--           scope         VARCHAR  all, once, linkable, category, source, dataset, category_source
--           category      VARCHAR  category of the notice, a dataset's own too; else NULL
--           source        VARCHAR  source system, a dataset's own too; else NULL
--           dataset       VARCHAR  as in sources.toml; NULL if not of the scope
--           space         VARCHAR  space in which a dataset's subjects are numbered; else NULL
--           people        BIGINT   distinct persons; NULL if withheld
--           people_below  BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld   BOOLEAN  the number is hidden: here never, see fig_people_shown
-- reads:    fct_labels, fct_snapshot_people

WITH numbered AS (
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
    space,
    -- Whom no other dataset can name is counted already.
    cast(count(DISTINCT person) + sum(others) AS BIGINT) AS people,
    cast(NULL AS BIGINT) AS people_below,
    FALSE AS is_withheld
  FROM fct_snapshot_people
  GROUP BY
    GROUPING SETS (
      (snapshot),
      (snapshot, category),
      (snapshot, source),
      (snapshot, category, source, dataset, space),
      (snapshot, category, source)
    )
),

-- Whoever is known by one identifier under several numbers is one person.
linked AS (
  SELECT
    count(*) AS people,
    count(*) - count(DISTINCT label) AS repeats
  FROM fct_labels
)

SELECT
  snapshot,
  scope,
  category,
  source,
  dataset,
  space,
  people,
  people_below,
  is_withheld
FROM numbered

UNION ALL

SELECT
  numbered.snapshot,
  'once' AS scope,
  numbered.category,
  numbered.source,
  numbered.dataset,
  numbered.space,
  numbered.people - linked.repeats AS people,
  numbered.people_below,
  numbered.is_withheld
FROM numbered
CROSS JOIN linked
WHERE numbered.scope = 'all'

UNION ALL

SELECT
  numbered.snapshot,
  'linkable' AS scope,
  numbered.category,
  numbered.source,
  numbered.dataset,
  numbered.space,
  linked.people,
  numbered.people_below,
  numbered.is_withheld
FROM numbered
CROSS JOIN linked
WHERE numbered.scope = 'all' AND linked.people > 0
ORDER BY scope, category, source, dataset
