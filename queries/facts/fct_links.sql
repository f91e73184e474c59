-- Linking identifiers: the keyed hash of each distinct one that a dataset's rows hold.
--
-- grain:    one row per identifier
-- columns:  link_text  VARCHAR  as written; it never leaves the build
--           link       UBIGINT  first 64 bits of SHA-256 over key and identifier
-- reads:    ref_part, stg_days, stg_links

-- Distinct before hashing, as people are.
WITH links AS MATERIALIZED (
  SELECT DISTINCT staged.link_text
  FROM stg_links AS staged
  CROSS JOIN ref_part AS part
  LEFT JOIN stg_days AS lines ON staged.line_text = lines.text
  WHERE NOT part.is_log OR lines.day IS NOT NULL
)

SELECT
  link_text,
  cast(
    -- No subject space is without a name: no number of a person has the hash of a link.
    '0x' || substr(sha256(getvariable('key') || chr(0) || chr(0) || link_text), 1, 16) AS UBIGINT
  ) AS link
FROM links
