"""A small built home to be pictured, and a copy of the app whose pages fail, each in its way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.browser import site
from tests.report import sittings
from tests.report.sittings import Studio
from vouch import build, home, starter
from vouch.report import serving

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
