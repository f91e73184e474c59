"""The services of deploy/systemd behind their wall: they must still do their work there."""

import shutil
from pathlib import Path

import pytest

from tests import readme
from tests.browser import site
from tests.browser.site import Visitor
from tests.deploy import image, units
from vouch.report import verify

PRODUCED = ("warehouse", "audit", "reports")


@pytest.fixture
def installed(tmp_path):
    """Return a folder with the program and the README's home, built once as deploy says."""
    image.lay_out(tmp_path / "program")
    home = readme.write_home(tmp_path)
    (tmp_path / "own").mkdir()
    with site.started("vouch", "build", "--home", home, folder=tmp_path / "program") as first:
        assert first.wait() == 0
    shutil.copytree(home / "snapshots" / "2026-10-31", home / "snapshots" / "2026-11-01")
    return tmp_path


def confined(unit: str, folder: Path):
    """Start what a unit starts, over the home in *folder*, behind the wall of that unit."""
    (line,) = units.said(unit)["ExecStart"]
    (setting,) = units.said(unit)["Environment"]
    _, *command = line.replace("/srv/vouch", str(folder / readme.HOME)).split()
    if "--port" in command:
        command[command.index("--port") + 1] = str(site.free_port())
    added = dict(one.split("=") for one in setting.split()) | {
        "PYTHONPATH": str(units.ROOT),
        "HOME": str(folder / "own"),
    }
    wall = ("tests.deploy.confined", unit, *command)
    return site.started(*wall, folder=folder / "program", **added)


def read_only(folder: Path) -> dict[Path, tuple[int, int]]:
    """Note the state of every file that a service may only read."""
    return {
        path: (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and not set(PRODUCED) & set(path.parts)
    }


@pytest.mark.parametrize("unit", units.SERVICES)
@pytest.mark.parametrize(
    "attempt",
    [
        "import mmap; mmap.mmap(-1, 4096, prot=7)",  # memory that is written and run
        "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
        "import os; os.chroot('/')",
        "import os; os.nice(1)",
    ],
)
def test_the_wall_stands(tmp_path, unit, attempt):
    """Without it the services would get through as well, and nothing would be proven."""
    wall = ("tests.deploy.confined", unit, "-c", attempt)
    with site.started(*wall, folder=tmp_path, PYTHONPATH=str(units.ROOT)) as confined:
        told = confined.communicate()[0]

    assert "PermissionError: [Errno 1]" in told


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
        "import os; os.nice(1)",
        "import os; os.setuid(1)",
    ],
)
def test_the_wall_of_a_report_stands(tmp_path, attempt):
    """What its browser needs is let through, and nothing beside it."""
    test_the_wall_stands(tmp_path, units.REPORT, attempt)


def test_a_report_gets_through_behind_it(installed):
    """With its screenshots: the app is served and a browser asks it, all behind the wall."""
    before = read_only(installed)
    (installed / readme.HOME / "reports").mkdir()
    with confined(units.REPORT, installed) as report:
        told = report.communicate()[0]
    [pack] = (installed / readme.HOME / "reports").glob("*.zip")

    assert report.returncode == 0, told
    assert told.count("\n") == 1
    assert f"elsewhere: {verify.sha256(pack.read_bytes())}" in told
    assert verify.check(pack).faults == []
    after = read_only(installed)
    # What Chromium puts into its own home lies in the service's own /tmp.
    assert {path: state for path, state in after.items() if "own" not in path.parts} == before


def test_a_build_and_a_reader_get_through_behind_it(chromium, installed):
    """A wall that stops the service is taken down by whoever has to get it running."""
    before = read_only(installed)
    with confined("vouch-build.service", installed) as build:
        told = build.communicate()[0]
    with confined("vouch.service", installed) as serve:
        window = chromium.new_page()
        reader = Visitor(window, site.address(serve))
        reader.open("retention", lang="en", snapshot="2026-11-01")
        title, errors = window.locator("h1").inner_text(), reader.find("stException").count()
        charts = reader.find("stVegaLiteChart").count()
        window.close()

    assert build.returncode == 0, told
    assert (title, errors) == ("Retention", 0)
    assert charts > 0
    assert read_only(installed) == before  # where systemd would have refused
