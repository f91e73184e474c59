"""A dataset that stopped, and a suspect export: each page says what its figures lack."""

import pytest

from tests.pages.test_pages import text_of, verdict_of
from vouch import ui, wording

BANNERS = {
    "en": "crm.people: not read since 31 Oct 2026 (people.csv: the column ended is missing, "
    "perhaps renamed to finished); the last good snapshot is 30 Sep 2026.",
    "fi": "crm.people: ei luettu 31.10.2026 alkaen (people.csv: sarake ended puuttuu; sen uusi "
    "nimi on ehkä finished); viimeinen kelvollinen tilannekuva on 30.9.2026.",
    "sv": "crm.people: inte läst sedan 31.10.2026 (people.csv: kolumnen ended saknas; kanske "
    "heter den nu finished); den senaste godtagbara ögonblicksbilden är 30.9.2026.",
}
OF_OTHERS = ("requests", "calls", "audit")  # no dataset of their kinds has stopped
SUSPECT = "shop.buyers: suspect export of 6 rows, after 60 on 30 Sep 2026"


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ui.NAMES)
def test_a_page_says_which_dataset_it_lacks(open_drifted_page, name, language):
    """A total that lacks a dataset must not pass for a smaller one."""
    app = open_drifted_page(name, lang=language)

    assert not app.exception
    assert (BANNERS[language] in text_of(app)) == (name not in OF_OTHERS)


def test_the_last_good_snapshot_is_shown_without_a_banner(open_drifted_page):
    """There the dataset was read, and nothing is lacking."""
    app = open_drifted_page("volumes", lang="en", snapshot="2026-09-30")

    assert BANNERS["en"] not in text_of(app)
    assert "120" in verdict_of(app)[1]


def test_what_was_not_read_is_not_said_to_be_fewer(open_drifted_page):
    """The difference between the two snapshots is that of the exports, not of the records."""
    sentence = verdict_of(open_drifted_page("volumes", lang="en"))[1]

    assert "6" in sentence
    assert "fewer" not in sentence


def test_sources_says_which_state_a_file_is_in(open_drifted_page):
    shown = text_of(open_drifted_page("sources", lang="en"))

    assert "Stopped since 31 Oct 2026" in shown
    assert "Suspect" in shown
    assert SUSPECT in shown


@pytest.mark.parametrize("name", ["overview", "notice"])
def test_a_suspect_export_is_a_finding(open_drifted_page, name):
    assert "far fewer or far more rows" in text_of(open_drifted_page(name, lang="en"))
