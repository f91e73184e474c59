-- Row deadlines: the starts as written of records that are due within the horizon.
--
-- grain:    one row per file and text
-- columns:  file_no        INTEGER  which of the dataset's files
--           start_key      VARCHAR  where the deletion period starts, as written
--           starts_on      DATE     start of the deletion period; NULL if unknown
--           start_state    VARCHAR  known, empty or unreadable
--           start_reading  VARCHAR  read, empty, or why it was not read
--           last_on        DATE     last permitted day; NULL without a start
-- reads:    fct_typed_groups, fig_deadlines, ref_part
-- basis:    notice §7

WITH due_days AS (
  SELECT DISTINCT
    deadlines.starts_on,
    deadlines.start_state,
    deadlines.last_on
  FROM fig_deadlines AS deadlines
  CROSS JOIN ref_part AS part
  WHERE
    deadlines.period_state = 'no_start'
    OR (deadlines.period_state = 'dated' AND deadlines.last_on <= part.horizon_on)
)

SELECT DISTINCT
  typed.file_no,
  typed.start_key,
  due_days.starts_on,
  due_days.start_state,
  typed.start_reading,
  due_days.last_on
FROM fct_typed_groups AS typed
INNER JOIN due_days
  ON
    typed.starts_on IS NOT DISTINCT FROM due_days.starts_on
    AND typed.start_state = due_days.start_state
WHERE typed.fate = 'kept' AND NOT typed.is_company_only AND NOT typed.is_deleted
