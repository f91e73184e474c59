"""Faults that meet in one dataset: each row still has one fate, and each fault is said once."""

from datetime import date

import pytest

from tests.faults.shop import Shop
from tests.faults.test_doubles import add
from tests.faults.test_drift import BODY, HEAD, csv, kept, stops
from tests.faults.test_manifests import listed, put_manifest
from vouch import home, pruning
from vouch.intake import load

SEP, OCT = date(2026, 9, 30), date(2026, 10, 31)
GOOD, RENAMED = csv(HEAD, *BODY), csv(("id", "finished", "name"), *BODY)


@pytest.fixture(params=[100_000, 0], ids=["few", "many"])
def shop(
    shop: Shop, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, made_here: None
) -> Shop:
    """Return the home with a good snapshot; rows are read in either of two ways."""
    monkeypatch.setattr(load, "FEW_ROWS", request.param)
    shop.declare("people*.csv")
    add(shop, 'doubles = "once"')
    shop.put(GOOD, day=SEP)
    return shop


def fates(shop: Shop) -> list[tuple]:
    """Return, by file of the later snapshot, its rows and what became of them."""
    return shop.ask(
        "figures",
        "SELECT file, state, physical, header + blank + elsewhere AS aside, rejected, doubled, "
        f"kept FROM fig_files WHERE snapshot = '{OCT}' ORDER BY file",
    )


def said(shop: Shop) -> list[tuple]:
    """Build, and return which files of the later snapshot have which problems."""
    found = shop.build().problems
    return sorted(
        (str(problem.values["file"]), problem.key) for day, _, problem in found if day == OCT
    )


def doubles(shop: Shop) -> list[tuple]:
    """Return the files that repeat another of their snapshot."""
    return shop.ask("figures", "SELECT file FROM fig_doubles WHERE first_snapshot = snapshot")


def test_a_double_in_a_dataset_that_stopped_is_refused_and_doubles_nothing(shop: Shop) -> None:
    """None of its rows counts, so none can count twice."""
    shop.put(GOOD)
    shop.put(GOOD, "people2.csv")
    shop.put(RENAMED, "people3.csv")

    problems = said(shop)
    assert problems == [
        ("people.csv", "problem.stopped_beside"),
        ("people2.csv", "problem.stopped_beside"),
        ("people3.csv", "problem.drift_renamed"),
    ]
    assert fates(shop) == [
        ("people.csv", "failed", 9, 0, 9, 0, 0),
        ("people2.csv", "failed", 9, 0, 9, 0, 0),
        ("people3.csv", "failed", 9, 0, 9, 0, 0),
    ]
    assert doubles(shop) == []
    assert kept(shop) == [(SEP, 8)]


def test_a_file_that_repeats_another_is_no_drift(shop: Shop) -> None:
    """Its rows were read; that they count once is what the home asked for."""
    ragged = f"{csv(HEAD)}a;1.2.2020\n{csv(*BODY)}"  # the first row lacks a field
    shop.put(ragged)
    shop.put(ragged, "people2.csv")
    shop.build()

    assert stops(shop) == []
    assert fates(shop) == [
        ("people.csv", "read", 10, 1, 1, 0, 8),
        ("people2.csv", "read", 10, 1, 1, 8, 0),
    ]
    assert doubles(shop) == [("people2.csv",)]


def test_a_file_that_breaks_its_manifest_stops_the_dataset_for_that_reason(shop: Shop) -> None:
    """What the manifest says comes first: of other bytes no column tells anything."""
    shop.put(RENAMED)
    put_manifest(shop, listed(GOOD, rows=8))

    problems = said(shop)
    assert problems == [("people.csv", "problem.promised_bytes")]
    assert [(*days, problem) for *days, problem, _ in stops(shop)] == [
        (OCT, OCT, SEP, "problem.promised_bytes")
    ]
    assert fates(shop) == [("people.csv", "failed", 9, 0, 9, 0, 0)]


def test_a_double_that_breaks_its_manifest_is_only_refused(shop: Shop) -> None:
    """The other file is whole, and its rows are nobody's double any more."""
    shop.put(GOOD)
    shop.put(GOOD, "people2.csv")
    put_manifest(shop, listed(GOOD, rows=8), listed(GOOD, "people2.csv", rows=7))

    problems = said(shop)
    assert problems == [("people2.csv", "problem.promised_rows")]
    assert fates(shop) == [
        ("people.csv", "read", 9, 1, 0, 0, 8),
        ("people2.csv", "failed", 9, 0, 9, 0, 0),
    ]
    assert doubles(shop) == []


def test_faults_that_meet_are_settled_by_one_build(shop: Shop) -> None:
    """What stands in place of a part that stopped must not be made again each time."""
    shop.put(RENAMED)
    shop.put(GOOD, "people2.csv")

    assert shop.build().is_new
    again = shop.build()
    assert (again.is_new, again.new_parts) == (False, 0)


def test_of_a_dataset_that_stopped_nothing_is_kept_to_be_compared(shop: Shop) -> None:
    """Its rows were counted nowhere, and may not return as the double of a later export."""
    shop.put(RENAMED)
    shop.put(GOOD, "people2.csv")
    shop.put(GOOD, day=date(2027, 12, 31))
    pruning.prune(home.load(shop.folder), date(2027, 12, 31))

    history = home.load(shop.folder).history
    left = {path.name for path in (history / str(SEP)).glob("*/*.parquet")}
    assert left == {"crm.people.parquet"}
    assert list((history / str(OCT)).glob("*/*.parquet")) == []
    assert kept(shop)[0] == (SEP, 8)
