"""The header of a query file, as pages, reports and tests read it."""

import pytest

from vouch import queries
from vouch.queries import Field

HEADER = """\
-- Past retention: records still held
--
-- grain:    one row per dataset,
--           also when it is empty
-- params:   $as_of   DATE    day the figures look at
-- columns:  dataset  VARCHAR  as in sources.toml
--           records  BIGINT   how many: all of them
-- reads:    fig_deadlines, ref_datasets
-- basis:    GDPR Art. 5(1)(e)

-- A comment of the statement, not of the header.
SELECT 1
"""


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """Read a file that is written here."""
    (tmp_path / "kpis").mkdir()
    (tmp_path / "kpis" / "drawn.sql").write_text(HEADER, encoding="utf-8")
    monkeypatch.setattr(queries, "ROOT", tmp_path)
    queries.load.cache_clear()
    yield queries.load("kpis", "drawn")
    queries.load.cache_clear()


def test_a_header_is_read_whole(drawn):
    """Lines that go on belong to the entry above; a colon in a meaning starts no entry."""
    assert (drawn.title, drawn.summary) == ("Past retention", "records still held")
    assert drawn.grain == "one row per dataset, also when it is empty"
    assert drawn.params == (Field("as_of", "DATE", "day the figures look at"),)
    assert drawn.columns == (
        Field("dataset", "VARCHAR", "as in sources.toml"),
        Field("records", "BIGINT", "how many: all of them"),
    )
    assert drawn.reads == ("fig_deadlines", "ref_datasets")
    assert drawn.basis == "GDPR Art. 5(1)(e)"


def test_the_statement_is_shown_as_it_runs(drawn):
    """The method box shows the very file, header and all."""
    assert drawn.sql == HEADER


def test_names_are_listed_in_order(drawn):
    """A layer without a file has no names."""
    assert queries.names("kpis") == ["drawn"]
    assert queries.names("series") == []
