-- Prints: what tells whether two files have the same rows, in whatever order and format.
--
-- grain:    one row per file with kept rows
-- columns:  file_no  INTEGER  which of the dataset's files
--           records  BIGINT   rows that belong to the dataset
--           print    VARCHAR  hash of the sum of their keyed hashes; NULL if nothing is read
-- reads:    fct_typed_groups

SELECT
  file_no,
  cast(sum(records) AS BIGINT) AS records,
  -- Hashed again: the sum over a single row would be that row's own hash.
  sha256(getvariable('key') || chr(0) || cast(sum(prints) AS VARCHAR)) AS print
FROM fct_typed_groups
WHERE fate = 'kept'
GROUP BY file_no
