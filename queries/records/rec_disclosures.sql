-- Disclosures with their rows.
--
-- grain:    one row per disclosure
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           record_id     VARCHAR  file and row number
--           subject_key   VARCHAR  keyed hash of the person; NULL if unknown
--           ground        VARCHAR  authority, emergency, merger, group or consent; NULL if unknown
--           disclosed_on  DATE     day; NULL if unknown
--           file          VARCHAR  export file
--           row           BIGINT   number of the physical record in it
-- reads:    fct_people, ref_files, ref_part, stg_disclosures
-- basis:    notice §8

SELECT
  part.snapshot,
  part.dataset,
  concat(files.file, ':', disclosures.row) AS record_id,
  format('{:016x}', people.person) AS subject_key,
  disclosures.ground,
  disclosures.disclosed_on,
  files.file,
  disclosures.row
FROM stg_disclosures AS disclosures
INNER JOIN ref_files AS files ON disclosures.file_no = files.file_no
LEFT JOIN fct_people AS people ON disclosures.subject_id = people.subject_id
CROSS JOIN ref_part AS part
