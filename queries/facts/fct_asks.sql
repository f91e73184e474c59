-- Requests for a copy: access and portability that were open on the snapshot's day.
--
-- grain:    one row per request of a part; at publication, of a snapshot
-- columns:  snapshot     DATE     day of the exports
--           dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it; NULL if not kept
--           right        VARCHAR  access or portability
--           received_on  DATE     day it reached an official channel; NULL if unknown
--           person       UBIGINT  keyed hash of who asks; NULL if nobody is named
-- reads:    fct_people, ref_files, ref_part, stg_requests
-- basis:    GDPR Art. 15(3) and 20(1); notice §9

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  requests.row,
  requests.right,
  requests.received_on,
  people.person
FROM stg_requests AS requests
INNER JOIN ref_files AS files ON requests.file_no = files.file_no
LEFT JOIN fct_people AS people ON requests.subject_id = people.subject_id
CROSS JOIN ref_part AS part
WHERE
  requests.right IN ('access', 'portability')
  AND coalesce(requests.received_on <= part.snapshot, TRUE)
  AND coalesce(requests.closed_on > part.snapshot, TRUE)
