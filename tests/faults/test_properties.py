"""Exports in many dialects, each damaged in many ways: the figures are what the truth says.

The truth is a model of its own, kept while an export is written and damaged. VOUCH_EXAMPLES says
how many tables are drawn for each dialect; each is damaged in every way.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.faults import damages, dialects
from tests.faults.corpus import cases
from tests.faults.shop import DAY
from vouch import build, home, warehouse
from vouch.parts import workers

EXAMPLES = int(os.environ.get("VOUCH_EXAMPLES", "1"))
OF_LINES = [dialect for dialect in dialects.DIALECTS if dialect.is_text]
OF_TABLES = [dialect for dialect in dialects.DIALECTS if not dialect.is_text]
COLUMNS = {"record_id": "id", "subject_id": "id", "starts_on": "ended"}
LOG_COLUMNS = {"subject_id": "remote_addr", "starts_on": "time_local"}
LETTERS = "abcäöå -"
drawn = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],  # a build is slow, and an example says enough as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def tables(draw: st.DrawFn, dialect: dialects.Dialect) -> list[dialects.Row]:
    """Draw a table of people that the dialect can hold; the last row has a plain name."""
    quoted = dialect.delimiter + '"' if dialect.quoting != "none" else ""
    name = st.text(LETTERS + quoted, max_size=6).map(lambda text: f"Name{text}e")
    day = st.dates(date(1900, 1, 1), DAY)
    rows = draw(st.lists(st.tuples(name, day), min_size=3, max_size=9))
    named = [(f"r{n}", text, on) for n, (text, on) in enumerate(rows, start=1)]
    return [*named, (f"r{len(named) + 1}", "Name", draw(day))]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build here: starting workers anew for each table would take longer than the tables."""
    monkeypatch.setattr(workers, "FEWEST_TASKS", 1_000)


def test_there_are_as_many_dialects_and_damages_as_promised() -> None:
    assert len(dialects.DIALECTS) >= 20
    assert len(damages.of("csv", ".gz")) >= 12


@pytest.mark.parametrize("dialect", OF_LINES, ids=lambda dialect: dialect.name)
@drawn
@given(data=st.data())
def test_each_damaged_row_has_the_fate_that_the_model_says(
    tmp_path_factory: pytest.TempPathFactory, dialect: dialects.Dialect, data: st.DataObject
) -> None:
    """Rows that were not damaged are counted by their very day, whatever happened beside them."""
    folder = tmp_path_factory.mktemp("export")
    exports = {}
    for damage in damages.of(dialect.type, dialect.packing):
        rows, seed = data.draw(tables(dialect)), data.draw(st.integers(0, 1 << 20))
        export = dialects.begin(dialect, rows, seed)
        damage(export)
        exports[damage.__name__] = (dialects.content(export), export.truth)
    found = built(folder, dialect, {name: made for name, (made, _) in exports.items()})

    assert {name: fate(name, *found[name]) for name in exports} == {
        name: promised(truth) for name, (_, truth) in exports.items()
    }


@pytest.mark.parametrize("dialect", OF_TABLES, ids=lambda dialect: dialect.name)
@drawn
@given(data=st.data())
def test_a_table_with_its_own_structure_is_read_to_the_last_row_or_refused(
    tmp_path_factory: pytest.TempPathFactory, dialect: dialects.Dialect, data: st.DataObject
) -> None:
    """Half of such a file must never pass for the whole of it."""
    folder = tmp_path_factory.mktemp("export")
    rows = data.draw(tables(dialect))
    texts = [(key, name, dialects.written(day)) for key, name, day in rows]
    swapped = [(texts[0][2], texts[0][1], texts[0][0]), *texts[1:]]
    whole = dialects.table(dialect, texts)
    exports = {
        "nothing": whole,
        "row_dropped": dialects.table(dialect, texts[1:]),
        "row_doubled": dialects.table(dialect, [*texts, texts[0]]),
        "columns_swapped": dialects.table(dialect, swapped),
        "file_cut": whole[: data.draw(st.integers(1, len(whole) - 1))],
        "file_emptied": b"",
    }
    found = built(folder, dialect, exports)
    days, header = Counter(day for _, _, day in rows), int(dialect.type == "xlsx")
    first = Counter([rows[0][2]])
    expected = {
        "nothing": dialects.Truth(header=header, days=days),
        "row_dropped": dialects.Truth(header=header, days=days - first),
        "row_doubled": dialects.Truth(header=header, days=days + first),
        "columns_swapped": dialects.Truth(header=header, days=days - first + Counter([None])),
        "file_cut": dialects.Truth(is_refused=True),
        "file_emptied": dialects.Truth(is_refused=True),
    }

    assert {name: fate(name, *found[name]) for name in exports} == {
        name: promised(truth) for name, truth in expected.items()
    }


def built(
    folder: Path, dialect: dialects.Dialect, exports: dict[str, bytes]
) -> dict[str, tuple[dict[str, Any], Counter[date | None]]]:
    """Build a home of these exports; return each one's line of fig_files and rows by their day."""
    snapshot = folder / "snapshots" / DAY.isoformat()
    snapshot.mkdir(parents=True)
    said = []
    for name, content in exports.items():
        (snapshot / f"{name}.{dialect.file}").write_bytes(content)
        said.append(_declared(name, dialect))
    (folder / "sources.toml").write_text("\n".join(said), encoding="utf-8")
    made = build.run(home.load(folder))
    assert all(str(problem) for _, _, problem in made.problems)
    return dict(_asked(folder))


def _declared(name: str, dialect: dialects.Dialect) -> str:
    columns = LOG_COLUMNS if dialect.type == "combined-log" else COLUMNS
    return cases.table(
        f"shop.{name}",
        {
            "files": f"{name}.{dialect.file}",
            "category": "basic",
            "rule": "job-application",
            "format": dialect.layout(),
            "columns": columns,
        },
    )


def _asked(folder: Path) -> Iterator[tuple[str, tuple[dict[str, Any], Counter[date | None]]]]:
    place = folder / "warehouse"
    generation = warehouse.current(place)
    assert generation is not None
    with duckdb.connect(str(warehouse.figures_file(place, generation)), read_only=True) as db:
        found = db.execute("SELECT * FROM fig_files")
        names = [column for column, *_ in found.description]
        for values in found.fetchall():
            line = dict(zip(names, values, strict=True))
            days = db.execute(
                "SELECT starts_on, sum(records) FROM fig_holdings WHERE dataset = $1 GROUP BY ALL",
                [line["dataset"]],
            ).fetchall()
            yield line["dataset"].partition(".")[2], (line, Counter(dict(days)))


def fate(name: str, line: dict[str, Any], days: Counter[date | None]) -> tuple:
    """Return what became of an export, once its rows add up."""
    assert cases.accounted(line) == line["physical"], name
    assert json.loads(line["detail"]) if line["problem"] else True
    if line["state"] == "failed":
        return ("refused", bool(line["problem"]), line["kept"], dict(days))
    above = (line["header"] or 0) + (line.get("preamble") or 0)
    return ("read", above, line["blank"], line["rejected"], line["kept"], dict(days))


def promised(truth: dialects.Truth) -> tuple:
    """Return what the model says."""
    if truth.is_refused:
        return ("refused", True, 0, {})
    days = dict(truth.days)
    return ("read", truth.header, truth.blank, truth.rejected, sum(days.values()), days)
