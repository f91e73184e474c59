-- Snapshots: the days of which exports are held, and the one before each.
--
-- grain:    one row per snapshot
-- columns:  snapshot   DATE     day of the exports
--           previous   DATE     the snapshot before it; NULL for the first
--           policy     VARCHAR  version of the policy that held on its day
--           is_pruned  BOOLEAN  its exports are deleted: the figures cannot be recomputed
-- reads:    ref_snapshots

SELECT
  snapshot,
  previous,
  policy,
  is_pruned
FROM ref_snapshots
ORDER BY snapshot
