-- Released: records whose hold ended while they were past their date, and that are still there.
--
-- grain:    one row per record
-- columns:  snapshot     DATE     the later snapshot
--           dataset      VARCHAR  as in sources.toml
--           rule         VARCHAR  deletion rule
--           record       UBIGINT  keyed hash of its id
--           starts_on    DATE     start of the deletion period
--           last_on      DATE     last permitted day
--           released_on  DATE     the first snapshot in which no hold kept it
--           record_id    VARCHAR  the source's own key; NULL if it tells of a person
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_listed_after, fct_listed_before, fct_released
-- basis:    GDPR Art. 17(3)(e), Art. 18

WITH released_records AS (
  SELECT
    record,
    NULL AS released_on
  FROM fct_listed_before
  WHERE is_held AND is_past

  UNION ALL

  SELECT
    record,
    released_on
  FROM fct_released
)

SELECT
  listed.snapshot,
  listed.dataset,
  listed.rule,
  listed.record,
  listed.starts_on,
  listed.last_on,
  coalesce(min(released.released_on), listed.snapshot) AS released_on,
  listed.record_id,
  listed.file,
  listed.row
FROM fct_listed_after AS listed
INNER JOIN released_records AS released ON listed.record = released.record
WHERE listed.is_past AND NOT listed.is_held
GROUP BY
  listed.snapshot,
  listed.dataset,
  listed.rule,
  listed.record,
  listed.starts_on,
  listed.last_on,
  listed.record_id,
  listed.file,
  listed.row
