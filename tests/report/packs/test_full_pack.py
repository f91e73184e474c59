"""The whole pack of the sample home: every page, every figure, for management in Finnish."""

import csv
import fcntl
import io
import json
import os
import shutil
from datetime import date

import numpy as np
import pytest

from tests import pdf_text, recount, terminal
from tests.report import lettering, sittings
from tests.report.lettering import Place
from tests.report.packs import packing
from tests.sample_home import WORKER
from vouch import home, kpis
from vouch.readers import Role
from vouch.report import verify
from vouch.report.composing import Wish

PAGES = 10
JSON = ("kpis", "--format", "json")
DAYS = (date(2026, 10, 31), date(2026, 9, 30), date(2026, 1, 31))  # the pack's, and two before it
# On which page each figure stands, and where; open requests are read right by right.
SHOWN = {
    "volumes": ("volumes", ".kpis li:nth-child(1) .value"),
    "past_retention": ("overview", ".kpis li:nth-child(1) .value"),
    "undetermined_retention": ("retention", ".kpis li:nth-child(3) .value"),
    "open_requests": ("requests", "[class*=section_rights] td:nth-child(3)"),
    "overdue_requests": ("overview", ".kpis li:nth-child(2) .value"),
    "call_recordings": ("calls", ".kpis li:nth-child(5) .value"),
}
SPACE = "\u00a0"  # between thousands, where no line breaks
LEAST = 20_000  # bytes of a picture that shows something


@pytest.fixture(scope="session")
def full(sample_home, tmp_path_factory):
    """Return the files of the full pack; the first worker that asks makes it.

    Its home is a copy, since whoever makes a pack writes to the log.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if WORKER in os.environ else base) / "full"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (found := list(folder.glob("*.zip"))):
            ignored = shutil.ignore_patterns("audit")
            shutil.copytree(sample_home, folder / "home", ignore=ignored, dirs_exist_ok=True)
            view = packing.look(folder / "home", language="fi")
            found = [packing.make(view, folder, Wish()).path]
    assert verify.check(found[0]).faults == []
    return dict(verify.unpacked(found[0].read_bytes()))


@pytest.fixture(scope="module")
def studio(sample_home):
    """Open the pages that the pack's pictures are of."""
    with sittings.studio(sittings.look(sample_home, Role.MANAGEMENT, "fi")) as opened:
        yield opened


@pytest.fixture(scope="module")
def places(studio) -> dict[str, list[Place]]:
    """Find where each figure stands on its page."""
    found = {}
    for kpi, (page, selector) in SHOWN.items():
        studio.take(page)
        found[kpi] = lettering.places(studio, selector)
    return found


@pytest.fixture(scope="module")
def counts() -> list[recount.Figures]:
    """Count the figures of each day in the exports, without anything of the product."""
    return [recount.figures(recount.look(home.SAMPLE, day), day) for day in DAYS]


def number(n: int) -> str:
    return f"{n:,}".replace(",", SPACE)


def written(kpi: str, made: recount.Figures, more: int = 0) -> str:
    """Write a figure as its page does, or one that is by so much more."""
    count, total = made.total(kpi)
    if kpi == "undetermined_retention":
        return f"{round(100 * count / total) + more}{SPACE}%"
    if kpi == "call_recordings":  # it stands behind those of which the caller was told
        announced = sum(calls.announced for calls in made.calls.values())
        return f"{number(announced)} / {number(count + more)}"
    return number(count + more)


def candidates(kpi: str, counts: list[recount.Figures]) -> list[str]:
    """Write what may stand there: the figure, its neighbours, and those of other months."""
    if kpi == "open_requests":
        return [str(n) for n in range(counts[0].total(kpi)[0] + 1)]
    return sorted({written(kpi, made, more) for made in counts for more in (-1, 0, 1)})


def picture_of(full: dict[str, bytes], kpi: str) -> np.ndarray:
    [data] = [data for name, data in full.items() if name.endswith(f"-{SHOWN[kpi][0]}.png")]
    return lettering.pixels(data)


def test_every_page_is_pictured(full):
    """In the order of the menu, and each with something on it."""
    pictures = {name: data for name, data in full.items() if name.startswith("screens/")}

    assert [name[8:10] for name in pictures] == [f"{number:02}" for number in range(1, PAGES + 1)]
    assert all(data.startswith(b"\x89PNG") and len(data) > LEAST for data in pictures.values())


def test_report_tables_and_json_say_what_the_exports_give(full, counts, sample_home):
    """An auditor who finds two numbers for one figure believes neither."""
    said, told = json.loads(full["figures/kpis.json"]), terminal.run(*JSON, home=sample_home)
    first = pdf_text.pages(full["report.pdf"])[0].replace(SPACE, " ")
    for kpi in said["kpis"]:
        text = full[f"figures/kpis/{kpi['id']}.csv"].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        sums = tuple(sum(int(row[name]) for row in rows) for name in ("numerator", "denominator"))

        assert (kpi["numerator"], kpi["denominator"]) == counts[0].total(kpi["id"]) == sums
        assert number(kpi["numerator"]).replace(SPACE, " ") in first, kpi["id"]
    assert [kpi["id"] for kpi in said["kpis"]] == list(kpis.IDS)
    assert full["figures/kpis.json"].decode() == told.stdout


@pytest.mark.parametrize("kpi", kpis.IDS)
def test_pictures_and_pages_show_what_the_exports_give(full, studio, places, counts, kpi):
    """Of all that could stand there just this does: what was pictured is what was counted."""
    picture, texts = picture_of(full, kpi), candidates(kpi, counts)
    seen = [
        lettering.read(picture, place, lettering.drawn(studio, place, texts))
        for place in places[kpi]
    ]
    read = [text for [text] in seen]

    assert len(texts) > 2
    assert read == [place.text for place in places[kpi]]
    if kpi == "open_requests":
        assert sum(map(int, read)) == counts[0].total(kpi)[0] > 0
    else:
        assert read == [written(kpi, counts[0])]


def test_a_picture_that_shows_another_figure_is_refused(full, studio, places, counts):
    """Else the test above would prove nothing; a single dot of another shade is seen as well."""
    [place], kpi = places["past_retention"], "past_retention"
    drawn = lettering.drawn(studio, place, candidates(kpi, counts))
    right, wrong = written(kpi, counts[0]), written(kpi, counts[0], 1)
    forged, spoilt = picture_of(full, kpi).copy(), picture_of(full, kpi).copy()
    place.dots(forged)[:] = drawn[wrong]
    place.dots(spoilt)[0, 0] ^= 1

    assert lettering.read(picture_of(full, kpi), place, drawn) == [right]
    assert lettering.read(forged, place, drawn) == [wrong]
    assert lettering.read(spoilt, place, drawn) == []


def test_the_report_embeds_figures_and_rules(full):
    """Whoever has the report alone has the evidence."""
    embedded = verify.embedded(full["report.pdf"])

    assert embedded.keys() >= {"figures/kpis.json", "policy.toml", "sources.toml"}
    assert all(full[name] == data for name, data in embedded.items())
