-- Recordings in scope: open requests for a copy of whose person audio is held.
--
-- grain:    one row per request
-- params:   $snapshot    DATE     day of the exports
-- columns:  dataset      VARCHAR  as in sources.toml
--           record_id    VARCHAR  the source's own key, or file and row number
--           right        VARCHAR  access or portability
--           received_on  DATE     day it reached an official channel; NULL if unknown
--           recordings   BIGINT   recordings held of that person's calls
--           transcripts  BIGINT   transcripts held of them
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           records      BIGINT   1
-- reads:    rec_requests, rec_scopes
-- basis:    GDPR Art. 15(3) and 20(1); notice §§3 and 9

SELECT
  scopes.dataset,
  requests.record_id,
  scopes.right,
  scopes.received_on,
  scopes.recordings,
  scopes.transcripts,
  scopes.file,
  scopes.row,
  cast(1 AS BIGINT) AS records
FROM rec_scopes AS scopes
INNER JOIN rec_requests AS requests
  ON
    scopes.snapshot = requests.snapshot
    AND scopes.dataset = requests.dataset
    AND scopes.file = requests.file
    AND scopes.row = requests.row
WHERE scopes.snapshot = $snapshot
ORDER BY scopes.received_on NULLS FIRST, scopes.dataset, scopes.file, scopes.row
