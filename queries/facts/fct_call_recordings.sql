-- Recordings that calls name: what each recorded call was about.
--
-- grain:    one row per call that names a recording, of a part; at publication, of a snapshot
-- columns:  snapshot   DATE     day of the exports
--           recording  VARCHAR  keyed hash of the recording
--           topic      VARCHAR  support or sales; NULL if not exported
-- reads:    raw_rows, ref_part
-- basis:    notice §3

SELECT
  part.snapshot,
  substr(
    sha256(getvariable('key') || chr(0) || 'recording' || chr(0) || raw_rows.recording_id), 1, 16
  ) AS recording,
  CASE WHEN raw_rows.topic IN ('support', 'sales') THEN raw_rows.topic END AS topic
FROM raw_rows
CROSS JOIN ref_part AS part
WHERE
  raw_rows.recording_id IS NOT NULL
  AND NOT raw_rows.is_elsewhere
  AND raw_rows.reject_reason IS NULL
