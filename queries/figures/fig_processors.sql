-- Processors counted: by country, with and without a safeguard.
--
-- grain:    one row per country, and whether a safeguard is named
-- columns:  snapshot       DATE     day of the exports
--           dataset        VARCHAR  as in sources.toml
--           country        VARCHAR  two letters of ISO 3166-1; NULL if unknown
--           has_safeguard  BOOLEAN  the register names a safeguard or an adequacy decision
--           processors     BIGINT   processors
-- reads:    ref_part, stg_processors
-- basis:    GDPR Art. 44–46; notice §6

SELECT
  part.snapshot,
  part.dataset,
  processors.country,
  processors.has_safeguard,
  count(*) AS processors
FROM stg_processors AS processors
CROSS JOIN ref_part AS part
GROUP BY part.snapshot, part.dataset, processors.country, processors.has_safeguard
