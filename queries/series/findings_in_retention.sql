-- Findings in retention: what is kept too long, without a period, or beyond its purpose.
--
-- grain:    one row per finding, dataset and name
-- params:   $snapshot  DATE     day of the exports
--           $as_of     DATE     day the figures look at
-- columns:  finding    VARCHAR  what was found
--           dataset    VARCHAR  as in sources.toml; NULL of a rule that no dataset follows
--           name       VARCHAR  deletion rule; of audio, what its calls were about
--           records    BIGINT   records, calls or recordings concerned; 0 of a rule alone
-- reads:    fig_audio, fig_calls, fig_deadlines, fig_files, fig_rule_conflicts,
--           fig_unlisted_calls, ref_datasets, ref_rules, ref_settings
-- basis:    GDPR Art. 5(1)(e) and 13(2)(a); notice §§3 and 7

WITH held_records AS (
  SELECT
    deadlines.dataset,
    deadlines.rule,
    datasets.kind,
    sum(deadlines.records) FILTER (
      WHERE deadlines.last_on < $as_of AND NOT deadlines.is_held
    ) AS past,
    sum(deadlines.records) FILTER (WHERE deadlines.period_state = 'no_start') AS no_start,
    sum(deadlines.records) FILTER (WHERE deadlines.period_state = 'no_period') AS no_period,
    -- A record with such days may neither go before the one nor stay after the other.
    sum(deadlines.records) FILTER (
      WHERE deadlines.earliest_on > deadlines.last_on
    ) AS conflicting,
    sum(deadlines.records) FILTER (
      WHERE deadlines.starts_on + settings.list_days < $as_of
    ) AS outliving
  FROM fig_deadlines AS deadlines
  INNER JOIN ref_datasets AS datasets ON deadlines.dataset = datasets.dataset
  CROSS JOIN ref_settings AS settings
  WHERE deadlines.snapshot = $snapshot
  GROUP BY deadlines.dataset, deadlines.rule, datasets.kind
),

unset_audio AS (
  SELECT
    audio.dataset,
    audio.topic,
    sum(audio.recordings) AS recordings
  FROM fig_audio AS audio
  INNER JOIN ref_datasets AS datasets ON audio.dataset = datasets.dataset
  LEFT JOIN ref_rules AS rules ON datasets.rule = rules.rule
  WHERE
    audio.snapshot = $snapshot
    AND NOT audio.is_deleted
    -- A dataset without a rule has no period either.
    AND coalesce(rules.determination, 'not_set') = 'not_set'
  GROUP BY audio.dataset, audio.topic
),

-- A list that is not there or was not read may hold whatever the others lack.
lists AS (
  SELECT
    bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'recordings')
      AS are_recordings_read,
    bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'calls') AS are_calls_read
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  WHERE files.snapshot = $snapshot
),

found AS (
  SELECT
    'past_retention' AS finding,
    dataset,
    rule AS name,
    past AS records
  FROM held_records

  UNION ALL

  SELECT
    'no_start' AS finding,
    dataset,
    rule AS name,
    no_start AS records
  FROM held_records

  UNION ALL

  SELECT
    'no_period' AS finding,
    dataset,
    rule AS name,
    no_period AS records
  FROM held_records
  -- Recordings are a finding of their own, and so are datasets without a rule.
  WHERE kind NOT IN ('recordings', 'transcripts') AND rule IS NOT NULL

  UNION ALL

  -- By the declaration alone: the first record would be in conflict before anybody saw it.
  SELECT
    'minimum_after_maximum' AS finding,
    datasets.dataset,
    conflicts.rule AS name,
    coalesce(held_records.conflicting, 0) AS records
  FROM fig_rule_conflicts AS conflicts
  LEFT JOIN ref_datasets AS datasets ON conflicts.rule = datasets.rule
  LEFT JOIN held_records ON datasets.dataset = held_records.dataset
  WHERE conflicts.snapshot = $snapshot

  UNION ALL

  SELECT
    'list_outlives_campaign' AS finding,
    dataset,
    rule AS name,
    outliving AS records
  FROM held_records
  WHERE kind = 'mailings'

  UNION ALL

  SELECT
    'recordings_without_period' AS finding,
    dataset,
    topic AS name,
    recordings AS records
  FROM unset_audio

  UNION ALL

  SELECT
    'recording_without_call' AS finding,
    audio.dataset,
    NULL AS name,
    sum(audio.recordings) AS records
  FROM fig_audio AS audio
  CROSS JOIN lists
  WHERE
    audio.snapshot = $snapshot
    AND audio.kind = 'recordings'
    AND NOT audio.has_call
    AND coalesce(lists.are_calls_read, TRUE)
  GROUP BY audio.dataset

  UNION ALL

  SELECT
    'transcript_without_audio' AS finding,
    audio.dataset,
    NULL AS name,
    sum(audio.recordings) AS records
  FROM fig_audio AS audio
  CROSS JOIN lists
  WHERE
    audio.snapshot = $snapshot
    AND audio.is_audio_gone
    AND coalesce(lists.are_recordings_read, TRUE)
  GROUP BY audio.dataset

  UNION ALL

  SELECT
    'recording_not_announced' AS finding,
    dataset,
    topic AS name,
    sum(calls) AS records
  FROM fig_calls
  WHERE snapshot = $snapshot AND is_recorded AND NOT is_announced
  GROUP BY dataset, topic

  UNION ALL

  SELECT
    'recorded_without_file' AS finding,
    calls.dataset,
    calls.topic AS name,
    calls.calls AS records
  FROM fig_unlisted_calls AS calls
  CROSS JOIN lists
  WHERE calls.snapshot = $snapshot AND lists.are_recordings_read

  UNION ALL

  SELECT
    -- Not exported is not no: nobody can tell whether they were told.
    'announcement_unknown' AS finding,
    dataset,
    topic AS name,
    sum(calls) AS records
  FROM fig_calls
  WHERE snapshot = $snapshot AND is_recorded AND is_announced IS NULL
  GROUP BY dataset, topic
)

SELECT
  finding,
  dataset,
  name,
  cast(records AS BIGINT) AS records
FROM found
WHERE records > 0 OR finding = 'minimum_after_maximum'
ORDER BY finding, dataset, name
