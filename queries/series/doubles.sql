-- Doubles: files of a snapshot whose rows stand in another of its files, or stood there before.
--
-- grain:    one row per file and whether its double is of the same snapshot
-- params:   $snapshot       DATE     day of the exports
-- columns:  dataset         VARCHAR  as in sources.toml
--           file            VARCHAR  export file
--           first_snapshot  DATE     since when the rows have stood there
--           first_dataset   VARCHAR  where they stand too
--           first_file      VARCHAR  where they stand too
--           sameness        VARCHAR  equal in bytes, in content (once unpacked), or in rows
--           records         BIGINT   how many rows
--           is_merged       BOOLEAN  counted once, as sources.toml says
--           is_unusual      BOOLEAN  of an earlier snapshot, and its dataset had always changed
-- reads:    fig_doubles, ref_datasets

SELECT
  doubles.dataset,
  doubles.file,
  doubles.first_snapshot,
  doubles.first_dataset,
  doubles.first_file,
  doubles.sameness,
  doubles.records,
  doubles.is_merged,
  doubles.is_unusual
FROM fig_doubles AS doubles
LEFT JOIN ref_datasets AS datasets ON doubles.dataset = datasets.dataset
WHERE doubles.snapshot = $snapshot
-- What is counted twice comes first.
ORDER BY doubles.first_snapshot DESC, datasets.position ASC, doubles.file ASC
