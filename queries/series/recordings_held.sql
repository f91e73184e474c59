-- Recordings held: recordings and transcripts that no deletion notice has ended.
--
-- grain:    one row per kind, zero included
-- params:   $snapshot  DATE     day of the exports
-- columns:  kind       VARCHAR  recordings or transcripts
--           records    BIGINT   recordings held
--           oldest_on  DATE     day of the oldest; NULL if none is held or no day is known
-- reads:    fig_holdings, ref_datasets
-- basis:    notice §3

WITH kinds AS (
  SELECT unnest(['recordings', 'transcripts']) AS kind
),

held AS (
  SELECT
    datasets.kind,
    holdings.starts_on,
    holdings.records
  FROM fig_holdings AS holdings
  INNER JOIN ref_datasets AS datasets USING (dataset)
  WHERE
    holdings.snapshot = $snapshot
    -- a deletion notice tells of a recording that is no longer there
    AND NOT holdings.is_deleted
    AND NOT holdings.is_company_only
)

SELECT
  kinds.kind,
  cast(coalesce(sum(held.records), 0) AS BIGINT) AS records,
  min(held.starts_on) AS oldest_on
FROM kinds
LEFT JOIN held USING (kind)
GROUP BY kinds.kind
ORDER BY kinds.kind
