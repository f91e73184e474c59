-- Holds: suspensions of deletion and restrictions of processing, typed.
--
-- grain:    one row per hold
-- columns:  file_no         INTEGER  which of the dataset's files
--           row             BIGINT   number of the physical record in its file
--           record_id       VARCHAR  record that is held, in the dataset named; NULL if none
--           dataset         VARCHAR  dataset held, or of the record; ? if none of ours, or NULL
--           subject_id      VARCHAR  person whose records are held; NULL if none
--           opened_on       DATE     first day
--           review_on       DATE     day on which it is to be reviewed
--           released_on     DATE     day from which deletion goes on; NULL if not released
--           is_restriction  BOOLEAN  a restriction under Art. 18, not a legal hold
-- reads:    raw_rows
-- basis:    GDPR Art. 17(3)(e), Art. 18

WITH parsed AS (
  SELECT
    file_no,
    row,
    record_id,
    dataset,
    subject_id,
    restriction,
    cast(try_strptime(opened_on, getvariable('date_formats')) AS DATE) AS opened_on,
    cast(try_strptime(review_on, getvariable('date_formats')) AS DATE) AS review_on,
    cast(try_strptime(released_on, getvariable('date_formats')) AS DATE) AS released_on
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
)

SELECT
  file_no,
  row,
  record_id,
  -- Where a dataset should be named, a slipped column may name a person: the text goes no further.
  CASE
    WHEN list_contains(getvariable('nameable'), dataset) THEN dataset
    WHEN dataset IS NOT NULL THEN '?'
  END AS dataset,
  subject_id,
  -- An unreadable release is none: the hold stays open.
  CASE WHEN opened_on >= DATE '1900-01-01' THEN opened_on END AS opened_on,
  CASE WHEN review_on >= DATE '1900-01-01' THEN review_on END AS review_on,
  CASE WHEN released_on >= DATE '1900-01-01' THEN released_on END AS released_on,
  coalesce(restriction IN ('yes', 'true', '1'), FALSE) AS is_restriction
FROM parsed
ORDER BY opened_on, dataset, record_id, subject_id
