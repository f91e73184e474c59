"""The whole pack of the sample home: every page, every figure, for management in Finnish."""

import csv
import fcntl
import io
import json
import os
import shutil

import pytest

from tests import pdf_text
from tests.report.packs import packing
from tests.sample_home import WORKER
from vouch import kpis, wording
from vouch.report import verify
from vouch.report.composing import Wish

PAGES = 10
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


def test_every_page_is_pictured(full):
    """In the order of the menu, and each with something on it."""
    pictures = {name: data for name, data in full.items() if name.startswith("screens/")}

    assert [name[8:10] for name in pictures] == [f"{number:02}" for number in range(1, PAGES + 1)]
    assert all(data.startswith(b"\x89PNG") and len(data) > LEAST for data in pictures.values())


def test_report_tables_and_json_say_the_same(full):
    """An auditor who finds two numbers for one figure believes neither."""
    t, said = wording.Words("fi"), json.loads(full["figures/kpis.json"])
    words = " ".join(pdf_text.pages(full["report.pdf"])).replace(SPACE, " ")
    for kpi in said["kpis"]:
        text = full[f"figures/kpis/{kpi['id']}.csv"].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))

        assert sum(int(row["numerator"]) for row in rows) == kpi["numerator"], kpi["id"]
        assert t.number(kpi["numerator"]).replace(SPACE, " ") in words, kpi["id"]
    assert [kpi["id"] for kpi in said["kpis"]] == list(kpis.IDS)


def test_the_report_embeds_figures_and_rules(full):
    """Whoever has the report alone has the evidence."""
    embedded = verify.embedded(full["report.pdf"])

    assert embedded.keys() >= {"figures/kpis.json", "policy.toml", "sources.toml"}
    assert all(full[name] == data for name, data in embedded.items())
