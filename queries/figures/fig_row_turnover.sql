-- Turnover: how many records came and went between two snapshots, by their ids.
--
-- grain:    one row per dataset that is compared by ids
-- columns:  dataset  VARCHAR  as in sources.toml
--           came     BIGINT   ids that the earlier snapshot lacks
--           went     BIGINT   ids that the later one lacks
-- reads:    fct_keys_after, fct_keys_before, ref_pairs
-- basis:    GDPR Art. 5(2)

-- Where repeated ids are not looked for, an id has as many keys as rows.
WITH earlier_records AS (
  SELECT
    dataset,
    count(DISTINCT record) AS records
  FROM fct_keys_before
  GROUP BY dataset
),

later_records AS (
  SELECT
    dataset,
    count(DISTINCT record) AS records
  FROM fct_keys_after
  GROUP BY dataset
),

new_records AS (
  SELECT
    keys.dataset,
    count(DISTINCT keys.record) AS records
  FROM fct_keys_after AS keys
  ANTI JOIN fct_keys_before AS earlier ON keys.record = earlier.record
  GROUP BY keys.dataset
)

SELECT
  pairs.dataset,
  coalesce(newer.records, 0) AS came,
  coalesce(earlier.records, 0) - coalesce(later.records, 0) + coalesce(newer.records, 0) AS went
FROM ref_pairs AS pairs
LEFT JOIN earlier_records AS earlier ON pairs.dataset = earlier.dataset
LEFT JOIN later_records AS later ON pairs.dataset = later.dataset
LEFT JOIN new_records AS newer ON pairs.dataset = newer.dataset
WHERE pairs.method = 'ids'
