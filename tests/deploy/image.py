"""What the Containerfile says, and the files that it puts into an image."""

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "Containerfile"


def lines() -> list[tuple[str, str]]:
    """List the instructions and what each says, continued lines as one."""
    text = re.sub(r"\\\n", " ", FILE.read_text(encoding="utf-8"))
    written = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in written)]


def said(word: str) -> list[str]:
    """List what each instruction of one kind says."""
    return [rest for one, rest in lines() if one == word]


def command() -> list[str]:
    """Return what a container runs."""
    return [part for word in ("ENTRYPOINT", "CMD") for part in json.loads(said(word)[-1])]


def lay_out(folder: Path) -> Path:
    """Copy into *folder* what the image has in its working directory, and nothing else."""
    for copied in said("COPY"):
        source, target = copied.split()
        into = folder / target
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, into, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, into)
    return folder
