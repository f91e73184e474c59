-- Requests received: one line per request with its days, and nothing that names it.
--
-- grain:    one row per request
-- columns:  snapshot              DATE     day of the exports
--           dataset               VARCHAR  as in sources.toml
--           right                 VARCHAR  one of the seven rights; NULL if unknown
--           received_on           DATE     day it reached an official channel
--           identity_asked_on     DATE     day on which proof of identity was asked for
--           identity_verified_on  DATE     day on which identity was clear
--           extended_on           DATE     day on which an extension was told
--           closed_on             DATE     day it was answered
--           outcome               VARCHAR  granted, partly, refused or withdrawn
--           told_on               DATE     day on which the answer was told
-- reads:    ref_part, stg_requests
-- basis:    GDPR Art. 12

SELECT
  part.snapshot,
  part.dataset,
  requests.right,
  requests.received_on,
  requests.identity_asked_on,
  requests.identity_verified_on,
  requests.extended_on,
  requests.closed_on,
  requests.outcome,
  requests.told_on
FROM stg_requests AS requests
CROSS JOIN ref_part AS part
ORDER BY requests.received_on, requests.right, requests.closed_on
