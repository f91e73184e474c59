-- Findings in registers: of processors, disclosures, holds and requests.
--
-- grain:    one row per finding, dataset and name
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  finding    VARCHAR  what was found
--           dataset    VARCHAR  as in sources.toml
--           name       VARCHAR  country, right or rule; NULL if unknown or if there is none
--           records    BIGINT   processors, disclosures, holds, requests or rows concerned
-- reads:    fig_disclosures, fig_erased, fig_erased_grounds, fig_holds, fig_processors,
--           fig_request_clocks, fig_withdrawn, ref_datasets, ref_eea
-- basis:    GDPR Art. 7(3), 12(3), 12(4), 17(1), 17(3), 18 and 44–46; notice §§6, 7, 8, 9 and 10

WITH found AS (
  SELECT
    'processor_without_safeguard' AS finding,
    processors.dataset,
    processors.country AS name,
    processors.processors AS records
  FROM fig_processors AS processors
  LEFT JOIN ref_eea AS eea ON processors.country = eea.country
  WHERE
    processors.snapshot = $snapshot
    AND processors.country IS NOT NULL
    AND eea.country IS NULL
    AND NOT processors.has_safeguard

  UNION ALL

  SELECT
    'processor_without_country' AS finding,
    dataset,
    country AS name,
    processors AS records
  FROM fig_processors
  WHERE snapshot = $snapshot AND country IS NULL

  UNION ALL

  SELECT
    'disclosure_without_ground' AS finding,
    dataset,
    ground AS name,
    disclosures AS records
  FROM fig_disclosures
  WHERE snapshot = $snapshot AND ground IS NULL

  UNION ALL

  SELECT
    'hold_review_overdue' AS finding,
    dataset,
    NULL AS name,
    holds AS records
  FROM fig_holds
  WHERE snapshot = $snapshot AND review_on < $as_of

  UNION ALL

  SELECT
    'hold_without_review' AS finding,
    dataset,
    NULL AS name,
    holds AS records
  FROM fig_holds
  WHERE snapshot = $snapshot AND review_on IS NULL

  UNION ALL

  SELECT
    'erased_still_there' AS finding,
    erased.dataset,
    grounds.rule AS name,
    erased.records
  FROM fig_erased AS erased
  INNER JOIN fig_erased_grounds AS grounds
    ON
      erased.snapshot = grounds.snapshot
      AND erased.dataset = grounds.dataset
      AND erased.starts_on IS NOT DISTINCT FROM grounds.starts_on
      AND erased.start_state = grounds.start_state
      AND erased.is_held = grounds.is_held
  WHERE
    erased.snapshot = $snapshot
    -- Nothing explains it, or no longer does.
    AND (grounds.reason IS NULL OR grounds.ends_on < $as_of)

  UNION ALL

  SELECT
    'record_after_withdrawal' AS finding,
    withdrawn.dataset,
    datasets.rule AS name,
    withdrawn.records
  FROM fig_withdrawn AS withdrawn
  LEFT JOIN ref_datasets AS datasets ON withdrawn.dataset = datasets.dataset
  WHERE withdrawn.snapshot = $snapshot

  UNION ALL

  SELECT
    'right_unknown' AS finding,
    dataset,
    "right" AS name,
    1 AS records
  FROM fig_request_clocks
  WHERE snapshot = $snapshot AND "right" IS NULL

  UNION ALL

  SELECT
    'refusal_not_told' AS finding,
    dataset,
    "right" AS name,
    1 AS records
  FROM fig_request_clocks
  WHERE
    snapshot = $snapshot
    AND outcome IN ('refused', 'partly')
    AND told_on IS NULL

  UNION ALL

  SELECT
    'extension_too_late' AS finding,
    dataset,
    "right" AS name,
    1 AS records
  FROM fig_request_clocks
  WHERE
    snapshot = $snapshot
    AND has_clock
    AND extended_on > base_due_on
    AND coalesce(closed_on > $as_of, TRUE)

  UNION ALL

  SELECT
    'request_overdue' AS finding,
    dataset,
    "right" AS name,
    1 AS records
  FROM fig_request_clocks
  WHERE
    snapshot = $snapshot
    AND has_clock
    AND due_on < $as_of
    AND coalesce(closed_on > $as_of, TRUE)
)

SELECT
  finding,
  dataset,
  name,
  cast(sum(records) AS BIGINT) AS records
FROM found
GROUP BY finding, dataset, name
ORDER BY finding, dataset, name
