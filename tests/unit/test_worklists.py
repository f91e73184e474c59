"""A worklist says the same in each form, and does nothing by itself."""

import io

import openpyxl
import pandas as pd
import pytest
from pyarrow import parquet

from tests import terminal
from tests.faults.shop import Shop
from tests.faults.test_holds import HEAD, HOLDS, TORN
from tests.opened import opener
from tests.pages.test_pages import text_of
from vouch import worklists
from vouch.errors import VouchError

GROUND = {"snapshot": "2026-10-31", "generation": "g", "filters": "source=crm"}
ROWS = pd.DataFrame(
    {
        "source": ["crm", "crm"],
        "dataset": ["crm.people", "crm.people"],
        "rule": ["order", "order"],
        "record_id": ["007", "=1+1"],
        "starts_on": pd.to_datetime(["2020-02-01", "2020-02-02"]),
        "last_on": pd.to_datetime(["2021-02-01", "2021-02-02"]),
        "days_past": [2098, 2097],
        "file": ["people.csv", "people.csv"],
        "row": [2, 3],
    }
)
EXPORT = "id;ended\na;1.2.2020\nb;2.2.2020\nc;1.8.2026\n"


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path / "home")
    made.folder.mkdir()
    made.declare()
    made.put(EXPORT)
    made.build()
    return made


def test_the_workbook_has_texts_days_and_numbers():
    """An id keeps its zeros, a day sorts as one, and no text is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(worklists.as_xlsx(ROWS, GROUND)))
    head, first, second = book["worklist"].iter_rows(values_only=True)
    about = dict(list(book["about"].iter_rows(values_only=True))[1:])

    assert head == worklists.COLUMNS
    assert first[3] == "007"
    assert second[3] == "'=1+1"
    assert [day.date().isoformat() for day in first[4:6]] == ["2020-02-01", "2021-02-01"]
    assert first[6:] == (2098, "people.csv", 2)
    assert about == GROUND


def test_parquet_has_days_as_days_and_says_what_it_rests_on():
    """Whoever works the list off by a program joins it with their own table."""
    table = parquet.read_table(io.BytesIO(worklists.as_parquet(ROWS, GROUND)))
    said = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}

    assert table.column_names == list(worklists.COLUMNS)
    assert str(table.schema.field("last_on").type) == "date32[day]"
    assert table["record_id"].to_pylist() == ["007", "=1+1"]
    assert said == GROUND


@pytest.mark.parametrize("form", worklists.FORMS)
def test_the_same_list_gives_the_same_bytes(form):
    """A list that was handed out can be shown to be the one that was drawn."""
    make = worklists.FORMS[form]

    assert make(ROWS, GROUND) == make(ROWS, GROUND)


@pytest.mark.parametrize("form", worklists.FORMS)
def test_an_empty_list_is_a_list(form):
    """Nothing to delete is the best that there is to say."""
    assert worklists.FORMS[form](ROWS.iloc[:0], GROUND)


def test_a_list_that_a_sheet_cannot_take_is_refused(monkeypatch):
    """A workbook would leave out what is too much, and nobody would delete it."""
    monkeypatch.setattr(worklists, "SHEET_ROWS", 1)

    with pytest.raises(VouchError, match="too long for a workbook"):
        worklists.as_xlsx(ROWS, GROUND)


def test_the_command_writes_the_list_and_leaves_a_trail(shop, tmp_path):
    """The officer's list leaves the home, and the log says so."""
    out = tmp_path / "list.csv"
    told = terminal.run("worklist", "--home", shop.folder, "--out", out)
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    [log] = (shop.folder / "audit").glob("*.jsonl")

    assert told.returncode == 0
    assert [line.split(",")[3] for line in lines[1:]] == ["a", "b"]
    assert "evidence/worklist" in log.read_text(encoding="utf-8")


def test_without_a_file_the_command_tells_what_is_left_of_lists(shop):
    """Counts are for everybody."""
    told = terminal.run("worklist", "--home", shop.folder)
    head, line = told.stdout.splitlines()
    found = dict(zip(head.split(","), line.split(","), strict=True))

    assert (found["listed"], found["gone"], found["still"]) == ("2", "0", "2")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--source", "erp"), "no source system erp"),
        (("--rule", "none"), "no deletion rule none"),
        (("--out", "list.pdf"), ".csv, .xlsx or .parquet"),
    ],
)
def test_what_it_does_not_know_it_says_in_one_sentence(shop, asked, said):
    """And what would be right."""
    told = terminal.run("worklist", "--home", shop.folder, *asked)

    assert told.returncode == 2
    assert said in " ".join(told.stderr.split())


def test_no_list_is_given_while_nobody_knows_all_that_is_on_hold(shop, tmp_path, monkeypatch):
    """A row that was not read may be the hold on what would be deleted by the list."""
    out = tmp_path / "list.csv"
    with (shop.folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(HOLDS.format(space="crm"))
    for rows, code in ((TORN, 2), ("People,b,,2026-01-01,\n", 0)):
        shop.put(HEAD + rows, "holds.csv")
        shop.build()
        told = terminal.run("worklist", "--home", shop.folder, "--out", out)
        page = text_of(opener(shop.folder, monkeypatch)("deletion", lang="en"))

        assert told.returncode == code
        assert ("legal.holds" in told.stderr) == ("No list for deletion" in page) == bool(code)
        assert out.exists() != bool(code)
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[3] for line in lines[1:]] == ["a"]
