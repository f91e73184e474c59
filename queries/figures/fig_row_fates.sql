-- Row fates: what became of each file's rows, and how its starting days read.
--
-- grain:    one row per file
-- columns:  file_no           INTEGER  which of the dataset's files
--           kept              BIGINT   rows that belong to the dataset
--           elsewhere         BIGINT   rows that belong to another dataset of the same file
--           unclaimed         BIGINT   of these, rows that none of the others takes
--           rejected          BIGINT   rows refused by their content
--           unreadable_dates  BIGINT   kept rows whose starting day fits no declared format
--           epoch_dates       BIGINT   kept rows that start on 1970-01-01, a zero in disguise
--           future_dates      BIGINT   kept rows that start after the snapshot's day
--           shape             VARCHAR  one unreadable day with its digits as 9; NULL if none
-- reads:    fct_typed_groups, fct_unclaimed_rows, ref_part

SELECT
  typed.file_no,
  cast(coalesce(sum(typed.records) FILTER (WHERE typed.fate = 'kept'), 0) AS BIGINT) AS kept,
  cast(coalesce(sum(typed.records) FILTER (WHERE typed.fate = 'elsewhere'), 0) AS BIGINT)
    AS elsewhere,
  coalesce(max(unclaimed.records), 0) AS unclaimed,
  cast(coalesce(sum(typed.records) FILTER (WHERE typed.fate = 'rejected'), 0) AS BIGINT)
    AS rejected,
  cast(
    coalesce(
      sum(typed.records) FILTER (WHERE typed.fate = 'kept' AND typed.start_state = 'unreadable'), 0
    ) AS BIGINT
  ) AS unreadable_dates,
  cast(
    coalesce(
      sum(typed.records) FILTER (
        WHERE typed.fate = 'kept' AND typed.starts_on = DATE '1970-01-01'
      ),
      0
    ) AS BIGINT
  ) AS epoch_dates,
  cast(
    coalesce(
      sum(typed.records) FILTER (WHERE typed.fate = 'kept' AND typed.starts_on > part.snapshot), 0
    ) AS BIGINT
  ) AS future_dates,
  -- Letters too become x: whatever stands where a day should be may name a person.
  regexp_replace(
    regexp_replace(
      min(typed.start_text) FILTER (WHERE typed.fate = 'kept' AND typed.start_state = 'unreadable'),
      '\d',
      '9',
      'g'
    ),
    '\pL',
    'x',
    'g'
  ) AS shape
FROM fct_typed_groups AS typed
CROSS JOIN ref_part AS part
LEFT JOIN fct_unclaimed_rows AS unclaimed ON typed.file_no = unclaimed.file_no
GROUP BY typed.file_no
ORDER BY typed.file_no
