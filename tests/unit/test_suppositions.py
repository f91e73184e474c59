"""What may be supposed of a policy, and what is refused in one sentence."""

import pytest

from vouch import home, periods, policy, suppositions, wording
from vouch.errors import VouchError
from vouch.suppositions import NOT_SET

SAMPLE = policy.load(home.SAMPLE / "policy.toml")


def test_only_the_one_rule_has_another_period():
    """All else of the policy, the rule's starting point and minimum too, stays as it is."""
    made = suppositions.suppose(SAMPLE, "billing", "6 years")
    own, other = SAMPLE.rules["billing"], made.supposed.rules["billing"]

    assert other == own.model_copy(update={"period": periods.Period(months=72)})
    assert {**made.supposed.rules, "billing": own} == SAMPLE.rules
    assert made.supposed.limits == SAMPLE.limits
    assert made.policy == SAMPLE


def test_a_rule_without_a_period_may_be_given_one_and_the_reverse():
    """Call recordings have none today: what would a year make of them?"""
    given = suppositions.suppose(SAMPLE, "call-recording", "1 year").supposed
    taken = suppositions.suppose(SAMPLE, "billing", NOT_SET).supposed

    assert given.rules["call-recording"].determination == "period"
    assert taken.rules["billing"].determination == "not_set"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 day", periods.Period(days=1)),
        ("36525 days", periods.Period(days=36525)),
        ("1 month", periods.Period(months=1)),
        ("1200 months", periods.Period(months=1200)),
        ("1 year", periods.Period(months=12)),
        ("100 years", periods.Period(months=1200)),
        (NOT_SET, None),
    ],
)
def test_from_a_day_to_a_hundred_years_may_be_supposed(text, period):
    """What a purpose can need, in each unit."""
    assert suppositions.suppose(SAMPLE, "order", text).period == period


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0 days", "problem.supposed_zero"),
        ("0 years", "problem.supposed_zero"),
        ("-1 years", "problem.supposed_zero"),
        ("101 years", "problem.supposed_long"),
        ("1201 months", "problem.supposed_long"),
        ("36526 days", "problem.supposed_long"),
        ("999999999 years", "problem.supposed_long"),
        ("9999999999 years", "problem.supposed_period"),
        ("soon", "problem.supposed_period"),
        ("7", "problem.supposed_period"),
        ("6 weeks", "problem.supposed_period"),
        ("1.5 years", "problem.supposed_period"),
        ("", "problem.supposed_period"),
    ],
)
def test_any_other_period_is_refused(text, key):
    """Nought makes everything past at once; far days fit no calendar."""
    with pytest.raises(VouchError) as refused:
        suppositions.suppose(SAMPLE, "order", text)

    assert refused.value.key == key
    for language in wording.LANGUAGES:
        said = wording.Words(language)(key, **refused.value.values)
        assert not text or (text in said) == (key != "problem.supposed_period")


@pytest.mark.parametrize("rule", ["invoice", "marketing-prohibition", ""])
def test_a_rule_without_another_period_is_refused(rule):
    """What is kept indefinitely is ended by its purpose, and a name that is wrong by nothing."""
    with pytest.raises(VouchError) as refused:
        suppositions.suppose(SAMPLE, rule, "1 year")

    assert refused.value.key == "problem.supposed_rule"
    assert "billing" in refused.value.values["known"]
    assert "marketing-prohibition" not in refused.value.values["known"]


@pytest.mark.parametrize(
    "text", ["1 day", "30 days", "1 month", "18 months", "1 year", "10 years", NOT_SET]
)
def test_a_period_is_written_as_it_is_read(text):
    """It stands in the address, and a view that is sent must come back."""
    period = suppositions.suppose(SAMPLE, "order", text).period

    assert suppositions.write(period) == text
    assert suppositions.join(*suppositions.parts(text)) == text


def test_what_is_supposed_never_has_the_name_of_the_policy():
    """Answers are kept by version: a what-if under the policy's name would be taken for it."""
    made = [suppositions.suppose(SAMPLE, "order", text) for text in ("1 year", "2 years")]
    names = [one.supposed.notice.version for one in made]

    assert len({SAMPLE.notice.version, *names}) == 3
    assert all("not the policy" in name for name in names)
    assert [one.is_own for one in made] == [True, False]
