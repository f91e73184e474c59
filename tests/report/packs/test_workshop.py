"""Packs that a page orders: made in a process of their own, one at a time, and ended when told."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import pdf_text, process_tree
from tests.audit.test_edits import kinds
from tests.audit.test_writing import records
from tests.report.packs import packing
from vouch import viewers
from vouch.errors import VouchError
from vouch.readers import Role
from vouch.report import orders, packs, verify, workshop
from vouch.report.composing import Wish, draft
from vouch.report.workshop import Making
from vouch.steps import Stage, Step
from vouch.viewers import Viewer

ALICE = Viewer("alice@example.fi", Role.MANAGEMENT, "s1", 4e9)
PATIENCE = 120.0  # seconds; a loaded machine takes some for the imports alone


@pytest.fixture
def home(shop, tmp_path):
    """Return a small built home of the test's own."""
    return packing.copied(shop, tmp_path)


@pytest.fixture(scope="module")
def ordered(shop, tmp_path_factory):
    """Return a home in which a pack was ordered, and what was told of its end."""
    folder = packing.copied(shop, tmp_path_factory.mktemp("ordered"))
    return folder, made(folder)


def order(home, viewer=ALICE, wish=packing.WISH, *, again=False):
    """Order a pack of a home as somebody does on the page."""
    view = replace(packing.look(home, viewer.role), viewer=viewer)
    return orders.of(view, "report", wish, may_replace=again)


def wait(making: Making, until: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not until() and not making.over.is_set():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that has ended may wait to be buried."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] not in "ZX"


def made(home, *asked, **more):
    making = workshop.begin(order(home, *asked, **more))
    assert making.over.wait(PATIENCE)
    return making.check()


def test_an_order_says_the_same_when_it_is_read(home):
    """Whose it is decides what is in the pack, and who is named in the log."""
    asked = order(home, wish=Wish("year", "dark"), again=True)

    assert orders.read(orders.write(asked)) == asked


@pytest.mark.parametrize("line", ["", "no step\n", "[]\n", '{"step": {"stage": "other"}}\n'])
def test_what_is_no_step_is_passed_over(line):
    """A library that prints something must not end the page's progress."""
    assert orders.heard(line) is None


def test_a_step_arrives_as_it_was_told():
    """Progress on the page is that of the work."""
    step = Step(Stage.WRITING, 3, 10, 3, 10, "Säilytys")

    assert orders.heard(orders.step(step)) == step


def test_a_pack_is_made_and_logged_as_its_viewers(ordered):
    """Not as the local operator's: the log is asked who took what."""
    home, said = ordered
    path = home / "reports" / packing.name()
    entries = [one for one in records(home / "audit") if one["query"] == path.name]

    assert (said["name"], said["sha256"]) == (path.name, packs.Pack.at(path).sha256)
    assert verify.check(path, verify.Trusted(said["sha256"])).faults == []
    assert [(one["who"], one["role"], one["session"], one["place"]) for one in entries] == [
        ("alice@example.fi", "management", "s1", "report")
    ]
    assert kinds(home / "audit") == []


def test_it_is_the_pack_that_the_command_makes(ordered, tmp_path):
    """Two ways to one pack: the same inputs give the same bytes."""
    home, said = ordered

    assert packing.make(packing.look(home), tmp_path / "other").sha256 == said["sha256"]


def test_the_preview_is_the_report_of_the_pack(ordered):
    """What was looked at is what is handed over, to the byte; each page has its picture."""
    home, _ = ordered
    files = packs.Pack.at(home / "reports" / packing.name()).files
    shown = draft(packing.look(home), "month", None)
    pictures = shown.as_pictures()

    assert shown.as_pdf() == files["report.pdf"]
    assert len(pictures) == len(pdf_text.pages(files["report.pdf"]))
    assert all(one.startswith(b"\x89PNG") for one in pictures)


def test_another_pack_of_the_name_stays(home):
    """Unless whoever orders it allows it: a later pack may name the one that is there."""
    made(home)
    path = home / "reports" / packing.name()
    other = replace(order(home), as_of=packing.look(home).as_of.replace(year=2027))
    making = workshop.begin(other)
    assert making.over.wait(PATIENCE)
    before = path.read_bytes()

    with pytest.raises(VouchError) as refused:
        making.check()
    assert refused.value.key == "problem.report_there"
    assert path.read_bytes() == before
    allowed = workshop.begin(replace(other, may_replace=True))
    assert allowed.over.wait(PATIENCE)
    assert allowed.check()["sha256"] == packs.Pack.at(path).sha256


def test_what_cannot_be_written_is_one_sentence(home):
    """A folder that is a file, a full disk: never a traceback."""
    (home / "reports").write_text("")

    with pytest.raises(VouchError) as refused:
        made(home)
    assert refused.value.key == "problem.report_unwritten"


def test_one_pack_is_made_at_a_time_and_a_cancelled_one_leaves_nothing(home):
    """A second session sees that one is made, not whose; ended by its pipe, it tidies up."""
    making = workshop.begin(order(home))
    with pytest.raises(VouchError) as refused:
        workshop.begin(order(home, viewers.local(Role.DPO)))
    seen = workshop.current(home), making.is_of(viewers.local(Role.DPO)), making.is_of(ALICE)
    wait(making, lambda: making.step)
    making.cancel()

    assert refused.value.key == "problem.report_busy"
    assert seen == (making, False, True)
    with pytest.raises(VouchError) as ended:
        making.check()
    assert ended.value.key == "problem.report_cancelled"
    assert workshop.current(home) is None
    assert [*(home / "reports").iterdir()] == []


def test_browser_and_server_end_with_a_cancelled_pack(home):
    """Whatever was started for the pictures is gone, and so is its secret."""
    making = workshop.begin(order(home, wish=Wish()))
    wait(making, lambda: making.step and making.step.name == "screens")
    wait(making, lambda: len([*process_tree.below(making.child.pid)]) > 1)
    started = [*process_tree.below(making.child.pid)]
    making.cancel()
    end = time.monotonic() + PATIENCE
    while any(map(is_running, started)) and time.monotonic() < end:
        time.sleep(0.05)

    assert making.over.is_set()
    assert started
    assert [*filter(is_running, started)] == []
    assert [*(home / "reports").iterdir()] == []
