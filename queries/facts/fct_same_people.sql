-- The same people elsewhere: by which other numbers those are known who asked or objected.
--
-- grain:    one row per person and number of theirs of a snapshot, their own included
-- columns:  snapshot  DATE     day of the exports
--           person    UBIGINT  keyed hash of who asked or objected
--           other     UBIGINT  keyed hash of the same person, or of one with the same identifier
-- reads:    fct_asks, fct_objections, fct_ties
-- basis:    GDPR Art. 15 and 21; notice §9

WITH asked AS (
  SELECT
    snapshot,
    person
  FROM fct_asks
  WHERE person IS NOT NULL

  UNION

  SELECT
    snapshot,
    person
  FROM fct_objections
)

SELECT
  snapshot,
  person,
  person AS other
FROM asked

UNION

SELECT
  asked.snapshot,
  asked.person,
  others.person AS other
FROM asked
INNER JOIN fct_ties AS mine ON asked.snapshot = mine.snapshot AND asked.person = mine.person
INNER JOIN fct_ties AS others ON mine.snapshot = others.snapshot AND mine.link = others.link
WHERE others.person IS NOT NULL
