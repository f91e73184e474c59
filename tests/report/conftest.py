"""Views of a home as the report takes them, and the same home's pages to hold it against."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ROOT
from vouch import home, readers, viewers
from vouch.command_line import figures, registers
from vouch.report import document
from vouch.view import View

DAY = date(2026, 10, 31)
Look = Callable[..., View]
Open = Callable[..., AppTest]


def look(
    folder: Path, language: str = "en", role: str = "management", day: date | None = None
) -> View:
    """Look at a home, which is built first if need be, in a role."""
    source = figures.open_source(home.load(folder), day, None)
    role = readers.Role(role)
    reader = readers.open(source.home.warehouse, source.generation, role)
    view = registers.look(replace(source, reader=reader), language)
    return replace(view, viewer=viewers.local(role))


@pytest.fixture(scope="session")
def made(sample_home: Path) -> Callable[..., bytes]:
    """Write the report of the sample's newest snapshot, each language and role once."""
    kept: dict[tuple[str, str], bytes] = {}

    def write(language: str = "en", role: str = "management") -> bytes:
        if (language, role) not in kept:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(home, "SAMPLE", sample_home)  # as where pages are opened
                kept[language, role] = document.as_pdf(look(sample_home, language, role))
        return kept[language, role]

    return write


@pytest.fixture
def open_page(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of the sample by its name, with choices in its address."""
    monkeypatch.setattr(home, "SAMPLE", sample_home)
    monkeypatch.setenv(home.VARIABLE, str(sample_home))
    st.cache_data.clear()
    st.cache_resource.clear()

    def run(name: str, **choices: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        for key, text in choices.items():
            app.query_params[key] = text
        app.run()
        return app if name == "overview" else app.switch_page(f"pages/{name}.py").run()

    return run
