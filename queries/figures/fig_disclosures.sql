-- Disclosures counted: personal data handed to others, by ground and day.
--
-- grain:    one row per ground and day
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           ground        VARCHAR  authority, emergency, merger, group or consent; NULL if unknown
--           disclosed_on  DATE     day; NULL if unknown
--           disclosures   BIGINT   disclosures
-- reads:    ref_part, stg_disclosures
-- basis:    notice §8

SELECT
  part.snapshot,
  part.dataset,
  disclosures.ground,
  disclosures.disclosed_on,
  count(*) AS disclosures
FROM stg_disclosures AS disclosures
CROSS JOIN ref_part AS part
GROUP BY part.snapshot, part.dataset, disclosures.ground, disclosures.disclosed_on
