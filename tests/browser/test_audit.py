"""What a reader in a real browser sees or takes away stands in the log."""

import json

import pytest

from tests.browser import site
from tests.browser.test_answers import FORGED, ask
from vouch import ui
from vouch.audit import verifying

HAMMERED = 300  # requests


def entries_of(served) -> list[dict]:
    """Read the served home's log, oldest entry first."""
    paths = sorted((served.folder / "sample_data" / "audit").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


def test_a_file_is_logged_at_the_click(visitor, served):
    """The button is drawn at each rerun; only whoever clicks takes something away."""
    visitor.open("calls", lang="en", role="dpo")
    before = [one["seq"] for one in entries_of(served) if one["action"] == "export"]
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").last.get_by_role("button").click()
    rows = len(started.value.path().read_text(encoding="utf-8-sig").splitlines()) - 1
    exports = [one for one in entries_of(served) if one["action"] == "export"]

    assert len(exports) == len(before) + 1
    assert (exports[-1]["query"], exports[-1]["rows"]) == ("vouch-recordings-2026-10-31.csv", rows)
    assert verifying.check(served.folder / "sample_data" / "audit").faults == ()


def test_the_head_on_the_page_is_the_last_entrys(visitor, served):
    """It is copied from here to be kept elsewhere."""
    visitor.open("calls", lang="en", role="dpo")
    last = entries_of(served)[-1]
    visitor.open("audit", lang="en", role="dpo")

    assert visitor.find("stCode").inner_text().strip() == last["hash"]


@pytest.mark.parametrize("name", ui.NAMES)
def test_a_page_that_is_looked_at_leaves_no_refusal(visitor, served, name):
    """Whatever a page asks for is served: else each visit would hide those that are none."""
    before = len(entries_of(served))
    visitor.open(name, lang="en", role="management")

    assert "refusal" not in [one["action"] for one in entries_of(served)[before:]]


def test_refusals_are_hammered_into_two_lines(copy):
    """Whoever is refused may ask a thousand times: the disk is not theirs to fill."""
    with site.serve(copy) as hammered:
        before = len(entries_of(hammered))
        statuses = {ask(hammered.address, "/", **FORGED).status for _ in range(HAMMERED)}
        at_once = entries_of(hammered)[before:]
    found = [one for one in entries_of(hammered)[before:] if one["outcome"] == "gate.name"]

    assert statuses == {421}
    assert [one["outcome"] for one in at_once] == ["gate.name"]
    assert sum(one["detail"].get("times", 1) for one in found) == HAMMERED
    assert len(found) <= 3  # a busy machine may take longer than a minute
    assert "evil" not in str(found)
