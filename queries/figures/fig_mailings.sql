-- Mailings counted: how many went out by each channel, and against what.
--
-- grain:    one row per snapshot, dataset and combination of the columns before the last
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           channel       VARCHAR  email, phone, sms, post or unknown; NULL if not exported
--           is_forbidden  BOOLEAN  a prohibition of the channel stood on that day
--           is_doubtful   BOOLEAN  whether one did cannot be told: a channel is unknown
--           has_consent   BOOLEAN  a consent to the channel stood on that day
--           has_revoked   BOOLEAN  a consent to the channel had been withdrawn by that day
--           is_objected   BOOLEAN  an objection had been granted before that day
--           is_dated      BOOLEAN  its day is known
--           mailings      BIGINT   messages and calls
-- reads:    fct_judged_mailings
-- basis:    GDPR Art. 7(3), 21(2) and 21(3); notice §§5 and 9

SELECT
  snapshot,
  dataset,
  channel,
  is_forbidden,
  is_doubtful,
  has_consent,
  has_revoked,
  is_objected,
  sent_on IS NOT NULL AS is_dated,
  count(*) AS mailings
FROM fct_judged_mailings
GROUP BY
  snapshot,
  dataset,
  channel,
  is_forbidden,
  is_doubtful,
  has_consent,
  has_revoked,
  is_objected,
  sent_on IS NOT NULL
