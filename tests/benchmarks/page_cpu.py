"""What the server's settings and the kept figures save, beside stock Streamlit."""

import re
import shutil
from pathlib import Path

from tests.benchmarks import sessions
from tests.benchmarks.page_time import RERUNS, SERVE
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import ROOT, Workshop

STOCK = ("-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.port")
# Within a rerun each figure is still computed once, as anybody would write the page.
UNCACHED = """from vouch.ui import stored

for kept in (stored._snapshots, stored._rows, stored._kpi, stored._place):
    kept.cache_clear()
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
    with ours.session() as reader:
        for _ in range(RERUNS):
            reader.rerun()  # warm
        before = ours.cpu()
        for _ in range(RERUNS * shop.times):
            reader.rerun()
        return ours.cpu() - before


def _stock(folder: Path) -> Path:
    """Copy the application, with Streamlit's own settings and nothing kept between reruns.

    Only the declarations and the connection to the warehouse stay, as anybody would hold them.
    """
    for name in ("pages", "vouch", "queries", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "sample_data").mkdir()
    shutil.copyfile(ROOT / "sample_data/policy.toml", folder / "sample_data/policy.toml")
    own = (ROOT / "app.py").read_text(encoding="utf-8")
    (folder / "app.py").write_text(f"{UNCACHED}\n{own}", encoding="utf-8")
    settings = folder / ".streamlit" / "config.toml"
    text = re.sub(r"^(postScriptGC|fileWatcherType) = .*\n", "", settings.read_text(), flags=re.M)
    settings.write_text(text)
    return folder
