-- Calls by day: how many, in which direction and of which kind.
--
-- grain:    one row per combination of the columns before the last two
-- columns:  snapshot      DATE     day of the exports
--           dataset       VARCHAR  as in sources.toml
--           called_on     DATE     day of the calls; NULL if unknown
--           direction     VARCHAR  inbound or outbound; NULL if not exported
--           topic         VARCHAR  support or sales; NULL if not exported
--           is_recorded   BOOLEAN  recorded or not; NULL if not exported
--           is_announced  BOOLEAN  the caller was told before; NULL if not exported
--           calls         BIGINT   how many calls
--           seconds       BIGINT   their length together; NULL if not exported
-- reads:    ref_part, stg_calls
-- basis:    notice §3

SELECT
  part.snapshot,
  part.dataset,
  calls.called_on,
  calls.direction,
  calls.topic,
  calls.is_recorded,
  calls.is_announced,
  count(*) AS calls,
  cast(sum(calls.seconds) AS BIGINT) AS seconds
FROM stg_calls AS calls
CROSS JOIN ref_part AS part
GROUP BY
  part.snapshot,
  part.dataset,
  calls.called_on,
  calls.direction,
  calls.topic,
  calls.is_recorded,
  calls.is_announced
ORDER BY calls.called_on, calls.direction, calls.topic, calls.is_recorded, calls.is_announced
