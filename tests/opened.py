"""Pages of a home, opened through Streamlit's own test runner."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from vouch import home

ROOT = Path(__file__).parents[1]
Open = Callable[..., AppTest]


def opener(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return what opens a page of a home by its name, with choices in its address."""
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
