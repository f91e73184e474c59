-- Deletions with their rows: where a record stood and where it stands now, 10,000 of each event.
--
-- grain:    one row per record and pair of snapshots with something to tell
-- columns:  snapshot       DATE     the later snapshot
--           before_on      DATE     the earlier one; of a release, the first without the hold
--           dataset        VARCHAR  as in sources.toml
--           rule           VARCHAR  deletion rule
--           event          VARCHAR  as in fig_deletions; released beside
--           record_id      VARCHAR  the source's own key, or file and row number
--           starts_on      DATE     start of the deletion period, as it was
--           last_on        DATE     last permitted day, as it was; NULL if beyond the year 9999
--           earliest_on    DATE     end of the statutory minimum, likewise; NULL if it is over
--           seen_on        DATE     the last snapshot in which it stood so
--           file           VARCHAR  export file of that snapshot
--           row            BIGINT   number of the physical record in it
--           new_starts_on  DATE     start of the deletion period where it stands now
--           new_dataset    VARCHAR  dataset where it stands now; NULL if nowhere
--           new_rule       VARCHAR  deletion rule there
--           new_record_id  VARCHAR  its id there, or file and row number
--           new_file       VARCHAR  export file of the later snapshot
--           new_row        BIGINT   number of the physical record in it
-- reads:    fct_released_after, fct_steps
-- basis:    GDPR Art. 5(1)(e) and 5(2)

SELECT
  snapshot,
  before_on,
  dataset,
  rule,
  event,
  coalesce(record_id, concat(file, ':', row)) AS record_id,
  starts_on,
  -- A start on 9999-12-31 leads to days that cannot be written.
  CASE WHEN last_on <= DATE '9999-12-31' THEN last_on END AS last_on,
  CASE WHEN earliest_on <= DATE '9999-12-31' THEN earliest_on END AS earliest_on,
  seen_on,
  file,
  row,
  new_starts_on,
  new_dataset,
  new_rule,
  CASE
    WHEN new_file IS NOT NULL THEN coalesce(new_record_id, concat(new_file, ':', new_row))
  END AS new_record_id,
  new_file,
  new_row
FROM fct_steps
-- Many deletions are a good thing, and nobody reads a million of them.
QUALIFY row_number() OVER (PARTITION BY dataset, event ORDER BY file, row) <= 10000

UNION ALL

SELECT
  snapshot,
  released_on AS before_on,
  dataset,
  rule,
  'released' AS event,
  coalesce(record_id, concat(file, ':', row)) AS record_id,
  starts_on,
  last_on,
  NULL AS earliest_on,
  snapshot AS seen_on,
  file,
  row,
  NULL AS new_starts_on,
  NULL AS new_dataset,
  NULL AS new_rule,
  NULL AS new_record_id,
  NULL AS new_file,
  NULL AS new_row
FROM fct_released_after
