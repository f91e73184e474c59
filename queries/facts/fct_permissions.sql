-- Permissions of people: consents and prohibitions, each person as a keyed hash.
--
-- grain:    one row per consent or prohibition of a part; at publication, of a snapshot
-- columns:  snapshot          DATE     day of the exports
--           dataset           VARCHAR  as in sources.toml
--           file              VARCHAR  export file
--           row               BIGINT   number of the physical record in it; NULL if not kept
--           person            UBIGINT  keyed hash of the person; NULL if unknown
--           stance            VARCHAR  consent or prohibition; NULL if unknown
--           channel           VARCHAR  channel, or unknown; NULL stands for all of them
--           given_on          DATE     first day; NULL if unknown
--           withdrawn_on      DATE     day from which it no longer stands
--           has_unclear_end   BOOLEAN  a withdrawal is written, and its day cannot be read
-- reads:    fct_people, ref_files, ref_part, stg_permissions
-- basis:    GDPR Art. 7 and 21(2); notice §5

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  permissions.row,
  people.person,
  permissions.stance,
  permissions.channel,
  permissions.given_on,
  permissions.withdrawn_on,
  permissions.has_unclear_end
FROM stg_permissions AS permissions
INNER JOIN ref_files AS files ON permissions.file_no = files.file_no
LEFT JOIN fct_people AS people ON permissions.subject_id = people.subject_id
CROSS JOIN ref_part AS part
