-- Mailings to act on: forbidden or in doubt, objected to, without consent, or past their campaign.
--
-- grain:    one row per message or call
-- columns:  snapshot           DATE     day of the exports
--           dataset            VARCHAR  as in sources.toml
--           record_id          VARCHAR  file and row number
--           subject_key        VARCHAR  keyed hash of the recipient; NULL if unknown
--           channel            VARCHAR  email, phone, sms, post or unknown; NULL if not exported
--           sent_on            DATE     day it was sent; NULL if unknown
--           campaign_ended_on  DATE     day its campaign ended; NULL if unknown
--           is_forbidden       BOOLEAN  a prohibition of the channel stood on that day
--           is_doubtful        BOOLEAN  whether one did cannot be told: a channel is unknown
--           has_consent        BOOLEAN  a consent to the channel stood on that day
--           has_revoked        BOOLEAN  a consent to the channel had been withdrawn by that day
--           is_objected        BOOLEAN  an objection had been granted before that day
--           file               VARCHAR  export file
--           row                BIGINT   number of the physical record in it
-- reads:    fct_judged_mailings, ref_settings
-- basis:    notice §§3 and 5

SELECT
  mailings.snapshot,
  mailings.dataset,
  concat(mailings.file, ':', mailings.row) AS record_id,
  format('{:016x}', mailings.person) AS subject_key,
  mailings.channel,
  mailings.sent_on,
  mailings.campaign_ended_on,
  mailings.is_forbidden,
  mailings.is_doubtful,
  mailings.has_consent,
  mailings.has_revoked,
  mailings.is_objected,
  mailings.file,
  mailings.row
FROM fct_judged_mailings AS mailings
CROSS JOIN ref_settings AS settings
WHERE
  mailings.is_forbidden
  OR mailings.is_doubtful
  OR mailings.is_objected
  OR (mailings.channel IN ('email', 'phone', 'sms') AND NOT mailings.has_consent)
  -- A list that ends within the horizon of the records file may outlive its campaign there.
  OR mailings.campaign_ended_on <= mailings.snapshot + settings.due_soon_days
