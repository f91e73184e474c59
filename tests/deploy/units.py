"""The units of deploy/systemd: what they say, and a machine on which their programs exist."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "systemd"
SERVICES = ("vouch.service", "vouch-build.service")
REPORT = "vouch-report.service"  # its Chromium needs more than the others
ALL = (*SERVICES, REPORT)


def said(unit: str) -> dict[str, list[str]]:
    """Return what a unit says, by key; a key may be given several times."""
    found: dict[str, list[str]] = {}
    for line in (FOLDER / unit).read_text(encoding="utf-8").splitlines():
        key, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def installed(folder: Path, unit: str) -> Path:
    """Write a unit into *folder* as it would be where this checkout is the installed one."""
    path = folder / unit
    text = (FOLDER / unit).read_text(encoding="utf-8")
    path.write_text(text.replace("/opt/vouch", str(ROOT)), encoding="utf-8")
    return path


def analyze(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze, which needs no running systemd; `make test` installs it."""
    program = shutil.which("systemd-analyze")
    assert program is not None, "run .ci/deploy"
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def system_calls(unit: str) -> set[str]:
    """List the system calls that a unit lets through, its groups taken apart."""
    allowed: set[str] = set()
    for words in said(unit)["SystemCallFilter"]:
        named = set().union(*map(_members, words.removeprefix("~").split()))
        allowed = allowed - named if words.startswith("~") else allowed | named
    return allowed


def _members(name: str) -> set[str]:
    if not name.startswith("@"):
        return {name}
    lines = analyze("syscall-filter", "--no-pager", name).stdout.splitlines()[1:]
    words = (line.strip() for line in lines)
    return set().union(*(_members(word) for word in words if word and not word.startswith("#")))
