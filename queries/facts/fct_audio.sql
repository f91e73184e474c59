-- Listed audio: recordings and transcripts, each recording as a keyed hash.
--
-- grain:    one row per row of a list of a part; at publication, of a snapshot
-- columns:  snapshot    DATE     day of the exports
--           dataset     VARCHAR  as in sources.toml
--           kind        VARCHAR  recordings or transcripts
--           file        VARCHAR  export file
--           row         BIGINT   number of the physical record in it; NULL if not kept
--           recording   VARCHAR  keyed hash of the recording; NULL if it is not named
--           is_deleted  BOOLEAN  deleted by the snapshot's day: only a notice is left
-- reads:    ref_datasets, ref_files, ref_part, stg_audio
-- basis:    notice §3

SELECT
  part.snapshot,
  part.dataset,
  datasets.kind,
  files.file,
  audio.row,
  substr(
    sha256(getvariable('key') || chr(0) || 'recording' || chr(0) || audio.recording_id), 1, 16
  ) AS recording,
  coalesce(audio.deleted_on <= part.snapshot, FALSE) AS is_deleted
FROM stg_audio AS audio
INNER JOIN ref_files AS files ON audio.file_no = files.file_no
CROSS JOIN ref_part AS part
INNER JOIN ref_datasets AS datasets ON part.dataset = datasets.dataset
