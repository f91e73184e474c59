"""The chain: each pack names the one before it, so that none can vanish or be exchanged."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import terminal
from tests.report.packs import packing
from vouch import home, notice_findings
from vouch.errors import VouchError
from vouch.report import expiry, packs, telling, verify
from vouch.report.packs import Pack

FIRST, MIDDLE, LAST = (packing.name(day=day) for day in packing.DAYS)


@pytest.fixture(scope="module")
def chain(shop, tmp_path_factory):
    """Return a folder with a pack of each of three snapshots, and one in another language."""
    folder = tmp_path_factory.mktemp("chain")
    for day in packing.DAYS:
        packing.make(packing.look(shop, day=day), folder)
    packing.make(packing.look(shop, language="fi", day=packing.DAYS[1]), folder)
    return folder


@pytest.fixture
def folder(chain, tmp_path):
    """Return a copy of the chain, to be changed."""
    return shutil.copytree(chain, tmp_path / "chain")


def said(path):
    return json.loads(dict(verify.unpacked(path.read_bytes()))["manifest.json"])["previous"]


def test_each_names_the_one_before_it_by_its_hash(chain):
    """Of the same role, language and period: those are what a reader gets month by month."""
    assert said(chain / FIRST) is None
    assert said(chain / MIDDLE) == {"name": FIRST, "sha256": packs.Pack.at(chain / FIRST).sha256}
    assert said(chain / LAST) == {"name": MIDDLE, "sha256": packs.Pack.at(chain / MIDDLE).sha256}
    assert said(chain / packing.name(language="fi", day=packing.DAYS[1])) is None


def test_a_whole_chain_is_followed_to_its_first_pack(chain):
    """Lying beside each other is enough."""
    found = verify.check(chain / LAST)

    assert found.faults == []
    assert "The chain is whole to its first pack; earlier ones: 2." in found.checked


def test_a_removed_pack_is_found(folder):
    """Else the month with the bad figures would simply be gone."""
    (folder / MIDDLE).unlink()
    [fault] = verify.check(folder / LAST).faults

    assert fault.startswith(f"{MIDDLE}: this pack stood before that of 2026-10-31")


def test_a_replaced_pack_is_found(folder, shop):
    """Also by one that is whole in itself."""
    packing.rewritten(folder / MIDDLE, "VERIFY.md", lambda data: data + b"\n")
    [fault] = verify.check(folder / LAST).faults

    assert verify.check(folder / MIDDLE).faults == []
    assert fault.startswith(f"{MIDDLE}: ")


def test_a_pack_alone_says_that_its_chain_was_not_followed(folder, tmp_path):
    """Whoever keeps one file has not been deceived, and is told what was not looked at."""
    alone = tmp_path / LAST
    shutil.copy(folder / LAST, alone)
    found = verify.check(alone)

    assert found.faults == []
    assert any(MIDDLE in sentence for sentence in found.unchecked)


def other(shop, day):
    """Look at a home so that a pack of the day rests on something else: a day later."""
    view = packing.look(shop, day=day)
    return replace(view, as_of=view.as_of + timedelta(days=1))


def test_a_pack_that_a_later_one_names_is_not_replaced(folder, shop):
    """The later one would miss it, and verifying it would tell of a forgery."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for day, later in ((packing.DAYS[0], MIDDLE), (packing.DAYS[1], LAST)):
        with pytest.raises(VouchError) as caught:
            packing.make(other(shop, day), folder, again=True)

        assert caught.value.key == "problem.report_followed"
        assert str(caught.value).startswith(f"{folder / packing.name(day=day)} was not replaced: ")
        assert later in str(caught.value)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_last_pack_of_a_chain_may_be_replaced(folder, shop):
    """Nothing hangs on it; and of another language, none does either."""
    packing.make(other(shop, packing.DAYS[2]), folder, again=True)
    view = replace(other(shop, packing.DAYS[1]), t=packing.look(shop, language="fi").t)
    packing.make(view, folder, again=True)

    assert verify.check(folder / LAST).faults == []


def test_a_chain_is_made_again_from_where_it_changes(folder, shop, tmp_path):
    """As the refusal says: the later ones out of the way, then each again, oldest first."""
    (folder / LAST).rename(tmp_path / LAST)
    packing.make(other(shop, packing.DAYS[1]), folder, again=True)
    packing.make(packing.look(shop, day=packing.DAYS[2]), folder)

    assert verify.check(folder / LAST).faults == []
    assert said(folder / LAST) != said(tmp_path / LAST)


def test_a_pack_that_stays_the_same_may_be_made_again(folder, shop):
    """Whoever repeats a run breaks nothing."""
    before = (folder / MIDDLE).read_bytes()
    packing.make(packing.look(shop, day=packing.DAYS[1]), folder, again=True)

    assert (folder / MIDDLE).read_bytes() == before


def test_earlier_packs_may_lie_elsewhere(folder, tmp_path):
    """And those that are named must be the right ones."""
    alone = tmp_path / LAST
    shutil.copy(folder / LAST, alone)
    both = ("--previous", folder / MIDDLE, "--previous", folder / FIRST)
    whole = terminal.run("verify", alone, *both)
    wrong = terminal.run("verify", alone, "--previous", folder / FIRST)

    assert whole.returncode == 0, whole.stdout
    assert "earlier ones: 2" in whole.stdout
    assert wrong.returncode == 1
    assert f"WRONG: {MIDDLE}" in wrong.stdout


def test_the_report_tells_what_changed_since_the_last_one(chain):
    """The counts of the earlier pack are read from its own files."""
    last = telling.last(Pack.at(chain / MIDDLE))

    assert last is not None
    assert (last.snapshot.isoformat(), last.kpis["volumes"]) == ("2026-09-30", 3)


@pytest.mark.parametrize(
    ("on", "gone"),
    [("2036-08-31", []), ("2036-09-01", [FIRST]), ("2036-10-01", [FIRST, MIDDLE])],
)
def test_packs_may_stay_on_their_last_day(folder, shop, on, gone):
    """As with every other period: past is the day after, and each language counts."""
    told = terminal.run("prune", "--home", shop, "--reports", folder, "--on", on)
    listed = [line.split(":")[0] for line in told.stdout.splitlines() if "audit pack" in line]

    assert told.returncode == 0, told.stderr
    assert [name for name in listed if "-en." in name] == gone
    assert len(list(folder.glob("*.zip"))) == 4


def test_a_pack_goes_with_all_that_belongs_to_it(folder, shop, tmp_path):
    """A hash without a pack would be looked for; and the others stay."""
    (folder / f"{FIRST}.sig").write_text("signed")
    copied = shutil.copytree(shop, tmp_path / "home")
    told = terminal.run(
        *("prune", "--home", copied, "--reports", folder, "--on", "2036-09-01", "--delete")
    )

    assert told.returncode == 0, told.stderr
    assert f"{FIRST}: audit pack deleted, kept until 2036-08-31." in told.stdout
    assert not list(folder.glob(f"{FIRST}*"))
    assert len(list(folder.glob("*.zip"))) == 3
    assert verify.check(folder / LAST).faults == []  # what is gone by the policy is no gap


def test_an_officer_s_pack_goes_with_the_exports(tmp_path, shop):
    """It holds rows of them, and would outlive them by nine years."""
    for role in ("management", "dpo"):
        (tmp_path / packing.name(role)).write_bytes(b"")
    settings = home.load(shop).policy.settings
    found = expiry.find(tmp_path, settings, date(2027, 12, 1))

    assert [one.paths[0].name for one in found] == [packing.name("dpo")]
    assert expiry.find(tmp_path, settings, date(2027, 11, 30)) == []


def test_a_policy_without_the_limit_is_a_finding_and_deletes_nothing(tmp_path, shop):
    """Never delete by a period that nobody has decided."""
    (tmp_path / FIRST).write_bytes(b"")
    view, policy = packing.look(shop), home.load(shop).policy
    unset = policy.settings.model_copy(update={"keep_reports": None})
    without = view.home.under(policy.model_copy(update={"settings": unset}))
    named = {one.id for one in notice_findings.found(replace(view, home=without))}

    assert "reports_without_limit" in named
    assert "reports_without_limit" not in {
        one.id for one in notice_findings.found(packing.look(shop))
    }
    assert expiry.find(tmp_path, unset, date(2099, 1, 1)) == []
