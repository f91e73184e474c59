"""Computing a pack anew: what the exports say is held against what the pack says."""

import json
import shutil

import pytest

from tests import terminal
from tests.report.packs import packing
from vouch.report import verify


@pytest.fixture(scope="module")
def together(shop, tmp_path_factory):
    """Return a folder with a home of three snapshots and packs of it, for two roles."""
    folder = tmp_path_factory.mktemp("together")
    shutil.copytree(shop, folder / "home")
    for role in ("management", "dpo"):
        packing.make(packing.look(folder / "home", packing.Role(role)), folder / "packs")
    return folder


@pytest.fixture
def copied(together, tmp_path):
    """Return a copy of home and packs, to be changed."""
    return shutil.copytree(together, tmp_path / "copied")


def run(folder, role="management"):
    """Verify a pack against the home beside it."""
    path = folder / "packs" / packing.name(role)
    return terminal.run("verify", path, home=folder / "home")


def listed(folder):
    """List everything below a folder, and when it was changed."""
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize("role", ["management", "dpo"])
def test_unchanged_exports_give_every_figure_again(together, role):
    """That is what makes a report believable; and the home is only read."""
    before = listed(together / "home")
    told = run(together, role)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "Checked: The exports at hand are those of the pack, of 3 files." in told.stdout
    assert "Checked: Every figure is the same when it is computed anew." in told.stdout
    assert listed(together / "home") == before


def test_a_changed_row_of_an_export_is_named_with_the_figures_that_it_moves(copied):
    """An export that was exchanged afterwards no longer vouches for the report."""
    export = copied / "home" / "snapshots" / "2026-10-31" / "invoices_all.csv"
    export.write_text(export.read_text().replace("31/12/2015", "31/12/2025"))
    told = run(copied)

    assert told.returncode == 1
    assert (
        "WRONG: 2026-10-31/invoices_all.csv: it is not the one that was read; its SHA-256 differs."
        in told.stdout
    )
    assert (
        "WRONG: figures/kpis/past_retention.csv, line 2 (shop.invoices): numerator is 2 in the "
        "pack and 1 computed anew." in told.stdout
    )


def test_an_export_that_is_gone_is_named(copied):
    """Nobody can compute anew from what is not there."""
    (copied / "home" / "snapshots" / "2026-09-30" / "invoices_all.csv").unlink()
    told = run(copied)

    assert told.returncode == 1
    assert "WRONG: 2026-09-30/invoices_all.csv: it is not there any more." in told.stdout


def test_a_changed_figure_is_named_though_all_else_of_the_pack_agrees(copied):
    """Whoever can change every part of a pack cannot change what the exports say."""
    path = copied / "packs" / packing.name()
    files = dict(verify.unpacked(path.read_bytes()))
    name = "figures/series/rules.csv"
    files[name] = files[name].replace(b"billing,", b"milling,")
    packing.lie(files, name)
    packing.without_evidence(files)
    path.write_bytes(verify.packed(sorted(files.items())))
    told = run(copied)

    assert told.returncode == 1
    assert f"WRONG: {name}, line " in told.stdout
    assert "is milling in the pack and billing computed anew." in told.stdout


def test_the_pack_s_own_policy_is_used(copied):
    """The home may have another one by now."""
    policy = copied / "home" / "policy.toml"
    text = policy.read_text()
    policy.write_text(text.replace('period = "10 years"', 'period = "4 years"'))
    told = run(copied)

    assert told.returncode == 0, told.stdout


def test_later_snapshots_do_not_disturb(copied):
    """A report of October is computed from what there was in October."""
    days = copied / "home" / "snapshots"
    shutil.copytree(days / "2026-10-31", days / "2026-11-30")
    told = run(copied)

    assert told.returncode == 0, told.stdout


def test_another_machine_without_the_key_gives_the_same_figures(copied):
    """The key tells people apart; it decides no count."""
    (copied / "home" / "key").unlink()
    told = run(copied)

    assert told.returncode == 0, told.stdout
    assert not (copied / "home" / "key").exists()


def test_pruned_snapshots_are_told_and_not_called_wrong(copied):
    """What the policy wants gone cannot be computed from any more."""
    home, packs = copied / "home", copied / "packs"
    first = packing.make(packing.look(home, day=packing.DAYS[0]), packs).path
    done = terminal.run("prune", "--on", "2027-11-01", "--delete", home=home)
    newest, pruned = run(copied), terminal.run("verify", first, home=home)

    assert done.returncode == 0, done.stderr
    assert newest.returncode == 0, newest.stdout
    assert "Earlier snapshots whose exports were pruned, by their kept figures" in newest.stdout
    assert pruned.returncode == 0, pruned.stdout
    assert "the exports of 2026-08-31 were pruned; they can no longer be" in pruned.stdout


def test_without_a_home_it_says_what_was_not_looked_at(together):
    """The sample is nobody's home, and is not taken for one."""
    told = terminal.run("verify", together / "packs" / packing.name())

    assert told.returncode == 0
    assert "Not checked: The exports: name the home that has them by --home." in told.stdout


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("as_of", "soon"),
        ("role", "king"),
        ("exports", [{}]),
        ("versions", None),
        ("language", "xx"),
    ],
)
def test_a_pack_that_does_not_say_what_it_rests_on_is_one_sentence(copied, key, value):
    """Whole in itself it may be, and still be no pack of ours."""
    path = copied / "packs" / packing.name()
    files = dict(verify.unpacked(path.read_bytes()))
    said = json.loads(files["manifest.json"]) | {key: value}
    files["manifest.json"] = json.dumps(said).encode()
    path.write_bytes(verify.packed(sorted(files.items())))
    told = run(copied)

    assert (told.returncode, told.stdout) == (2, "")
    assert "manifest.json" in told.stderr
    assert "Traceback" not in told.stderr
