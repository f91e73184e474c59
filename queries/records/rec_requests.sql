-- Requests with their ids: what leads from a due date to the case.
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
--           record_id             VARCHAR  the source's own key, or file and row number
--           subject_key           VARCHAR  keyed hash of who asks; NULL if unknown
--           file                  VARCHAR  export file
--           row                   BIGINT   number of the physical record in it
-- reads:    fct_people, ref_files, ref_part, stg_requests
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
  requests.told_on,
  CASE
    WHEN
      requests.record_id IS NULL
      OR regexp_matches(requests.record_id, getvariable('personal_id'))
      THEN concat(files.file, ':', requests.row)
    ELSE requests.record_id
  END AS record_id,
  format('{:016x}', people.person) AS subject_key,
  files.file,
  requests.row
FROM stg_requests AS requests
INNER JOIN ref_files AS files ON requests.file_no = files.file_no
LEFT JOIN fct_people AS people ON requests.subject_id = people.subject_id
CROSS JOIN ref_part AS part
