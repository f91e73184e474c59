"""What stands beside the sections of the notice, against what other pages say of the same."""

from tests.unit.test_repeats_page import look
from vouch import notice_facts, notice_tables
from vouch.register import activities

PURPOSES = 5  # section of the notice


def test_a_purpose_holds_what_the_register_says(built, management):
    """What the notice does not cover has no purpose of it; the same words have the same figures."""
    asked = look(built, management, management.snapshots()[-1])
    rows = notice_tables.table(asked, PURPOSES)["rows"]
    counted = {name: (datasets, held) for name, _, datasets, held in rows}
    number, purposes = asked.t.number, built.policy.purposes

    assert counted == {
        asked.named("purposes", one.id): (number(len(one.holdings)), number(one.records))
        for one in activities.found(asked)
        if one.id in purposes
    }


def test_what_has_no_purpose_of_the_notice_is_told(built, management):
    """Left out in silence, the purposes would not add up to what is held."""
    asked = look(built, management, management.snapshots()[-1])
    datasets = asked.series("volumes_by_dataset")
    beside = int(datasets.loc[datasets["category"] == "outside-notice", "personal"].sum())
    said = [sentence for _, sentence in notice_facts.facts(asked, PURPOSES)]

    assert beside > 1
    assert f"{beside} records outside the notice are not counted here" in said[0]
