"""A home that keeps its notice has no finding, whatever a finding may look for."""

import shutil
from datetime import date, timedelta

import pytest

from tests import clean_home
from vouch import build, home, queries, readers

DAY = date.fromisoformat(clean_home.DAY)
SERIES = ("declarations", "retention", "deletions", "marketing", "registers")


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    folder = clean_home.write(tmp_path_factory.mktemp("clean"))
    summary = build.run(home.load(folder))
    return readers.open(folder / "warehouse", summary.generation, readers.Role.DPO)


@pytest.mark.parametrize("name", SERIES)
def test_a_home_that_keeps_its_notice_has_no_finding(clean, name):
    """A finding that is always there would soon be looked past."""
    assert clean.rows("series", f"findings_in_{name}", snapshot=DAY, as_of=DAY).empty


def test_from_snapshot_to_snapshot_a_clean_home_stays_clean(tmp_path):
    """One order went on the day after its last permitted one; all else stands as it was."""
    folder = clean_home.write(tmp_path)
    before = folder / "snapshots" / str(DAY - timedelta(days=1))
    shutil.copytree(folder / "snapshots" / clean_home.DAY, before)
    with (before / "crm.orders.csv").open("a", encoding="utf-8") as orders:
        orders.write("1,2025-10-30\n")
    summary = build.run(home.load(folder))
    reader = readers.open(folder / "warehouse", summary.generation, readers.Role.DPO)
    events = reader.rows("series", "deletion_history")

    assert list(zip(events["dataset"], events["event"], events["records"], strict=True)) == [
        ("crm.orders", "in_time", 1)
    ]
    for day in (DAY - timedelta(days=1), DAY):
        for name in SERIES:
            assert reader.rows("series", f"findings_in_{name}", snapshot=day, as_of=day).empty


def test_time_alone_makes_findings(clean):
    """The same exports a year later: nothing was deleted, reviewed or answered."""
    later = {
        finding
        for name in SERIES
        for finding in clean.rows(
            "series", f"findings_in_{name}", snapshot=DAY, as_of=DAY + timedelta(days=400)
        )["finding"]
    }

    assert later == {
        "past_retention",
        "list_outlives_campaign",
        "hold_review_overdue",
        "request_overdue",
    }


def test_the_registers_were_read(clean):
    """No finding means something only where there was something to find."""
    counts = {
        name: int(clean.rows("series", name, snapshot=DAY)[column].sum())
        for name, column in (
            ("permissions", "permissions"),
            ("processors", "processors"),
            ("disclosures", "disclosures"),
            ("holds", "holds"),
        )
    }

    assert counts == {"permissions": 3, "processors": 4, "disclosures": 1, "holds": 1}


def test_no_name_of_a_processor_is_kept(clean):
    """A processor may be a person with a name of their own: place and row say enough."""
    with clean._connection() as db:
        names = {
            name for (name,) in db.execute("SELECT column_name FROM duckdb_columns()").fetchall()
        }
        texts = db.execute("SELECT record_id, country, file FROM rec_processors").fetchall()

    assert "safeguard" not in names
    assert {file for _, _, file in texts} == {"processors.csv"}
    assert sorted(country for _, country, _ in texts) == ["FI", "GB", "NO", "US"]


COUNTED = (
    *("mailings", "permissions", "audio", "unlisted_calls", "scopes"),
    *("erased", "erasures", "withdrawn"),
    *("holds", "disclosures", "processors"),
)


@pytest.mark.parametrize("name", COUNTED)
def test_counts_name_nobody(name):
    """The figures file is open to management: no person, no row and no hash of either."""
    columns = {column.name for column in queries.load("figures", f"fig_{name}").columns}

    assert not columns & {"person", "recording", "record_id", "subject_key", "file", "row"}


def test_a_withdrawn_consent_is_found_at_the_next_build(tmp_path):
    """What is counted over several exports follows each of them, and no other part is built."""
    folder = clean_home.write(tmp_path)
    build.run(home.load(folder))
    path = folder / "snapshots" / clean_home.DAY / "crm.permissions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("1,consent,email,2020-01-01,", "1,consent,email,2020-01-01,2026-09-01")
    )
    summary = build.run(home.load(folder))
    reader = readers.open(folder / "warehouse", summary.generation, readers.Role.DPO)
    found = reader.rows("series", "findings_in_marketing", snapshot=DAY, as_of=DAY)

    assert summary.new_parts == 1
    assert dict(zip(found["finding"], found["records"], strict=True)) == {
        "mailing_after_withdrawal": 1,
        "mailing_without_consent": 1,
    }


def changed(folder, name: str, old: str, new: str) -> readers.Reader:
    """Build the home with one text of an export changed."""
    path = folder / "snapshots" / clean_home.DAY / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    summary = build.run(home.load(folder))
    return readers.open(folder / "warehouse", summary.generation, readers.Role.DPO)


@pytest.mark.parametrize(
    ("change", "finding", "file"),
    [
        (("crm.orders", "1,2026", "4,2026"), "erased_still_there", "crm.orders.csv"),
        (("crm.holds", "9,2026", "8,2026"), "erased_still_there", "crm.gifts.csv"),
        (("crm.contacts", "a@x.fi", "D@X.fi"), "erased_still_there", "crm.contacts.csv"),
        (("crm.tapes", "b,2026", "c,2026"), "recorded_without_file", "crm.calls.csv"),
        (("crm.tapes", "a,2026", ",2026"), "recorded_without_file", "crm.calls.csv"),
        (
            ("crm.prohibitions", "4,prohibition,email", "1,prohibition,fax"),
            "mailing_maybe_forbidden",
            "crm.mailings.csv",
        ),
        (
            ("crm.prohibitions", "4,prohibition,email", "1,prohibition,all"),
            "mailing_against_prohibition",
            "crm.mailings.csv",
        ),
        (
            ("crm.permissions", "1,consent,email", "1,consent,fax"),
            "permission_channel_unknown",
            "crm.permissions.csv",
        ),
    ],
)
def test_one_changed_row_is_found_with_its_row(tmp_path, change, finding, file):
    """From the export through the build: the finding counts the row, and the list shows it."""
    reader = changed(clean_home.write(tmp_path), *change)
    counts = {
        line.finding: line.records
        for series in SERIES
        for line in reader.rows(
            "series", f"findings_in_{series}", snapshot=DAY, as_of=DAY
        ).itertuples()
    }
    listed = reader.rows("evidence", "finding_rows", snapshot=DAY, as_of=DAY, finding=finding)

    assert counts[finding] == 1
    assert list(listed["file"]) == [file]


def test_a_person_of_another_space_is_another_person(tmp_path):
    """Number 4 of the shop and number 4 of the customer register need not be the same."""
    folder = clean_home.write(tmp_path)
    sources = folder / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        text.replace("[crm.orders]", '[crm.orders]\nsubject_space = "shop"'), encoding="utf-8"
    )
    reader = changed(folder, "crm.orders", "1,2026-01-01", "4,2026-01-01")

    assert reader.rows("series", "findings_in_registers", snapshot=DAY, as_of=DAY).empty
