-- People: distinct people about whom records are held.
--
-- grain:    one row
-- params:   $snapshot     DATE     day of the exports
-- columns:  people        BIGINT   distinct subjects over all datasets; NULL if withheld
--           people_below  BIGINT   what is told of a withheld number: it is below this; else NULL
--           is_withheld   BOOLEAN  the number of people is hidden from this reader
-- reads:    fig_people
-- basis:    notice §1

SELECT
  CASE
    WHEN NOT coalesce(bool_or(people.is_withheld), FALSE) THEN coalesce(max(people.people), 0)
  END AS people,
  max(people.people_below) AS people_below,
  coalesce(bool_or(people.is_withheld), FALSE) AS is_withheld
FROM fig_people AS people
WHERE people.snapshot = $snapshot AND people.scope = 'all'
