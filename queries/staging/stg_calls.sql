-- Calls: telephone calls with their day, direction and kind, typed.
--
-- grain:    one row per call
-- columns:  file_no       INTEGER  which of the dataset's files
--           row           BIGINT   number of the physical record in its file
--           record_id     VARCHAR  the source system's own key
--           subject_id    VARCHAR  the other party
--           called_on     DATE     day of the call; NULL if unknown
--           direction     VARCHAR  inbound or outbound; NULL if not exported
--           topic         VARCHAR  support or sales; NULL if not exported
--           is_recorded   BOOLEAN  recorded or not; NULL if not exported
--           is_announced  BOOLEAN  the caller was told before recording; NULL if not exported
--           seconds       BIGINT   length; NULL if not exported, or none that a call can have
-- reads:    raw_rows
-- basis:    notice §3

WITH parsed AS (
  SELECT
    file_no,
    row,
    record_id,
    subject_id,
    cast(try_strptime(started_at, getvariable('date_formats')) AS DATE) AS called_on,
    direction,
    topic,
    is_recorded,
    announced,
    try_cast(replace(seconds, getvariable('decimal'), '.') AS DOUBLE) AS seconds
  FROM raw_rows
  WHERE NOT is_elsewhere AND reject_reason IS NULL
)

SELECT
  file_no,
  row,
  record_id,
  subject_id,
  CASE WHEN called_on >= DATE '1900-01-01' THEN called_on END AS called_on,
  CASE WHEN direction IN ('inbound', 'outbound') THEN direction END AS direction,
  CASE WHEN topic IN ('support', 'sales') THEN topic END AS topic,
  CASE
    WHEN is_recorded IN ('yes', 'true', '1') THEN TRUE
    WHEN is_recorded IN ('no', 'false', '0') THEN FALSE
  END AS is_recorded,
  CASE
    WHEN announced IN ('yes', 'true', '1') THEN TRUE
    WHEN announced IN ('no', 'false', '0') THEN FALSE
  END AS is_announced,
  -- Up to a week; NaN, which DuckDB puts above all numbers, and infinity are no length either.
  CASE WHEN seconds BETWEEN 0 AND 604800 THEN cast(seconds AS BIGINT) END AS seconds
FROM parsed
