"""The command line, run as a user or a schedule runs it: in a pipe, in its own process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "vouch")


def run(*arguments: object, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``python -m vouch`` with its output in pipes; *home* is given by the variable."""
    environment = {key: value for key, value in os.environ.items() if key != "VOUCH_HOME"}
    if home is not None:
        environment["VOUCH_HOME"] = str(home)
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
