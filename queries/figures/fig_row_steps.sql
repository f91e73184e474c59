-- Steps: what became of listed records from one snapshot to the next; who is still there has none.
--
-- grain:    one row per record with something to tell
-- columns:  snapshot       DATE     the later snapshot
--           before_on      DATE     the earlier snapshot
--           dataset        VARCHAR  as in sources.toml
--           rule           VARCHAR  deletion rule
--           event          VARCHAR  what became of it, as in fig_deletions
--           record         UBIGINT  keyed hash of its id
--           fingerprint    UBIGINT  keyed hash of its stable columns
--           starts_on      DATE     start of the deletion period, as it was
--           last_on        DATE     last permitted day, as it was
--           is_past        BOOLEAN  that day lies before the earlier snapshot's
--           earliest_on    DATE     last day of the statutory minimum; NULL if it is over
--           record_id      VARCHAR  the source's own key; NULL if it tells of a person
--           seen_on        DATE     the last snapshot in which it stood so
--           file           VARCHAR  export file of that snapshot
--           row            BIGINT   number of the physical record in it
--           new_starts_on  DATE     start of the deletion period where it stands now
--           new_dataset    VARCHAR  dataset where it stands now; NULL if nowhere
--           new_rule       VARCHAR  deletion rule there
--           new_record_id  VARCHAR  its id there; NULL if it tells of a person
--           new_file       VARCHAR  export file of the later snapshot
--           new_row        BIGINT   number of the physical record in it
-- reads:    fct_elsewhere_after, fct_elsewhere_before, fct_faulty_files, fct_keys_after,
--           fct_keys_before, fct_listed_after, fct_listed_before, fct_tracked, fig_row_early,
--           ref_pairs
-- basis:    GDPR Art. 5(1)(e) and 5(2)

-- Two short lists first: who stands in both, under the same day, needs no look at all the keys.
-- Of datasets with the same ids one alone is compared at once, so that a record tells its dataset.
WITH unlike_keys AS (
  SELECT
    listed.record,
    listed.starts_on
  FROM fct_listed_before AS listed
  ANTI JOIN fct_listed_after AS again
    ON listed.record = again.record AND listed.starts_on = again.starts_on
),

unlike_records AS (
  SELECT
    listed.dataset,
    listed.rule,
    listed.record,
    listed.fingerprint,
    listed.starts_on,
    listed.last_on,
    listed.is_past,
    listed.record_id,
    listed.snapshot AS seen_on,
    listed.file,
    listed.row
  FROM fct_listed_before AS listed
  SEMI JOIN unlike_keys AS unlike ON listed.record = unlike.record
),

-- Few against many: the many are to be read, and never to be remembered.
listed_again AS (
  SELECT listed.record
  FROM fct_listed_before AS listed
  SEMI JOIN fct_tracked AS tracked ON listed.record = tracked.record

  UNION ALL

  SELECT listed.record
  FROM fct_listed_before AS listed
  SEMI JOIN fig_row_early AS early ON listed.record = early.record
),

candidates AS (
  SELECT
    NULL AS status,
    listed.dataset,
    listed.rule,
    listed.record,
    listed.fingerprint,
    listed.starts_on,
    listed.last_on,
    early.earliest_on,
    listed.is_past,
    listed.record_id,
    listed.seen_on,
    listed.file,
    listed.row
  FROM unlike_records AS listed
  -- Whatever its last permitted day, the law may still ask for it; such records are few.
  LEFT JOIN fig_row_early AS early ON listed.record = early.record

  UNION ALL

  SELECT
    tracked.status,
    tracked.dataset,
    tracked.rule,
    tracked.record,
    tracked.fingerprint,
    tracked.starts_on,
    tracked.last_on,
    CASE WHEN tracked.earliest_on >= pairs.after_on THEN tracked.earliest_on END AS earliest_on,
    TRUE AS is_past,
    tracked.record_id,
    tracked.seen_on,
    tracked.file,
    tracked.row
  FROM fct_tracked AS tracked
  INNER JOIN ref_pairs AS pairs ON tracked.dataset = pairs.dataset
  ANTI JOIN listed_again AS again ON tracked.record = again.record
  -- What was dated anew may be too young to go, under its new day; it has one thing to tell.
  ANTI JOIN fig_row_early AS early ON tracked.record = early.record

  UNION ALL

  SELECT
    'early' AS status,
    early.dataset,
    early.rule,
    early.record,
    early.fingerprint,
    early.starts_on,
    early.last_on,
    early.earliest_on,
    FALSE AS is_past,
    early.record_id,
    early.snapshot AS seen_on,
    early.file,
    early.row
  FROM fig_row_early AS early
  ANTI JOIN listed_again AS again ON early.record = again.record
),

found_records AS (
  SELECT
    keys.record,
    min(keys.starts_on) AS starts_on,
    min(keys.file) AS file,
    min_by(keys.row, (keys.file, keys.row)) AS row
  FROM fct_keys_after AS keys
  SEMI JOIN candidates ON keys.record = candidates.record
  GROUP BY keys.record
),

missing_records AS (
  SELECT
    candidates.dataset,
    candidates.record,
    candidates.fingerprint,
    row_number() OVER (
      PARTITION BY candidates.dataset, candidates.fingerprint ORDER BY candidates.record
    ) AS place
  FROM candidates
  ANTI JOIN found_records ON candidates.record = found_records.record
  WHERE coalesce(candidates.status, 'unproven') IN ('unproven', 'early')
),

-- Where no column stays the same, none of the keys need be read.
fingerprints AS (
  SELECT
    dataset,
    fingerprint,
    record
  FROM missing_records
  WHERE fingerprint IS NOT NULL
),

-- The same content under another id is the same record only if that id was not there before.
alike_records AS (
  SELECT
    keys.dataset,
    keys.record,
    keys.fingerprint,
    keys.starts_on,
    keys.record_id,
    keys.file,
    keys.row
  FROM fct_keys_after AS keys
  SEMI JOIN fingerprints
    ON keys.dataset = fingerprints.dataset AND keys.fingerprint = fingerprints.fingerprint
),

known_before AS (
  SELECT keys.record
  FROM fct_keys_before AS keys
  SEMI JOIN alike_records ON keys.record = alike_records.record
),

new_records AS (
  SELECT
    alike.dataset,
    alike.fingerprint,
    alike.starts_on,
    alike.record_id,
    alike.file,
    alike.row,
    -- One record that came accounts for one that went.
    row_number() OVER (
      PARTITION BY alike.dataset, alike.fingerprint ORDER BY alike.record
    ) AS place
  FROM alike_records AS alike
  ANTI JOIN known_before ON alike.record = known_before.record
),

matches_elsewhere AS (
  SELECT
    missing.record AS of_record,
    others.dataset,
    others.rule,
    others.record,
    others.fingerprint,
    others.starts_on,
    others.record_id,
    others.file,
    others.row
  FROM fct_elsewhere_after AS others
  INNER JOIN missing_records AS missing
    ON others.of_dataset = missing.dataset AND others.record = missing.record

  UNION ALL

  SELECT
    fingerprints.record AS of_record,
    others.dataset,
    others.rule,
    others.record,
    others.fingerprint,
    others.starts_on,
    others.record_id,
    others.file,
    others.row
  FROM fct_elsewhere_after AS others
  INNER JOIN fingerprints
    ON others.of_dataset = fingerprints.dataset AND others.fingerprint = fingerprints.fingerprint
),

known_elsewhere AS (
  SELECT
    others.dataset,
    others.record
  FROM fct_elsewhere_before AS others
  SEMI JOIN matches_elsewhere AS matches
    ON others.dataset = matches.dataset AND others.record = matches.record
),

moved_records AS (
  SELECT
    matches.of_record,
    min(matches.dataset) AS dataset,
    min_by(matches.rule, matches.dataset) AS rule,
    min_by(matches.starts_on, matches.dataset) AS starts_on,
    min_by(matches.record_id, matches.dataset) AS record_id,
    min_by(matches.file, matches.dataset) AS file,
    min_by(matches.row, matches.dataset) AS row
  FROM matches_elsewhere AS matches
  ANTI JOIN known_elsewhere AS known
    ON matches.dataset = known.dataset AND matches.record = known.record
  GROUP BY matches.of_record
),

placed_records AS (
  SELECT
    candidates.status,
    candidates.dataset,
    candidates.rule,
    candidates.record,
    candidates.fingerprint,
    candidates.starts_on,
    candidates.last_on,
    candidates.earliest_on,
    candidates.is_past,
    candidates.record_id,
    candidates.seen_on,
    candidates.file,
    candidates.row,
    found.record IS NOT NULL AS is_found,
    coalesce(found.starts_on = candidates.starts_on, FALSE) AS is_same_day,
    newer.fingerprint IS NOT NULL AS is_re_keyed,
    moved.of_record IS NOT NULL AS is_moved,
    faulty.file IS NOT NULL AS is_file_faulty,
    CASE
      WHEN found.record IS NOT NULL OR newer.fingerprint IS NOT NULL THEN candidates.dataset
      ELSE moved.dataset
    END AS new_dataset,
    CASE
      WHEN found.record IS NOT NULL OR newer.fingerprint IS NOT NULL THEN candidates.rule
      ELSE moved.rule
    END AS new_rule,
    CASE
      WHEN found.record IS NOT NULL THEN found.starts_on
      WHEN newer.fingerprint IS NOT NULL THEN newer.starts_on
      ELSE moved.starts_on
    END AS new_starts_on,
    -- To read the ids of all records for the sake of these would be most of the cost.
    CASE
      WHEN found.record IS NOT NULL THEN candidates.record_id
      ELSE coalesce(newer.record_id, moved.record_id)
    END AS new_record_id,
    coalesce(found.file, newer.file, moved.file) AS new_file,
    coalesce(found.row, newer.row, moved.row) AS new_row
  FROM candidates
  LEFT JOIN found_records AS found ON candidates.record = found.record
  LEFT JOIN missing_records AS missing ON candidates.record = missing.record
  LEFT JOIN new_records AS newer
    ON
      missing.dataset = newer.dataset
      AND missing.fingerprint = newer.fingerprint
      AND missing.place = newer.place
  LEFT JOIN moved_records AS moved ON missing.record = moved.of_record
  LEFT JOIN fct_faulty_files AS faulty
    ON
      candidates.dataset = faulty.dataset
      AND candidates.file = faulty.file
      AND candidates.seen_on = faulty.seen_on
),

judged_records AS (
  SELECT
    dataset,
    rule,
    record,
    fingerprint,
    starts_on,
    last_on,
    is_past,
    earliest_on,
    record_id,
    seen_on,
    file,
    row,
    new_starts_on,
    new_dataset,
    new_rule,
    new_record_id,
    new_file,
    new_row,
    CASE
      WHEN is_found AND status IS NULL AND (is_same_day OR NOT is_past) THEN NULL
      WHEN is_found AND status IS NULL THEN 're_dated'
      WHEN is_found AND status = 're_dated' AND NOT is_same_day THEN NULL
      WHEN is_found AND status IN ('re_dated', 'unproven') THEN 'returned'
      WHEN is_found THEN 'reappeared'
      WHEN status = 're_dated' AND is_file_faulty THEN NULL
      -- It went before its new day, whatever is to be thought of that day.
      WHEN status = 're_dated' THEN 'in_time'
      WHEN coalesce(status, 'unproven') NOT IN ('unproven', 'early') THEN NULL
      -- What is not past its date may be numbered anew, or moved, by right.
      WHEN NOT is_past AND (is_re_keyed OR is_moved OR is_file_faulty) THEN NULL
      WHEN is_re_keyed THEN 're_keyed'
      WHEN is_moved THEN 'moved'
      WHEN is_file_faulty THEN 'unproven'
      WHEN earliest_on IS NOT NULL THEN 'too_early'
      WHEN is_past THEN 'deleted'
      ELSE 'in_time'
    END AS event
  FROM placed_records
)

SELECT
  pairs.after_on AS snapshot,
  pairs.before_on,
  judged.dataset,
  judged.rule,
  judged.event,
  judged.record,
  judged.fingerprint,
  judged.starts_on,
  judged.last_on,
  judged.is_past,
  judged.earliest_on,
  judged.record_id,
  judged.seen_on,
  judged.file,
  judged.row,
  judged.new_starts_on,
  judged.new_dataset,
  judged.new_rule,
  judged.new_record_id,
  judged.new_file,
  judged.new_row
FROM judged_records AS judged
INNER JOIN ref_pairs AS pairs ON judged.dataset = pairs.dataset
WHERE judged.event IS NOT NULL
