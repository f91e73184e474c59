-- People: the keyed hash of each distinct person that a dataset's rows name.
--
-- grain:    one row per person
-- columns:  subject_id  VARCHAR  as the source system names them; it never leaves the build
--           person      UBIGINT  first 64 bits of SHA-256 over its space's key and subject
-- reads:    ref_part, stg_days, stg_rows

-- Distinct before hashing: a person with many rows is hashed once. Whole before it is filtered:
-- else every row's text would be trimmed twice, once to be looked at.
WITH subjects AS MATERIALIZED (
  SELECT DISTINCT staged.subject_id
  FROM stg_rows AS staged
  CROSS JOIN ref_part AS part
  LEFT JOIN stg_days AS lines ON staged.line_text = lines.text
  WHERE
    NOT staged.is_elsewhere
    AND staged.reject_reason IS NULL
    AND (NOT part.is_log OR lines.day IS NOT NULL)
)

SELECT
  subjects.subject_id,
  cast(
    '0x' || substr(sha256(getvariable('space_key') || subjects.subject_id), 1, 16) AS UBIGINT
  ) AS person
FROM subjects
WHERE subjects.subject_id IS NOT NULL
