-- People: distinct people about whom records are held.
--
-- grain:    one row
-- params:   $snapshot  DATE     day of the exports
-- columns:  people     BIGINT   distinct subjects over all datasets
-- reads:    fig_people
-- basis:    notice §1

SELECT cast(coalesce(sum(people.people), 0) AS BIGINT) AS people
FROM fig_people AS people
WHERE people.snapshot = $snapshot AND people.scope = 'all'
