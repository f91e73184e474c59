-- Deletion rows: records with one thing to tell, of the year up to a snapshot, the latest first.
--
-- grain:    one row per record and pair of snapshots
-- params:   $snapshot      DATE     day of the exports
--           $event         VARCHAR  as in fig_deletions, or released
-- columns:  snapshot       DATE     the snapshot in which it was found
--           dataset        VARCHAR  as in sources.toml
--           rule           VARCHAR  deletion rule
--           record_id      VARCHAR  the source's own key, or file and row number
--           starts_on      DATE     start of the deletion period, as it was
--           last_on        DATE     last permitted day, as it was
--           earliest_on    DATE     last day of the statutory minimum; NULL if it is over
--           seen_on        DATE     the last snapshot in which it stood so
--           file           VARCHAR  export file of that snapshot
--           row            BIGINT   number of the physical record in it
--           new_dataset    VARCHAR  dataset where it stands now; NULL if nowhere
--           new_rule       VARCHAR  deletion rule there
--           new_record_id  VARCHAR  its id there
--           new_starts_on  DATE     start of the deletion period there
--           new_file       VARCHAR  export file in which it was found
--           new_row        BIGINT   number of the physical record in it
--           released_on    DATE     the first snapshot in which no hold kept it; NULL if not held
--           records        BIGINT   1
-- reads:    rec_deletions
-- basis:    GDPR Art. 5(1)(e) and 5(2)

SELECT
  snapshot,
  dataset,
  rule,
  record_id,
  starts_on,
  last_on,
  earliest_on,
  seen_on,
  file,
  row,
  new_dataset,
  new_rule,
  new_record_id,
  new_starts_on,
  new_file,
  new_row,
  CASE WHEN event = 'released' THEN before_on END AS released_on,
  cast(1 AS BIGINT) AS records
FROM rec_deletions
WHERE
  event = $event
  AND snapshot <= $snapshot
  AND CASE event
    -- Who is still there stands in every snapshot anew.
    WHEN 'released' THEN snapshot = $snapshot
    ELSE snapshot > cast($snapshot AS DATE) - to_months(12)
  END
ORDER BY snapshot DESC, dataset ASC, file ASC, row ASC
