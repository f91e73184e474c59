-- Processors with their rows: where each sits, never its name.
--
-- grain:    one row per processor
-- columns:  snapshot       DATE     day of the exports
--           dataset        VARCHAR  as in sources.toml
--           record_id      VARCHAR  file and row number
--           country        VARCHAR  two letters of ISO 3166-1; NULL if unknown
--           has_safeguard  BOOLEAN  the register names a safeguard or an adequacy decision
--           file           VARCHAR  export file
--           row            BIGINT   number of the physical record in it
-- reads:    ref_files, ref_part, stg_processors
-- basis:    GDPR Art. 44–46; notice §6

SELECT
  part.snapshot,
  part.dataset,
  concat(files.file, ':', processors.row) AS record_id,
  processors.country,
  processors.has_safeguard,
  files.file,
  processors.row
FROM stg_processors AS processors
INNER JOIN ref_files AS files ON processors.file_no = files.file_no
CROSS JOIN ref_part AS part
