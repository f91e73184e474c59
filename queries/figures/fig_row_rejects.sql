-- Row rejects: rows refused by their content, by file and reason.
--
-- grain:    one row per file and reason
-- columns:  file_no        INTEGER  which of the dataset's files
--           reject_reason  VARCHAR  message that says why
--           records        BIGINT   how many rows
-- reads:    fct_typed_groups

SELECT
  file_no,
  reject_reason,
  cast(sum(records) AS BIGINT) AS records
FROM fct_typed_groups
WHERE fate = 'rejected'
GROUP BY file_no, reject_reason
ORDER BY file_no, reject_reason
