-- Objections granted: since when each person's objection stands.
--
-- grain:    one row per objection granted of a part; at publication, of a snapshot
-- columns:  snapshot    DATE     day of the exports
--           person      UBIGINT  keyed hash of the person
--           granted_on  DATE     day it was answered
-- reads:    fct_people, ref_part, stg_requests
-- basis:    GDPR Art. 21; notice §9

SELECT
  part.snapshot,
  people.person,
  requests.closed_on AS granted_on
FROM stg_requests AS requests
INNER JOIN fct_people AS people ON requests.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE
  requests.right = 'objection'
  -- One granted in part leaves open what was refused: the register does not say which marketing.
  AND requests.outcome = 'granted'
  AND requests.closed_on IS NOT NULL
