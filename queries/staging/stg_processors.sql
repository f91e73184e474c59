-- Processors: where each sits and whether a safeguard is named; neither its name nor its words.
--
-- grain:    one row per processor
-- columns:  file_no        INTEGER  which of the dataset's files
--           row            BIGINT   number of the physical record in its file
--           country        VARCHAR  two letters of ISO 3166-1; NULL if that is not what is written
--           has_safeguard  BOOLEAN  the register names a safeguard or an adequacy decision
-- reads:    raw_rows
-- basis:    GDPR Art. 30(1)(e) and 44–46; notice §6

SELECT
  file_no,
  row,
  -- Whatever else is written there may be an address: it stays in the export.
  CASE WHEN regexp_full_match(trim(country), '[A-Za-z]{2}') THEN upper(trim(country)) END
    AS country,
  safeguard IS NOT NULL AS has_safeguard
FROM raw_rows
WHERE NOT is_elsewhere AND reject_reason IS NULL
