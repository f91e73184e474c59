-- File prints: what a file is compared by, with others of its snapshot and with earlier ones.
--
-- grain:    one row per file that was read
-- columns:  snapshot   DATE     day of the exports
--           dataset    VARCHAR  as in sources.toml
--           file       VARCHAR  export file
--           sha256     VARCHAR  hash of its bytes
--           content    VARCHAR  length and CRC-32 of its bytes as they were before packing
--           mapped     VARCHAR  which of our columns are read of it
--           records    BIGINT   rows that belong to the dataset
--           print      VARCHAR  hash of the sum of their keyed hashes; NULL if nothing is read
--           is_merged  BOOLEAN  its rows repeat an earlier file's, and count once
-- reads:    fct_prints, ref_files, ref_part

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  files.sha256,
  files.checksum AS content,
  part.mapped,
  prints.records,
  prints.print,
  files.is_merged
FROM fct_prints AS prints
INNER JOIN ref_files AS files ON prints.file_no = files.file_no
CROSS JOIN ref_part AS part
ORDER BY files.file
