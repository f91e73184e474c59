-- Files: every export file of a snapshot, with what became of its rows.
--
-- grain:    one row per file, and one per dataset without a file
-- params:   $snapshot         DATE     day of the exports
-- columns:  dataset           VARCHAR  as in sources.toml; NULL for a file that none declares
--           file              VARCHAR  path inside the snapshot folder; NULL if there is none
--           state             VARCHAR  read, failed, missing or undeclared
--           format            VARCHAR  as in sources.toml
--           encoding          VARCHAR  in which a text came; empty if its format fixes that
--           bytes             BIGINT   size
--           sha256            VARCHAR  hash of its content
--           physical          BIGINT   physical records
--           preamble          BIGINT   records above the heading
--           header            BIGINT   heading
--           blank             BIGINT   records without content
--           elsewhere         BIGINT   rows of another dataset in the same file
--           unclaimed         BIGINT   of these, rows that no dataset takes; NULL if not counted
--           rejected          BIGINT   rows refused
--           doubled           BIGINT   rows that repeat an earlier file's, counted there
--           kept              BIGINT   rows kept
--           unreadable_dates  BIGINT   kept rows whose starting day fits no declared format
--           epoch_dates       BIGINT   kept rows that start on 1970-01-01
--           future_dates      BIGINT   kept rows that start after the snapshot
--           problem           VARCHAR  message that says what is wrong; NULL if nothing is
--           detail            VARCHAR  JSON object of the message's values
-- reads:    fig_files, ref_datasets

SELECT
  files.dataset,
  files.file,
  files.state,
  files.format,
  files.encoding,
  files.bytes,
  files.sha256,
  files.physical,
  -- The history of a snapshot may be older than this column; its headers hold what it counts.
  coalesce(files.preamble, CASE WHEN files.physical IS NOT NULL THEN 0 END) AS preamble,
  files.header,
  files.blank,
  files.elsewhere,
  coalesce(files.unclaimed, CASE WHEN files.elsewhere = 0 THEN 0 END) AS unclaimed,
  files.rejected,
  files.doubled,
  files.kept,
  files.unreadable_dates,
  files.epoch_dates,
  files.future_dates,
  files.problem,
  files.detail
FROM fig_files AS files
LEFT JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
WHERE files.snapshot = $snapshot
ORDER BY datasets.position NULLS LAST, files.file
