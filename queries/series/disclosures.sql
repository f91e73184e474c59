-- Disclosures: personal data handed to others, by year and ground.
--
-- grain:    one row per year and ground
-- params:   $snapshot    DATE     day of the exports
-- columns:  year         BIGINT   year of the disclosure; NULL if its day is unknown
--           ground       VARCHAR  authority, emergency, merger, group or consent; NULL if unknown
--           disclosures  BIGINT   disclosures
-- reads:    fig_disclosures
-- basis:    notice §8

SELECT
  extract(YEAR FROM disclosed_on) AS year,
  ground,
  cast(sum(disclosures) AS BIGINT) AS disclosures
FROM fig_disclosures
WHERE snapshot = $snapshot
GROUP BY extract(YEAR FROM disclosed_on), ground
ORDER BY year, ground
