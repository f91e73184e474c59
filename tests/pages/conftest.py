"""A page opened over the built copy of the sample home, as one reader sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from vouch import home

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


@pytest.fixture
def open_page(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page by its name, with choices in its address."""
    monkeypatch.setenv(home.VARIABLE, str(sample_home))
    monkeypatch.setattr(home, "SAMPLE", sample_home)  # so that the role may be chosen
    st.cache_data.clear()
    st.cache_resource.clear()

    def run(name: str, **choices: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        for key, text in choices.items():
            app.query_params[key] = text
        app.run()
        return app if name == "overview" else app.switch_page(f"pages/{name}.py").run()

    return run
