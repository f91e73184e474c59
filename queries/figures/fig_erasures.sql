-- Erasures: each granted one, with what is still held of its person; no number and no hash of one.
--
-- grain:    one row per erasure and group of rows found; one without a dataset if none is found
-- columns:  snapshot     DATE     day of the exports
--           erasure      BIGINT   place among the snapshot's erasures, from 1
--           closed_on    DATE     day it was answered
--           dataset      VARCHAR  where rows are found; NULL if there are none
--           starts_on    DATE     start of their deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable; NULL if there are none
--           is_held      BOOLEAN  a hold or restriction is open on them; NULL if there are none
--           records      BIGINT   how many rows; 0 if there are none
-- reads:    fct_sought, fct_traced_rows
-- basis:    GDPR Art. 17(1); notice §9

WITH erasures AS (
  SELECT
    snapshot,
    person,
    closed_on,
    row_number() OVER (PARTITION BY snapshot ORDER BY closed_on, person) AS erasure
  FROM fct_sought
  WHERE "right" = 'erasure' AND NOT is_link
)

SELECT
  erasures.snapshot,
  erasures.erasure,
  erasures.closed_on,
  traced.dataset,
  traced.starts_on,
  traced.start_state,
  traced.is_held,
  count(traced.dataset) AS records
FROM erasures
LEFT JOIN fct_traced_rows AS traced
  ON
    erasures.snapshot = traced.snapshot
    AND erasures.person = traced.person
    AND erasures.closed_on = traced.closed_on
    AND traced.right = 'erasure'
GROUP BY
  erasures.snapshot,
  erasures.erasure,
  erasures.closed_on,
  traced.dataset,
  traced.starts_on,
  traced.start_state,
  traced.is_held
ORDER BY erasures.snapshot, erasures.erasure, traced.dataset, traced.starts_on
