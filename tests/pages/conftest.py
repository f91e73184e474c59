"""A page opened over the built copy of the sample home, as one reader sees it."""

from datetime import date
from pathlib import Path

import pytest

from tests.copies import Copies
from tests.faults.shop import DAY, HEAD_ROWS, Shop
from tests.opened import Open, opener
from vouch import build, home

SEPTEMBER = date(2026, 9, 30)


@pytest.fixture
def open_bare_page(copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page over a home that holds one export and declares nothing."""
    return opener(copies.put(tmp_path, "bare", _bare), monkeypatch)


def _bare(folder: Path) -> None:
    snapshot = folder / "snapshots" / "2026-10-31"
    snapshot.mkdir(parents=True)
    (snapshot / "people.csv").write_text("id;ended\na;1.2.2020\n", encoding="utf-8")
    build.run(home.load(folder))


@pytest.fixture
def open_drifted_page(copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page over a home whose newest export has a renamed column, and another few rows."""
    return opener(copies.put(tmp_path, "drifted", _drifted), monkeypatch)


def _drifted(folder: Path) -> None:
    people, buyers = Shop(folder), folder / "sources.toml"
    people.declare()
    said = buyers.read_text(encoding="utf-8")
    other = said.replace("crm.people", "shop.buyers").replace("people.csv", "buyers.csv")
    buyers.write_text(said + other, encoding="utf-8")
    lines = [f"a{n};1.2.2020\n" for n in range(60)]
    for day, name, rows in ((SEPTEMBER, "ended", 60), (DAY, "finished", 6)):
        people.put(f"id;{name}\n" + "".join(lines), day=day)
        people.put("id;ended\n" + "".join(lines[:rows]), "buyers.csv", day)
    people.build()


@pytest.fixture
def open_unruled_page(copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page over a home whose only export falls under a rule without a period."""
    return opener(copies.put(tmp_path, "unruled", _unruled), monkeypatch)


def _unruled(folder: Path) -> None:
    people, said = Shop(folder), folder / "sources.toml"
    people.declare()
    text = said.read_text(encoding="utf-8")
    said.write_text(text.replace("job-application", "customer-relationship"), encoding="utf-8")
    people.put(HEAD_ROWS)
    people.build()
