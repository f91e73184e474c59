"""How far a build is: counted in files and bytes, and no guess before there is a ground."""

import pytest

from vouch import steps, waiting, wording
from vouch.steps import Stage, Step


def test_nothing_is_estimated_before_anything_is_done():
    """A first guess would be wrong by any factor."""
    assert Step(Stage.READING, 0, 3, 0, 900).left(60.0) is None


@pytest.mark.parametrize(("done", "left"), [(1, 899 * 60), (300, 120), (900, 0), (901, 0)])
def test_what_is_left_follows_the_speed_so_far(done, left):
    assert Step(Stage.READING, 1, 3, done, 900).left(60.0) == pytest.approx(left)


def test_a_stage_of_empty_files_has_no_share():
    """Nor does it divide by nothing."""
    assert Step(Stage.READING, 2, 2, 0, 0).share == 0


def test_done_is_added_up():
    """The last step says that all is done."""
    heard = []
    teller = steps.Teller(heard.append, Stage.READING, [5, 7, 0])
    teller.tell("a")
    teller.add([5, 7])
    teller.tell("b")
    teller.add([0])
    teller.tell("")

    assert [(one.files, one.of_files, one.bytes, one.of_bytes) for one in heard] == [
        (0, 3, 0, 12),
        (2, 3, 12, 12),
        (3, 3, 12, 12),
    ]


@pytest.mark.parametrize(
    ("language", "left", "said"),
    [
        ("en", None, "Reading 2026-10-31/a.csv: 1 of 3 files, 1.5 of 2,000.0 MB"),
        ("en", 29, "1.5 of 2,000.0 MB, less than a minute left"),
        ("en", 60, "MB, about 1 minute left"),
        ("fi", 125, "jäljellä noin 2 minuuttia"),
        ("sv", 60, "ungefär 1 minut kvar"),
    ],
)
def test_a_step_is_a_sentence(language, left, said):
    """Files and bytes done, of how many, and the time that is left once it is known."""
    step = Step(Stage.READING, 1, 3, 1_500_000, 2_000_000_000, "2026-10-31/a.csv")
    told = waiting.told(step, left, wording.Words(language))

    assert said in told.replace("\u00a0", " ")
