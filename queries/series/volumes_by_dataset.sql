-- Volumes by dataset: what each export holds, why, and on what ground.
--
-- grain:    one row per dataset that may hold personal data, also when it is empty
-- params:   $snapshot       DATE     day of the exports
-- columns:  dataset         VARCHAR  as in sources.toml
--           source          VARCHAR  source system
--           category        VARCHAR  category of the notice
--           purpose         VARCHAR  purpose of the notice
--           basis           VARCHAR  legal basis
--           origin          VARCHAR  where the data comes from
--           kind            VARCHAR  kind of export
--           kept            BIGINT   rows kept
--           personal        BIGINT   personal records held
--           company_only    BIGINT   rows about a company and no person
--           deleted         BIGINT   rows that only tell of a deletion
--           person_unknown  BIGINT   personal records that name nobody
--           people          BIGINT   distinct persons; NULL if withheld
--           people_below    BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld     BOOLEAN  the number of people is hidden from this reader
--           identity_codes  BIGINT   records whose column for identity codes is filled
--           stray_codes     BIGINT   records with an identity code in free text
-- reads:    fig_holdings, fig_people, ref_datasets
-- basis:    notice §§1, 3, 4 and 5; Data Protection Act 1050/2018 §29

WITH held_rows AS (
  SELECT
    dataset,
    sum(records) AS kept,
    sum(records) FILTER (WHERE NOT is_company_only AND NOT is_deleted) AS personal,
    sum(records) FILTER (WHERE is_company_only) AS company_only,
    sum(records) FILTER (WHERE is_deleted) AS deleted,
    sum(records) FILTER (
      WHERE NOT is_company_only AND NOT is_deleted AND NOT is_person_known
    ) AS person_unknown,
    sum(records) FILTER (WHERE has_identity_code) AS identity_codes,
    sum(records) FILTER (WHERE has_stray_code) AS stray_codes
  FROM fig_holdings
  WHERE snapshot = $snapshot
  GROUP BY dataset
)

SELECT
  datasets.dataset,
  datasets.source,
  datasets.category,
  datasets.purpose,
  datasets.basis,
  datasets.origin,
  datasets.kind,
  cast(coalesce(held_rows.kept, 0) AS BIGINT) AS kept,
  cast(coalesce(held_rows.personal, 0) AS BIGINT) AS personal,
  cast(coalesce(held_rows.company_only, 0) AS BIGINT) AS company_only,
  cast(coalesce(held_rows.deleted, 0) AS BIGINT) AS deleted,
  cast(coalesce(held_rows.person_unknown, 0) AS BIGINT) AS person_unknown,
  CASE WHEN NOT coalesce(people.is_withheld, FALSE) THEN coalesce(people.people, 0) END AS people,
  people.people_below,
  coalesce(people.is_withheld, FALSE) AS is_withheld,
  cast(coalesce(held_rows.identity_codes, 0) AS BIGINT) AS identity_codes,
  cast(coalesce(held_rows.stray_codes, 0) AS BIGINT) AS stray_codes
FROM ref_datasets AS datasets
LEFT JOIN held_rows ON datasets.dataset = held_rows.dataset
LEFT JOIN fig_people AS people
  ON
    datasets.dataset = people.dataset
    AND people.snapshot = $snapshot
    AND people.scope = 'dataset'
WHERE datasets.is_personal
ORDER BY datasets.position
