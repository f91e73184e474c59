-- Deletion history: what became of records past their date, from snapshot to snapshot.
--
-- grain:    one row per snapshot, dataset and event
-- columns:  snapshot  DATE     the later snapshot of the pair
--           dataset   VARCHAR  as in sources.toml
--           event     VARCHAR  as in fig_deletions
--           records   BIGINT   records
-- reads:    fig_deletions, ref_datasets
-- basis:    GDPR Art. 5(1)(e) and 5(2)

SELECT
  deletions.snapshot,
  deletions.dataset,
  deletions.event,
  cast(sum(deletions.records) AS BIGINT) AS records
FROM fig_deletions AS deletions
INNER JOIN ref_datasets AS datasets ON deletions.dataset = datasets.dataset
GROUP BY deletions.snapshot, deletions.dataset, deletions.event, datasets.position
ORDER BY deletions.snapshot, datasets.position, deletions.event
