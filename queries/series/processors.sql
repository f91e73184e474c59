-- Processors: where they sit, and whether a safeguard stands behind the transfer.
--
-- grain:    one row per country
-- params:   $snapshot   DATE     day of the exports
-- columns:  country     VARCHAR  two letters of ISO 3166-1; NULL if unknown
--           is_in_eea   BOOLEAN  the GDPR holds there by itself; NULL if the country is unknown
--           processors  BIGINT   processors
--           safeguards  BIGINT   those of them for which the register names a safeguard
-- reads:    fig_processors, ref_eea
-- basis:    GDPR Art. 44–46; notice §6

SELECT
  processors.country,
  CASE WHEN processors.country IS NOT NULL THEN eea.country IS NOT NULL END AS is_in_eea,
  cast(sum(processors.processors) AS BIGINT) AS processors,
  cast(
    coalesce(sum(processors.processors) FILTER (WHERE processors.has_safeguard), 0) AS BIGINT
  ) AS safeguards
FROM fig_processors AS processors
LEFT JOIN ref_eea AS eea ON processors.country = eea.country
WHERE processors.snapshot = $snapshot
GROUP BY processors.country, eea.country
ORDER BY is_in_eea, processors.country
