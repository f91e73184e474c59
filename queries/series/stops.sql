-- Stops: datasets without figures, since when, and the last snapshot in which they had some.
--
-- grain:    one row per snapshot and dataset that stopped
-- columns:  snapshot  DATE     day of the exports
--           dataset   VARCHAR  as in sources.toml
--           kind      VARCHAR  as in sources.toml
--           since_on  DATE     the first snapshot that could not be read
--           good_on   DATE     the last one that could
--           file      VARCHAR  path inside the snapshot folder; NULL if there is none
--           problem   VARCHAR  message that says why
--           detail    VARCHAR  JSON object of the message's values
-- reads:    fig_stops, ref_datasets
-- basis:    GDPR Art. 5(1)(d) and 5(2)

SELECT
  stops.snapshot,
  stops.dataset,
  datasets.kind,
  stops.since_on,
  stops.good_on,
  stops.file,
  stops.problem,
  stops.detail
FROM fig_stops AS stops
INNER JOIN ref_datasets AS datasets ON stops.dataset = datasets.dataset
ORDER BY stops.snapshot, datasets.position
