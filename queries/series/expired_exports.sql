-- Expired exports: snapshots whose exports, or keyed hashes, were to be kept until an earlier day.
--
-- grain:    one row per snapshot but the newest, which is never deleted
-- params:   $looked_on        DATE     day on which they are looked at
--           $exports_months   INTEGER  months for which exports are kept; NULL if not set
--           $exports_days     INTEGER  days for which exports are kept; NULL if not set
--           $keys_months      INTEGER  months for which keyed hashes are kept; NULL if not set
--           $keys_days        INTEGER  days for which keyed hashes are kept; NULL if not set
-- columns:  snapshot          DATE     day of the exports
--           exports_end_on    DATE     last day on which the exports may be there; NULL if not set
--           keys_end_on       DATE     last day on which the hashes may be there; NULL if not set
--           is_expired        BOOLEAN  the exports should be gone
--           has_expired_keys  BOOLEAN  the hashes should be gone
-- reads:    ref_snapshots
-- basis:    GDPR Art. 5(1)(e)

SELECT
  snapshot,
  coalesce(
    cast(snapshot + to_months($exports_months) AS DATE), snapshot + $exports_days
  ) AS exports_end_on,
  -- As long as the exports are there, the hashes can be made again.
  greatest(
    coalesce(cast(snapshot + to_months($keys_months) AS DATE), snapshot + $keys_days),
    exports_end_on
  ) AS keys_end_on,
  coalesce(exports_end_on < $looked_on, FALSE) AS is_expired,
  coalesce(keys_end_on < $looked_on, FALSE) AS has_expired_keys
FROM ref_snapshots
WHERE snapshot < (SELECT max(newest.snapshot) FROM ref_snapshots AS newest)
ORDER BY snapshot
