-- Records that carry a personal identity code: where one stands, never the code itself.
--
-- grain:    one row per record
-- columns:  snapshot   DATE     day of the exports
--           dataset    VARCHAR  as in sources.toml
--           record_id  VARCHAR  the source's own key, or file and row number
--           is_stray   BOOLEAN  in free text, where none belongs
--           file       VARCHAR  export file
--           row        BIGINT   number of the physical record in it
-- reads:    fct_rows, ref_files, ref_part
-- basis:    Data Protection Act 1050/2018 §29

SELECT
  part.snapshot,
  part.dataset,
  CASE
    WHEN
      fct_rows.record_id IS NULL
      OR fct_rows.has_personal_id
      THEN concat(files.file, ':', fct_rows.row)
    ELSE fct_rows.record_id
  END AS record_id,
  fct_rows.has_stray_code AS is_stray,
  files.file,
  fct_rows.row
FROM fct_rows
INNER JOIN ref_files AS files ON fct_rows.file_no = files.file_no
CROSS JOIN ref_part AS part
WHERE
  (fct_rows.has_identity_code OR fct_rows.has_stray_code)
  AND NOT fct_rows.is_company_only
  AND NOT fct_rows.is_elsewhere
  AND fct_rows.reject_reason IS NULL
