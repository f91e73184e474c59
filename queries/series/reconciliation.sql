-- Reconciliation: calls, recordings and transcripts, each by what it is met by; the lines add up.
--
-- grain:    one row per list and state, zero included
-- params:   $snapshot  DATE     day of the exports
-- columns:  list       VARCHAR  calls (recorded), recordings (held) or transcripts (held)
--           state      VARCHAR  what it is met by, or not
--           records    BIGINT   how many; NULL if the other list was not read
--           total      BIGINT   all of the list: the records of its states add up to it
-- reads:    fig_audio, fig_files, fig_recorded_calls, ref_datasets
-- basis:    GDPR Art. 5(1)(b), 5(1)(e) and 5(2); notice §3

-- A list that was not read may hold whatever the others lack.
WITH lists AS (
  SELECT
    bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'recordings')
      AS are_recordings_read,
    bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'calls') AS are_calls_read
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  WHERE files.snapshot = $snapshot
),

states AS (
  SELECT
    unnest(['calls', 'calls', 'calls', 'recordings', 'recordings']) AS list,
    unnest(['held', 'deleted', 'missing', 'with_call', 'without_call']) AS state,
    unnest([1, 2, 3, 4, 5]) AS position

  UNION ALL

  SELECT
    'transcripts' AS list,
    unnest(['with_audio', 'outliving', 'without_audio']) AS state,
    unnest([6, 7, 8]) AS position
),

counted AS (
  SELECT
    'calls' AS list,
    file_state AS state,
    calls AS records
  FROM fig_recorded_calls
  WHERE snapshot = $snapshot

  UNION ALL

  SELECT
    'recordings' AS list,
    CASE WHEN has_call THEN 'with_call' ELSE 'without_call' END AS state,
    recordings AS records
  FROM fig_audio
  WHERE snapshot = $snapshot AND kind = 'recordings' AND NOT is_deleted

  UNION ALL

  SELECT
    'transcripts' AS list,
    CASE
    audio_state WHEN 'held' THEN 'with_audio' WHEN 'deleted' THEN 'outliving' ELSE 'without_audio'
    END AS state,
    recordings AS records
  FROM fig_audio
  WHERE snapshot = $snapshot AND kind = 'transcripts' AND NOT is_deleted
),

sums AS (
  SELECT
    states.list,
    states.state,
    states.position,
    coalesce(sum(counted.records), 0) AS records
  FROM states
  LEFT JOIN counted ON states.list = counted.list AND states.state = counted.state
  GROUP BY states.list, states.state, states.position
)

SELECT
  sums.list,
  sums.state,
  CASE
    WHEN
      coalesce(
        CASE
          WHEN sums.list = 'recordings' THEN lists.are_calls_read
          ELSE lists.are_recordings_read
        END,
        FALSE
      )
      THEN cast(sums.records AS BIGINT)
  END AS records,
  cast(sum(sums.records) OVER (PARTITION BY sums.list) AS BIGINT) AS total
FROM sums
CROSS JOIN lists
ORDER BY sums.position
