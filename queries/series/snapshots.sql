-- Snapshots: the days of which exports are held, and the one before each.
--
-- grain:    one row per snapshot
-- columns:  snapshot  DATE  day of the exports
--           previous  DATE  the snapshot before it; NULL for the first
-- reads:    ref_snapshots

SELECT
  snapshot,
  previous
FROM ref_snapshots
ORDER BY snapshot
