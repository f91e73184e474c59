-- Keys: rows of each dataset that no key, or no person, tells from others.
--
-- grain:    one row per dataset in which record ids or persons are mapped
-- params:   $snapshot        DATE     day of the exports
-- columns:  dataset          VARCHAR  as in sources.toml
--           search           VARCHAR  were repeated ids looked for: done, too_many, off or no_id
--           repeated_ids     BIGINT   record ids in more than one row; NULL if not looked for
--           surplus_rows     BIGINT   rows that bear an id of an earlier row; NULL likewise
--           missing_ids      BIGINT   rows without a record id; NULL if none is mapped
--           unknown_persons  BIGINT   personal records that name nobody; NULL if none is mapped
-- reads:    fig_keys, ref_datasets
-- basis:    GDPR Art. 5(1)(d), Art. 11

SELECT
  keys.dataset,
  keys.search,
  keys.repeated_ids,
  keys.surplus_rows,
  keys.missing_ids,
  keys.unknown_persons
FROM fig_keys AS keys
LEFT JOIN ref_datasets AS datasets ON keys.dataset = datasets.dataset
WHERE
  keys.snapshot = $snapshot
  AND (keys.search <> 'no_id' OR keys.unknown_persons IS NOT NULL)
ORDER BY datasets.position NULLS LAST, keys.dataset
