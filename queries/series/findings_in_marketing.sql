-- Findings in marketing: what was sent against a prohibition or objection, or without consent.
--
-- grain:    one row per finding, dataset and channel
-- params:   $snapshot  DATE     day of the exports
-- columns:  finding    VARCHAR  what was found
--           dataset    VARCHAR  as in sources.toml
--           name       VARCHAR  channel, or unknown; NULL if not exported, of a permission for all
--           records    BIGINT   messages, calls or permissions concerned
-- reads:    fig_files, fig_mailings, fig_permissions, ref_datasets, ref_purposes
-- basis:    GDPR Art. 7(1), 7(3), 21(2) and 21(3); Act 917/2014 §200; notice §5

-- A list that was not read may hold the consent that the others lack.
WITH permission_lists AS (
  SELECT coalesce(bool_and(files.state = 'read'), TRUE) AS are_read
  FROM fig_files AS files
  INNER JOIN ref_datasets AS datasets ON files.dataset = datasets.dataset
  WHERE files.snapshot = $snapshot AND datasets.kind = 'permissions'
),

sent AS (
  SELECT
    mailings.dataset,
    mailings.channel,
    mailings.is_forbidden,
    mailings.is_doubtful,
    mailings.is_objected,
    mailings.has_revoked,
    mailings.mailings,
    -- Notice §5 rests electronic marketing and marketing by phone on consent.
    coalesce(mailings.channel IN ('email', 'phone', 'sms'), FALSE) AS is_electronic,
    coalesce(datasets.basis, purposes.basis, 'consent') = 'consent' AS is_on_consent,
    -- On an unknown day nobody can tell which permission stood.
    mailings.is_dated AND NOT mailings.has_consent AND lists.are_read AS is_without_consent
  FROM fig_mailings AS mailings
  CROSS JOIN permission_lists AS lists
  INNER JOIN ref_datasets AS datasets ON mailings.dataset = datasets.dataset
  LEFT JOIN ref_purposes AS purposes ON datasets.purpose = purposes.purpose
  WHERE mailings.snapshot = $snapshot
),

found AS (
  SELECT
    'mailing_against_prohibition' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE is_forbidden

  UNION ALL

  SELECT
    'mailing_maybe_forbidden' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE is_doubtful

  UNION ALL

  SELECT
    'mailing_after_objection' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE is_objected

  UNION ALL

  SELECT
    'mailing_without_consent' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE is_electronic AND is_on_consent AND is_without_consent

  UNION ALL

  -- Those of them whose recipient had taken a consent back.
  SELECT
    'mailing_after_withdrawal' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE is_electronic AND is_on_consent AND is_without_consent AND has_revoked

  UNION ALL

  SELECT
    'mailing_on_other_basis' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE is_electronic AND NOT is_on_consent

  UNION ALL

  SELECT
    'mailing_channel_unknown' AS finding,
    dataset,
    channel AS name,
    mailings AS records
  FROM sent
  WHERE coalesce(channel, 'unknown') = 'unknown'

  UNION ALL

  SELECT
    'consent_against_prohibition' AS finding,
    dataset,
    channel AS name,
    permissions AS records
  FROM fig_permissions
  WHERE snapshot = $snapshot AND is_contradicted

  UNION ALL

  SELECT
    'consent_after_objection' AS finding,
    dataset,
    channel AS name,
    permissions AS records
  FROM fig_permissions
  -- Figures kept of snapshots that were pruned may not know.
  WHERE snapshot = $snapshot AND coalesce(is_objected, FALSE)

  UNION ALL

  SELECT
    'permission_channel_unknown' AS finding,
    dataset,
    NULL AS name,
    permissions AS records
  FROM fig_permissions
  WHERE snapshot = $snapshot AND is_open AND channel = 'unknown'
)

SELECT
  finding,
  dataset,
  name,
  cast(sum(records) AS BIGINT) AS records
FROM found
GROUP BY finding, dataset, name
ORDER BY finding, dataset, name
