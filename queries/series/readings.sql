-- Readings: how the days in each column of each file were read, or why they were not.
--
-- grain:    one row per file, column of ours, reading, format and ambiguity
-- params:   $snapshot     DATE     day of the exports
-- columns:  dataset       VARCHAR  as in sources.toml
--           file          VARCHAR  path inside the snapshot folder
--           name          VARCHAR  our column
--           theirs        VARCHAR  the export's column, or columns
--           reading       VARCHAR  read, epoch, future, empty, or why the day was not read
--           format        VARCHAR  the declared format that read it; NULL if none did
--           is_ambiguous  BOOLEAN  another declared format makes another day of it
--           records       BIGINT   kept rows
-- reads:    fig_readings, ref_datasets

WITH listed AS (
  SELECT
    datasets.position,
    readings.dataset,
    readings.file,
    readings.name,
    readings.theirs,
    readings.reading,
    readings.format,
    readings.is_ambiguous,
    readings.records
  FROM fig_readings AS readings
  LEFT JOIN ref_datasets AS datasets ON readings.dataset = datasets.dataset
  WHERE readings.snapshot = $snapshot
)

SELECT
  dataset,
  file,
  name,
  theirs,
  reading,
  format,
  is_ambiguous,
  records
FROM listed
ORDER BY position NULLS LAST, dataset, file, name, reading, format NULLS LAST, is_ambiguous
