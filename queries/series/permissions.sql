-- Permissions: consents and prohibitions of marketing that stand, by channel.
--
-- grain:    one row per stance and channel
-- params:   $snapshot    DATE     day of the exports
-- columns:  stance       VARCHAR  consent or prohibition; NULL if unknown
--           channel      VARCHAR  email, phone, sms or post; NULL stands for all of them
--           permissions  BIGINT   those that stand on the snapshot's day
-- reads:    fig_permissions
-- basis:    GDPR Art. 7 and 21(2); notice §5

SELECT
  stance,
  channel,
  cast(sum(permissions) AS BIGINT) AS permissions
FROM fig_permissions
WHERE snapshot = $snapshot AND is_open
GROUP BY stance, channel
ORDER BY stance, channel
