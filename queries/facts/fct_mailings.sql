-- Mailings to people: direct marketing, each recipient as a keyed hash.
--
-- grain:    one row per message or call of a part; at publication, of a snapshot
-- columns:  snapshot           DATE     day of the exports
--           dataset            VARCHAR  as in sources.toml
--           file               VARCHAR  export file
--           row                BIGINT   number of the physical record in it; NULL if not kept
--           person             UBIGINT  keyed hash of the recipient; NULL if unknown
--           channel            VARCHAR  channel, or unknown; NULL if not exported
--           sent_on            DATE     day it was sent; NULL if unknown
--           campaign_ended_on  DATE     day its campaign ended; NULL if unknown
-- reads:    fct_people, ref_files, ref_part, stg_mailings
-- basis:    notice §§3 and 5

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  mailings.row,
  people.person,
  mailings.channel,
  mailings.sent_on,
  mailings.campaign_ended_on
FROM stg_mailings AS mailings
INNER JOIN ref_files AS files ON mailings.file_no = files.file_no
LEFT JOIN fct_people AS people ON mailings.subject_id = people.subject_id
CROSS JOIN ref_part AS part
