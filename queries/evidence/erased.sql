-- Erasures verified: rows that are left of erased people, and what explains each.
--
-- grain:    one row per row of an export
-- params:   $snapshot    DATE     day of the exports
--           $as_of       DATE     day the figures look at
-- columns:  dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           subject_key  VARCHAR  keyed hash of the person who was erased
--           closed_on    DATE     day on which the erasure was granted
--           is_link      BOOLEAN  found by an e-mail address, a phone or a customer number alone
--           rule         VARCHAR  deletion rule; NULL if none is declared
--           reason       VARCHAR  proof, hold, prohibition or minimum; NULL if nothing explains it
--           ends_on      DATE     last day on which it does; NULL if it has no end
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           records      BIGINT   1
-- reads:    fig_erased_grounds, rec_erased
-- basis:    GDPR Art. 17(1) and 17(3); notice §9

SELECT
  erased.dataset,
  erased.record_id,
  erased.subject_key,
  erased.closed_on,
  erased.is_link,
  grounds.rule,
  CASE WHEN coalesce(grounds.ends_on >= $as_of, TRUE) THEN grounds.reason END AS reason,
  CASE WHEN grounds.ends_on >= $as_of THEN grounds.ends_on END AS ends_on,
  erased.file,
  erased.row,
  cast(1 AS BIGINT) AS records
FROM rec_erased AS erased
INNER JOIN fig_erased_grounds AS grounds
  ON
    erased.snapshot = grounds.snapshot
    AND erased.dataset = grounds.dataset
    AND erased.starts_on IS NOT DISTINCT FROM grounds.starts_on
    AND erased.start_state = grounds.start_state
    AND erased.is_held = grounds.is_held
WHERE erased.snapshot = $snapshot
ORDER BY reason NULLS FIRST, erased.closed_on, erased.dataset, erased.file, erased.row
