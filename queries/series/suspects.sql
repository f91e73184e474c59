-- Suspects: exports that were read and have far fewer or far more rows than the last good ones.
--
-- grain:    one row per snapshot and suspect dataset
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           records       BIGINT   rows kept
--           good_on       DATE     the last snapshot whose rows were not suspect
--           good_records  BIGINT   rows kept in it
-- reads:    fig_suspects, ref_datasets
-- basis:    GDPR Art. 5(1)(d) and 5(2)

SELECT
  suspects.snapshot,
  suspects.dataset,
  suspects.records,
  suspects.good_on,
  suspects.good_records
FROM fig_suspects AS suspects
INNER JOIN ref_datasets AS datasets ON suspects.dataset = datasets.dataset
ORDER BY suspects.snapshot, datasets.position
