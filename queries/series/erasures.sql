-- Erasures verified: how many of those granted left nothing, something explained, or more.
--
-- grain:    one row
-- params:   $snapshot    DATE    day of the exports
--           $as_of       DATE    day the figures look at
-- columns:  erasures     BIGINT  granted requests that are checked
--           gone         BIGINT  those of whose people nothing is left but the proof of the request
--           explained    BIGINT  those of whose people all that is left is explained
--           unverified   BIGINT  either of these, but not all that tells of people was read
--           unexplained  BIGINT  those of whose people something is left that nothing explains
-- reads:    fig_erased_grounds, fig_erasures, fig_files, ref_datasets
-- basis:    GDPR Art. 5(2), 17(1) and 17(3); notice §9

-- In an export that is not there, or was not read, the person may still stand.
WITH unread_exports AS (
  SELECT count(*) AS files
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  WHERE
    files.snapshot = $snapshot
    AND files.state <> 'read'
    AND (datasets.has_people OR datasets.has_links)
    AND datasets.kind NOT IN ('rights_requests', 'holds')
),

judged AS (
  SELECT
    erasures.erasure,
    bool_or(
      erasures.records > 0 AND (grounds.reason IS NULL OR coalesce(grounds.ends_on < $as_of, FALSE))
    ) AS is_unexplained,
    bool_or(coalesce(grounds.reason <> 'proof', FALSE)) AS is_kept,
    (SELECT unread_exports.files FROM unread_exports) > 0 AS is_unverified
  FROM fig_erasures AS erasures
  LEFT JOIN fig_erased_grounds AS grounds
    ON
      erasures.snapshot = grounds.snapshot
      AND erasures.dataset = grounds.dataset
      AND erasures.starts_on IS NOT DISTINCT FROM grounds.starts_on
      AND erasures.start_state = grounds.start_state
      AND erasures.is_held = grounds.is_held
  WHERE erasures.snapshot = $snapshot
  GROUP BY erasures.erasure
)

SELECT
  count(*) AS erasures,
  count(*) FILTER (WHERE NOT is_unexplained AND NOT is_unverified AND NOT is_kept) AS gone,
  count(*) FILTER (WHERE NOT is_unexplained AND NOT is_unverified AND is_kept) AS explained,
  count(*) FILTER (WHERE NOT is_unexplained AND is_unverified) AS unverified,
  count(*) FILTER (WHERE is_unexplained) AS unexplained
FROM judged
