-- Finding rows: the rows behind a finding about the notice and its practice.
--
-- grain:    one row per row of an export
-- params:   $snapshot    DATE     day of the exports
--           $as_of       DATE     day the figures look at
--           $finding     VARCHAR  what was found, as in series/findings_in_*
-- columns:  finding      VARCHAR  what was found
--           dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           subject_key  VARCHAR  keyed hash of the person; NULL if none is named
--           name         VARCHAR  channel, topic, country, right, rule or column; NULL if unknown
--           found_on     DATE     the day that tells; NULL if none does
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           records      BIGINT   1
-- reads:    fig_erased_grounds, fig_files, fig_request_clocks, rec_audio, rec_calls,
--           rec_disclosures, rec_erased, rec_holds, rec_identity_codes, rec_mailings,
--           rec_permissions, rec_processors, rec_requests, rec_unlisted_calls, rec_withdrawn,
--           ref_datasets, ref_eea, ref_purposes, ref_settings
-- basis:    notice §§3 to 10

-- What a list that is not there or was not read may hold is missing nowhere: the findings are
-- withheld, and so are their rows.
WITH lists AS (
  SELECT
    coalesce(
      bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'permissions'), TRUE
    ) AS are_permissions_read,
    coalesce(bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'calls'), TRUE)
      AS are_calls_read,
    bool_and(files.state = 'read') FILTER (WHERE datasets.kind = 'recordings')
      AS are_recordings_read
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  WHERE files.snapshot = $snapshot
),

mailings AS (
  SELECT
    mailings.dataset,
    mailings.record_id,
    mailings.subject_key,
    mailings.channel,
    mailings.sent_on,
    mailings.campaign_ended_on,
    mailings.is_forbidden,
    mailings.is_doubtful,
    mailings.is_objected,
    mailings.has_revoked,
    mailings.file,
    mailings.row,
    mailings.channel IN ('email', 'phone', 'sms')
    AND coalesce(datasets.basis, purposes.basis, 'consent') = 'consent'
    AND mailings.sent_on IS NOT NULL
    AND NOT mailings.has_consent
    AND lists.are_permissions_read AS is_without_consent,
    mailings.campaign_ended_on + settings.list_days < $as_of AS is_outliving
  FROM rec_mailings AS mailings
  INNER JOIN ref_datasets AS datasets ON mailings.dataset = datasets.dataset
  LEFT JOIN ref_purposes AS purposes ON datasets.purpose = purposes.purpose
  CROSS JOIN ref_settings AS settings
  CROSS JOIN lists
  WHERE mailings.snapshot = $snapshot
),

mailing_rows AS (
  SELECT
    $finding AS finding,
    dataset,
    record_id,
    subject_key,
    channel AS name,
    CASE WHEN $finding = 'list_outlives_campaign' THEN campaign_ended_on ELSE sent_on END
      AS found_on,
    file,
    row
  FROM mailings
  WHERE
    CASE $finding
      WHEN 'mailing_against_prohibition' THEN is_forbidden
      WHEN 'mailing_maybe_forbidden' THEN is_doubtful
      WHEN 'mailing_after_objection' THEN is_objected
      WHEN 'mailing_without_consent' THEN is_without_consent
      WHEN 'mailing_after_withdrawal' THEN is_without_consent AND has_revoked
      WHEN 'list_outlives_campaign' THEN is_outliving
      ELSE FALSE
    END
),

-- The day by which an extension must be told follows from the day of receipt.
base_dues AS (
  SELECT DISTINCT
    received_on,
    base_due_on
  FROM fig_request_clocks
  WHERE snapshot = $snapshot AND received_on IS NOT NULL AND has_clock
),

request_rows AS (
  SELECT
    $finding AS finding,
    requests.dataset,
    requests.record_id,
    requests.subject_key,
    requests.right AS name,
    CASE $finding
      WHEN 'extension_too_late' THEN requests.extended_on
      ELSE requests.received_on
    END AS found_on,
    requests.file,
    requests.row
  FROM rec_requests AS requests
  LEFT JOIN base_dues ON requests.received_on = base_dues.received_on
  WHERE
    requests.snapshot = $snapshot
    AND CASE $finding
      WHEN 'right_unknown' THEN requests.right IS NULL
      WHEN 'refusal_not_told'
        THEN requests.outcome IN ('refused', 'partly') AND requests.told_on IS NULL
      WHEN 'extension_too_late'
        THEN
          requests.right IS DISTINCT FROM 'consent'
          AND requests.extended_on > base_dues.base_due_on
          AND coalesce(requests.closed_on > $as_of, TRUE)
      ELSE FALSE
    END
),

found AS (
  SELECT
    finding,
    dataset,
    record_id,
    subject_key,
    name,
    found_on,
    file,
    row
  FROM mailing_rows

  UNION ALL

  SELECT
    finding,
    dataset,
    record_id,
    subject_key,
    name,
    found_on,
    file,
    row
  FROM request_rows

  UNION ALL

  SELECT
    'consent_against_prohibition' AS finding,
    dataset,
    record_id,
    subject_key,
    channel AS name,
    given_on AS found_on,
    file,
    row
  FROM rec_permissions
  WHERE snapshot = $snapshot AND is_contradicted

  UNION ALL

  SELECT
    'permission_channel_unknown' AS finding,
    dataset,
    record_id,
    subject_key,
    NULL AS name,
    given_on AS found_on,
    file,
    row
  FROM rec_permissions
  WHERE snapshot = $snapshot AND channel = 'unknown'

  UNION ALL

  SELECT
    'recorded_without_file' AS finding,
    calls.dataset,
    calls.record_id,
    calls.subject_key,
    calls.topic AS name,
    calls.called_on AS found_on,
    calls.file,
    calls.row
  FROM rec_calls AS calls
  INNER JOIN rec_unlisted_calls AS unlisted
    ON calls.dataset = unlisted.dataset AND calls.file = unlisted.file AND calls.row = unlisted.row
  CROSS JOIN lists
  WHERE
    calls.snapshot = $snapshot AND unlisted.snapshot = $snapshot AND lists.are_recordings_read

  UNION ALL

  SELECT
    'erased_still_there' AS finding,
    erased.dataset,
    erased.record_id,
    erased.subject_key,
    grounds.rule AS name,
    erased.starts_on AS found_on,
    erased.file,
    erased.row
  FROM rec_erased AS erased
  INNER JOIN fig_erased_grounds AS grounds
    ON
      erased.snapshot = grounds.snapshot
      AND erased.dataset = grounds.dataset
      AND erased.starts_on IS NOT DISTINCT FROM grounds.starts_on
      AND erased.start_state = grounds.start_state
      AND erased.is_held = grounds.is_held
  WHERE
    erased.snapshot = $snapshot AND (grounds.reason IS NULL OR grounds.ends_on < $as_of)

  UNION ALL

  SELECT
    'record_after_withdrawal' AS finding,
    withdrawn.dataset,
    withdrawn.record_id,
    withdrawn.subject_key,
    datasets.rule AS name,
    withdrawn.starts_on AS found_on,
    withdrawn.file,
    withdrawn.row
  FROM rec_withdrawn AS withdrawn
  INNER JOIN ref_datasets AS datasets ON withdrawn.dataset = datasets.dataset
  WHERE withdrawn.snapshot = $snapshot

  UNION ALL

  SELECT
    'consent_after_objection' AS finding,
    dataset,
    record_id,
    subject_key,
    channel AS name,
    given_on AS found_on,
    file,
    row
  FROM rec_permissions
  WHERE snapshot = $snapshot AND is_objected

  UNION ALL

  SELECT
    'recording_not_announced' AS finding,
    dataset,
    record_id,
    subject_key,
    topic AS name,
    called_on AS found_on,
    file,
    row
  FROM rec_calls
  WHERE snapshot = $snapshot AND NOT is_announced

  UNION ALL

  SELECT
    'announcement_unknown' AS finding,
    dataset,
    record_id,
    subject_key,
    topic AS name,
    called_on AS found_on,
    file,
    row
  FROM rec_calls
  WHERE snapshot = $snapshot AND is_announced IS NULL

  UNION ALL

  SELECT
    CASE
      WHEN audio.is_audio_gone THEN 'transcript_without_audio' ELSE 'recording_without_call'
    END AS finding,
    audio.dataset,
    audio.record_id,
    NULL AS subject_key,
    NULL AS name,
    NULL AS found_on,
    audio.file,
    audio.row
  FROM rec_audio AS audio
  CROSS JOIN lists
  WHERE
    audio.snapshot = $snapshot
    AND CASE
      WHEN audio.is_audio_gone THEN coalesce(lists.are_recordings_read, TRUE)
      ELSE audio.kind = 'recordings' AND lists.are_calls_read
    END

  UNION ALL

  SELECT
    CASE
      WHEN processors.country IS NULL THEN 'processor_without_country'
      ELSE 'processor_without_safeguard'
    END AS finding,
    processors.dataset,
    processors.record_id,
    NULL AS subject_key,
    processors.country AS name,
    NULL AS found_on,
    processors.file,
    processors.row
  FROM rec_processors AS processors
  LEFT JOIN ref_eea AS eea ON processors.country = eea.country
  WHERE
    processors.snapshot = $snapshot
    AND eea.country IS NULL
    AND (processors.country IS NULL OR NOT processors.has_safeguard)

  UNION ALL

  SELECT
    'disclosure_without_ground' AS finding,
    dataset,
    record_id,
    subject_key,
    ground AS name,
    disclosed_on AS found_on,
    file,
    row
  FROM rec_disclosures
  WHERE snapshot = $snapshot AND ground IS NULL

  UNION ALL

  SELECT
    CASE WHEN review_on IS NULL THEN 'hold_without_review' ELSE 'hold_review_overdue' END
      AS finding,
    dataset,
    record_id,
    subject_key,
    NULL AS name,
    review_on AS found_on,
    file,
    row
  FROM rec_holds
  WHERE snapshot = $snapshot AND coalesce(review_on < $as_of, TRUE)

  UNION ALL

  SELECT
    'stray_code' AS finding,
    dataset,
    record_id,
    NULL AS subject_key,
    column_name AS name,
    NULL AS found_on,
    file,
    row
  FROM rec_identity_codes
  WHERE snapshot = $snapshot AND is_stray
)

SELECT
  finding,
  dataset,
  record_id,
  subject_key,
  name,
  found_on,
  file,
  row,
  cast(1 AS BIGINT) AS records
FROM found
WHERE finding = $finding
ORDER BY found_on, dataset, file, row
