"""What a reader in a real browser sees or takes away stands in the log."""

import json

from vouch.audit import verifying


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
