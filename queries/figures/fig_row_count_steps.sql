-- Steps by counts: what became of records day by day, where no id tells them apart.
--
-- grain:    one row per event
-- columns:  snapshot   DATE     the later snapshot
--           before_on  DATE     the earlier snapshot
--           dataset    VARCHAR  as in sources.toml
--           rule       VARCHAR  deletion rule
--           event      VARCHAR  deleted, in_time, too_early, unproven or added
--           is_past    BOOLEAN  their last permitted day lies before the earlier snapshot's
--           records    BIGINT   by how many records the starting days have fewer; added: more
-- reads:    fct_faulty_files, fig_deadlines, ref_pairs
-- basis:    GDPR Art. 5(1)(e) and 5(2)

WITH days AS (
  SELECT
    deadlines.dataset,
    deadlines.rule,
    deadlines.starts_on,
    deadlines.last_on,
    deadlines.earliest_on,
    sum(deadlines.records) FILTER (WHERE deadlines.snapshot = pairs.before_on) AS before,
    sum(deadlines.records) FILTER (WHERE deadlines.snapshot = pairs.after_on) AS after
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_pairs AS pairs ON deadlines.dataset = pairs.dataset
  WHERE deadlines.period_state = 'dated' AND pairs.method = 'counts'
  GROUP BY
    deadlines.dataset,
    deadlines.rule,
    deadlines.starts_on,
    deadlines.last_on,
    deadlines.earliest_on
),

-- In which file a starting day stood is not known: one that is missing may have held any of them.
faulty_exports AS (
  SELECT DISTINCT
    dataset,
    seen_on
  FROM fct_faulty_files
),

changed_days AS (
  SELECT
    pairs.before_on,
    pairs.after_on,
    days.dataset,
    days.rule,
    CASE
      WHEN coalesce(days.after, 0) > coalesce(days.before, 0)
        -- A day that is past may hold more than before only if old records came in.
        THEN CASE WHEN days.last_on < pairs.before_on THEN 'added' END
      WHEN faulty.dataset IS NOT NULL
        THEN CASE WHEN days.last_on < pairs.before_on THEN 'unproven' END
      WHEN days.earliest_on >= pairs.after_on THEN 'too_early'
      WHEN days.last_on < pairs.before_on THEN 'deleted'
      WHEN days.last_on < pairs.after_on THEN 'in_time'
    END AS event,
    days.last_on < pairs.before_on AS is_past,
    abs(coalesce(days.before, 0) - coalesce(days.after, 0)) AS records
  FROM days
  INNER JOIN ref_pairs AS pairs ON days.dataset = pairs.dataset
  LEFT JOIN faulty_exports AS faulty
    ON pairs.dataset = faulty.dataset AND pairs.before_on = faulty.seen_on
  WHERE coalesce(days.before, 0) <> coalesce(days.after, 0)
)

SELECT
  after_on AS snapshot,
  before_on,
  dataset,
  rule,
  event,
  is_past,
  cast(sum(records) AS BIGINT) AS records
FROM changed_days
WHERE event IS NOT NULL
GROUP BY after_on, before_on, dataset, rule, event, is_past
