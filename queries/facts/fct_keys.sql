-- Keys: what one snapshot's records are compared with another's by, without naming them.
--
-- grain:    one row per personal record of a dataset with record ids of its own
-- columns:  record       UBIGINT  keyed hash of the record's id
--           subject      UBIGINT  keyed hash of its person; NULL if unknown
--           fingerprint  UBIGINT  keyed hash of its stable columns; NULL if none are mapped
--           starts_on    DATE     start of its deletion period; NULL if unknown
-- reads:    ref_part, stg_days, stg_rows

SELECT
  cast(
    '0x'
    || substr(
      sha256(getvariable('key') || chr(0) || part.dataset || chr(0) || staged.record_id), 1, 16
    ) AS UBIGINT
  ) AS record,
  cast(
    '0x'
    || substr(
      sha256(getvariable('key') || chr(0) || part.space || chr(0) || staged.subject_id), 1, 16
    ) AS UBIGINT
  ) AS subject,
  cast(
    '0x'
    || substr(
      sha256(getvariable('key') || chr(0) || part.dataset || chr(0) || staged.fingerprint), 1, 16
    ) AS UBIGINT
  ) AS fingerprint,
  starts.day AS starts_on
FROM stg_rows AS staged
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS starts ON staged.start_text = starts.text
WHERE
  staged.record_id IS NOT NULL
  AND NOT staged.is_elsewhere
  AND NOT staged.is_company_only
  AND staged.reject_reason IS NULL
ORDER BY record
