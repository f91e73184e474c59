-- Sought identifiers: by what the people of granted requests are looked for in each snapshot.
--
-- grain:    one row per snapshot, request and identifier
-- columns:  snapshot    DATE     day of the exports in which it is looked for
--           right       VARCHAR  erasure or consent
--           person      UBIGINT  keyed hash of who asked
--           closed_on   DATE     day it was answered
--           identifier  UBIGINT  keyed hash of the person, or of what linked them
--           is_link     BOOLEAN  an e-mail address, a phone or a customer number
-- reads:    fct_answered, fct_kept_sought, fct_ties, ref_settings, ref_snapshots
-- basis:    GDPR Art. 7(3) and 17(1); notice §9

WITH seen_requests AS (
  SELECT
    snapshot,
    "right",
    person,
    closed_on
  FROM fct_answered

  UNION

  -- What was kept of snapshots whose exports are deleted.
  SELECT
    snapshot,
    "right",
    person,
    closed_on
  FROM fct_kept_sought
),

asked AS (
  SELECT DISTINCT
    days.snapshot,
    seen.right,
    seen.person,
    seen.closed_on
  FROM ref_snapshots AS days
  INNER JOIN seen_requests AS seen ON days.snapshot >= seen.snapshot
  CROSS JOIN ref_settings AS settings
  WHERE
    -- As long as the register names the person, they are no secret to it.
    days.snapshot = seen.snapshot
    OR days.snapshot <= cast(
      seen.closed_on + to_months(settings.keep_keys_months) AS DATE
    ) + settings.keep_keys_days
),

-- Once erased, only an earlier snapshot knows by what else the person was known.
known_ties AS (
  SELECT
    snapshot,
    person,
    link
  FROM fct_ties
  WHERE person IS NOT NULL

  UNION

  SELECT
    snapshot,
    person,
    identifier AS link
  FROM fct_kept_sought
  WHERE is_link
)

SELECT
  snapshot,
  "right",
  person,
  closed_on,
  person AS identifier,
  FALSE AS is_link
FROM asked

UNION ALL

SELECT DISTINCT
  asked.snapshot,
  asked.right,
  asked.person,
  asked.closed_on,
  ties.link AS identifier,
  TRUE AS is_link
FROM asked
INNER JOIN known_ties AS ties ON asked.person = ties.person AND asked.snapshot >= ties.snapshot
