-- Record keys: by what one dataset's records are known again in other snapshots.
--
-- grain:    one row per id of a personal record held
-- columns:  record       UBIGINT  first 64 bits of SHA-256 over its register's key and record id
--           fingerprint  UBIGINT  likewise over its space's key and the stable columns
--           starts_on    DATE     start of the deletion period; the earliest of a repeated id
--           is_held      BOOLEAN  a hold or restriction is open on it on the snapshot's day
--           record_id    VARCHAR  the source's own key; NULL if it tells of a person
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_repeated_ids, fct_row_groups, fct_rows, ref_files, ref_part, stg_days
-- basis:    GDPR Art. 5(1)(e) and 5(2)

WITH deletion_texts AS (
  SELECT days.text
  FROM stg_days AS days
  CROSS JOIN ref_part AS part
  WHERE days.day <= part.snapshot
),

-- Few texts stand for many rows; as the export has them, they need not be read row by row.
starts AS (
  SELECT DISTINCT
    row_groups.start_key,
    days.day
  FROM fct_row_groups AS row_groups
  INNER JOIN stg_days AS days ON row_groups.start_text = days.text
),

held_rows AS NOT MATERIALIZED (
  SELECT
    fct_rows.record_id,
    fct_rows.has_personal_id,
    fct_rows.fingerprint,
    starts.day AS starts_on,
    fct_rows.is_held,
    files.file,
    fct_rows.row
  FROM fct_rows
  INNER JOIN ref_files AS files ON fct_rows.file_no = files.file_no
  LEFT JOIN starts ON fct_rows.start_key = starts.start_key
  WHERE
    fct_rows.record_id IS NOT NULL
    AND NOT fct_rows.is_company_only
    AND NOT fct_rows.is_elsewhere
    AND fct_rows.reject_reason IS NULL
    -- A deletion notice proves that the record is gone.
    AND NOT coalesce(
      fct_rows.deleted_text IN (SELECT deletion_texts.text FROM deletion_texts), FALSE
    )
),

-- Repeated ids are few; to group all rows for their sake would cost more than all else here.
named_records AS (
  SELECT
    held_rows.record_id,
    held_rows.has_personal_id,
    held_rows.fingerprint,
    held_rows.starts_on,
    held_rows.is_held,
    held_rows.file,
    held_rows.row
  FROM held_rows
  ANTI JOIN fct_repeated_ids AS repeats ON hash(held_rows.record_id) = repeats.id_hash

  UNION ALL

  SELECT
    held_rows.record_id,
    bool_or(held_rows.has_personal_id) AS has_personal_id,
    min(held_rows.fingerprint) AS fingerprint,
    min(held_rows.starts_on) AS starts_on,
    bool_or(held_rows.is_held) AS is_held,
    min(held_rows.file) AS file,
    min_by(held_rows.row, (held_rows.file, held_rows.row)) AS row
  FROM held_rows
  SEMI JOIN fct_repeated_ids AS repeats ON hash(held_rows.record_id) = repeats.id_hash
  GROUP BY held_rows.record_id
)

SELECT
  cast(
    '0x' || substr(sha256(getvariable('register_key') || named_records.record_id), 1, 16)
    AS UBIGINT
  ) AS record,
  cast(
    '0x' || substr(sha256(getvariable('space_key') || named_records.fingerprint), 1, 16)
    AS UBIGINT
  ) AS fingerprint,
  named_records.starts_on,
  named_records.is_held,
  CASE WHEN NOT named_records.has_personal_id THEN named_records.record_id END AS record_id,
  named_records.file,
  named_records.row
FROM named_records
