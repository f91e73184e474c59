"""A corpus of broken exports: each comes to the counts of a hand count, and is said in a sentence.

All of them lie in one home, so that none may spoil another. Names and mail addresses in them are
canaries: they may be seen nowhere.
"""

import fcntl
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import sample_home
from tests.faults.corpus import cases
from tests.pages.test_pages import text_of
from vouch import home, readers, warehouse, wording

CASES = cases.read()
ROOT = Path(__file__).parents[2]
CANARIES = ("kanarialintu", "tuulia")
IGNORED = {".DS_Store", "Thumbs.db", "~$people.xlsx"}
MOST_KILOBYTES = 1 << 20


@dataclass(frozen=True)
class Built:
    """The corpus as one home, what its build printed, and the line of each file."""

    home: Path
    said: str
    most_kilobytes: int
    files: dict[str, dict[str, Any]]

    def lines(self, case: cases.Case) -> list[str]:
        """Return what was said of one case."""
        name = re.compile(rf"(?<!\w)({re.escape(case.file)}|{re.escape(case.dataset)}:)")
        return [line for line in self.said.splitlines() if name.search(line)]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the corpus through the command line, as a user does, once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if sample_home.WORKER in os.environ else base
    folder = shared / "corpus"
    with (shared / "corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            cases.write_home(folder)
            shutil.copy(home.SAMPLE / "policy.toml", folder)
            _build(folder)
    said = (folder / "printed.txt").read_text(encoding="utf-8")
    kilobytes = int((folder / "peak.txt").read_text(encoding="ascii"))
    return Built(folder, said, kilobytes, {line["name"]: line for line in _files(folder)})


def _build(folder: Path) -> None:
    """Build, and keep what was printed and the most memory that the build or a reader took."""
    command = [sys.executable, "-m", "tests.peak", str(folder / "peak.txt")]
    command += [sys.executable, "-m", "vouch", "build", "--home", str(folder)]
    with (folder / "printed.txt").open("wb") as out:
        ended = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False)
    assert ended.returncode == 0, (folder / "printed.txt").read_text(encoding="utf-8")


def _files(folder: Path) -> Iterator[dict[str, Any]]:
    with duckdb.connect(str(_figures(folder)), read_only=True) as db:
        newest = "SELECT * FROM fig_files WHERE snapshot = DATE '2026-10-31'"
        found = db.execute(newest)
        names = [column for column, *_ in found.description]
        for values in found.fetchall():
            line = dict(zip(names, values, strict=True))
            yield line | {"name": line["file"] or line["dataset"]}


def _figures(folder: Path) -> Path:
    place = folder / "warehouse"
    generation = warehouse.current(place)
    assert generation is not None
    return warehouse.figures_file(place, generation)


def test_every_file_of_the_corpus_is_a_case() -> None:
    """A file without an expectation would hide what becomes of it."""
    here = {path.name for path in (cases.FOLDER / "files" / "now").iterdir()}
    named = {case.file for case in CASES}
    patterns = [case.files for case in CASES if case.files]

    astray = here - named - IGNORED
    assert {name for name in astray if not any(Path(name).match(one) for one in patterns)} == set()
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_each_row_has_the_fate_that_was_counted_by_hand(built: Built, case: cases.Case) -> None:
    """A broken row must neither vanish nor take good ones with it."""
    found = built.files.get(case.file) or built.files[case.dataset]
    counted = {name: found[name] for name in ("physical", *cases.FATES) if found.get(name)}

    assert found["state"] == case.state
    assert counted == {name: n for name, n in case.rows.items() if n}
    assert cases.accounted(found) == found["physical"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_each_fault_is_said_in_its_sentence_and_nothing_else_is(
    built: Built, case: cases.Case
) -> None:
    """Silence is only right where every row is kept or blank."""
    lines = built.lines(case)

    assert [says for says in case.says if not any(says in line for line in lines)] == []
    assert [line for line in lines if not any(says in line for says in case.says)] == []
    assert case.says or (case.state == "read" and not case.rows.get("rejected"))


def test_no_file_takes_a_gibibyte(built: Built) -> None:
    """A line, an archive or a nesting without end must not take the machine with it."""
    assert built.most_kilobytes < MOST_KILOBYTES


def test_what_systems_leave_behind_is_no_export(built: Built) -> None:
    assert not IGNORED & set(built.files)


def test_nobody_is_named_in_what_a_build_prints_or_keeps(built: Built) -> None:
    """What is broken is where personal data lands in the wrong place."""
    seen = [built.said.casefold(), *_texts(built.home / "warehouse")]

    assert [text for text in seen if any(canary in text for canary in CANARIES)] == []


def _texts(folder: Path) -> Iterator[str]:
    """Return every text of every table that a build leaves."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            yield str(duckdb.sql(f"SELECT * FROM '{path}'").fetchall()).casefold()
        elif path.suffix in (".duckdb", ".db"):
            with duckdb.connect(str(path), read_only=True) as db:
                for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    yield str(db.execute(f'SELECT * FROM "{name}"').fetchall()).casefold()
        elif path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace").casefold()


@pytest.mark.parametrize("role", [readers.Role.DPO, readers.Role.MANAGEMENT])
def test_the_page_sources_says_all_of_it(
    built: Built, role: readers.Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever does not build reads it there."""
    monkeypatch.setenv(home.VARIABLE, str(built.home))
    monkeypatch.setattr(home, "SAMPLE", built.home)  # so that the role may be chosen
    st.cache_data.clear()
    st.cache_resource.clear()
    page = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    for key, value in {"lang": "en", "snapshot": "2026-10-31", "role": role}.items():
        page.query_params[key] = value
    page.run()
    page.switch_page("pages/sources.py").run()
    shown = " ".join(html.unescape(text_of(page).replace("<wbr>", "")).split())

    assert not page.exception
    assert [name for case in CASES for name in _missing(case, shown)] == []
    assert not [canary for canary in CANARIES if canary in shown.casefold()]


def _missing(case: cases.Case, shown: str) -> list[str]:
    """List the sentences of a case that a page does not have; its tables say some in their way."""
    tables = ("rejected: ", "most often: ", "record id", "suspect export")
    said = [says.removesuffix(".") for says in case.says if not any(t in says for t in tables)]
    reasons = [says.split(": ")[-1].split(";")[0] for says in case.says if "rejected" in says]
    told = [*said, *reasons, case.dataset if case.state == "missing" else case.file]
    return [f"{case.file}: {one}" for one in told if " ".join(one.split()) not in shown]


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_sentence_can_be_said_in_each_language(built: Built, language: str) -> None:
    """A message that lacks a value would break the page for its readers alone."""
    t = wording.Words(language)
    with duckdb.connect(str(_figures(built.home)), read_only=True) as db:
        reasons = db.execute("SELECT DISTINCT reason FROM fig_rejects").fetchall()

    assert all(t(reason) != reason for (reason,) in reasons)
