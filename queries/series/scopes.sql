-- Recordings in scope: audio held of people whose requests for a copy are open.
--
-- grain:    one row per right, both always
-- params:   $snapshot    DATE     day of the exports
-- columns:  right        VARCHAR  access or portability
--           requests     BIGINT   open on the snapshot's day
--           concerned    BIGINT   those of them of whose person audio is held
--           recordings   BIGINT   recordings held of those people
--           transcripts  BIGINT   transcripts held of them
-- reads:    fig_scopes, ref_rights
-- basis:    GDPR Art. 15(3) and 20(1); notice §§3 and 9

SELECT
  rights.right,
  cast(coalesce(sum(scopes.requests), 0) AS BIGINT) AS requests,
  cast(coalesce(sum(scopes.concerned), 0) AS BIGINT) AS concerned,
  cast(coalesce(sum(scopes.recordings), 0) AS BIGINT) AS recordings,
  cast(coalesce(sum(scopes.transcripts), 0) AS BIGINT) AS transcripts
FROM ref_rights AS rights
LEFT JOIN fig_scopes AS scopes ON rights.right = scopes.right AND scopes.snapshot = $snapshot
WHERE rights.right IN ('access', 'portability')
GROUP BY rights.right, rights.position
ORDER BY rights.position
