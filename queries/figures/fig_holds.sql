-- Holds counted: open suspensions of deletion and restrictions, by the day of their review.
--
-- grain:    one row per combination of the columns before the last
-- columns:  snapshot        DATE     day of the exports
--           dataset         VARCHAR  the register of holds, as in sources.toml
--           is_restriction  BOOLEAN  a restriction under Art. 18, not a legal hold
--           review_on       DATE     day on which it is to be reviewed; NULL if none is set
--           held_dataset    VARCHAR  dataset held whole, ? if none of ours; NULL if not whole
--           holds           BIGINT   holds that are open on the snapshot's day
-- reads:    ref_part, stg_holds
-- basis:    GDPR Art. 17(3)(e), Art. 18

SELECT
  part.snapshot,
  part.dataset,
  holds.is_restriction,
  holds.review_on,
  CASE WHEN holds.record_id IS NULL AND holds.subject_id IS NULL THEN holds.dataset END
    AS held_dataset,
  count(*) AS holds
FROM stg_holds AS holds
CROSS JOIN ref_part AS part
WHERE
  holds.opened_on <= part.snapshot
  AND coalesce(holds.released_on > part.snapshot, TRUE)
GROUP BY
  part.snapshot,
  part.dataset,
  holds.is_restriction,
  holds.review_on,
  CASE WHEN holds.record_id IS NULL AND holds.subject_id IS NULL THEN holds.dataset END
