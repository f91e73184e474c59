"""The units of systemd: they load, and leave a service little to do harm with."""

import subprocess
import sys

import pytest

from tests.deploy import units

MOST_EXPOSED = {
    "vouch.service": 12,
    "vouch-build.service": 8,
    units.REPORT: 20,
}  # tenths, of 0 to 100
OWN = ("/srv/vouch/warehouse", "/srv/vouch/audit", "/srv/vouch/reports")
# What a service that reads exports needs less of than one that is asked by browsers.
DIFFERENT = {
    *("Type", "ExecStart", "Restart", "Nice", "Description", "After", "WantedBy"),
    *("ReadWritePaths", "PrivateNetwork", "IPAddressAllow", "RestrictAddressFamilies"),
}

FOR_CHROMIUM = {
    "Environment",
    *("ProcSubset", "IPAddressAllow", "RestrictAddressFamilies", "RestrictNamespaces"),
    *("MemoryDenyWriteExecute", "SystemCallFilter", "TasksMax"),
}


def test_systemd_takes_them(tmp_path):
    """A word that systemd does not know is passed over, and the wall that it meant is not there."""
    written = [units.installed(tmp_path, name.name) for name in sorted(units.FOLDER.iterdir())]
    done = units.analyze("verify", "--man=no", *written)

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("name", units.ALL)
def test_little_is_exposed(tmp_path, name):
    """Systemd's own count of what a service could reach; a line that is lost raises it."""
    unit = units.installed(tmp_path, name)
    most = f"--threshold={MOST_EXPOSED[name]}"
    done = units.analyze("security", "--offline=yes", "--no-pager", most, unit)

    assert done.returncode == 0, done.stdout[-200:]
    assert "Overall exposure level" in done.stdout


def test_both_services_stand_behind_the_same_wall():
    """They run the same program over the same home."""
    serve, build = (units.said(name) for name in units.SERVICES)
    same = (serve.keys() | build.keys()) - DIFFERENT

    assert {key: serve.get(key) for key in same} == {key: build.get(key) for key in same}


def test_a_report_has_no_more_than_its_browser_needs():
    """Whatever else the build may not do, it may not do either."""
    build, report = units.said("vouch-build.service"), units.said(units.REPORT)
    different = {key for key in build | report if build.get(key) != report.get(key)}

    assert different == FOR_CHROMIUM | {"Description", "After", "ExecStart", "ReadWritePaths"}
    assert report["SystemCallFilter"][:2] == build["SystemCallFilter"]


@pytest.mark.parametrize("name", units.ALL)
def test_only_what_the_product_makes_can_be_written(name):
    """Exports, policy, the key and the program itself cannot be changed by whoever gets in."""
    (paths,) = units.said(name)["ReadWritePaths"]

    assert units.said(name)["ProtectSystem"] == ["strict"]
    assert set(paths.split()) <= set(OWN)


@pytest.mark.parametrize("name", units.ALL)
def test_the_command_has_the_options_that_it_is_given(name):
    """A unit is tried by a stranger, at night."""
    (line,) = units.said(name)["ExecStart"]
    _, *command = line.split()
    told = subprocess.run(
        [sys.executable, *command[:3], "--help"],
        cwd=units.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert all(part in told.stdout for part in command if part.startswith("--"))
