-- Worklists: of the records past their date in each snapshot, what is left in the newest one.
--
-- grain:    one row per snapshot, dataset and rule with records past their date
-- columns:  snapshot    DATE     day of the exports that the list is drawn from
--           dataset     VARCHAR  as in sources.toml
--           source      VARCHAR  source system
--           rule        VARCHAR  deletion rule
--           counted_on  DATE     the newest snapshot in which the dataset can be compared
--           listed      BIGINT   records past their date that no hold kept
--           gone        BIGINT   of them, deleted
--           elsewhere   BIGINT   of them, there under another id or another rule
--           re_dated    BIGINT   of them, there under another day
--           unproven    BIGINT   of them, in a file that is not there or has shrunk
--           still       BIGINT   of them, there as they were
--           oldest_on   DATE     earliest last permitted day of those still there
-- reads:    fig_worklists, ref_datasets
-- basis:    GDPR Art. 5(1)(e) and 5(2)

SELECT
  worklists.snapshot,
  worklists.dataset,
  datasets.source,
  worklists.rule,
  worklists.counted_on,
  worklists.listed,
  worklists.gone,
  worklists.elsewhere,
  worklists.re_dated,
  worklists.unproven,
  worklists.still,
  worklists.oldest_on
FROM fig_worklists AS worklists
INNER JOIN ref_datasets AS datasets ON worklists.dataset = datasets.dataset
ORDER BY worklists.snapshot, datasets.position, worklists.rule
