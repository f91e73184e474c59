-- Volumes by file: personal records and kept rows of each export file.
--
-- grain:    one row per file
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           source        VARCHAR  source system
--           category      VARCHAR  category of the notice
--           rule          VARCHAR  deletion rule
--           file          VARCHAR  export file
--           records       BIGINT   personal records held
--           no_period     BIGINT   those of them that no period can be applied to
--           kept          BIGINT   rows kept
-- reads:    fct_typed_groups, ref_datasets, ref_files, ref_part, ref_rules

SELECT
  part.snapshot,
  part.dataset,
  datasets.source,
  datasets.category,
  datasets.rule,
  files.file,
  cast(
    coalesce(
      sum(typed.records) FILTER (WHERE NOT typed.is_company_only AND NOT typed.is_deleted), 0
    ) AS BIGINT
  ) AS records,
  cast(
    coalesce(
      sum(typed.records) FILTER (
        WHERE
        NOT typed.is_company_only
        AND NOT typed.is_deleted
        -- A dataset without a rule has no period either.
        AND coalesce(rules.determination, 'not_set') = 'not_set'
      ),
      0
    ) AS BIGINT
  ) AS no_period,
  cast(coalesce(sum(typed.records), 0) AS BIGINT) AS kept
FROM ref_files AS files
CROSS JOIN ref_part AS part
INNER JOIN ref_datasets AS datasets ON part.dataset = datasets.dataset
LEFT JOIN ref_rules AS rules ON datasets.rule = rules.rule
LEFT JOIN fct_typed_groups AS typed ON files.file_no = typed.file_no AND typed.fate = 'kept'
GROUP BY
  part.snapshot, part.dataset, datasets.source, datasets.category, datasets.rule, files.file
ORDER BY files.file
