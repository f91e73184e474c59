"""Retention classes, findings and open requests, as pages show them."""

from datetime import date

import pandas as pd
import pytest

from vouch import (
    class_table,
    findings,
    notice_kinds,
    policy,
    request_figures,
    retention_classes,
    wording,
)

EN = wording.Words("en")
DAYS = [date(2026, 9, 30), date(2026, 10, 31)]


def states(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["snapshot", "rule", "dataset", "state", "records"])


def ages(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["rule", "band", "records"])


GATHERED = retention_classes.gather(
    {"log": "period", "billing": "period", "call-recording": "not_set"},
    states(
        (DAYS[0], "log", "a.logs", "past", 2),
        (DAYS[1], "log", "a.logs", "past", 5),
        (DAYS[1], "log", "b.logs", "past", 1),
        (DAYS[1], "log", "a.logs", "within", 4),
        (DAYS[1], "call-recording", "a.calls", "no_period", 9),
        (DAYS[1], None, "a.odd", "no_period", 3),
    ),
    ages(("log", "1-30", 6)),
    DAYS,
    {},
)
NAMES = {"log": "Logs", "billing": "Billing", "call-recording": "Calls", "none": "None"}


def of(rule: str) -> retention_classes.RetentionClass:
    return next(c for c in GATHERED if c.rule == rule)


def test_a_class_sums_its_datasets():
    """Two log exports fall under one rule."""
    assert (of("log").past, of("log").held, of("log").change) == ((2, 6), 10, 4)


def test_a_rule_without_an_export_is_shown_as_such():
    """The notice names six periods; one that no export fills is not in order, it is unseen."""
    assert of("billing").is_exported is False


def unread(*days: date, names: tuple[str, ...] = ("a.logs",)) -> retention_classes.RetentionClass:
    """Gather a class of whose datasets, two, those of *names* were not read on *days*."""
    rows = [(DAYS[1], "log", "b.logs", "past", 0), (DAYS[0], "log", "b.logs", "past", 3)]
    counted = states((DAYS[1], "log", "a.logs", "within", 4), *rows)
    [found] = retention_classes.gather(
        {"log": "period"}, counted, ages(), DAYS, {day: set(names) for day in days}
    )
    return found


@pytest.mark.parametrize(
    ("names", "is_exported"), [((), True), (("a.logs",), True), (("a.logs", "b.logs"), False)]
)
def test_a_class_of_which_nothing_was_read_that_day_is_not_in_the_export(names, is_exported):
    """That another snapshot held it says nothing of this one: 0 would be a pass."""
    found = unread(DAYS[1], names=names)
    [row] = class_table.rows([found], _policy(), NAMES, EN)

    assert found.is_declared
    assert found.is_exported is is_exported
    assert (row["held"] == "–") is not is_exported
    assert row["verdict"] == ("Within period" if is_exported else "Not in the export")


def test_an_earlier_snapshot_that_lacks_a_dataset_has_no_place_in_the_trend():
    """A month that did not come is no month without records past their date."""
    assert unread().trend == [3, 0]
    assert unread().change == -3
    assert unread(DAYS[0]).trend == [None, 0]
    assert unread(DAYS[0]).change is None
    assert unread(DAYS[0], DAYS[1]).change == -3


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ({"past": 1, "on_hold": 8}, "1"),
        ({"past": 0, "on_hold": 8, "within": 57}, "On hold"),
        ({"past": 0, "on_hold": 0, "within": 57}, "Within period"),
        ({"past": 0, "no_start": 2, "running": 1}, "Within period"),
        ({"past": 0, "no_start": 2, "running": 0}, "No starting day"),
        ({"past": 0}, "Nothing to count"),
    ],
)
def test_a_class_is_within_its_period_only_where_something_is(counts, verdict):
    """What a hold keeps past its date is not within it, and of nothing nothing is well."""
    rows = [(DAYS[1], "log", "a.logs", name, n) for name, n in counts.items()]
    found = retention_classes.gather({"log": "period"}, states(*rows), ages(), DAYS, {})

    assert class_table.rows(found, _policy(), NAMES, EN)[0]["verdict"] == verdict


def test_records_without_a_rule_are_a_class_of_their_own():
    """What nobody has given a rule must not fall out of the table."""
    assert of(retention_classes.NO_RULE).held == 3


def test_what_cannot_be_judged_is_neither_zero_nor_well():
    """No period is a finding, never a pass."""
    rows = class_table.rows(GATHERED, _policy(), NAMES, EN)
    calls = next(row for row in rows if row["name"] == "Calls")

    assert (calls["verdict"], calls["change"]) == ("No period set", "–")
    assert {text for text, _ in calls["ages"]} == {"–"}


def test_the_total_leaves_out_what_has_no_period():
    """The total row must agree with the key figure above it."""
    assert class_table.total(GATHERED, EN)["past"] == "6"


def test_a_total_of_nothing_is_no_zero():
    """Where no class could be judged, there is nothing to add up."""
    total = class_table.total([unread(DAYS[1], names=("a.logs", "b.logs"))], EN)

    assert {total[name] for name in ("held", "past", "change", "no_start", "on_hold")} == {"–"}
    assert total["ages"] == ["–"] * 4


def test_findings_come_most_serious_first():
    """What is past its date stands before what cannot be judged."""
    found = [
        *findings.of_classes(GATHERED, NAMES, EN),
        *findings.of_undetermined(GATHERED, NAMES, EN),
    ]

    assert [finding.status for finding in found] == ["past", "no_period"]
    assert found[0].choices == {"state": "past", "class": "log"}
    assert found[1].sentence.startswith("12 records are held without a retention period")


def test_what_was_not_read_stands_before_every_warning():
    """A finding is as serious as its shape says, whichever figures it was made from."""
    lines = pd.DataFrame(
        [("deleted_too_early", 1), ("record_moved", 2)], columns=["finding", "records"]
    )
    files = pd.DataFrame({"state": ["missing", "undeclared"], "rejected": [None, 3]})
    found = findings.ordered(
        [
            *findings.of_undetermined(GATHERED, NAMES, EN),
            *findings.of_deletions(lines, EN),
            *findings.of_files(files, EN),
            *findings.of_classes(GATHERED, NAMES, EN),
        ]
    )

    said = [finding.status for finding in found]
    assert said[:3] == ["breach", "failed", "past"]
    assert said[3:] == ["warning", "undeclared", "rejected", "no_period"]


def test_all_three_states_of_requests_are_shown():
    """Zero is written 0."""
    requests = pd.DataFrame({"due_state": ["on_time", "over_limit"]})

    assert request_figures.by_status(requests) == {
        "overdue": 0,
        "consent_late": 1,
        "due_soon": 0,
        "on_time": 1,
    }


def test_the_next_due_date_lies_ahead():
    """An overdue request is not what falls due next."""
    requests = pd.DataFrame(
        {
            "due_state": ["overdue", "on_time", "due_soon"],
            "due_on": pd.to_datetime(["2026-10-01", "2026-12-01", "2026-11-02"]),
        }
    )

    assert request_figures.next_due(requests)["due_on"] == pd.Timestamp("2026-11-02")


def test_an_old_request_does_not_stretch_the_timeline():
    """One request of last spring would press all others into a corner; it stands at the edge."""
    rows = pd.DataFrame(
        {
            "received": pd.to_datetime(["2026-03-02", "2026-10-20"]),
            "due": pd.to_datetime(["2026-04-02", "2026-11-20"]),
            "due_if_suspended": pd.to_datetime([None, None]),
        }
    )
    first, last = request_figures.span(rows, DAYS[1])

    assert (first, last) == (date(2026, 8, 16), date(2026, 11, 26))


def _policy() -> policy.Policy:
    rule = {
        "title": {"en": "x"},
        "starting_point": {"en": "x"},
        "section": "7",
        "basis": {"en": "x"},
    }
    return policy.Policy(
        notice={
            "version": "1",
            "revision": "1",
            "controller": "x",
            "dpo": "x",
            "valid_from": "2023-10-01",
        },
        categories={name: {"title": {"en": name}} for name in policy.NOTICE_CATEGORIES},
        purposes={},
        rules={
            "log": rule | {"period": "3 years"},
            "billing": rule | {"period": "10 years"},
            "call-recording": rule | {"not_set": True},
        },
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [((2, 1, 1), "2 breaches and 1 warning."), ((1, 0, 3), "1 breach.")],
)
def test_the_notice_is_one_finding_however_much_of_it_is_not_kept(counts, said):
    """Its own page names each; a front page that is silent on fifteen breaches reads as none."""
    [found] = findings.of_notice(dict(zip(notice_kinds.SEVERITIES, counts, strict=True)), EN)

    assert (found.status, found.page) == ("breach", "notice")
    assert found.sentence.endswith(said)


@pytest.mark.parametrize("more", [0, 3])
def test_a_notice_without_a_breach_needs_no_decision(more):
    """What is only told must not make a front page in order look out of it."""
    assert findings.of_notice({"breach": 0, "warning": more, "notice": more}, EN) == []
