-- Permissions judged: consents that stand beside a prohibition of the same person.
--
-- grain:    one row per consent or prohibition of a snapshot
-- columns:  snapshot         DATE     day of the exports
--           dataset          VARCHAR  as in sources.toml
--           file             VARCHAR  export file
--           row              BIGINT   number of the physical record in it; NULL if not kept
--           person           UBIGINT  keyed hash of the person; NULL if unknown
--           stance           VARCHAR  consent or prohibition; NULL if unknown
--           channel          VARCHAR  channel, or unknown; NULL stands for all of them
--           given_on         DATE     first day; NULL if unknown
--           is_open          BOOLEAN  it stands on the snapshot's day
--           is_contradicted  BOOLEAN  a consent that stands, as a prohibition of its channel does
--           is_objected      BOOLEAN  a consent from after the person's objection was granted
-- reads:    fct_objections, fct_permissions, fct_same_people
-- basis:    GDPR Art. 5(1)(d), 21(2) and 21(3); notice §§5 and 9

WITH dated_permissions AS (
  SELECT
    snapshot,
    dataset,
    file,
    row,
    person,
    stance,
    channel,
    given_on,
    -- A consent must be shown, Art. 7(1); a gap must not cost a person the prohibition.
    coalesce(given_on <= snapshot, stance IS DISTINCT FROM 'consent')
    AND coalesce(withdrawn_on > snapshot, NOT has_unclear_end OR stance = 'prohibition')
      AS is_open
  FROM fct_permissions
),

forbidden_channels AS (
  SELECT DISTINCT
    snapshot,
    person,
    channel,
    TRUE AS is_forbidden
  FROM dated_permissions
  WHERE is_open AND stance = 'prohibition' AND person IS NOT NULL
),

forbidden_people AS (
  SELECT
    snapshot,
    person,
    bool_or(channel IS NULL) AS is_forbidden
  FROM forbidden_channels
  GROUP BY snapshot, person
),

objected AS (
  SELECT
    people.snapshot,
    people.other AS person,
    min(objections.granted_on) AS granted_on
  FROM fct_objections AS objections
  INNER JOIN fct_same_people AS people
    ON objections.snapshot = people.snapshot AND objections.person = people.person
  GROUP BY people.snapshot, people.other
)

SELECT
  permissions.snapshot,
  permissions.dataset,
  permissions.file,
  permissions.row,
  permissions.person,
  permissions.stance,
  permissions.channel,
  permissions.given_on,
  permissions.is_open,
  coalesce(
    permissions.is_open
    AND permissions.stance = 'consent'
    AND (
      people.is_forbidden
      OR channels.is_forbidden
      -- A consent to all channels meets a prohibition of any of them.
      OR (permissions.channel IS NULL AND people.person IS NOT NULL)
    ),
    FALSE
  ) AS is_contradicted,
  coalesce(
    permissions.stance = 'consent' AND permissions.given_on > objected.granted_on, FALSE
  ) AS is_objected
FROM dated_permissions AS permissions
LEFT JOIN forbidden_people AS people
  ON permissions.snapshot = people.snapshot AND permissions.person = people.person
LEFT JOIN forbidden_channels AS channels
  ON
    permissions.snapshot = channels.snapshot
    AND permissions.person = channels.person
    AND permissions.channel = channels.channel
    -- Two channels that nobody knows may be two.
    AND permissions.channel <> 'unknown'
LEFT JOIN objected
  ON permissions.snapshot = objected.snapshot AND permissions.person = objected.person
