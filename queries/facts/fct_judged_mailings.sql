-- Mailings judged: each one held against the permissions and objections of its recipient.
--
-- grain:    one row per message or call of a snapshot
-- columns:  snapshot           DATE     day of the exports
--           dataset            VARCHAR  as in sources.toml
--           file               VARCHAR  export file
--           row                BIGINT   number of the physical record in it; NULL if not kept
--           person             UBIGINT  keyed hash of the recipient; NULL if unknown
--           channel            VARCHAR  channel, or unknown; NULL if not exported
--           sent_on            DATE     day it was sent; NULL if unknown
--           campaign_ended_on  DATE     day its campaign ended; NULL if unknown
--           is_forbidden       BOOLEAN  a prohibition of the channel stood on that day
--           is_doubtful        BOOLEAN  whether one did cannot be told: a channel is unknown
--           has_consent        BOOLEAN  a consent to the channel stood on that day
--           has_revoked        BOOLEAN  a consent to the channel had been withdrawn by that day
--           is_objected        BOOLEAN  an objection had been granted before that day
-- reads:    fct_mailings, fct_objections, fct_permissions, fct_same_people
-- basis:    GDPR Art. 7(3), 21(2) and 21(3); notice §§5 and 9

WITH occasions AS (
  SELECT DISTINCT
    snapshot,
    person,
    channel,
    sent_on
  FROM fct_mailings
),

-- Without a channel a permission is about all of them; an unknown one is about nobody knows which.
met_permissions AS (
  SELECT
    occasions.snapshot,
    occasions.person,
    occasions.channel,
    occasions.sent_on,
    permissions.stance,
    permissions.given_on,
    permissions.withdrawn_on,
    permissions.has_unclear_end,
    permissions.channel IS NULL
    OR coalesce(permissions.channel = occasions.channel AND occasions.channel <> 'unknown', FALSE)
      AS is_covering
  FROM occasions
  INNER JOIN fct_permissions AS permissions
    ON
      occasions.snapshot = permissions.snapshot
      AND occasions.person = permissions.person
      -- Two channels that are known differ, or are the same.
      AND (
        permissions.channel IS NULL
        OR permissions.channel = 'unknown'
        OR coalesce(occasions.channel, 'unknown') IN (permissions.channel, 'unknown')
      )
  -- Of an unknown day nothing can be said.
  WHERE occasions.sent_on IS NOT NULL
),

permitted AS (
  SELECT
    snapshot,
    person,
    channel,
    sent_on,
    -- Without its first day a prohibition is taken to have stood: who asked not to be written to
    -- must not suffer from a gap in the register. A consent must be shown, Art. 7(1).
    bool_or(
      stance = 'prohibition'
      AND coalesce(given_on <= sent_on, TRUE)
      AND coalesce(withdrawn_on > sent_on, TRUE)
    ) AS has_prohibition,
    bool_or(
      stance = 'prohibition'
      AND is_covering
      AND coalesce(given_on <= sent_on, TRUE)
      AND coalesce(withdrawn_on > sent_on, TRUE)
    ) AS is_forbidden,
    bool_or(
      stance = 'consent'
      AND is_covering
      AND coalesce(given_on <= sent_on, FALSE)
      AND coalesce(withdrawn_on > sent_on, NOT has_unclear_end)
    ) AS has_consent,
    bool_or(
      stance = 'consent' AND is_covering AND coalesce(withdrawn_on <= sent_on, FALSE)
    ) AS has_revoked
  FROM met_permissions
  GROUP BY snapshot, person, channel, sent_on
),

objected AS (
  -- Whoever objects may stand on a list under another number, by the same phone or address.
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
  mailings.snapshot,
  mailings.dataset,
  mailings.file,
  mailings.row,
  mailings.person,
  mailings.channel,
  mailings.sent_on,
  mailings.campaign_ended_on,
  coalesce(permitted.is_forbidden, FALSE) AS is_forbidden,
  coalesce(permitted.has_prohibition AND NOT permitted.is_forbidden, FALSE) AS is_doubtful,
  coalesce(permitted.has_consent, FALSE) AS has_consent,
  coalesce(permitted.has_revoked, FALSE) AS has_revoked,
  coalesce(mailings.sent_on > objected.granted_on, FALSE) AS is_objected
FROM fct_mailings AS mailings
LEFT JOIN permitted
  ON
    mailings.snapshot = permitted.snapshot
    AND mailings.person = permitted.person
    AND mailings.channel IS NOT DISTINCT FROM permitted.channel
    AND mailings.sent_on = permitted.sent_on
LEFT JOIN objected
  ON mailings.snapshot = objected.snapshot AND mailings.person = objected.person
