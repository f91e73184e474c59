-- Permissions counted: consents and prohibitions that stand, by channel.
--
-- grain:    one row per snapshot, dataset and combination of the columns before the last
-- columns:  snapshot         DATE     day of the exports
--           dataset          VARCHAR  as in sources.toml
--           stance           VARCHAR  consent or prohibition; NULL if unknown
--           channel          VARCHAR  email, phone, sms, post or unknown; NULL stands for all
--           is_open          BOOLEAN  it stands on the snapshot's day
--           is_contradicted  BOOLEAN  a consent that stands, as a prohibition of its channel does
--           is_objected      BOOLEAN  a consent from after the person's objection was granted
--           permissions      BIGINT   consents and prohibitions
-- reads:    fct_judged_permissions
-- basis:    GDPR Art. 7 and 21(2); notice §5

SELECT
  snapshot,
  dataset,
  stance,
  channel,
  is_open,
  is_contradicted,
  is_objected,
  count(*) AS permissions
FROM fct_judged_permissions
GROUP BY snapshot, dataset, stance, channel, is_open, is_contradicted, is_objected
