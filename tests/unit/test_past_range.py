"""At least and at most in words: the range, and what would settle it."""

from datetime import date

import pandas as pd
import pytest

from vouch import kpis, past_range, readers, view, viewers, wording

DAY = date(2026, 10, 31)
DATASETS = ["at_least", "at_most", "records"]
STEPS = ["step", "rule", "dataset", "is_period_missing", "settles", "possible"]


class Told:
    """Answers with what a test says, whatever the day."""

    def __init__(self, **frames: pd.DataFrame) -> None:
        """Take one frame for each series."""
        self.frames = frames

    def rows(self, _layer, name, _params):
        """Return what was said of a series."""
        return self.frames[name]

    def keep(self, _name, make):
        """Make it anew."""
        return make()


@pytest.fixture
def look(built):
    """Return a function that looks at ranges and steps in a language."""

    def at(language, ranges=(), steps=()):
        told = Told(
            past_range=pd.DataFrame(ranges, columns=DATASETS),
            settling=pd.DataFrame(steps, columns=STEPS),
        )
        who = viewers.local(readers.Role.MANAGEMENT)
        return view.View(wording.Words(language), built, "", who, (DAY,), DAY, DAY, told)

    return at


@pytest.mark.parametrize(
    ("ranges", "summed"),
    [
        ([], (0, 0, 0)),
        ([(0, 0, 0)], (0, 0, 0)),
        ([(0, 40, 40)], (0, 40, 40)),
        ([(3, 5, 10), (0, 7, 9)], (3, 12, 19)),
    ],
)
def test_a_range_is_the_sum_over_datasets(look, ranges, summed):
    """Nothing to count, all undetermined, and what can be judged in part."""
    found = past_range.found(look("en", ranges))

    assert found == kpis.PastRange(*summed)
    assert found.is_open == (summed[0] < summed[1])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Of 12,000 records, at least 1,204 and at most 3,310 are past their date: of 2,106 "
            "nobody can tell, for want of a period or a starting day.",
        ),
        (
            "fi",
            "12\u00a0000 tietueesta vähintään 1\u00a0204 ja enintään 3\u00a0310 on yli määräajan: "
            "2\u00a0106 tietueesta sitä ei voi sanoa, koska säilytysaika tai alkamispäivä puuttuu.",
        ),
        (
            "sv",
            "Av 12\u00a0000 poster är minst 1\u00a0204 och högst 3\u00a0310 över tiden: om "
            "2\u00a0106 av dem kan ingen säga det, eftersom förvaringstid eller startdag saknas.",
        ),
    ],
)
def test_the_range_is_one_sentence(look, language, said):
    """At least, at most and of how many, in the reader's language."""
    assert past_range.note(look(language, [(1204, 3310, 12000)])) == said


@pytest.mark.parametrize(
    ("ranges", "said"),
    [
        ([(1, 2, 3)], "Of 1 record nobody can tell whether it is past its date"),
        ([(2, 2, 3)], "No undetermined record could be past its date"),
        ([], "No undetermined record could be past its date"),
    ],
)
def test_the_question_is_asked_where_there_is_one(look, ranges, said):
    """Where nothing is open there is nothing to settle."""
    assert past_range.heading(look("en", ranges)).startswith(said)


def test_each_step_says_what_is_to_be_done(look):
    """A period, a rule, a column, cells, days: and beside them the period that is lacking too."""
    steps = [
        ("period", "call-recording", None, True, 1141, 1139),
        ("period", None, "crm.odd", True, 30, 25),
        ("start_column", None, "crm.old", False, 20, 20),
        ("empty_starts", None, "crm.mailings", True, 2, 1),
        ("unreadable_starts", None, "billing.orders", False, 1, 0),
    ]
    made = past_range.settling(look("en", steps=steps))

    assert made["rows"] == [
        ["Set a period: Call recordings", "1,141", "1,139"],
        ["Declare a deletion rule: crm.odd", "30", "25"],
        ["Export a starting day: crm.old", "20", "20"],
        ["Fill in 2 empty starting days: crm.mailings, and set a period for its rule", "2", "1"],
        ["Mend 1 unreadable starting day: billing.orders", "1", "0"],
    ]
    assert made["total"] == ["Undetermined in all", "1,194", "1,185"]
