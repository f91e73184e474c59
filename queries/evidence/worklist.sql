-- Worklist: the records past their date on the snapshot's own day that no hold keeps.
--
-- grain:    one row per record; none while a register of holds was not read to its last row
-- params:   $snapshot  DATE     day of the exports
--           $source    VARCHAR  only this source system; NULL for all
--           $rule      VARCHAR  only this deletion rule; NULL for all
-- columns:  source     VARCHAR  source system
--           dataset    VARCHAR  as in sources.toml
--           rule       VARCHAR  deletion rule
--           record_id  VARCHAR  the source's own key, or file and row number
--           starts_on  DATE     start of the deletion period
--           last_on    DATE     last permitted day
--           days_past  BIGINT   days from the last permitted day to the snapshot's
--           file       VARCHAR  export file
--           row        BIGINT   number of the physical record in it
--           records    BIGINT   1
-- reads:    fig_files, rec_records, ref_datasets
-- basis:    GDPR Art. 5(1)(e), 17(3)(e) and 18(2); notice §7

-- What is on hold must not be deleted, and a row that was not read may say that something is.
WITH unread_holds AS (
  SELECT count(*) AS files
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  WHERE
    files.snapshot = $snapshot
    AND datasets.kind = 'holds'
    AND (files.state <> 'read' OR files.rejected > 0)
)

SELECT
  source,
  dataset,
  rule,
  record_id,
  starts_on,
  last_on,
  snapshot - last_on AS days_past,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM rec_records
WHERE
  snapshot = $snapshot
  AND last_on < snapshot
  AND NOT is_held
  AND (SELECT unread_holds.files FROM unread_holds) = 0
  AND (cast($source AS VARCHAR) IS NULL OR source = $source)
  AND (cast($rule AS VARCHAR) IS NULL OR rule = $rule)
ORDER BY source, dataset, last_on, file, row
