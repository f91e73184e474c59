-- Erased people's rows counted: what a dataset still holds of them, by starting day.
--
-- grain:    one row per combination of the columns before the last
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on the snapshot's day
--           is_link      BOOLEAN  found by an e-mail address, a phone or a customer number alone
--           records      BIGINT   how many rows
-- reads:    fct_traced_rows
-- basis:    GDPR Art. 17(1); notice §9

-- A row may name two people who were erased: it is one row.
WITH erased_rows AS (
  SELECT
    snapshot,
    dataset,
    file,
    row,
    starts_on,
    start_state,
    is_held,
    bool_and(is_link) AS is_link
  FROM fct_traced_rows
  WHERE "right" = 'erasure'
  GROUP BY snapshot, dataset, file, row, starts_on, start_state, is_held
)

SELECT
  snapshot,
  dataset,
  starts_on,
  start_state,
  is_held,
  is_link,
  count(*) AS records
FROM erased_rows
GROUP BY snapshot, dataset, starts_on, start_state, is_held, is_link
ORDER BY snapshot, dataset, starts_on, start_state, is_held, is_link
