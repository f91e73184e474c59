-- Answered requests that must show: erasures and consents taken back, granted by now.
--
-- grain:    one row per person and closing day of a part; at publication, of a snapshot
-- columns:  snapshot   DATE     day of the exports
--           right      VARCHAR  erasure or consent
--           person     UBIGINT  keyed hash of who asked
--           closed_on  DATE     day it was answered
-- reads:    fct_people, ref_part, stg_requests
-- basis:    GDPR Art. 7(3) and 17(1); notice §9

SELECT DISTINCT
  part.snapshot,
  requests.right,
  people.person,
  requests.closed_on
FROM stg_requests AS requests
INNER JOIN fct_people AS people ON requests.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE
  requests.right IN ('erasure', 'consent')
  -- One granted in part leaves open what was to stay: the register does not say.
  AND requests.outcome = 'granted'
  -- Of an unreadable day nobody can tell that it is over.
  AND requests.closed_on <= part.snapshot
