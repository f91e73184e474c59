-- Erased people's rows counted: what a dataset still holds of them, by starting day.
--
-- grain:    one row per combination of the columns before the last
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on the snapshot's day
--           records      BIGINT   how many rows
-- reads:    fct_erased_rows, ref_part, stg_days
-- basis:    GDPR Art. 17(1); notice §9

SELECT
  part.snapshot,
  part.dataset,
  starts.day AS starts_on,
  CASE
    WHEN erased.start_text IS NULL THEN 'empty'
    WHEN starts.day IS NULL THEN 'unreadable'
    ELSE 'known'
  END AS start_state,
  erased.is_held,
  count(*) AS records
FROM fct_erased_rows AS erased
CROSS JOIN ref_part AS part
LEFT JOIN stg_days AS starts ON erased.start_text = starts.text
GROUP BY part.snapshot, part.dataset, starts_on, start_state, erased.is_held
ORDER BY starts_on
