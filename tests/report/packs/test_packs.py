"""Packs: the same inputs give the same bytes, nothing is half made, and nothing is made in vain."""

import csv
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import pdf_text, terminal
from tests.audit.test_writing import records
from tests.report.packs import packing
from vouch import kpis, readers, warehouse
from vouch.errors import VouchError
from vouch.report import composing, document, figure_files, verify
from vouch.report.composing import Wish

PARTS = {"VERIFY.md", "verify.py", "manifest.json", "report.pdf", "policy.toml", "sources.toml"}
ALONE = "--no-screens"


@pytest.fixture
def copied(shop, tmp_path):
    """Return a copy of the home of three snapshots, with a log of its own."""
    shutil.copytree(shop, tmp_path / "home", ignore=shutil.ignore_patterns("audit"))
    return tmp_path / "home"


def files(path: Path) -> dict[str, bytes]:
    return dict(verify.unpacked(path.read_bytes()))


def manifest(path: Path) -> dict:
    return json.loads(files(path)["manifest.json"])


def test_it_holds_all_that_a_report_rests_on(shop, pack):
    """Figures, queries and declarations as used, and each export by its hash."""
    inside, said = files(pack), manifest(pack)
    by_folder = {name.split("/")[0] for name in inside if "/" in name}

    assert inside.keys() >= PARTS
    assert by_folder == {"figures", "queries"}
    assert inside["policy.toml"] == (shop / "policy.toml").read_bytes()
    assert inside["sources.toml"] == (shop / "sources.toml").read_bytes()
    assert [(one["snapshot"], one["file"]) for one in said["exports"]] == [
        (day, "invoices_all.csv") for day in packing.DAYS
    ]
    for one in said["exports"]:
        export = (shop / "snapshots" / one["snapshot"] / one["file"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(export), verify.sha256(export))
    assert {entry["name"] for entry in said["files"]} == inside.keys() - {"manifest.json"}


def test_the_figures_are_those_that_kpis_prints(shop, pack):
    """Byte for byte: whoever reads the one can read the other."""
    told = terminal.run("kpis", "--format", "json", home=shop)

    assert files(pack)["figures/kpis.json"].decode() == told.stdout


def test_each_series_and_figure_has_a_table(shop, pack):
    """What a page draws can be drawn again from the pack."""
    inside = files(pack)
    tables = {name for name in inside if name.startswith("figures/") and name.endswith(".csv")}
    rows = csv.DictReader(io.StringIO(inside["figures/series/states.csv"].decode("utf-8-sig")))
    past = sum(int(row["records"]) for row in rows if row["state"] == "past")

    assert {f"figures/kpis/{name}.csv" for name in kpis.IDS} <= tables
    assert {f"figures/series/{name}.csv" for name in figure_files.series()} <= tables
    assert past == 2  # the invoices of 2014 and 2015


def test_two_runs_give_the_same_bytes(shop, pack, tmp_path):
    """In another time zone and locale, and with other seeds of hashes, too."""
    other = {"TZ": "Pacific/Auckland", "LC_ALL": "fi_FI.UTF-8", "PYTHONHASHSEED": "7"}
    told = subprocess.run(
        [sys.executable, "-m", "vouch", "report", "--home", shop, "--out", tmp_path, ALONE],
        cwd=terminal.ROOT,
        env=os.environ | other,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (tmp_path / pack.name).read_bytes() == pack.read_bytes()
    assert verify.sha256(pack.read_bytes()) in told.stdout


def test_its_hash_is_printed_and_lies_beside_it(copied, tmp_path):
    """One line, for a mail: how it stands, where it lies, and what to keep elsewhere."""
    told = terminal.run("report", ALONE, "--home", copied)
    path = copied / "reports" / packing.name()
    sha256 = verify.sha256(path.read_bytes())

    assert told.returncode == 0, told.stderr
    assert told.stdout == (
        f"Report of 2026-10-31 for management, en: limits broken: 2; {len(files(path))} files, "
        f"{path.stat().st_size / 1e6:.1f} MB in {path}; keep its SHA-256 elsewhere: {sha256}\n"
    )
    assert path.with_name(f"{path.name}.sha256").read_text() == f"{sha256}  {path.name}\n"


def test_making_one_is_written_down(copied, tmp_path):
    """Who took figures away is told by the log, whatever became of the file."""
    packing.make(packing.look(copied, language="fi"), tmp_path / "out")
    [entry] = records(copied / "audit")

    assert (entry["action"], entry["query"]) == ("export", packing.name(language="fi"))
    assert (entry["role"], entry["place"]) == ("management", "vouch report")
    assert entry["snapshot"] == "2026-10-31"


def test_what_cannot_be_logged_is_not_made(copied, tmp_path):
    """As with every other file that leaves."""
    (copied / "audit").write_text("a file where the log should be")
    with pytest.raises(VouchError):
        packing.make(packing.look(copied), tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("part", ["page", "disk", "interrupt"])
def test_what_fails_leaves_nothing_behind(copied, tmp_path, monkeypatch, part):
    """Half a pack would be sent on by a schedule."""
    out = tmp_path / "out"

    def fail(*_: object, **__: object) -> None:
        raise {
            "page": VouchError("problem.build_cancelled"),
            "disk": OSError(errno.ENOSPC, "No space left on device"),
            "interrupt": KeyboardInterrupt(),
        }[part]

    where = {"page": (document, "draft"), "disk": (Path, "write_bytes")}
    monkeypatch.setattr(*where.get(part, (Path, "replace")), fail)
    with pytest.raises((VouchError, OSError, KeyboardInterrupt)):
        packing.make(packing.look(copied), out)

    assert list(out.iterdir()) == []


def test_nothing_is_made_anew_where_nothing_is_new(copied):
    """A schedule asks every night; a month has one report."""
    first = terminal.run("report", ALONE, "--if-new", "--home", copied)
    path = copied / "reports" / packing.name()
    before = path.stat().st_mtime_ns
    again = terminal.run("report", ALONE, "--if-new", "--home", copied)

    assert (first.returncode, again.returncode) == (0, 0)
    assert again.stdout == (
        f"Nothing is new: {path} rests on the same exports, policy and versions.\n"
    )
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("change", ["as_of", "role", "language", "period", "scheme", "versions"])
def test_whatever_a_pack_rests_on_makes_it_new(shop, change):
    """Else a report would be missing, and nobody would be told."""
    view = packing.look(shop)
    said = composing.about(view, packing.WISH)

    assert composing.is_same(said | {"previous": None}, said)
    assert not composing.is_same(said | {change: "other"}, said)


def test_a_pack_that_rests_on_something_else_is_not_replaced_unasked(copied):
    """Its hash may have been handed out."""
    terminal.run("report", ALONE, "--home", copied)
    path = copied / "reports" / packing.name()
    first, export = path.read_bytes(), copied / "snapshots" / "2026-10-31" / "invoices_all.csv"
    export.write_text(export.read_text() + "4716;C-20;;Ida Fox;01/02/2013;5,00\n")
    told = terminal.run("report", ALONE, "--if-new", "--home", copied)
    kept = path.read_bytes()
    replaced = terminal.run("report", ALONE, "--again", "--home", copied)

    assert (told.returncode, kept) == (2, first)
    assert "--again" in told.stderr
    assert replaced.returncode == 0
    assert path.read_bytes() != first


def test_a_month_without_an_as_of_day_stays_the_same(copied):
    """Its day is the snapshot's, so tomorrow's run is not new."""
    terminal.run("report", ALONE, "--home", copied)

    assert manifest(copied / "reports" / packing.name())["as_of"] == "2026-10-31"


def test_a_year_has_the_figures_of_its_snapshots(shop, tmp_path):
    """Each snapshot on its own day, and the year's requests."""
    path = packing.make(packing.look(shop), tmp_path / "o", Wish("year", has_screens=False)).path
    text = files(path)["figures/year/kpis.csv"].decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["kpi"] == "past_retention"]

    assert path.name == "vouch-report-2026-10-31-year-management-en.zip"
    assert [(row["snapshot"], row["as_of"], row["numerator"]) for row in rows] == [
        ("2026-08-31", "2026-08-31", "2"),
        ("2026-09-30", "2026-09-30", "2"),
        ("2026-10-31", "2026-10-31", "2"),
    ]
    assert "figures/year/requests.csv" in files(path)
    assert pdf_text.pages(files(path)["report.pdf"])[0].startswith("Annual data balance sheet")


def test_the_manual_speaks_the_report_s_language(shop, tmp_path):
    """Whoever reads the report in Swedish is told in Swedish how to check it."""
    path = packing.make(packing.look(shop, language="sv"), tmp_path / "out").path

    assert "Så kontrolleras det här paketet" in files(path)["VERIFY.md"].decode()
    assert path.name in files(path)["VERIFY.md"].decode()


def test_an_officer_s_pack_has_rows_and_logs_each_list_before(copied, tmp_path):
    """Rows leave here as they leave by a page: written down first, one by one."""
    path = packing.make(packing.look(copied, readers.Role.DPO), tmp_path / "out").path
    evidence = [name for name in files(path) if name.startswith("evidence/")]
    logged = records(copied / "audit")
    rows = files(path)["evidence/kpis/past_retention.csv"].decode("utf-8-sig").splitlines()

    assert len(evidence) == len(manifest(path)["evidence"]) >= len(kpis.IDS)
    assert [entry["query"] for entry in logged[:2]] == [
        "evidence/volumes",
        "evidence/past_retention",
    ]
    assert logged[-1]["query"] == path.name
    assert len(rows) == 1 + 2


def test_an_earlier_snapshot_has_no_rows_left(copied, tmp_path):
    """They are kept of the newest alone; an empty list would read as none past its date."""
    view = packing.look(copied, readers.Role.DPO, day=packing.DAYS[0])
    path = packing.make(view, tmp_path / "out").path

    assert not [name for name in files(path) if name.startswith("evidence/")]


def test_management_s_pack_is_read_without_a_handle_on_records(shop):
    """What is not there cannot be put in by mistake."""
    view = packing.look(shop)

    assert not view.source.reader.has_records
    assert warehouse.current(shop / "warehouse") == view.generation


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--language", "de"), "de"),
        (("--out", "/nowhere/at/all"), "/nowhere/at"),
        (("--snapshot", "2026-01-01"), "2026-01-01"),
        (("--sign", "/nowhere/key"), "/nowhere/key"),
    ],
)
def test_what_can_be_mended_is_one_sentence(copied, arguments, said):
    """No traceback, and the exit code that says so."""
    told = terminal.run("report", ALONE, "--home", copied, *arguments)

    assert told.returncode == 2
    assert said in told.stderr
    assert not re.search("Traceback", told.stderr)
