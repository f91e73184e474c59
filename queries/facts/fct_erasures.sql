-- Erasures granted: people whose request to be erased was granted by the snapshot's day.
--
-- grain:    one row per person of a part
-- columns:  person  UBIGINT  keyed hash of the person
-- reads:    fct_people, ref_part, stg_requests
-- basis:    GDPR Art. 17(1); notice §9

SELECT DISTINCT people.person
FROM stg_requests AS requests
INNER JOIN fct_people AS people ON requests.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE
  requests.right = 'erasure'
  -- One granted in part leaves open what was to stay: the register does not say.
  AND requests.outcome = 'granted'
  -- Of an unreadable day nobody can tell that it is over.
  AND requests.closed_on <= part.snapshot
