-- Identity codes: how many records carry one, in every snapshot.
--
-- grain:    one row per snapshot
-- columns:  snapshot        DATE    day of the exports
--           identity_codes  BIGINT  records whose column for identity codes is filled
--           stray_codes     BIGINT  records with an identity code in free text
-- reads:    fig_holdings, ref_snapshots
-- basis:    Data Protection Act 1050/2018 §29

SELECT
  snapshots.snapshot,
  cast(coalesce(sum(holdings.records) FILTER (WHERE holdings.has_identity_code), 0) AS BIGINT)
    AS identity_codes,
  cast(coalesce(sum(holdings.records) FILTER (WHERE holdings.has_stray_code), 0) AS BIGINT)
    AS stray_codes
FROM ref_snapshots AS snapshots
LEFT JOIN fig_holdings AS holdings ON snapshots.snapshot = holdings.snapshot
GROUP BY snapshots.snapshot
ORDER BY snapshots.snapshot
