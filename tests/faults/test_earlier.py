"""What earlier code kept of a snapshot, its exports long gone, is read by today's as it was meant.

`earlier/` is a home whose older snapshot was pruned in November 2026, with what was kept of it in
`kept/` and, so that both can be asked, the exports as well. It is never made anew by the code that
it is to test: what changes in meaning is changed so that this history can still be read.
"""

import shutil
from pathlib import Path

from tests.faults import survivors

MADE = Path(__file__).with_name("earlier")
KEY = "0" * 32  # what the kept hashes were made with
PRUNED = "2026-09-30"
MARKED = {"ref_snapshots", "ref_generation"}  # where it stands whether a day's exports are gone


def _home(folder: Path) -> Path:
    """Write the home with the exports of both days."""
    shutil.copytree(MADE, folder, ignore=shutil.ignore_patterns("kept"))
    (folder / "key").write_text(KEY, encoding="ascii")
    (folder / "key").chmod(0o600)
    return folder


def test_figures_kept_by_earlier_code_are_those_of_the_exports(tmp_path: Path) -> None:
    """An upgrade must not lose, nor change, what can never be computed again."""
    whole, pruned = _home(tmp_path / "whole"), _home(tmp_path / "pruned")
    shutil.copytree(MADE / "kept", pruned / "history")
    shutil.rmtree(pruned / "snapshots" / PRUNED)
    for folder in (whole, pruned):
        survivors.rebuild(folder)
    (_, counted), (_, kept) = survivors.figures(whole), survivors.figures(pruned)

    assert counted.keys() == kept.keys()
    assert {name for name, rows in counted.items() if rows != kept[name]} == MARKED
    assert kept["fig_doubles"], "what prints are kept for"
