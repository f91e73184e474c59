"""The table of files on the page Sources: everything that is wrong with a file stands at it."""

from dataclasses import dataclass

import pytest

from vouch import catalogues, readers, source_rows, view, wording


@dataclass(frozen=True)
class Asked:
    """A reader as a view asks it, with nothing kept."""

    reader: readers.Reader

    def rows(self, layer, name, params):
        """Run a query."""
        return self.reader.rows(layer, name, **dict(params))

    def keep(self, name, make):
        """Make it each time."""
        return make()


@pytest.fixture
def problems(built, management):
    """Return a function that gives the problems of each file as the page has them."""

    def ask(language):
        days = tuple(management.snapshots())
        words, role = wording.Words(language), readers.Role.MANAGEMENT
        look = view.View(words, built, "", role, days, days[-1], days[-1], Asked(management))
        return {row["file"]: row["problem"] for row in source_rows.table(look)["rows"]}

    return ask


def test_a_code_that_nobody_mapped_is_said_at_its_file(problems):
    """The build says it once, to whoever runs it; the page says it to everybody."""
    assert "1 row has something in the column Oikeus" in problems("en")["oikeuspyynnot.csv"]


def test_refused_rows_are_left_to_their_own_table(problems):
    assert problems("en")["asiakkaat.csv"] == ""


@pytest.mark.parametrize("language", catalogues.languages())
def test_problems_are_said_in_the_readers_language(problems, language):
    assert [said for said in problems(language).values() if "{" in said] == []
    assert any(problems(language).values())
