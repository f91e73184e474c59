"""A disk that fills up while a build publishes: what is published stays whole."""

import resource
import subprocess
import sys

import pytest

from tests.faults.shop import HEAD_ROWS, Shop
from tests.terminal import ROOT
from vouch import build, home, warehouse

BUILD = [sys.executable, "-m", "vouch", "build", "--home"]
# Bytes that a file may grow to: at the first sizes little can be written at all, at the last the
# tables of the figures fit into its log but no longer into the file itself.
SIZES = [50_000, 200_000, 300_000, 400_000, 800_000, 1_500_000]


@pytest.mark.parametrize("size", SIZES)
def test_without_room_the_published_figures_stay(shop: Shop, size: int) -> None:
    """DuckDB says nothing when it cannot write what it held back until a file is closed."""
    shop.put(HEAD_ROWS)
    before = shop.build().generation
    shop.put(HEAD_ROWS + "c;1.2.2020\n")
    ended = subprocess.run(
        [*BUILD, str(shop.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )

    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert warehouse.current(shop.folder / "warehouse") == before
    assert [row[5] for row in shop.files()] == [2]
    assert build.run(home.load(shop.folder)).is_new
    assert [row[5] for row in shop.files()] == [3]
