"""The checker that goes with a pack: whatever is done to a pack afterwards is found."""

import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile

import pytest

from tests import terminal
from tests.report.packs import packing
from vouch.report import verify
from vouch.report.verify import Trusted

CHANGES, BY_COMMAND = 500, 4


def faults(path, **trusted):
    return verify.check(path, Trusted(**trusted)).faults


@pytest.fixture
def copied(pack, tmp_path):
    """Return a copy of a pack, to be changed."""
    return shutil.copy(pack, tmp_path / pack.name)


def run(path, *arguments, folder=None, env=None):
    """Run the copy of the checker that lies in the pack, as a stranger does: alone."""
    alone = path.parent / "alone"
    alone.mkdir(exist_ok=True)
    (alone / "verify.py").write_bytes(dict(verify.unpacked(path.read_bytes()))["verify.py"])
    command = [sys.executable, "-I", "-S", alone / "verify.py", path, *arguments]
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder or alone,
        env=env or {},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_pack_is_whole_as_it_was_made(pack):
    """A check that finds something in everything would be switched off."""
    found = verify.check(pack, Trusted(verify.sha256(pack.read_bytes())))

    assert found.faults == []
    assert len(found.checked) == 6


def test_any_changed_byte_is_found_by_the_printed_hash(pack, tmp_path):
    """Wherever it is: in a file, in a name, or in what only holds the zip together."""
    whole, dice, path = pack.read_bytes(), packing.dice(7), tmp_path / pack.name
    printed = verify.sha256(whole)
    for _ in range(CHANGES):
        path.write_bytes(packing.changed(whole, dice.randrange(len(whole)), dice))

        assert faults(path, sha256=printed)


def test_the_command_finds_them_as_well(pack, tmp_path):
    """What an auditor runs is the command, from the pack itself."""
    whole, dice, path = pack.read_bytes(), packing.dice(8), tmp_path / pack.name
    printed = verify.sha256(whole)
    shutil.copy(pack, path)
    told = run(path, "--sha256", printed)
    assert (told.returncode, told.stderr) == (0, "")
    for _ in range(BY_COMMAND):
        path.write_bytes(packing.changed(whole, dice.randrange(len(whole)), dice))
        told = terminal.run("verify", path, "--sha256", printed)

        assert (told.returncode, told.stderr) == (1, "")
        assert "WRONG" in told.stdout


def test_a_changed_file_is_named_without_any_hash(pack, tmp_path):
    """Each file that the manifest lists, at a byte of its own."""
    whole, dice, path = pack.read_bytes(), packing.dice(9), tmp_path / pack.name
    place = 0
    for name, data in verify.unpacked(whole):
        place += 30 + len(name)
        path.write_bytes(packing.changed(whole, place + dice.randrange(len(data)), dice))
        place += len(data)

        assert [one for one in faults(path) if one.startswith(f"{name}:")], name


def test_a_changed_byte_between_the_files_is_found_without_any_hash(pack, tmp_path):
    """Names, sizes, dates, the list at the end: none of them has a value to choose."""
    whole, path, dice = pack.read_bytes(), tmp_path / pack.name, packing.dice(10)
    places, at = [], 0
    for name, data in verify.unpacked(whole):
        places += range(at, at + 30 + len(name))
        at += 30 + len(name) + len(data)
    places += range(at, len(whole))
    for place in dice.sample(places, 300):
        path.write_bytes(packing.changed(whole, place, dice))

        assert faults(path), place


@pytest.mark.parametrize("where", ["before", "behind", "comment", "cut"])
def test_nothing_can_be_put_around_a_pack(copied, where):
    """Most readers of zip pass over what lies before and behind."""
    whole = copied.read_bytes()
    if where == "comment":
        with zipfile.ZipFile(copied, "a") as packed:
            packed.comment = b"all is well"
    else:
        changes = {"before": b"x" + whole, "behind": whole + b"x", "cut": whole[:-1]}
        copied.write_bytes(changes[where])

    assert any("byte" in fault for fault in faults(copied))


def test_a_second_file_of_one_name_is_found(copied):
    """Readers differ in which of the two they show."""
    entries = verify.unpacked(copied.read_bytes())
    copied.write_bytes(verify.packed(sorted([*entries, ("policy.toml", b"other")])))

    assert any("order of their names" in fault for fault in faults(copied))


def test_a_file_that_is_gone_or_was_added_is_named(copied):
    """The manifest lists them all."""
    files = dict(verify.unpacked(copied.read_bytes()))
    del files["policy.toml"]
    files["screens/00-better.png"] = b"x"
    copied.write_bytes(verify.packed(sorted(files.items())))

    assert faults(copied) == [
        "policy.toml: the manifest lists it, and it is not there.",
        "screens/00-better.png: it is there, and the manifest does not list it.",
        "report.pdf: the file policy.toml embedded in it is not the one of the pack.",
    ]


@pytest.mark.parametrize("text", [b"{", b"[]", b"null", b'{"files": [1]}', b"\xff", b"9" * 5000])
def test_a_manifest_of_another_form_is_a_fault_and_no_crash(copied, text):
    """A pack comes from somebody who may want the checker to fail."""
    files = dict(verify.unpacked(copied.read_bytes())) | {"manifest.json": text}
    copied.write_bytes(verify.packed(sorted(files.items())))

    assert faults(copied) == ["manifest.json: it is missing, or it is not what it has to be."]


@pytest.mark.parametrize("text", [b"[" * 99_999, b'{"kpis": [{}]}', b'{"kpis": {"a": 1}}', b"7"])
def test_figures_of_another_form_are_a_fault_and_no_crash(copied, text):
    """The same holds for whatever else is read."""
    packing.rewritten(copied, "figures/kpis.json", lambda _: text)

    assert "figures: the figures cannot be added up." in faults(copied)


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"PK\3\4" + b"\xff" * 40, b"\0" * 99])
def test_what_is_no_pack_is_told_so(tmp_path, content):
    """A wrong file is given now and then."""
    path = tmp_path / "vouch-report-2026-10-31-management-en.zip"
    path.write_bytes(content)

    assert faults(path)


def test_a_figure_that_was_changed_with_its_manifest_is_found_in_the_report(copied):
    """Who changes a table would have to typeset the report anew."""
    name = "figures/series/states.csv"
    packing.rewritten(copied, name, lambda data: data.replace(b"past", b"fine"))

    assert faults(copied) == [
        f"report.pdf: the file {name} embedded in it is not the one of the pack."
    ]


def test_a_figure_that_is_not_the_sum_of_its_rows_is_found(copied):
    """The rows are recounted, whatever else agrees."""
    name = "figures/kpis.json"

    def change(data):
        said = json.loads(data)
        said["kpis"][1]["numerator"] -= 1
        return json.dumps(said).encode()

    packing.rewritten(copied, name, change)
    assert f"{name}: past_retention is not the sum of its rows." in faults(copied)

    packing.rewritten(copied, name, lambda data: data.replace(b'"numerator": 2', b'"numerator": 1'))
    assert "figures/kpis/past_retention.csv: its rows are not those of kpis.json." in faults(copied)


def test_what_a_pack_says_commands_no_terminal(copied):
    """A name in a forged pack may hold what turns a line around or clears the screen."""
    files = dict(verify.unpacked(copied.read_bytes())) | {"a\x1b[2Jb": b""}
    copied.write_bytes(verify.packed(sorted(files.items())))
    told = run(copied)

    assert told.returncode == 1
    assert "\x1b" not in told.stdout


def test_the_checker_needs_nothing_but_python(copied):
    """The auditor's machine has no vouch, and must not need it."""
    text = dict(verify.unpacked(copied.read_bytes()))["verify.py"].decode()
    named = {line.split()[1].split(".")[0] for line in text.splitlines() if line[:5] in IMPORTS}
    told = run(copied, env={"PATH": os.environ["PATH"]})

    assert named <= sys.stdlib_module_names
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith("Nothing is wrong with the pack.\n")


IMPORTS = ("impor", "from ")


def test_the_only_pack_in_a_folder_needs_no_name(pack, tmp_path):
    """With several a name is asked for."""
    shutil.copy(pack, tmp_path)
    command = [sys.executable, "-I", verify.__file__]
    one = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    shutil.copy(pack, tmp_path / "vouch-report-2026-10-31-management-fi.zip")
    two = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert one.returncode == 0
    assert (two.returncode, two.stderr) == (
        2,
        "Name the pack to check: there are 2 in this folder.\n",
    )


def test_any_program_unpacks_it(pack):
    """It is a plain zip: nobody needs us to look into it."""
    with zipfile.ZipFile(pack) as packed:
        names = packed.namelist()

        assert packed.testzip() is None
        assert names == sorted(names)
        assert {packed.getinfo(name).date_time for name in names} == {(1980, 1, 1, 0, 0, 0)}
    assert struct.unpack("<H", pack.read_bytes()[-2:]) == (0,)


def test_a_file_that_is_not_there_is_no_broken_pack(tmp_path):
    """The exit code tells a schedule whether it is the pack or the call."""
    told = terminal.run("verify", tmp_path / "nothing.zip")

    assert told.returncode == 2
    assert "nothing.zip" in told.stderr
