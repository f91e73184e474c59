-- Rows that no key, or no person, tells from others: where they stand, at most 10,000 of a kind.
--
-- grain:    one row per row and what is wrong with its key
-- columns:  snapshot   DATE     day of the exports
--           dataset    VARCHAR  as in sources.toml
--           fault      VARCHAR  repeated_id, missing_id or unknown_person
--           record_id  VARCHAR  the source's own key, or file and row number
--           file       VARCHAR  export file
--           row        BIGINT   number of the physical record in it
-- reads:    fct_repeated_ids, fct_rows, ref_files, ref_keys, ref_part, stg_days
-- basis:    GDPR Art. 5(1)(d), Art. 11

WITH deletion_texts AS (
  SELECT days.text
  FROM stg_days AS days
  CROSS JOIN ref_part AS part
  WHERE days.day <= part.snapshot
),

kept_rows AS (
  SELECT
    fct_rows.file_no,
    fct_rows.row,
    CASE WHEN NOT fct_rows.has_personal_id THEN fct_rows.record_id END AS record_id,
    hash(fct_rows.record_id) AS id_hash,
    fct_rows.record_id IS NULL AND keys.has_ids AS is_id_missing,
    keys.has_people
    AND NOT fct_rows.is_company_only
    AND NOT fct_rows.is_person_known
    AND NOT coalesce(
      fct_rows.deleted_text IN (SELECT deletion_texts.text FROM deletion_texts), FALSE
    ) AS is_person_unknown
  FROM fct_rows
  CROSS JOIN ref_keys AS keys
  CROSS JOIN ref_part AS part
  LEFT JOIN stg_days AS lines ON fct_rows.line_text = lines.text
  WHERE
    NOT fct_rows.is_elsewhere
    AND fct_rows.reject_reason IS NULL
    AND (NOT part.is_log OR lines.day IS NOT NULL)
),

-- The least of each kind, by a heap and not by sorting what may be millions.
repeated_rows AS (
  SELECT
    'repeated_id' AS fault,
    kept_rows.file_no,
    kept_rows.row,
    kept_rows.record_id
  FROM kept_rows
  SEMI JOIN fct_repeated_ids AS repeats ON kept_rows.id_hash = repeats.id_hash
  ORDER BY kept_rows.file_no, kept_rows.row
  LIMIT 10000
),

missing_rows AS (
  SELECT
    'missing_id' AS fault,
    file_no,
    row,
    record_id
  FROM kept_rows
  WHERE is_id_missing
  ORDER BY file_no, row
  LIMIT 10000
),

unknown_rows AS (
  SELECT
    'unknown_person' AS fault,
    file_no,
    row,
    record_id
  FROM kept_rows
  WHERE is_person_unknown
  ORDER BY file_no, row
  LIMIT 10000
),

faulty_rows AS (
  SELECT
    fault,
    file_no,
    row,
    record_id
  FROM repeated_rows
  UNION ALL
  SELECT
    fault,
    file_no,
    row,
    record_id
  FROM missing_rows
  UNION ALL
  SELECT
    fault,
    file_no,
    row,
    record_id
  FROM unknown_rows
)

SELECT
  part.snapshot,
  part.dataset,
  faulty_rows.fault,
  coalesce(faulty_rows.record_id, concat(files.file, ':', faulty_rows.row)) AS record_id,
  files.file,
  faulty_rows.row
FROM faulty_rows
INNER JOIN ref_files AS files ON faulty_rows.file_no = files.file_no
CROSS JOIN ref_part AS part
ORDER BY faulty_rows.fault, files.file, faulty_rows.row
