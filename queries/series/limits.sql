-- Limits: what the policy allows each figure to be at most.
--
-- grain:    one row per figure with a limit
-- columns:  kpi      VARCHAR  figure
--           measure  VARCHAR  numerator or ratio: what the limit is held against
--           at_most  DOUBLE   largest value within the limit
--           near     DOUBLE   from here on the reader is warned; NULL if never
-- reads:    ref_limits

SELECT
  kpi,
  measure,
  at_most,
  near
FROM ref_limits
ORDER BY kpi
