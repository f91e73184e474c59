-- Links: identifiers that join people across sources, written in one way.
--
-- grain:    one row per row that was read and identifier in it
-- columns:  file_no     INTEGER  which of the dataset's files
--           row         BIGINT   number of the physical record in its file; NULL if not kept
--           subject_id  VARCHAR  whom the row is about; NULL if it names nobody
--           line_text   VARCHAR  a log line's day, as written; NULL for other formats
--           link_text   VARCHAR  e-mail, phone or customer number; it never leaves the build
-- reads:    raw_rows
-- basis:    GDPR Art. 4(1); notice §1

WITH split_links AS (
  SELECT
    file_no,
    row,
    subject_id,
    line_text,
    unnest(string_split(links, chr(31))) AS written
  FROM raw_rows
  WHERE
    links IS NOT NULL
    AND NOT is_elsewhere
    AND reject_reason IS NULL
    -- What a company is reached by is no personal data.
    AND (subject_id IS NOT NULL OR company_id IS NULL)
),

plain_links AS (
  SELECT
    file_no,
    row,
    subject_id,
    line_text,
    CASE
      WHEN contains(written, '@') THEN lower(trim(written))
      -- A phone number with and without the country's code is the same, also where the code keeps
      -- the 0 of home calls beside it, +358 (0)40; without a plus only a mobile number shows that
      -- 358 is the country. Spaces and dashes are any that Unicode has, and what acts unseen.
      ELSE regexp_replace(
        upper(regexp_replace(written, '[\s\p{Z}\p{Pd}\p{Cf}\x{2212}()./]+', '', 'g')),
        '^(?:(?:\+|00)3580?([1-9][0-9]{4,})|358((?:4[0-9]|50)[0-9]{6,8}))$',
        '0\1\2'
      )
    END AS link_text
  FROM split_links
)

SELECT
  file_no,
  row,
  subject_id,
  line_text,
  link_text
FROM plain_links
WHERE link_text <> ''
