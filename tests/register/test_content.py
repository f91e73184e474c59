"""What the register states, held against an independent reading of declarations and exports."""

from datetime import date

import pytest

from tests import clean_home, recount, recount_register
from tests.register.conftest import DAY
from vouch import home, wording
from vouch.register.shape import GAP

DAYS = (date(2026, 7, 31), DAY)


@pytest.fixture(params=DAYS, ids=str)
def seen(request):
    """Read a snapshot in plain Python."""
    return recount.look(home.SAMPLE, request.param)


def facts(entry):
    """Return what an entry states, by question."""
    return {fact.id: fact.lines for fact in entry.facts}


def stated(lines):
    """Return what is stated, without what is missing."""
    return [line.value for line in lines if not line.is_gap]


def cells(table):
    """Return the values of a table's cells."""
    return [tuple(line.value for line in row) for row in table.rows]


def table_of(register, name):
    """Return a table by its id."""
    [found] = [table for table in register.tables if table.id == name]
    return found


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_each_activity_states_whose_data_which_why_and_how_many(write, sample_home, seen, language):
    """Article 30(1)(b) and (c), drawn anew from the files without any of our code."""
    register = write(sample_home, language, seen.day)
    t = wording.Words(language)
    expected = {
        recount_register.title(seen, name, language): (
            recount_register.titles(
                seen, "people", recount_register.people(seen, datasets), language
            ),
            recount_register.titles(
                seen, "categories", recount_register.named(seen, datasets, "category"), language
            ),
            [t(f"basis.{basis}") for basis in recount_register.bases(seen, datasets)],
            [t.listing(datasets)],
            [recount_register.records(seen, datasets)],
        )
        for name, datasets in recount_register.activities(seen).items()
    }
    questions = ("people", "categories", "basis", "datasets", "records")

    assert {
        entry.title: tuple(stated(facts(entry)[name]) for name in questions)
        for entry in register.entries
    } == expected


def test_what_an_activity_lacks_is_said(write, sample_home, seen):
    """A period that is not set and a dataset that does not say whose data it holds: no pass."""
    register = write(sample_home, "en", seen.day)
    for entry, (_, datasets) in zip(
        register.entries, recount_register.activities(seen).items(), strict=True
    ):
        unset = recount_register.unset_rules(seen, datasets)
        silent = recount_register.silent(seen, datasets)
        titles = [seen.policy["rules"][name]["title"]["en"] for name in unset]
        lines = facts(entry)

        assert sorted(line.value for line in lines["limits"] if line.is_gap) == sorted(
            f"{title}: no period set" for title in titles
        )
        assert [name in lines["people"][-1].value for name in silent] == [True] * len(silent)
        assert sum(line.is_gap for line in lines["missing"]) == bool(unset) + bool(silent)


def test_the_verdict_counts_the_activities_with_gaps(write, sample_home, seen):
    """Management reads one sentence."""
    groups = recount_register.activities(seen).values()
    unset = [bool(recount_register.unset_rules(seen, datasets)) for datasets in groups]
    silent = [bool(recount_register.silent(seen, datasets)) for datasets in groups]
    either = sum(map(any, zip(unset, silent, strict=True)))
    sentence = write(sample_home, "en", seen.day).sentence

    assert sentence.replace(wording.STRONG, "**") == (
        f"In **{either}** of {len(groups)} processing activities something is missing: whose "
        f"data they are in {sum(silent)} and a time limit in {sum(unset)}. "
        "One more gap concerns all of them."
    )


def test_recipients_are_counted_by_country_and_ground(write, sample_home, seen):
    """Article 30(1)(d) and (e): categories of recipients, and which transfers are safeguarded."""
    folder = sample_home / "snapshots" / seen.day.isoformat()
    register = write(sample_home, "en", seen.day)
    rows = cells(table_of(register, "recipients"))
    names = wording.Words("en").locale.territories
    counts, safe = {}, {}
    for (country, is_safe), n in recount_register.processors(folder).items():
        counts[names[country]] = counts.get(names[country], 0) + n
        if country not in recount_register.EEA:
            safe[names[country]] = safe.get(names[country], 0) + n * is_safe
    grounds = seen.datasets["legal.disclosures"]["values"]["ground"]
    disclosed = {
        f"Disclosures: {wording.Words('en')(f'ground.{grounds[ground]}')}": n
        for ground, n in recount_register.disclosures(folder).items()
    }

    assert {row[1]: row[4] for row in rows if row[0] == "Processors"} == counts
    assert {row[1]: row[5] for row in rows if row[2] == "Outside the EEA"} == safe
    assert {row[0]: row[4] for row in rows if row[0] != "Processors"} == disclosed
    assert any(
        row[0] == "All activities"
        and row[1].startswith(f"{recount_register.unsafe(folder)} processors outside the EEA")
        for row in cells(register.gaps)
    )


def test_every_rule_and_every_measure_stands_in_its_table(sample_register):
    """Article 30(1)(f) and (g): what is declared is stated, also where nothing follows it."""
    policy = recount.look(home.SAMPLE, DAY).policy
    limits = table_of(sample_register, "limits")

    assert [row[0] for row in cells(limits)] == [
        rule["title"]["en"] for rule in policy["rules"].values()
    ]
    assert [row[1].is_gap for row in limits.rows] == [
        rule.get("not_set", False) for rule in policy["rules"].values()
    ]
    assert [row[0] for row in cells(table_of(sample_register, "security"))] == [
        measure["title"]["en"] for measure in policy["security"].values()
    ]


def test_every_dataset_of_people_stands_in_one_activity(sample_register):
    """One that was dropped would be processing that nobody answers for."""
    listed = [row[1] for row in cells(table_of(sample_register, "datasets"))]
    declared = recount.look(home.SAMPLE, DAY).datasets

    assert sorted(listed) == sorted(
        name for name, table in declared.items() if table.get("kind") != "processors"
    )


def test_a_home_that_declares_nothing_says_so(write, tmp_path):
    """Nothing is blank: each question is answered, if only by what is missing."""
    snapshot = tmp_path / "snapshots" / "2026-10-31"
    snapshot.mkdir(parents=True)
    (snapshot / "people.csv").write_text("id\na\n", encoding="utf-8")
    register = write(tmp_path)
    gaps = {line.value for row in register.gaps.rows for line in row if line.is_gap}

    assert register.sentence.startswith("No dataset is declared")
    assert all(
        line.said(wording.Words("en"))
        for e in register.entries
        for f in e.facts
        for line in f.lines
    )
    assert {
        "The controller is not named",
        "The data protection officer is not named",
        "The exports hold no register of processors",
        "The exports hold no disclosures",
        "No measure of security is stated",
        "No dataset is declared for this purpose",
    } == gaps
    assert stated(facts(register.controller)["controller"]) == []


def test_a_home_without_gaps_is_complete(write, tmp_path):
    """A register that always found something would soon be looked past."""
    folder = clean_home.write(tmp_path)
    rules = (folder / "policy.toml").read_text(encoding="utf-8")
    start = rules.index("[purposes.other-consented]")
    unused = rules[start : rules.index("# Notice §7", start)]
    (folder / "policy.toml").write_text(rules.replace(unused, ""), encoding="utf-8")
    register = write(folder)

    sentence = register.sentence.replace(wording.STRONG, "**")
    assert sentence == "All **4** processing activities are described in full."
    assert not any(line.is_gap for row in register.gaps.rows for line in row)
    assert not any(
        line.is_gap for entry in register.entries for f in entry.facts for line in f.lines
    )


def test_a_dataset_in_no_purpose_has_an_entry_of_its_own(write, tmp_path):
    """It is processed all the same."""
    folder = clean_home.write(tmp_path)
    text = (folder / "sources.toml").read_text(encoding="utf-8")
    bare = text.replace('purpose = "development"\n', "", 1)
    (folder / "sources.toml").write_text(bare, encoding="utf-8")
    entry = write(folder).entries[-1]

    assert entry.title == "Datasets without a purpose"
    assert stated(facts(entry)["datasets"]) == ["crm.logins"]
    assert [line.is_gap for line in facts(entry)["purposes"]] == [True]
    assert facts(entry)["records"][0].value == 1


def test_a_processor_of_unknown_country_is_a_gap(write, tmp_path):
    """Nobody can tell whether its data leave the EEA."""
    folder = clean_home.write(tmp_path)
    path = folder / "snapshots" / clean_home.DAY / "processors.csv"
    path.write_text(clean_home.PROCESSORS + "E,,\n", encoding="utf-8")
    register = write(folder)
    lines = [line.said(wording.Words("en")) for line in facts(register.entries[0])["transfers"]]

    assert lines == [
        "2 processors: United Kingdom 1 and United States 1; with a safeguard 2",
        f"{GAP} 1 whose country is unknown",
    ]


def test_no_name_of_a_processor_or_person_stands_in_it(sample_register, sample_home):
    """The register goes to management and to authorities: categories and counts, no record."""
    path = sample_home / "snapshots" / DAY.isoformat() / "kasittelijat.csv"
    names = [line.split(";")[0] for line in path.read_text("utf-8-sig").splitlines()[1:]]

    assert names
    assert [name for name in names if name in repr(sample_register)] == []
