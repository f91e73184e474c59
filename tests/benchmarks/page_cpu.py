"""What the server's settings and the kept figures save, beside stock Streamlit."""

import re
import shutil
from pathlib import Path

from tests.benchmarks import sessions
from tests.benchmarks.page_time import RERUNS, SERVE
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import ROOT, Workshop

STOCK = ("-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.port")
# What is kept between reruns is switched off before the first import that asks for it.
UNCACHED = """import streamlit as st

st.cache_data = lambda *function, **options: function[0] if function else lambda made: made
"""


def measure(shop: Workshop) -> Result:
    """Compare the processor time of a rerun with that of ``streamlit run`` without a cache."""
    where = shop.built("few", shop.rows // 100)
    with sessions.server(SERVE, ROOT, where.path) as ours:
        tuned = _cpu(ours, shop)
    with sessions.server(STOCK, _stock(shop.folder / "stock"), where.path) as theirs:
        stock = _cpu(theirs, shop)
    return Result("server CPU per rerun / stock Streamlit, same page", tuned / stock, 1 / 8)


def _cpu(ours: sessions.Server, shop: Workshop) -> float:
    with ours.session() as line:
        for _ in range(RERUNS):
            sessions.rerun(line)  # warm
        before = ours.cpu()
        for _ in range(RERUNS * shop.times):
            sessions.rerun(line)
        return ours.cpu() - before


def _stock(folder: Path) -> Path:
    """Copy the application, with Streamlit's own settings and nothing kept."""
    for name in ("pages", "vouch", "queries", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "sample_data").mkdir()
    shutil.copyfile(ROOT / "sample_data/policy.toml", folder / "sample_data/policy.toml")
    (folder / "app.py").write_text(UNCACHED + (ROOT / "app.py").read_text(encoding="utf-8"))
    settings = folder / ".streamlit" / "config.toml"
    text = re.sub(r"^(postScriptGC|fileWatcherType) = .*\n", "", settings.read_text(), flags=re.M)
    settings.write_text(text)
    return folder
