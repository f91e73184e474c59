"""What is shown of deletions, drawn: outcomes, findings of a year, and holds that are wide."""

import pytest

DATASETS = "dataset | rule\nshop.bills | billing\nshop.logs | log"
COMPARED = """
    snapshot   | dataset    | rule    | method | state    | before_on  | listed | past | on_hold | released
    2026-10-31 | shop.bills | billing | ids    | compared | 2026-09-30 | 10     | 12   | 1       | 2
"""  # noqa: E501  a table is wide
EVENTS = """
    snapshot   | before_on  | dataset    | rule    | event      | new_rule | records
    2026-10-31 | 2026-09-30 | shop.bills | billing | deleted    |          | 3
    2026-10-31 | 2026-09-30 | shop.bills | billing | re_keyed   |          | 1
    2026-10-31 | 2026-09-30 | shop.bills | billing | unproven   |          | 1
    2026-10-31 | 2026-09-30 | shop.bills | billing | reappeared |          | 1
    2026-10-31 | 2026-09-30 | shop.bills | billing | in_time    |          | 7
"""


def test_who_is_told_of_nothing_else_is_still_there(ask):
    """Five of ten are accounted for; what went in time, or came back, was not among the ten."""
    found = ask(
        "series",
        "deletion_outcomes",
        only="listed deleted still uncompared released",
        ref_datasets=DATASETS,
        fig_comparisons=COMPARED,
        fig_deletions=EVENTS,
    )

    assert found == [(10, 3, 5, 2, 2)]


@pytest.mark.parametrize(("is_past", "still"), [("true", 1), ("false", 5), ("", 5)])
def test_what_is_past_and_went_too_early_is_not_still_there(ask, is_past, still):
    """It was among the ten; what was not past was not, nor what an earlier history tells of."""
    early = f"2026-10-31 | 2026-09-30 | shop.bills | billing | too_early | | 4 | {is_past}"
    head, *rows = EVENTS.strip().splitlines()
    events = "\n".join([f"{head} | is_past", *(f"{row} |" for row in rows), early])
    found = ask(
        "series",
        "deletion_outcomes",
        only="listed deleted still too_early",
        ref_datasets=DATASETS,
        fig_comparisons=COMPARED,
        fig_deletions=events,
    )

    assert found == [(10, 3, still, 4)]


@pytest.mark.parametrize(("day", "records"), [("2025-10-31", 0), ("2025-11-01", 4)])
def test_what_happened_is_a_finding_for_a_year(ask, day, records):
    """Whoever looks once a year sees each finding once."""
    events = (
        f"snapshot | dataset | rule | event | records\n{day} | shop.bills | billing | too_early | 4"
    )
    found = ask("series", "findings_in_deletions", only="finding records", fig_deletions=events)

    assert found == ([("deleted_too_early", records)] if records else [])


def test_what_was_moved_is_named_by_the_rule_that_it_is_under_now(ask):
    """That is where it is to be looked for."""
    events = (
        "snapshot | dataset | rule | event | new_rule | records\n"
        "2026-10-31 | shop.bills | billing | moved | other | 2"
    )
    found = ask("series", "findings_in_deletions", fig_deletions=events)

    assert found == [("record_moved", "shop.bills", "other", 2)]


HOLDINGS = """
    dataset    | starts_on  | is_held | records
    shop.bills | 2025-01-01 | true    | {held}
    shop.bills | 2025-01-01 | false   | {free}
"""
RULED = "rule | period_months\nbilling | 120\nlog | 36"


@pytest.mark.parametrize(
    ("held", "free", "is_wide"),
    [(10, 39, True), (10, 40, False), (9, 1, False), (20, 80, False), (21, 79, True)],
)
def test_a_hold_is_wide_above_a_fifth_of_ten_or_more(ask, held, free, is_wide):
    """At the share itself it is not; and of a few records one hold is soon a large share."""
    given = {
        "ref_datasets": DATASETS,
        "ref_rules": RULED,
        "fig_holdings": HOLDINGS.format(held=held, free=free),
    }
    shares = ask("series", "held_shares", only="held records is_whole is_wide", **given)
    found = ask("series", "findings_in_deletions", only="finding dataset records", **given)

    assert shares == [(held, held + free, False, is_wide)]
    assert found == ([("hold_too_wide", "shop.bills", held)] if is_wide else [])


def test_a_hold_on_a_whole_dataset_is_wide_however_small_that_is(ask):
    """It names no record and no person, so it keeps whatever comes."""
    given = {
        "ref_datasets": DATASETS,
        "ref_rules": RULED,
        "fig_holdings": HOLDINGS.format(held=1, free=0),
        "fig_holds": "held_dataset\nshop.bills",
    }

    assert ask("series", "held_shares", only="is_whole is_wide", **given) == [(True, True)]
    assert len(ask("series", "findings_in_deletions", **given)) == 1
