"""Keys and doubles on the page Sources, in words."""

from tests.unit.test_sources_page import Asked
from vouch import readers, repeat_rows, view, viewers, wording


def look(built, reader, day, language="en"):
    """Look at one snapshot as a page does."""
    days, words = tuple(reader.snapshots()), wording.Words(language)
    who = viewers.local(readers.Role.MANAGEMENT)
    return view.View(words, built, "", who, days, day, day, Asked(reader))


def test_every_dataset_says_what_its_keys_lack(built, management):
    """A dash where there is no id or no person is not a zero."""
    rows = repeat_rows.table_of_keys(look(built, management, management.snapshots()[-1]))["rows"]

    assert ["billing.orders", "3", "3", "4", "7"] in rows
    assert ["logs.logins", "–", "–", "–", "37"] in rows
    assert ["calls.recordings", "0", "0", "0", "–"] in rows
    assert "legal.holds" not in [row[0] for row in rows]


def test_faults_are_summed_over_the_datasets(built, management):
    """The sample plants six rows too many, in two files."""
    found = repeat_rows.key_faults(look(built, management, management.snapshots()[-1]))

    assert found["repeated_id"] == 6
    assert found["missing_id"] == 4


def test_a_file_that_stands_still_says_since_when(built, management):
    """An archive is not expected to move; it is told all the same."""
    rows = repeat_rows.table_of_doubles(look(built, management, management.snapshots()[-1]))["rows"]
    by_file = {row[1]: row[4] for row in rows}

    assert by_file["laskut_arkisto.csv"] == "unchanged since 31 Aug 2026"
    assert "asiakkaat.csv" not in by_file


def test_what_was_not_looked_for_is_said(built, management, monkeypatch):
    """Silence would pass for order."""
    asked = look(built, management, management.snapshots()[-1])
    found = asked.series("keys").assign(search="too_many", repeated_ids=None, surplus_rows=None)
    monkeypatch.setattr(view.View, "series", lambda view, name: found)

    [first, *_] = repeat_rows.table_of_keys(asked)["rows"]
    assert first[1:3] == ["not looked for: over 5 million rows", "–"]
