-- Repeated ids: record ids that stand in more than one kept row of a dataset.
--
-- grain:    one row per id
-- columns:  id_hash  UBIGINT  hash of the id
--           records  BIGINT   rows that bear it
-- reads:    ref_part, stg_days, stg_rows

SELECT
  hash(staged.record_id) AS id_hash,
  count(*) AS records
FROM stg_rows AS staged
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS lines ON staged.line_text = lines.text
WHERE
  staged.record_id IS NOT NULL
  AND NOT staged.is_elsewhere
  AND staged.reject_reason IS NULL
  AND (NOT part.is_log OR lines.day IS NOT NULL)
-- Among five million ids the chance that any two hashes are alike is one in a million.
GROUP BY hash(staged.record_id)
HAVING count(*) > 1
