"""Run a command and write to a file the most memory that it or a process of it took, in kB.

A process of its own, since what a program starts is counted with the memory of who started it: the
tests', otherwise. ``python -m tests.peak FILE COMMAND …``
"""

import ctypes
import os
import resource
import subprocess
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h: who is left behind by its parent becomes ours


def main() -> int:
    """Run the command, wait for all that it leaves behind, and return its exit code."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    code = subprocess.run(sys.argv[2:], check=False).returncode
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    Path(sys.argv[1]).write_text(str(taken), encoding="ascii")
    return code


if __name__ == "__main__":
    sys.exit(main())
