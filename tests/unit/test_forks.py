"""The process that readers are forked from is told how to keep memory; nothing else is."""

import os
import subprocess
import sys

import pytest

from vouch.parts import forks

SAYS = """
import os, time
from multiprocessing import forkserver
from pathlib import Path
from vouch.parts import forks
forks.begin()
server = forkserver._forkserver._forkserver_pid
while not (said := Path(f"/proc/{server}/environ").read_bytes().split(b"\\0"))[0]:
    time.sleep(0.01)  # it is only beginning
print([one.decode() for one in said if one.startswith(b"GLIBC_")], os.environ.get("GLIBC_TUNABLES"))
"""


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(None, forks.AT_HAND), ("glibc.malloc.perturb=0", "glibc.malloc.perturb=0")],
)
def test_memory_is_kept_at_hand_unless_told_otherwise(mine, theirs):
    environ = {name: said for name, said in os.environ.items() if name != forks.TUNABLES}
    environ |= {forks.TUNABLES: mine} if mine else {}
    said = subprocess.run(
        [sys.executable, "-c", SAYS], env=environ, capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == f"{[f'{forks.TUNABLES}={theirs}']} {mine}"
