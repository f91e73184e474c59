-- Build counts: what became of the physical rows of each snapshot's exports.
--
-- grain:    one row per snapshot
-- columns:  snapshot   DATE    day of the exports
--           files      BIGINT  files of declared datasets
--           physical   BIGINT  physical records
--           preamble   BIGINT  records above the headings
--           header     BIGINT  headings
--           blank      BIGINT  records without content
--           elsewhere  BIGINT  rows of another dataset in the same file
--           rejected   BIGINT  rows refused
--           doubled    BIGINT  rows that repeat an earlier file's, counted there
--           kept       BIGINT  rows kept
-- reads:    fig_files, ref_snapshots

SELECT
  snapshots.snapshot,
  count(files.file) AS files,
  cast(coalesce(sum(files.physical), 0) AS BIGINT) AS physical,
  cast(coalesce(sum(files.preamble), 0) AS BIGINT) AS preamble,
  cast(coalesce(sum(files.header), 0) AS BIGINT) AS header,
  cast(coalesce(sum(files.blank), 0) AS BIGINT) AS blank,
  cast(coalesce(sum(files.elsewhere), 0) AS BIGINT) AS elsewhere,
  cast(coalesce(sum(files.rejected), 0) AS BIGINT) AS rejected,
  cast(coalesce(sum(files.doubled), 0) AS BIGINT) AS doubled,
  cast(coalesce(sum(files.kept), 0) AS BIGINT) AS kept
FROM ref_snapshots AS snapshots
LEFT JOIN fig_files AS files
  ON snapshots.snapshot = files.snapshot AND files.state IN ('read', 'failed')
GROUP BY snapshots.snapshot
ORDER BY snapshots.snapshot
