-- People as shown: numbers of persons for everybody but the data protection officer.
--
-- grain:    one row per group of each scope, as in fig_people
-- columns:  snapshot      DATE     day of the exports
--           scope         VARCHAR  all, once, linkable, category, source, dataset, category_source
--           category      VARCHAR  category of the notice, a dataset's own too; else NULL
--           source        VARCHAR  source system, a dataset's own too; else NULL
--           dataset       VARCHAR  as in sources.toml; NULL if not of the scope
--           space         VARCHAR  space in which a dataset's subjects are numbered; else NULL
--           people        BIGINT   distinct persons; NULL if withheld
--           people_below  BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld   BOOLEAN  small, or a small number would follow from it
-- reads:    fig_people, fig_files, fig_doubles, ref_datasets, ref_settings
-- basis:    GDPR Art. 5(1)(c) and 25(2); notice §§5 and 11

-- Each small dataset has a cover, and every number that stays counts both of them or neither:
-- persons may move from one to the other without changing anything that is shown. Which datasets
-- cover follows from which are small, not from how small they are.
WITH still AS (
  -- Whose export names the same people as in earlier snapshots, as everybody is told: since when.
  SELECT
    files.snapshot,
    files.dataset,
    max(doubles.first_snapshot) AS since
  FROM fig_files AS files
  LEFT JOIN fig_doubles AS doubles
    ON
      files.snapshot = doubles.snapshot
      AND files.dataset = doubles.dataset
      AND files.file = doubles.file
      AND doubles.dataset = doubles.first_dataset
      AND doubles.first_snapshot < doubles.snapshot
  GROUP BY files.snapshot, files.dataset
  HAVING count(*) = count(doubles.file)
),

held AS (
  SELECT
    people.snapshot,
    people.dataset,
    -- Figures kept of snapshots that were pruned may lack what the dataset declares.
    coalesce(people.category, datasets.category, '') AS category,
    coalesce(people.source, datasets.source, split_part(people.dataset, '.', 1)) AS source,
    coalesce(people.space, datasets.space, split_part(people.dataset, '.', 1)) AS space,
    coalesce(datasets.position, -1) AS position,
    coalesce(datasets.has_links, TRUE) AS has_links,
    people.people,
    people.people < settings.small_cell AS is_small,
    coalesce(still.since, people.snapshot) AS since,
    bool_and(still.since IS NULL) OVER (PARTITION BY people.dataset) AS is_restless
  FROM fig_people AS people
  CROSS JOIN ref_settings AS settings
  LEFT JOIN ref_datasets AS datasets ON people.dataset = datasets.dataset
  LEFT JOIN still ON people.snapshot = still.snapshot AND people.dataset = still.dataset
  WHERE people.scope = 'dataset'
),

-- Within a space anybody may be in both: the cover is of the same category and source if it can
-- be, else of the same category, so that their totals may stay. One that never stood still goes
-- before: of another its number, or a total that holds it, is known from the snapshot before.
near_covers AS (
  SELECT
    small.snapshot,
    small.dataset,
    cover.dataset AS cover
  FROM held AS small
  INNER JOIN held AS cover ON small.snapshot = cover.snapshot AND small.space = cover.space
  WHERE small.is_small AND NOT cover.is_small
  QUALIFY
    row_number() OVER (
      PARTITION BY small.snapshot, small.dataset
      ORDER BY
        cover.is_restless DESC,
        small.category = cover.category AND small.source = cover.source DESC,
        small.category = cover.category DESC,
        cover.position DESC,
        cover.dataset ASC
    ) = 1
),

spaces AS (
  SELECT
    snapshot,
    space,
    bool_and(is_small) AS is_small,
    bool_and(is_restless) AS is_restless,
    count(*) AS datasets,
    max(position) AS position,
    max(people) AS people
  FROM held
  GROUP BY snapshot, space
),

-- The people of two spaces add up: where all of a space is small, another one covers it as a
-- whole, and further ones until the small could be of any size, whatever the least that each holds.
small_spaces AS (
  SELECT
    snapshot,
    count(*) AS spaces,
    sum(people) AS people
  FROM spaces
  WHERE is_small
  GROUP BY snapshot
),

covering_spaces AS (
  SELECT
    spaces.snapshot,
    spaces.space,
    row_number() OVER fewest_first AS place,
    small.people + sum(spaces.people) OVER fewest_first
    >= settings.small_cell * (place + 1) - 1 + small.spaces AS is_enough
  FROM spaces
  CROSS JOIN ref_settings AS settings
  INNER JOIN small_spaces AS small ON spaces.snapshot = small.snapshot
  WHERE NOT spaces.is_small
  WINDOW
    fewest_first AS (
      PARTITION BY spaces.snapshot
      ORDER BY
        spaces.is_restless DESC, spaces.datasets ASC, spaces.position DESC, spaces.space ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),

far_covers AS (
  SELECT
    covers.snapshot,
    covers.space,
    covers.is_enough
  FROM covering_spaces AS covers
  LEFT JOIN covering_spaces AS earlier
    ON
      covers.snapshot = earlier.snapshot
      AND covers.place > earlier.place
      AND earlier.is_enough
  WHERE earlier.space IS NULL
),

covered AS (
  SELECT
    snapshot,
    dataset AS covered,
    unnest([dataset, cover]) AS dataset
  FROM near_covers

  UNION ALL

  SELECT
    held.snapshot,
    '' AS covered,
    held.dataset
  FROM held
  INNER JOIN spaces ON held.snapshot = spaces.snapshot AND held.space = spaces.space
  LEFT JOIN far_covers AS covers
    ON held.snapshot = covers.snapshot AND held.space = covers.space
  WHERE spaces.is_small OR covers.space IS NOT NULL

  UNION ALL

  -- Without enough cover no number holds all of the group, that of all people neither.
  SELECT
    small.snapshot,
    '' AS covered,
    NULL AS dataset
  FROM small_spaces AS small
  LEFT JOIN far_covers AS covers ON small.snapshot = covers.snapshot
  GROUP BY small.snapshot
  HAVING NOT coalesce(bool_or(covers.is_enough), FALSE)
),

-- Which small ones each large one covers, and since when they have been what they are.
marked AS (
  SELECT
    held.snapshot,
    held.dataset,
    held.since,
    string_agg(concat(small.dataset, ' ', small.since), ', ' ORDER BY small.dataset) AS mark
  FROM held
  LEFT JOIN covered ON held.snapshot = covered.snapshot AND held.dataset = covered.dataset
  LEFT JOIN held AS small
    ON
      covered.snapshot = small.snapshot
      AND small.is_small
      AND covered.covered IN ('', small.dataset)
  WHERE NOT held.is_small
  GROUP BY held.snapshot, held.dataset, held.since
),

-- While it stands still, but covers others than at first, or the same that have changed, two
-- numbers that hold it would tell by how many people these differ.
told_earlier AS (
  SELECT
    snapshot,
    dataset
  FROM marked
  QUALIFY
    mark IS DISTINCT FROM first_value(mark) OVER (PARTITION BY dataset, since ORDER BY snapshot)
),

-- What stays counts all of a group or none of it; where one is NULL, none.
grouped AS (
  SELECT
    snapshot,
    covered,
    dataset
  FROM covered

  UNION ALL

  SELECT
    snapshot,
    concat('still ', dataset) AS covered,
    unnest([dataset, NULL]) AS dataset
  FROM told_earlier
),

cells AS (
  SELECT
    people.snapshot,
    people.scope,
    people.category,
    people.source,
    people.dataset,
    people.space,
    people.people,
    row_number() OVER (
      ORDER BY people.snapshot, people.scope, people.category, people.source, people.dataset
    ) AS cell
  FROM fig_people AS people
),

counted AS (
  SELECT
    cells.cell,
    cells.snapshot,
    held.dataset,
    held.category,
    held.source,
    held.space
  FROM cells
  INNER JOIN held
    ON
      cells.snapshot = held.snapshot
      AND (cells.scope NOT LIKE 'category%' OR coalesce(cells.category, '') = held.category)
      AND (cells.scope NOT LIKE '%source' OR cells.source = held.source)
      AND (cells.scope <> 'dataset' OR cells.dataset = held.dataset)
      AND (cells.scope <> 'linkable' OR held.has_links)
),

parts AS (
  SELECT
    cells.cell,
    count(counted.dataset) AS inside,
    count(*) AS grouped
  FROM cells
  INNER JOIN grouped ON cells.snapshot = grouped.snapshot
  LEFT JOIN counted ON cells.cell = counted.cell AND grouped.dataset = counted.dataset
  GROUP BY cells.cell, grouped.covered
),

split_cells AS (
  SELECT DISTINCT cell
  FROM parts
  WHERE inside BETWEEN 1 AND grouped - 1
),

-- What is left between two numbers is a number of people too: of those who are counted twice, and
-- of those whom nothing links.
narrow_cells AS (
  SELECT cells.cell
  FROM cells
  INNER JOIN cells AS numbered ON cells.snapshot = numbered.snapshot AND numbered.scope = 'all'
  CROSS JOIN ref_settings AS settings
  WHERE
    cells.scope IN ('once', 'linkable')
    AND numbered.people - cells.people BETWEEN 1 AND settings.small_cell - 1
),

-- Of a sum of several cells it is not told that it is small: that would narrow each of them.
single_cells AS (
  SELECT cell
  FROM counted
  GROUP BY cell
  HAVING
    min(category) = max(category) AND min(source) = max(source) AND min(space) = max(space)
)

SELECT
  cells.snapshot,
  cells.scope,
  cells.category,
  cells.source,
  cells.dataset,
  cells.space,
  CASE
    WHEN
      cells.people >= settings.small_cell
      AND split_cells.cell IS NULL
      AND narrow_cells.cell IS NULL
      THEN cells.people
  END AS people,
  CASE
    WHEN cells.people < settings.small_cell AND single_cells.cell IS NOT NULL
      THEN cast(settings.small_cell AS BIGINT)
  END AS people_below,
  cells.people < settings.small_cell
  OR split_cells.cell IS NOT NULL
  OR narrow_cells.cell IS NOT NULL AS is_withheld
FROM cells
CROSS JOIN ref_settings AS settings
LEFT JOIN split_cells ON cells.cell = split_cells.cell
LEFT JOIN narrow_cells ON cells.cell = narrow_cells.cell
LEFT JOIN single_cells ON cells.cell = single_cells.cell
ORDER BY cells.cell
