-- Keys: rows of one dataset in one snapshot that no key, or no person, tells from others.
--
-- grain:    one row
-- columns:  snapshot         DATE     day of the exports
--           dataset          VARCHAR  as in sources.toml
--           search           VARCHAR  were repeated ids looked for: done, too_many, off or no_id
--           repeated_ids     BIGINT   record ids in more than one row; NULL if not looked for
--           surplus_rows     BIGINT   rows that bear an id of an earlier row; NULL likewise
--           missing_ids      BIGINT   rows without a record id; NULL if none is mapped
--           unknown_persons  BIGINT   personal records that name nobody; NULL if none is mapped
-- reads:    fct_repeated_ids, fct_typed_groups, ref_keys, ref_part
-- basis:    GDPR Art. 5(1)(d), Art. 11

WITH repeats AS (
  SELECT
    count(*) AS repeated_ids,
    coalesce(sum(records) - count(*), 0) AS surplus_rows
  FROM fct_repeated_ids
),

kept_rows AS (
  SELECT
    coalesce(sum(records) FILTER (WHERE is_id_missing), 0) AS missing_ids,
    coalesce(
      sum(records) FILTER (
        WHERE NOT is_company_only AND NOT is_deleted AND NOT is_person_known
      ),
      0
    ) AS unknown_persons
  FROM fct_typed_groups
  WHERE fate = 'kept'
)

SELECT
  part.snapshot,
  part.dataset,
  keys.search,
  CASE WHEN keys.search = 'done' THEN repeats.repeated_ids END AS repeated_ids,
  cast(CASE WHEN keys.search = 'done' THEN repeats.surplus_rows END AS BIGINT) AS surplus_rows,
  cast(CASE WHEN keys.has_ids THEN kept_rows.missing_ids END AS BIGINT) AS missing_ids,
  cast(CASE WHEN keys.has_people THEN kept_rows.unknown_persons END AS BIGINT) AS unknown_persons
FROM ref_part AS part
CROSS JOIN ref_keys AS keys
CROSS JOIN repeats
CROSS JOIN kept_rows
