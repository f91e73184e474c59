-- Ties: which person a dataset knows by which linking identifier, both as keyed hashes.
--
-- grain:    one row per person and identifier of a part; at publication, of a snapshot
-- columns:  snapshot  DATE     day of the exports
--           person    UBIGINT  keyed hash of the person; NULL if the row names nobody by a number
--           link      UBIGINT  keyed hash of an e-mail address, a phone or a customer number
-- reads:    fct_links, fct_people, ref_part, stg_links
-- basis:    notice §1

SELECT DISTINCT
  part.snapshot,
  people.person,
  links.link
FROM stg_links AS staged
INNER JOIN fct_links AS links ON staged.link_text = links.link_text
LEFT JOIN fct_people AS people ON staged.subject_id = people.subject_id
CROSS JOIN ref_part AS part
