-- Rows traced: what is still held of people after a request of theirs was granted.
--
-- grain:    one row per row of an export and request that it is found for
-- columns:  snapshot     DATE     day of the exports
--           right        VARCHAR  erasure or consent
--           person       UBIGINT  keyed hash of who asked
--           closed_on    DATE     day the request was answered
--           dataset      VARCHAR  as in sources.toml
--           file         VARCHAR  export file
--           row          BIGINT   number of the physical record in it
--           record_id    VARCHAR  the source's own key, or file and row number
--           is_link      BOOLEAN  found by an e-mail address, a phone or a customer number alone
--           starts_on    DATE     start of the deletion period; NULL if unknown
--           start_state  VARCHAR  known, empty or unreadable
--           is_held      BOOLEAN  a hold or restriction is open on it on the snapshot's day
-- reads:    fct_permissions, fct_sought, fct_sought_rows, ref_datasets, ref_purposes
-- basis:    GDPR Art. 7(3) and 17(1); notice §9

WITH found AS (
  SELECT
    found.snapshot,
    sought.right,
    sought.person,
    sought.closed_on,
    found.dataset,
    found.file,
    found.row,
    any_value(found.record_id) AS record_id,
    bool_and(found.is_link) AS is_link,
    any_value(found.starts_on) AS starts_on,
    any_value(found.start_state) AS start_state,
    bool_or(found.is_held) AS is_held
  FROM fct_sought_rows AS found
  INNER JOIN fct_sought AS sought
    ON found.snapshot = sought.snapshot AND found.identifier = sought.identifier
  GROUP BY
    found.snapshot,
    sought.right,
    sought.person,
    sought.closed_on,
    found.dataset,
    found.file,
    found.row
),

-- Who consents anew may be entered anew.
renewed AS (
  SELECT DISTINCT
    snapshot,
    person,
    given_on
  FROM fct_permissions
  WHERE stance = 'consent' AND given_on IS NOT NULL AND person IS NOT NULL
)

SELECT
  found.snapshot,
  found.right,
  found.person,
  found.closed_on,
  found.dataset,
  found.file,
  found.row,
  found.record_id,
  found.is_link,
  found.starts_on,
  found.start_state,
  found.is_held
FROM found
INNER JOIN ref_datasets AS datasets ON found.dataset = datasets.dataset
LEFT JOIN ref_purposes AS purposes ON datasets.purpose = purposes.purpose
LEFT JOIN renewed
  ON
    found.snapshot = renewed.snapshot
    AND found.person = renewed.person
    AND found.closed_on < renewed.given_on
WHERE
  found.right = 'erasure'
  -- What came before the consent was taken back was lawful, Art. 7(3), and so is what rests on
  -- anything else. Of mailings the permissions tell.
  OR (
    datasets.kind = 'records'
    AND coalesce(datasets.basis, purposes.basis) = 'consent'
    AND found.starts_on > found.closed_on
    AND renewed.person IS NULL
  )
GROUP BY ALL
