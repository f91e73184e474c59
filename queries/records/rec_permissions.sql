-- Permissions to act on: consents that stand beside a prohibition of the same person.
--
-- grain:    one row per consent
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  file and row number
--           subject_key  VARCHAR  keyed hash of the person
--           channel      VARCHAR  email, phone, sms or post; NULL stands for all of them
--           given_on     DATE     first day; NULL if unknown
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_judged_permissions
-- basis:    GDPR Art. 5(1)(d) and 21(2); notice §5

SELECT
  snapshot,
  dataset,
  concat(file, ':', row) AS record_id,
  format('{:016x}', person) AS subject_key,
  channel,
  given_on,
  file,
  row
FROM fct_judged_permissions
WHERE is_contradicted
