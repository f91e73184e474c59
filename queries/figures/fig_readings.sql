-- Readings: how the days of each mapped column were read, or why they were not.
--
-- grain:    one row per file, column of ours, reading, format and ambiguity
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           file          VARCHAR  export file
--           name          VARCHAR  our column
--           theirs        VARCHAR  the export's column, or columns
--           reading       VARCHAR  read, epoch, future, empty, or why the day was not read
--           format        VARCHAR  the declared format that read it; NULL if none did
--           is_ambiguous  BOOLEAN  another declared format makes another day of it
--           records       BIGINT   kept rows
-- reads:    fct_day_groups, ref_files, ref_part
-- basis:    GDPR Art. 5(1)(d)

SELECT
  part.snapshot,
  part.dataset,
  files.file,
  day_groups.name,
  day_groups.theirs,
  day_groups.reading,
  day_groups.format,
  day_groups.is_ambiguous,
  day_groups.records
FROM fct_day_groups AS day_groups
INNER JOIN ref_files AS files ON day_groups.file_no = files.file_no
CROSS JOIN ref_part AS part
