-- Held shares: how much of each dataset holds keep, and whether that is wide for a hold.
--
-- grain:    one row per dataset of which anything is held
-- params:   $snapshot       DATE     day of the exports
-- columns:  dataset         VARCHAR  as in sources.toml
--           held            BIGINT   personal records that a hold or restriction keeps
--           records         BIGINT   personal records
--           ratio           DOUBLE   held / records, 0 to 1; NULL if there are none
--           is_whole        BOOLEAN  a hold names the dataset, and no record or person in it
--           is_wide         BOOLEAN  that, or ten records and more than hold_share_at_most
-- reads:    fig_deadlines, fig_holds, ref_datasets, ref_settings
-- basis:    GDPR Art. 5(1)(e), Art. 17(3)(e), Art. 18

WITH held_records AS (
  SELECT
    dataset,
    coalesce(sum(records) FILTER (WHERE is_held), 0) AS held,
    sum(records) AS records
  FROM fig_deadlines
  WHERE snapshot = $snapshot
  GROUP BY dataset
),

whole_datasets AS (
  SELECT DISTINCT held_dataset AS dataset
  FROM fig_holds
  WHERE snapshot = $snapshot AND held_dataset IS NOT NULL
)

SELECT
  held_records.dataset,
  cast(held_records.held AS BIGINT) AS held,
  cast(held_records.records AS BIGINT) AS records,
  held_records.held / nullif(held_records.records, 0) AS ratio,
  whole_datasets.dataset IS NOT NULL AS is_whole,
  whole_datasets.dataset IS NOT NULL
  -- Of a few records, one hold is soon a large share.
  OR (
    held_records.held >= 10
    AND held_records.held
    -- A share as written: 0.29 of 100 must be 29, and not a little less.
    > held_records.records * cast(settings.hold_share_at_most AS DECIMAL(9, 4))
  ) AS is_wide
FROM held_records
INNER JOIN ref_datasets AS datasets ON held_records.dataset = datasets.dataset
LEFT JOIN whole_datasets ON held_records.dataset = whole_datasets.dataset
CROSS JOIN ref_settings AS settings
WHERE held_records.held > 0 OR whole_datasets.dataset IS NOT NULL
ORDER BY datasets.position
