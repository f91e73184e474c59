-- Permissions to act on: consents beside a prohibition or after an objection, unknown channels.
--
-- grain:    one row per consent or prohibition
-- columns:  snapshot         DATE     day of the exports
--           dataset          VARCHAR  as in sources.toml
--           record_id        VARCHAR  file and row number
--           subject_key      VARCHAR  keyed hash of the person; NULL if unknown
--           channel          VARCHAR  email, phone, sms, post or unknown; NULL stands for all
--           given_on         DATE     first day; NULL if unknown
--           is_contradicted  BOOLEAN  a consent that stands, as a prohibition of its channel does
--           is_objected      BOOLEAN  a consent from after the person's objection was granted
--           file             VARCHAR  export file
--           row              BIGINT   number of the physical record in it
-- reads:    fct_judged_permissions
-- basis:    GDPR Art. 5(1)(d) and 21(2); notice §5

SELECT
  snapshot,
  dataset,
  concat(file, ':', row) AS record_id,
  format('{:016x}', person) AS subject_key,
  channel,
  given_on,
  is_contradicted,
  is_objected,
  file,
  row
FROM fct_judged_permissions
WHERE is_contradicted OR is_objected OR (is_open AND channel = 'unknown')
