-- Holds with their rows: open suspensions of deletion and restrictions.
--
-- grain:    one row per hold that is open on the snapshot's day
-- columns:  snapshot        DATE     day of the exports
--           dataset         VARCHAR  the register of holds, as in sources.toml
--           record_id       VARCHAR  file and row number
--           subject_key     VARCHAR  keyed hash of the person held; NULL if none is named
--           is_restriction  BOOLEAN  a restriction under Art. 18, not a legal hold
--           review_on       DATE     day on which it is to be reviewed; NULL if none is set
--           file            VARCHAR  export file
--           row             BIGINT   number of the physical record in it
-- reads:    fct_people, ref_files, ref_part, stg_holds
-- basis:    GDPR Art. 17(3)(e), Art. 18

SELECT
  part.snapshot,
  part.dataset,
  concat(files.file, ':', holds.row) AS record_id,
  format('{:016x}', people.person) AS subject_key,
  holds.is_restriction,
  holds.review_on,
  files.file,
  holds.row
FROM stg_holds AS holds
INNER JOIN ref_files AS files ON holds.file_no = files.file_no
LEFT JOIN fct_people AS people ON holds.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE
  holds.opened_on <= part.snapshot
  AND coalesce(holds.released_on > part.snapshot, TRUE)
