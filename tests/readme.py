"""The worked example of the README, as files and figures."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOME = "my_home"
FILE = re.compile(rf"^`{HOME}/(\S+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r"^\| (\w+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


def text() -> str:
    """Return the README."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def write_home(folder: Path) -> Path:
    """Write the home that the README tells its reader to write; return its folder."""
    for name, content in FILE.findall(text()):
        path = folder / HOME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder / HOME


def figures() -> dict[str, tuple[int, int]]:
    """Return the figures that the README promises: numerator and denominator of each KPI."""
    return {name: (int(count), int(of)) for name, count, of in FIGURE.findall(text())}
