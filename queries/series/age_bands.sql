-- Age bands: for how many days records have been past their date.
--
-- grain:    one row per rule and band, zero included
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  rule       VARCHAR  deletion rule, as in policy.toml
--           band       VARCHAR  days past the last permitted day
--           records    BIGINT   records past their date, not on hold
-- reads:    fig_deadlines, ref_age_bands, ref_rules
-- basis:    GDPR Art. 5(1)(e)

WITH past_records AS (
  SELECT
    rule,
    $as_of - last_on AS days_past,
    records
  FROM fig_deadlines
  WHERE snapshot = $snapshot AND last_on < $as_of AND NOT is_held
)

SELECT
  rules.rule,
  bands.band,
  cast(coalesce(sum(past_records.records), 0) AS BIGINT) AS records
FROM ref_rules AS rules
CROSS JOIN ref_age_bands AS bands
LEFT JOIN past_records
  ON
    rules.rule = past_records.rule
    AND bands.from_days <= past_records.days_past
    AND (bands.to_days IS NULL OR bands.to_days >= past_records.days_past)
GROUP BY rules.rule, rules.position, bands.band, bands.position
ORDER BY rules.position, bands.position
