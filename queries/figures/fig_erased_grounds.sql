-- Grounds for what is left: why rows of erased people may, or must, still be there.
--
-- grain:    one row per group of rows as in fig_erased
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on the snapshot's day
--           rule         VARCHAR  deletion rule; NULL if none is declared
--           reason       VARCHAR  proof, hold, prohibition or minimum; NULL if unexplained
--           ends_on      DATE     last day on which it does; NULL if it has no end
-- reads:    fig_deadlines, fig_erased, ref_datasets, ref_rules
-- basis:    GDPR Art. 5(2), 17(1), 17(3)(b), 17(3)(e), 18 and 21(3); notice §9

WITH groups AS (
  SELECT DISTINCT
    snapshot,
    dataset,
    starts_on,
    start_state,
    is_held
  FROM fig_erased
)

SELECT
  groups.snapshot,
  groups.dataset,
  groups.starts_on,
  groups.start_state,
  groups.is_held,
  deadlines.rule,
  CASE
    -- What was asked and granted must be shown, Art. 5(2), and so must what was put on hold.
    WHEN datasets.kind IN ('rights_requests', 'holds') THEN 'proof'
    -- A legal claim, or a restriction: Art. 17(3)(e) and 18.
    WHEN groups.is_held THEN 'hold'
    -- A prohibition is kept to be honoured: without it the person would be written to again.
    WHEN deadlines.period_state = 'indefinite' THEN 'prohibition'
    -- The law demands it until then, Art. 17(3)(b).
    WHEN coalesce(rules.least_months, rules.least_days) IS NOT NULL THEN 'minimum'
  END AS reason,
  -- Without a starting day nobody knows until when the law demands it; and beyond the last year
  -- of four digits, as of a start on 9999-12-31, there is no day that could be written.
  CASE
    WHEN
      datasets.kind NOT IN ('rights_requests', 'holds')
      AND NOT groups.is_held
      AND deadlines.period_state <> 'indefinite'
      AND deadlines.earliest_on <= DATE '9999-12-31'
      THEN deadlines.earliest_on
  END AS ends_on
FROM groups
INNER JOIN fig_deadlines AS deadlines
  ON
    groups.snapshot = deadlines.snapshot
    AND groups.dataset = deadlines.dataset
    AND groups.starts_on IS NOT DISTINCT FROM deadlines.starts_on
    AND groups.start_state = deadlines.start_state
    AND groups.is_held = deadlines.is_held
INNER JOIN ref_datasets AS datasets ON groups.dataset = datasets.dataset
LEFT JOIN ref_rules AS rules ON deadlines.rule = rules.rule
