-- Labels met: one step of joining people who are known by the same identifier.
--
-- grain:    one row per person who has a linking identifier
-- columns:  person  UBIGINT  keyed hash of the person
--           label   UBIGINT  the least of the hashes that the person is joined with so far
-- reads:    fct_labels, fct_ties
-- basis:    notice §1

WITH links AS (
  SELECT
    ties.link,
    min(labels.label) AS label
  FROM fct_ties AS ties
  INNER JOIN fct_labels AS labels ON ties.person = labels.person
  GROUP BY ties.link
),

met AS (
  SELECT
    ties.person,
    min(links.label) AS label
  FROM fct_ties AS ties
  INNER JOIN links ON ties.link = links.link
  WHERE ties.person IS NOT NULL
  GROUP BY ties.person
)

SELECT
  met.person,
  -- A label is a person and has a label: to follow it halves the way that is left.
  least(met.label, onward.label) AS label
FROM met
INNER JOIN fct_labels AS onward ON met.label = onward.person
