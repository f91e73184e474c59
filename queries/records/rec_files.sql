-- Files: what all rows of one export file have in common, written once.
--
-- grain:    one row per file
-- columns:  file_no   BIGINT   which of the dataset's files
--           snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           source    VARCHAR  source system
--           category  VARCHAR  category of the notice
--           rule      VARCHAR  deletion rule
--           file      VARCHAR  export file
-- reads:    ref_datasets, ref_files, ref_part

SELECT
  cast(files.file_no AS BIGINT) AS file_no,
  part.snapshot,
  part.dataset,
  datasets.source,
  datasets.category,
  datasets.rule,
  files.file
FROM ref_files AS files
CROSS JOIN ref_part AS part
INNER JOIN ref_datasets AS datasets ON part.dataset = datasets.dataset
ORDER BY files.file_no
