-- Call announcements: whether callers were told before recording began.
--
-- grain:    one row
-- params:   $snapshot    DATE     day of the exports
-- columns:  is_exported  BOOLEAN  an export says whether callers were told; NULL without calls
--           recorded     BIGINT   calls recorded, in exports that say so
--           announced    BIGINT   those of them whose caller was told
-- reads:    fig_calls, ref_datasets
-- basis:    notice §3; Finnish DPA, 2020

SELECT
  bool_or(datasets.has_announced) AS is_exported,
  cast(
    coalesce(
      sum(calls.calls) FILTER (WHERE datasets.has_announced AND calls.is_recorded), 0
    ) AS BIGINT
  ) AS recorded,
  cast(
    coalesce(
      sum(calls.calls) FILTER (
        WHERE datasets.has_announced AND calls.is_recorded AND calls.is_announced
      ),
      0
    ) AS BIGINT
  ) AS announced
FROM fig_calls AS calls
INNER JOIN ref_datasets AS datasets USING (dataset)
WHERE calls.snapshot = $snapshot
