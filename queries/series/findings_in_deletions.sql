-- Findings in deletions: what went too early, came back or stayed under another name; wide holds.
--
-- grain:    one row per finding, dataset and name
-- params:   $snapshot  DATE     day of the exports
-- columns:  finding    VARCHAR  what was found
--           dataset    VARCHAR  as in sources.toml
--           name       VARCHAR  deletion rule; of what was moved, the rule that it is under now
--           records    BIGINT   records concerned; of a hold, those that it keeps
-- reads:    fig_comparisons, fig_deadlines, fig_deletions, fig_holds, ref_settings
-- basis:    GDPR Art. 5(1)(e), 5(1)(f), 5(2) and 17(3)(e), Art. 18; Accounting Act 2:10; notice §7

WITH found AS (
  SELECT
    CASE event
      WHEN 'too_early' THEN 'deleted_too_early'
      WHEN 're_keyed' THEN 'record_re_keyed'
      WHEN 're_dated' THEN 'record_re_dated'
      WHEN 'moved' THEN 'record_moved'
      WHEN 'reappeared' THEN 'record_reappeared'
    END AS finding,
    dataset,
    coalesce(new_rule, rule) AS name,
    sum(records) AS records
  FROM fig_deletions
  -- What happened stays a finding for a year, whatever has become of it since.
  WHERE
    snapshot <= $snapshot
    AND snapshot > cast($snapshot AS DATE) - to_months(12)
    AND event IN ('too_early', 're_keyed', 're_dated', 'moved', 'reappeared')
  GROUP BY event, dataset, coalesce(new_rule, rule)

  UNION ALL

  SELECT
    'released_still_there' AS finding,
    dataset,
    rule AS name,
    released AS records
  FROM fig_comparisons
  WHERE snapshot = $snapshot AND released > 0
),

held_records AS (
  SELECT
    dataset,
    rule,
    coalesce(sum(records) FILTER (WHERE is_held), 0) AS held,
    sum(records) AS records
  FROM fig_deadlines
  WHERE snapshot = $snapshot
  GROUP BY dataset, rule
),

whole_datasets AS (
  SELECT DISTINCT held_dataset AS dataset
  FROM fig_holds
  WHERE snapshot = $snapshot AND held_dataset IS NOT NULL
),

-- As in series/held_shares, which says why.
wide_holds AS (
  SELECT
    'hold_too_wide' AS finding,
    held_records.dataset,
    held_records.rule AS name,
    held_records.held AS records
  FROM held_records
  LEFT JOIN whole_datasets ON held_records.dataset = whole_datasets.dataset
  CROSS JOIN ref_settings AS settings
  WHERE
    whole_datasets.dataset IS NOT NULL
    OR (
      held_records.held >= 10
      AND held_records.held
      > held_records.records * cast(settings.hold_share_at_most AS DECIMAL(9, 4))
    )
),

listed AS (
  SELECT
    finding,
    dataset,
    name,
    records
  FROM found

  UNION ALL

  SELECT
    finding,
    dataset,
    name,
    records
  FROM wide_holds
)

SELECT
  finding,
  dataset,
  name,
  cast(records AS BIGINT) AS records
FROM listed
ORDER BY finding, dataset, name
