"""What another version of the policy would change: on the page, before it is adopted."""

import html
import re
import tomllib
from dataclasses import replace

import pytest

from tests import recount
from tests.opened import opener
from tests.pages.test_pages import markup_of, text_of
from tests.unit.test_versions import ORDERS, SOURCES, version
from vouch import build, home, readers, ui, wording

NOW, DRAFT = "2023-10-01", "2027-01-01"
SNAPSHOTS = recount.snapshots(home.SAMPLE)
ORDER = re.compile(r"\[rules\.order\]\n.*?(?=\[rules\.log\])", re.S)
EXTRA = ORDER.search(version("any", "2020-01-01"))[0].replace("rules.order", "rules.barter")

DAYS = ("2026-01-31", "2026-02-28", "2026-03-31")
REQUESTS = """
[shop.requests]
files = "requests.csv"
kind = "rights_requests"
category = "contacts"
rule = "rights-request"
[shop.requests.columns]
right = "right"
received_on = "received"
"""

Pairs = list[tuple[int, int]]


def effects_in(app) -> list[dict[str, Pairs]]:
    """Read the tables of effects: what each row is about, and its counts under both versions."""
    [piece] = [piece for piece in markup_of(app) if 'class="effect"' in piece]
    return [
        {_said(row): _pairs(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)[1:]}
        for table in re.findall(r'class="figures effects">(.*?)</table>', piece, re.S)
    ]


def _said(row: str) -> str:
    return re.search(r'<th scope="row">(.*?)</th>', row, re.S)[1]


def _pairs(row: str) -> Pairs:
    cells = re.findall(r'<td class="number">(.*?)</td>', row, re.S)
    return [_pair(re.sub(r"<[^>]*>", " ", cell).replace(",", "")) for cell in cells]


def _pair(cell: str) -> tuple[int, int]:
    """Read ``5``, or ``5 → 7 ▲ 2 more``, whose words must say the difference."""
    if "→" not in cell:
        return int(cell), int(cell)
    was, becomes, shape, step, word = re.fullmatch(
        r"\s*(\d+) →\s+(\d+)\s+(\S)\s+(\d+) (\w+)\s*", cell
    ).groups()
    assert (shape, word) == (("▲", "more") if int(becomes) > int(was) else ("▼", "fewer"))
    assert abs(int(becomes) - int(was)) == int(step)
    return int(was), int(becomes)


def sentence_of(app) -> str:
    """Return what is said first about the change."""
    [said] = re.findall(r'<p class="effect">(.*?)</p>', "".join(markup_of(app)))
    return html.unescape(re.sub("<.*?>", "", said))


@pytest.fixture(scope="module")
def recounted() -> dict:
    """Count every snapshot in plain Python under both policies: past, held, unsure, overdue."""
    policies = [
        tomllib.loads((home.SAMPLE / name).read_text(encoding="utf-8"))
        for name in ("policy.toml", f"policies/{DRAFT}.toml")
    ]
    looks = [recount.look(home.SAMPLE, day) for day in SNAPSHOTS]
    return {
        seen.day: [recount.figures(replace(seen, policy=one), seen.day) for one in policies]
        for seen in looks
    }


def _standing(figures: recount.Figures, dataset: str = "") -> tuple[int, ...]:
    """Sum what the page compares, of one dataset or of all."""
    mine = {key: n for key, n in figures.states.items() if dataset in ("", key[0])}
    counts = [sum(n for (_, state), n in mine.items() if state == name) for name in recount.STATES]
    states = dict(zip(recount.STATES, counts, strict=True))
    late = [one for one in figures.requests if dataset in ("", one.dataset)]
    overdue = sum(one.due_state == "overdue" for one in late)
    unsure = states["no_period"] + states["no_start"]
    return states["past"], states["on_hold"], unsure, overdue


@pytest.mark.parametrize("role", readers.Role)
def test_effects_on_every_snapshot_equal_a_recount(open_page, recounted, role):
    """A decision on deleting rests on them; management decides on the same counts."""
    [datasets, snapshots] = effects_in(open_page("notice", lang="en", role=role))
    t = wording.Words("en")
    *_, (newest, sides) = recounted.items()

    assert list(snapshots) == [t.day(day) for day in reversed(SNAPSHOTS)]
    for day, (was, becomes) in recounted.items():
        expected = list(zip(_standing(was), _standing(becomes), strict=True))
        assert snapshots[t.day(day)] == expected, day
    moved = {
        name: list(zip(*(_standing(side, name) for side in sides), strict=True))
        for name in dict.fromkeys(dataset for dataset, _ in sides[0].states)
    }
    changed = {name: pairs for name, pairs in moved.items() if any(a != b for a, b in pairs)}
    assert datasets == changed | {"Whole snapshot": snapshots[t.day(newest)]}


def test_the_sentence_says_what_the_recount_counts(open_page, recounted):
    """The answer first; a table is for whoever doubts it."""
    *_, (was, becomes) = recounted.values()
    past, held, *_ = (b - a for a, b in zip(_standing(was), _standing(becomes), strict=True))

    assert sentence_of(open_page("notice", lang="en")) == (
        "Judged by 2027-01-01 in place of 2023-10-01, the newest snapshot (31 Oct 2026) has "
        f"{past} more records past their date and {held} more records on hold, in 2 datasets."
    )


@pytest.mark.parametrize("role", readers.Role)
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_change_is_told_in_every_language_and_role(open_page, language, role):
    """Sentence, terms, tables and the note that it is not in force yet."""
    app, t = open_page("notice", lang=language, role=role), wording.Words(language)
    shown = html.unescape(text_of(app))

    assert not app.exception
    assert not app.error
    assert sentence_of(app).endswith(".")
    for key in ("policy.title", "policy.terms", "policy.table_datasets", "policy.table_snapshots"):
        assert t(key) in shown
    assert f"○ {t('status.not_in_force')}" in shown
    assert t.period(home.load(home.SAMPLE).policy.rules["billing"].period) in shown


def test_versions_in_the_address_come_back(open_page):
    """A view that is sent is the view that is seen."""
    app = open_page("notice", lang="en", before=DRAFT, after=NOW)

    assert [app.selectbox(key=f"choose_{side}").value for side in ("before", "after")] == [
        DRAFT,
        NOW,
    ]
    assert "fewer records past their date" in sentence_of(app)


def test_a_choice_is_written_into_the_address(open_page):
    """Both sides at once, also the one that was left as it was."""
    app = open_page("notice", lang="en")
    app.selectbox(key="choose_after").set_value(NOW).run()

    assert (app.query_params["before"], app.query_params["after"]) == (NOW, NOW)


def test_a_version_compared_with_itself_says_so(open_page):
    """Nobody should look for the difference in twelve rows of equal numbers."""
    app = open_page("notice", lang="en", before=DRAFT, after=DRAFT)
    [snapshots] = effects_in(app)

    assert sentence_of(app).startswith("Both sides are 2027-01-01, so nothing differs.")
    assert all(was == becomes for pairs in snapshots.values() for was, becomes in pairs)


def test_comparing_leaves_the_rest_as_it_was(open_page):
    """The figures of another policy must never be taken for those of the snapshot's own."""
    before = text_of(open_page("retention", lang="en"))
    app = open_page("notice", lang="en")
    app.selectbox(key="choose_after").set_value(NOW).run()
    app.selectbox(key="choose_after").set_value(DRAFT).run()
    [_, snapshots] = effects_in(app)
    other = text_of(open_page("retention", lang="en", policy=DRAFT))
    [_, judged] = effects_in(open_page("notice", lang="en", policy=DRAFT))

    assert text_of(open_page("retention", lang="en")) == before
    was, becomes = snapshots["31 Oct 2026"][0]
    assert f"<strong>{was} records are past" in before
    assert f"<strong>{becomes} records are past" in other
    assert judged == snapshots


@pytest.fixture
def open_shop(copies, tmp_path, monkeypatch):
    """Open the page over a shop of three snapshots with the policy "now" and *others* beside it."""

    def opened(now: str, others: dict[str, str], days=DAYS, page="notice", **choices: str):
        made_of = repr(("shop of policies", now, sorted(others.items()), days))
        folder = copies.put(tmp_path, made_of, lambda made: build_shop(made, now, others, days))
        return opener(folder, monkeypatch)(page, lang="en", **choices)

    return opened


def build_shop(made, now: str, others: dict[str, str], days) -> None:
    """Build it: the same two exports in each snapshot."""
    (made / "sources.toml").write_text(SOURCES + REQUESTS)
    (made / "policy.toml").write_text(now)
    (made / "policies").mkdir()
    for name, text in others.items():
        (made / "policies" / f"{name}.toml").write_text(text)
    for day in days:
        folder = made / "snapshots" / day
        folder.mkdir(parents=True)
        (folder / "orders.csv").write_text(ORDERS)
        (folder / "requests.csv").write_text("right,received\naccess,2025-11-24\n")
    build.run(home.load(made))


def now() -> str:
    """Write the shop's policy: a year for orders."""
    return version("now", "2020-01-01")


def then(text: str = "") -> dict[str, str]:
    """Name a draft; without *text* it differs in its name alone."""
    text = text or now()
    text = text.replace('version = "now"', 'version = "then"')
    return {"then": text.replace("valid_from = 2020-01-01", "valid_from = 2027-01-01")}


def test_a_home_with_one_version_is_told_how_to_prepare_another(open_shop):
    """A feature that needs a second file must say which file."""
    app = open_shop(now(), {})

    assert "policies/&lt;version&gt;.toml" in "".join(markup_of(app))
    assert 'class="effect"' not in "".join(markup_of(app))
    assert not app.exception


@pytest.mark.parametrize(
    ("others", "before", "after"),
    [
        ({"older": "2019-01-01"}, "older", "now"),
        ({"next": "2026-04-01"}, "now", "next"),
        ({"next": "2026-04-01", "last": "2027-01-01", "older": "2019-01-01"}, "now", "next"),
        ({"newer": "2026-03-31"}, "now", "newer"),
    ],
)
def test_what_holds_is_compared_with_what_comes_next(open_shop, others, before, after):
    """Else with what was before; a version holds from its very day."""
    app = open_shop(now(), {name: version(name, day) for name, day in others.items()})

    sides = [app.selectbox(key=f"choose_{side}") for side in ("before", "after")]
    assert [side.value for side in sides] == [before, after]
    assert any("○ next, not before 1 Apr 2026" in one for one in sides[0].options) == (
        "next" in others
    )


def test_other_words_are_no_change(open_shop):
    """Whoever polishes a sentence of the policy should not have to read a table of zeros."""
    app = open_shop(now(), then(now().replace('"Data given with an order"', '"Orders"')))

    assert "differs from now in wording alone" in sentence_of(app)
    assert "What differs" not in text_of(app)


def test_a_term_that_moves_no_figure_is_named(open_shop):
    """A limit is more than words, though no count depends on it."""
    app = open_shop(now(), then(now().replace("due_soon_days = 90", "due_soon_days = 30")))

    assert "changes no figure in any snapshot" in sentence_of(app)
    assert "without effect on these figures: settings.due_soon_days" in text_of(app)


def test_a_missing_rule_leaves_its_datasets_without_a_period(open_shop):
    """Unknown is neither a pass nor a breach: the records are past under no rule at all."""
    app = open_shop(now(), then(ORDER.sub("", now())))
    [datasets, _] = effects_in(app)

    assert datasets["shop.orders"] == [(2, 0), (0, 0), (0, 4), (0, 0)]
    assert "△ No such rule: its records have no period" in text_of(app)
    assert "shop.orders" in text_of(app)
    assert (
        "2 fewer records past their date and 4 more records that cannot be judged, in 1 dataset"
        in (sentence_of(app))
    )


@pytest.mark.parametrize("page", ui.NAMES)
def test_every_page_can_be_judged_by_a_version_without_a_rule(open_shop, page):
    """A draft may be chosen in the strip as well; its gaps are no reason to fail."""
    app = open_shop(now(), then(ORDER.sub("", now())), page=page, policy="then")

    assert not app.exception
    assert not app.error


def test_a_rule_that_no_dataset_follows_is_said(open_shop):
    """A draft may be ahead of sources.toml."""
    app = open_shop(now(), then(now().replace("[rules.log]", EXTRA + "[rules.log]", 1)))
    shown = text_of(app)

    assert "changes no figure in any snapshot" in sentence_of(app)
    assert "no such rule" in shown
    assert "no dataset" in shown


def test_a_change_that_only_earlier_snapshots_feel_is_said(open_shop):
    """One order is past a month sooner, on the first snapshot; on the later ones it is anyway."""
    app = open_shop(now(), then(version("now", "2020-01-01", "11 months")))

    assert sentence_of(app) == (
        "then in place of now changes nothing in the newest snapshot, but figures of 1 earlier one."
    )


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("2 years", "2 fewer records past their date, in 1 dataset"),
        ("6 months", "1 more record past its date, in 1 dataset"),
    ],
)
def test_the_sentence_has_its_plural_forms(open_shop, draft, said):
    """More and fewer, one and several."""
    assert said in sentence_of(open_shop(now(), then(version("now", "2020-01-01", draft))))


def test_a_shorter_period_than_the_law_allows_is_said(open_shop):
    """A draft that breaks another law must not be adopted for its figures."""
    least = '[rules.order.at_least]\nperiod = "2 years"\n[rules.order.at_least.basis]\nen = "Law"\n'
    app = open_shop(now(), then(now().replace("[rules.log]", least + "[rules.log]", 1)))

    assert "Data given with an order: under then, 4 records of the newest snapshot" in text_of(app)
    assert "by law at least 2 years" in text_of(app)


def test_a_financial_year_that_ends_otherwise_counts(open_shop):
    """It moves last permitted days as a period does."""
    order, from_year = "[rules.order.title]", 'starts = "end-of-financial-year"\n'
    current = now().replace(order, from_year + order)
    app = open_shop(current, then(current.replace('end = "12-31"', 'end = "06-30"')))
    [datasets, _] = effects_in(app)

    assert datasets["shop.orders"][0] == (1, 0)
    assert "Financial year ends" in text_of(app)
    assert "31 Dec" in text_of(app)
    assert "30 Jun" in text_of(app)


@pytest.mark.parametrize(
    ("day", "overdue"), [("2025-12-24", None), ("2025-12-25", (1, 0)), ("2025-12-30", None)]
)
def test_eves_that_are_days_off_move_due_dates(open_shop, day, overdue):
    """A month from 24 November ends on Christmas Eve, or, with it off, on Monday the 29th."""
    lenient = now().replace('eves = "strict" ', 'eves = "lenient"')
    app = open_shop(now(), then(lenient), (day,))
    datasets, *rest = effects_in(app)

    assert bool(rest) == bool(overdue)
    if overdue:
        assert datasets["shop.requests"][3] == overdue
        assert "1 fewer overdue request, in 1 dataset" in sentence_of(app)
    assert "Christmas Eve and Midsummer Eve" in text_of(app)
    assert "days off" in text_of(app)
