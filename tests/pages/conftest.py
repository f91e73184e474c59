"""A page opened over the built copy of the sample home, as one reader sees it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.faults.shop import DAY, HEAD_ROWS, Shop
from vouch import build, home

SEPTEMBER = date(2026, 9, 30)
ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


@pytest.fixture
def open_page(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page by its name, with choices in its address."""
    monkeypatch.setattr(home, "SAMPLE", sample_home)  # so that the role may be chosen
    return _opener(sample_home, monkeypatch)


@pytest.fixture
def open_bare_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page over a home that holds one export and declares nothing."""
    snapshot = tmp_path / "snapshots" / "2026-10-31"
    snapshot.mkdir(parents=True)
    (snapshot / "people.csv").write_text("id;ended\na;1.2.2020\n", encoding="utf-8")
    build.run(home.load(tmp_path))
    return _opener(tmp_path, monkeypatch)


@pytest.fixture
def open_drifted_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page over a home whose newest export has a renamed column, and another few rows."""
    people, buyers = Shop(tmp_path), (tmp_path / "sources.toml")
    people.declare()
    said = buyers.read_text(encoding="utf-8")
    other = said.replace("crm.people", "shop.buyers").replace("people.csv", "buyers.csv")
    buyers.write_text(said + other, encoding="utf-8")
    lines = [f"a{n};1.2.2020\n" for n in range(60)]
    for day, name, rows in ((SEPTEMBER, "ended", 60), (DAY, "finished", 6)):
        people.put(f"id;{name}\n" + "".join(lines), day=day)
        people.put("id;ended\n" + "".join(lines[:rows]), "buyers.csv", day)
    people.build()
    return _opener(tmp_path, monkeypatch)


@pytest.fixture
def open_unruled_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page over a home whose only export falls under a rule without a period."""
    people, said = Shop(tmp_path), tmp_path / "sources.toml"
    people.declare()
    text = said.read_text(encoding="utf-8")
    said.write_text(text.replace("job-application", "customer-relationship"), encoding="utf-8")
    people.put(HEAD_ROWS)
    people.build()
    return _opener(tmp_path, monkeypatch)


def _opener(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv(home.VARIABLE, str(folder))
    st.cache_data.clear()
    st.cache_resource.clear()

    def run(name: str, **choices: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        for key, text in choices.items():
            app.query_params[key] = text
        app.run()
        return app if name == "overview" else app.switch_page(f"pages/{name}.py").run()

    return run
