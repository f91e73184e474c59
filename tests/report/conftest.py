"""What the report's tests look at: a view and its pages, and pages that fail, each in its way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.browser import site
from tests.report import sittings
from tests.report.sittings import Studio
from vouch import build, home, readers, starter, viewers
from vouch.command_line import figures, registers
from vouch.report import document, serving
from vouch.view import View

DAY = date(2026, 10, 31)
TITLES = {  # of the key figures in the summary
    "volumes": "Records about people",
    "past_retention": "Records past their date",
    "undetermined_retention": "Undetermined",
    "open_requests": "Open requests",
    "overdue_requests": "Overdue requests",
    "call_recordings": "Recorded calls",
}
Look = Callable[..., View]
MADE = "import streamlit as st\n"
FAULTS = {  # what is added to a page, by its name
    "volumes": "raise RuntimeError",
    "retention": "st.stop()",
    "deletion": "with ui.section(view.t, 'x', 'X'): view.rows('evidence', 'past_retention')",
    "requests": "import time; time.sleep(600)",
    "calls": "st.html('<p class=\"stamp\">Generation 0</p>')",
    "sources": "st.html('<div class=\"head\"><h2>&nbsp;</h2></div>')",
    "register": "st.html('<div style=\"height: 20000px\">.</div>')",
}


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
                kept[language, role] = document.draft(look(sample_home, language, role)).as_pdf()
        return kept[language, role]

    return write


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the home that ``init`` writes."""
    folder = tmp_path_factory.mktemp("small")
    starter.write(folder, date(2026, 10, 31))
    build.run(home.load(folder))
    return folder


@pytest.fixture(scope="module")
def faulty(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Picture the pages of a copy of the app that has been broken."""
    folder = site.clone(tmp_path_factory.mktemp("faulty"))
    for name, fault in FAULTS.items():
        page = folder / "pages" / f"{name}.py"
        page.write_text(f"{page.read_text()}\n{MADE}{fault}\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(serving, "ROOT", folder)
        with sittings.studio(sittings.look(small_home)) as found:
            yield found
