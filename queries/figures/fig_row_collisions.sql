-- Collisions: ids whose keyed hash is another's as well, so that one could stand in for the other.
--
-- grain:    one row per dataset with ids
-- columns:  dataset     VARCHAR  as in sources.toml
--           collisions  BIGINT   ids beyond the first of each hash
-- reads:    fct_held_keys
-- basis:    GDPR Art. 5(2)

SELECT
  dataset,
  -- The keys have one row for each id.
  count(*) - count(DISTINCT record) AS collisions
FROM fct_held_keys
GROUP BY dataset
