"""The table of files on the page Sources: everything that is wrong with a file stands at it."""

from dataclasses import dataclass

import pytest

from vouch import catalogues, readers, reading_rows, source_rows, view, viewers, wording


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
def look(built, management):
    """Return a function that looks at the newest snapshot in a language."""

    def at(language):
        days = tuple(management.snapshots())
        words, who = wording.Words(language), viewers.local(readers.Role.MANAGEMENT)
        return view.View(words, built, "", who, days, days[-1], days[-1], Asked(management))

    return at


@pytest.fixture
def problems(look):
    """Return a function that gives the problems of each file as the page has them."""

    def ask(language):
        return {row["file"]: row["problem"] for row in source_rows.table(look(language))["rows"]}

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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "12 of 482 days in Tilattu were not read: two-digit year (4), a spreadsheet's day "
            "number (3), impossible day (2), undeclared format (2), and no day at all (1); "
            "taken as written in Tilattu: 1 January 1970 (2) and after the snapshot (2).",
        ),
        (
            "fi",
            "Sarakkeen Tilattu päivistä 12/482 jäi lukematta: kaksinumeroinen vuosi (4), "
            "taulukkolaskennan päivänumero (3), mahdoton päivä (2), muu kuin ilmoitettu muoto (2) "
            "ja ei ole päivä (1); sarakkeesta Tilattu otettu sellaisinaan: "
            "1.1.1970 (2) ja tilannekuvan jälkeen (2).",
        ),
        (
            "sv",
            "12 av 482 dagar i kolumnen Tilattu lästes inte: tvåsiffrigt år (4), "
            "kalkylprogrammets dagnummer (3), omöjlig dag (2), annat format än de angivna (2) och "
            "inte någon dag (1); tas som de står i kolumnen Tilattu: 1.1.1970 (2) och "
            "efter ögonblicksbilden (2).",
        ),
    ],
)
def test_days_that_were_not_read_are_said_by_column(look, language, said):
    """A count of unreadable days helps nobody who is to mend the export; their kinds do."""
    rows = reading_rows.table(look(language))["rows"]

    assert ["billing.orders", "tilaukset.csv", said] in rows


def test_a_column_whose_days_are_beyond_doubt_is_not_named(look):
    """Sixty lines of what is well would hide the five that are not."""
    rows = reading_rows.table(look("en"))["rows"]

    assert [file for _, file, _ in rows] == [
        "asiakkaat.csv",
        "yhteydenotot.csv",
        "oikeuspyynnot.csv",
        "tilaukset.csv",
        "tyontekijat.csv",
    ]
