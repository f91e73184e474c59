-- Recordings in scope, by request: rec_requests has its id.
--
-- grain:    one row per open request for a copy of whose person audio is held
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           right        VARCHAR  access or portability
--           received_on  DATE     day it reached an official channel; NULL if unknown
--           recordings   BIGINT   recordings held of that person's calls
--           transcripts  BIGINT   transcripts held of them
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
-- reads:    fct_scopes
-- basis:    GDPR Art. 15(3) and 20(1); notice §§3 and 9

SELECT
  snapshot,
  dataset,
  "right",
  received_on,
  recordings,
  transcripts,
  file,
  row
FROM fct_scopes
WHERE recordings + transcripts > 0
