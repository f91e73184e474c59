"""The packs of a folder as a page shows them: who may know of which, and how each stands."""

import hashlib
import shutil
from dataclasses import replace
from datetime import date

import pytest

from tests.report.packs import packing
from vouch import home, periods
from vouch.errors import VouchError
from vouch.readers import Role
from vouch.report import (
    changes,
    expiry,
    grounds,
    pack_rows,
    pack_words,
    packs,
    recomputing,
    shelf,
    standing,
    storing,
    summary,
    telling,
)
from vouch.report.composing import Wish
from vouch.report.standing import State

FIRST, MIDDLE, LAST = (packing.name(day=day) for day in packing.DAYS)
OFFICERS, AUDITORS = packing.name("dpo"), packing.name("auditor")
LAST_DAY = date(2036, 10, 1)  # after that on which management's pack of September may be there
OTHERS = (Role.MANAGEMENT, Role.AUDITOR)


@pytest.fixture(scope="module")
def shelved(shop, tmp_path_factory):
    """Return a folder with the chain of management, and a pack of each other role."""
    folder = tmp_path_factory.mktemp("shelf")
    for day in packing.DAYS:
        packing.make(packing.look(shop, day=day), folder)
    for role in (Role.DPO, Role.AUDITOR):
        packing.make(packing.look(shop, role), folder)
    return folder


@pytest.fixture
def folder(shelved, tmp_path):
    """Return a copy of it, to be changed."""
    return shutil.copytree(shelved, tmp_path / "reports")


def names(folder, role) -> list[str]:
    return [item.name for item in shelf.shown(folder, role)]


def never(_) -> bool:
    """No pack was to go."""
    return False


def states(folder, role=Role.DPO) -> dict[str, State]:
    found = standing.of(shelf.shown(folder, role), never)
    return {path.name: one.state for path, one in found.items()}


def item_of(folder, name, role=Role.DPO):
    [found] = [item for item in shelf.shown(folder, role) if item.name == name]
    return found


def test_a_role_knows_of_its_own_packs_alone(folder):
    """That a pack of another role is there, how large it is and its hash are that role's."""
    assert names(folder, Role.MANAGEMENT) == [LAST, MIDDLE, FIRST]
    assert names(folder, Role.AUDITOR) == [AUDITORS]
    assert set(names(folder, Role.DPO)) == {FIRST, MIDDLE, LAST, OFFICERS, AUDITORS}


@pytest.mark.parametrize("role", OTHERS)
def test_another_name_opens_no_pack(folder, role):
    """Whoever renames a file, by mistake too, must not hand an officer's rows to anybody."""
    wanted = folder / packing.name(role, "sv")
    shutil.copy(folder / OFFICERS, wanted)
    item = item_of(folder, wanted.name)

    assert wanted.name not in names(folder, role)
    assert states(folder)[wanted.name] is State.CHANGED
    with pytest.raises(VouchError):
        shelf.take(item, role)


@pytest.mark.parametrize("role", OTHERS)
def test_what_says_nothing_of_itself_is_not_handed_out(folder, role):
    """It could hold anything; that its name is there is all that may be told."""
    path = folder / packing.name(role, "sv")
    path.write_bytes(b"PK\3\4 no zip")
    [item] = [one for one in shelf.shown(folder, role) if one.name == path.name]

    assert states(folder, role)[path.name] is State.UNREAD
    with pytest.raises(VouchError):
        shelf.take(item, role)
    assert shelf.take(item, Role.DPO) == path.read_bytes()


def test_rows_in_a_pack_are_enough_to_withhold_it(folder):
    """Even where name and manifest say management: a row is a row."""
    path = folder / packing.name("management", "sv")
    files = dict(packs.Pack.at(folder / LAST).files)
    files["evidence/kpis/past_retention.csv"] = b"record_id\nC-1\n"
    path.write_bytes(storing.zipped(files))

    assert path.name not in names(folder, Role.MANAGEMENT)
    assert path.name in names(folder, Role.DPO)


def test_a_pack_that_was_exchanged_meanwhile_is_looked_at_anew(folder):
    """The page may be an hour old when its button is pressed."""
    item = item_of(folder, LAST, Role.MANAGEMENT)
    shutil.copy(folder / OFFICERS, folder / LAST)

    with pytest.raises(VouchError):
        shelf.take(item, Role.MANAGEMENT)


def test_a_whole_folder_is_whole(folder):
    """Hashes, embedded evidence, sums and chain hold for each."""
    assert set(states(folder).values()) == {State.WHOLE}


def test_a_changed_byte_is_found_and_its_file_named(folder):
    """In a file of the pack, as its later pack notices as well."""
    path = folder / MIDDLE
    packing.rewritten(path, "policy.toml", lambda data: data + b"# softer\n")
    found = standing.of(shelf.shown(folder, Role.DPO), never)

    assert found[path].state is State.CHANGED
    assert found[path].places == ("report.pdf", f"{MIDDLE}.sha256")
    assert found[folder / LAST].state is State.LACKING
    assert found[folder / LAST].lacking == MIDDLE
    assert found[folder / FIRST].state is State.WHOLE


def test_a_byte_between_the_files_is_the_zips_own(folder):
    """It belongs to no file, so none is blamed."""
    path = folder / FIRST
    path.write_bytes(path.read_bytes() + b"\0")

    assert "" in standing.of(shelf.shown(folder, Role.DPO), never)[path].places


def test_a_missing_predecessor_is_named(folder):
    """Else the month with the bad figures would simply be gone."""
    (folder / FIRST).unlink()
    found = standing.of(shelf.shown(folder, Role.MANAGEMENT), never)

    assert [one.state for one in found.values()] == [State.LACKING, State.LACKING]
    assert {one.lacking for one in found.values()} == {FIRST}


def test_a_predecessor_that_was_to_go_leaves_no_gap(folder, shop):
    """`prune` deletes what was kept for long enough; that takes nothing from the packs after it."""
    (folder / FIRST).unlink()
    view, (item, *_) = packing.look(shop), shelf.shown(folder, Role.MANAGEMENT)
    found = standing.of([item], lambda pack: pack.path.name == MIDDLE)[item.pack.path]
    later = replace(view, snapshots=(date(2036, 9, 30),)), replace(view, snapshots=(LAST_DAY,))

    assert (found.state, found.lacking) == (State.WHOLE, MIDDLE)
    assert "for as long as" in pack_rows.sentence(item, found, view)
    middle = packs.Pack.at(folder / MIDDLE)
    assert [standing.is_over(middle, one) for one in later] == [False, True]


def test_a_hash_that_lies_beside_counts_if_it_is_there(folder):
    """It is worth what the folder is worth, and a difference is a difference."""
    beside = folder / f"{LAST}.sha256"
    beside.write_text("0" * 64 + f"  {LAST}\n", encoding="ascii")
    changed = standing.of(shelf.shown(folder, Role.MANAGEMENT), never)[folder / LAST]
    beside.unlink()

    assert changed.places == (beside.name,)
    assert states(folder, Role.MANAGEMENT)[LAST] is State.WHOLE


@pytest.mark.parametrize("name", ["other.zip", "vouch-report-2026-02-30-management-en.zip"])
def test_foreign_zips_are_told_to_the_officer_alone(folder, name):
    """They are none of vouch's, whatever they hold; a day that no calendar has is no name."""
    (folder / name).write_bytes(b"PK")

    assert shelf.foreign(folder, Role.DPO) == [name]
    assert shelf.foreign(folder, Role.MANAGEMENT) == []
    assert name not in names(folder, Role.DPO)


def test_a_folder_that_is_not_there_has_no_pack(tmp_path):
    """Nothing was made yet; that is said, and is no fault."""
    assert shelf.shown(tmp_path / "reports", Role.DPO) == []
    assert shelf.foreign(tmp_path / "reports", Role.DPO) == []


def test_a_pack_is_of_now_until_something_is_newer(folder, shop, tmp_path):
    """Other figures, another policy, other versions: each by its name."""
    view, item = packing.look(shop), item_of(folder, LAST)
    older = replace(item, said=item.said | {"generation": "0"})
    other = replace(item, said=item.said | {"policy": {"version": "1"}, "versions": {}})

    assert standing.newer(item, view) == []
    assert standing.newer(older, view) == ["generation"]
    assert standing.newer(other, view) == ["policy", "version"]
    assert standing.is_same(item, view, packing.WISH)
    assert not standing.is_same(item, view, Wish())


def test_a_snapshot_that_lies_unread_is_newer(folder, shop, tmp_path):
    """What a new pack would read first is there already."""
    copy = shutil.copytree(shop, tmp_path / "home")
    days = copy / "snapshots"
    shutil.copytree(days / packing.DAYS[-1], days / "2026-11-30")

    assert standing.newer(item_of(folder, LAST), packing.look(copy)) == ["exports"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: None, ["● They can: all 3 export files"]),
        (
            lambda path: path.write_text("1;2\n"),
            ["◆ invoices_all.csv of 31 Oct 2026 is not the one"],
        ),
        (lambda path: path.unlink(), ["◆ invoices_all.csv of 31 Oct 2026 is not there any more."]),
        (lambda path: _prune(path.parent), ["▲ The exports of 31 Oct 2026 were pruned"]),
    ],
    ids=["there", "changed", "missing", "pruned"],
)
def test_whether_figures_can_be_computed_anew_is_said(folder, shop, tmp_path, change, said):
    """An auditor who wants to needs the very exports, and is told what is in the way."""
    copy = shutil.copytree(shop, tmp_path / "home")
    change(copy / "snapshots" / packing.DAYS[-1] / "invoices_all.csv")
    view, rests = packing.look(copy), grounds.read(item_of(folder, LAST).said)
    told = pack_words.exports(recomputing.changes(view.home, rests), rests, view)

    assert [" ".join(one)[: len(text)] for one, text in zip(told, said, strict=True)] == said


def _prune(snapshot) -> None:
    """Leave of a snapshot what pruning leaves: its place in the history."""
    shutil.rmtree(snapshot)
    (snapshot.parent.parent / "history" / snapshot.name).mkdir(parents=True)


@pytest.mark.parametrize(
    ("role", "language", "day"), [(Role.MANAGEMENT, "en", 31), (Role.AUDITOR, "fi", None)]
)
def test_the_last_report_is_of_the_readers_role_and_language(folder, shop, role, language, day):
    """The officer sees all packs, and none of them is the report for management."""
    last = standing.last(shelf.shown(folder, Role.DPO), packing.look(shop, role, language))

    assert (last and last.pack.day.day) == day


def test_changes_are_those_of_the_reports_summary(folder, shop):
    """What the page counts since the last report is what the next PDF would say."""
    view, item = packing.look(shop), item_of(folder, MIDDLE)
    made = changes.table(item.since, changes.of_now(view), ("before", "now"), view.t)["rows"]
    told = telling.last(item.pack)
    severities = [row[1:] for row in summary._severities(view, {"change": told})["rows"]]
    figures = zip(summary.FIGURES, summary._figures(view, {"change": told})["rows"], strict=True)
    moves = [row[-1] for (name, _), row in figures if name]

    assert [row[2:] for row in made[:3]] == severities
    assert [row[3] for row in made[3:]] == moves
    assert "+1" in moves


def test_without_an_earlier_report_nothing_has_changed(shop):
    """A dash, not the whole count: nothing was told before."""
    view = packing.look(shop)
    made = changes.table(None, changes.of_now(view), ("before", "now"), view.t)

    assert {(row[1], row[3]) for row in made["rows"]} == {("–", "–")}


def test_of_nothing_there_is_no_change(folder, shop):
    """A home without requests or calls: a dash, never 0."""
    view, item = packing.look(shop), item_of(folder, LAST)
    rows = changes.table(item.since, changes.of_now(view), ("before", "now"), view.t)["rows"]

    assert [row[1:] for row in rows if row[0] == view.t("figure.kpis.call_recordings")] == [
        ["–", "–", "–"]
    ]


def test_the_pack_before_is_found_by_its_hash(folder):
    """A name proves nothing."""
    items = shelf.shown(folder, Role.MANAGEMENT)

    assert standing.before(items[0], items) == items[1]
    assert standing.before(items[2], items) is None


def test_a_kept_hash_is_told_from_others(folder, shop):
    """The printed hash, kept elsewhere, is the only proof of a pack as a whole."""
    view, items = packing.look(shop), shelf.shown(folder, Role.MANAGEMENT)
    own = hashlib.sha256((folder / LAST).read_bytes()).hexdigest()
    officers = hashlib.sha256((folder / OFFICERS).read_bytes()).hexdigest()
    said = {
        text: pack_words.compared(text, items, view)[0]
        for text in (own, f"  {own.upper()}\n", officers, "0" * 64, "0" * 63, "g" * 64, "–")
    }

    assert [*said.values()] == [*["pack_whole"] * 2, *["pack_changed"] * 2, *["nothing"] * 3]
    assert LAST in pack_words.compared(own, items, view)[1]


def test_a_pack_goes_no_later_than_its_rows(folder, shop):
    """The last permitted day is the one that `prune` counts."""
    settings = home.load(shop).policy.settings
    days = {
        name: expiry.last_day(item_of(folder, name).pack, settings) for name in (LAST, OFFICERS)
    }

    assert days == {LAST: date(2036, 10, 31), OFFICERS: date(2027, 11, 30)}
    unlimited = settings.model_copy(update={"keep_reports": None})
    assert expiry.last_day(item_of(folder, OFFICERS).pack, unlimited) is None


@pytest.mark.parametrize(
    ("exports", "reports", "said"),
    [
        ("13 months", "10 years", "with rows of the exports: 13 months"),
        ("11 years", "10 years", ""),
        ("10 years", "10 years", ""),
        ("364 days", "1 year", "with rows of the exports: 364 days"),
        ("365 days", "1 year", ""),
        (None, "10 years", ""),
        ("13 months", None, ""),
    ],
)
def test_the_officer_is_told_that_packs_with_rows_go_earlier(shop, exports, reports, said):
    """Ten years at the top and thirteen months at the pack would be two answers to one question."""
    declared = {"keep_exports": exports, "keep_reports": reports}
    limits = {name: text and periods.parse(text) for name, text in declared.items()}
    officer = packing.look(shop, Role.DPO)
    rules = officer.home.policy
    settings = rules.settings.model_copy(update=limits)
    judged = officer.home.under(rules.model_copy(update={"settings": settings}))
    looks = [replace(packing.look(shop, role), home=judged) for role in (Role.DPO, *OTHERS)]

    assert [pack_rows.figures([], one)[-1].change for one in looks] == [said, "", ""]


def test_what_is_lacking_is_said(shop, tmp_path):
    """No folder, no pack and no limit are three things."""
    view, path = packing.look(shop), tmp_path / "home"
    bare = replace(view, home=replace(view.home, path=path))
    policy = bare.home.policy
    settings = policy.settings.model_copy(update={"keep_reports": None})
    endless = replace(bare, home=bare.home.under(policy.model_copy(update={"settings": settings})))

    assert "no folder" in pack_rows.facts([], bare)[0][1]
    (path / "reports").mkdir(parents=True)
    assert "nothing to show" in pack_rows.facts([], bare)[0][1]
    assert "keep_reports" in pack_rows.facts([], endless)[1][1]
    assert {one.value for one in pack_rows.figures([], endless)} == {"–"}
