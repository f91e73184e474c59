-- Recordings in scope, counted: what is held of whoever asks for a copy; no number of a request.
--
-- grain:    one row per snapshot, dataset, right and day of receipt
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           right        VARCHAR  access or portability
--           received_on  DATE     day it reached an official channel; NULL if unknown
--           requests     BIGINT   open requests
--           concerned    BIGINT   those of them of whose person audio is held
--           recordings   BIGINT   recordings held of those people
--           transcripts  BIGINT   transcripts held of them
-- reads:    fct_scopes
-- basis:    GDPR Art. 15(3) and 20(1); notice §§3 and 9

SELECT
  snapshot,
  dataset,
  "right",
  received_on,
  count(*) AS requests,
  count(*) FILTER (WHERE recordings + transcripts > 0) AS concerned,
  cast(sum(recordings) AS BIGINT) AS recordings,
  cast(sum(transcripts) AS BIGINT) AS transcripts
FROM fct_scopes
GROUP BY snapshot, dataset, "right", received_on
