-- Holdings: kept rows of one dataset in one snapshot, counted by starting day.
--
-- grain:    one row per combination of the columns before the last
-- columns:  snapshot           DATE     day of the exports
--           dataset            VARCHAR  as in sources.toml
--           starts_on          DATE     start of the deletion period; NULL if unknown
--           start_state        VARCHAR  known, empty or unreadable
--           is_company_only    BOOLEAN  about a company and no person
--           is_deleted         BOOLEAN  only tells that a recording was deleted
--           is_person_known    BOOLEAN  names its person
--           is_held            BOOLEAN  a hold or restriction is open on the snapshot's day
--           has_identity_code  BOOLEAN  its column for identity codes is filled
--           has_stray_code     BOOLEAN  an identity code stands in its free text
--           records            BIGINT   how many rows
-- reads:    fct_typed_groups, ref_part

SELECT
  part.snapshot,
  part.dataset,
  typed.starts_on,
  typed.start_state,
  typed.is_company_only,
  typed.is_deleted,
  typed.is_person_known,
  typed.is_held,
  typed.has_identity_code,
  typed.has_stray_code,
  cast(sum(typed.records) AS BIGINT) AS records
FROM fct_typed_groups AS typed
CROSS JOIN ref_part AS part
WHERE typed.fate = 'kept'
GROUP BY
  part.snapshot,
  part.dataset,
  typed.starts_on,
  typed.start_state,
  typed.is_company_only,
  typed.is_deleted,
  typed.is_person_known,
  typed.is_held,
  typed.has_identity_code,
  typed.has_stray_code
ORDER BY typed.starts_on
