-- Holds: suspensions of deletion and restrictions that are open.
--
-- grain:    one row per sort of hold
-- params:   $snapshot       DATE     day of the exports
-- columns:  is_restriction  BOOLEAN  a restriction under Art. 18, not a legal hold
--           holds           BIGINT   holds that are open on the snapshot's day
-- reads:    fig_holds
-- basis:    GDPR Art. 17(3)(e), Art. 18; notice §§7 and 9

SELECT
  is_restriction,
  cast(sum(holds) AS BIGINT) AS holds
FROM fig_holds
WHERE snapshot = $snapshot
GROUP BY is_restriction
ORDER BY is_restriction
