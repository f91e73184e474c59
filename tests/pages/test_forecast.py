"""The forecast on the page Retention, and another period tried there: the policy stays."""

import html
import re
from fractions import Fraction

import pytest

from tests import recount, recount_forecast
from tests.opened import opener
from tests.pages.test_pages import markup_of, text_of
from tests.unit.test_versions import SOURCES, version
from vouch import build, home, readers, wording

NEWEST = recount.snapshots(home.SAMPLE)[-1]
BILLING = {"if_rule": "billing", "if_period": "5 years"}
DELETIONS = "Deletions needed, by class"
LIMIT = re.compile(r"\[limits\.past_retention\]\n.*?(?=\n\[)", re.S)


def piece_of(app, mark: str) -> str:
    """Return the words of the piece of markup that has *mark*."""
    [piece] = [piece for piece in markup_of(app) if mark in piece]
    return html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", piece)))


def pairs_of(app) -> dict[str, tuple[int, int]]:
    """Read the table of figures: each under the policy, and under the what-if."""
    [piece] = [piece for piece in markup_of(app) if "figures supposed" in piece]
    table = re.search(r"figures supposed.*?</table>", piece, re.S)[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.S)
    return {name: tuple(map(_number, _cells(rest)[:2])) for name, rest in rows}


def _cells(row: str) -> list[str]:
    return re.findall(r'<td class="number">(.*?)</td>', row, re.S)


def _number(cell: str) -> int:
    return int(re.match(r"[\d,]+", cell)[0].replace(",", ""))


def is_supposing(app) -> bool:
    return any("figures supposed" in piece for piece in markup_of(app))


@pytest.mark.parametrize("role", [readers.Role.MANAGEMENT, readers.Role.DPO])
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_what_if_says_what_it_is_in_every_language_and_role(open_page, language, role):
    """A figure that nobody decided on must never be taken for one of the policy."""
    app, t = open_page("retention", lang=language, role=role, **BILLING), wording.Words(language)
    rule = home.load(home.SAMPLE).policy.rules["billing"]

    assert not app.exception
    assert not app.error
    [banner] = app.warning
    opening = t("what_if.banner", rule="", period="", own="").partition(".")[0]
    assert opening in banner.value
    assert t("span.years", n=5) in html.unescape(banner.value)
    shown = piece_of(app, "figures supposed")
    assert t.named(rule.at_least.basis) in shown
    assert t("what_if.history") in shown
    assert t("deletions.title") in html.unescape(text_of(app))


@pytest.mark.parametrize("role", [readers.Role.MANAGEMENT, readers.Role.DPO])
def test_a_what_if_equals_a_recount(open_page, role):
    """Beside the policy's own figures, for whoever looks."""
    seen = recount.look(home.SAMPLE, NEWEST)
    sides = (seen, recount_forecast.supposed(seen, "call-recording", "1 year"))
    was, becomes = (recount_forecast.standing(one, NEWEST) for one in sides)
    app = open_page("retention", lang="en", role=role, if_rule="call-recording", if_period="1 year")

    assert list(pairs_of(app).values()) == [
        (was[name], becomes[name])
        for name in ("past", "on_hold", "undetermined", "within_30", "within_90", "within_365")
    ]


def test_a_choice_changes_figures_and_address_at_once(open_page):
    """And nothing else on the page: the policy is as it was."""
    app = open_page("retention", lang="en")
    plain = text_of(app)
    assert not is_supposing(app)

    app.selectbox(key="choose_if_rule").set_value("order").run()
    assert app.query_params["if_period"] == "1 year"
    assert "own period" in piece_of(app, "figures supposed")
    app.number_input(key="choose_if_number").set_value(2).run()
    assert app.query_params["if_period"] == "2 years"
    assert pairs_of(app)["Past date"][1] < pairs_of(app)["Past date"][0]
    app.selectbox(key="choose_if_unit").set_value("day").run()
    assert app.query_params["if_period"] == "2 days"
    assert pairs_of(app)["Past date"][1] > pairs_of(app)["Past date"][0]
    app.selectbox(key="choose_if_unit").set_value("not_set").run()
    assert app.query_params["if_period"] == "not_set"
    assert "That is no compliance" in piece_of(app, "figures supposed")
    app.selectbox(key="choose_if_rule").set_value("none").run()

    assert not {"if_rule", "if_period"} & set(app.query_params)
    assert text_of(app) == plain


def test_another_class_begins_with_its_own_period(open_page):
    """A year that was tried for orders is no question about invoices."""
    app = open_page("retention", lang="en", if_rule="order", if_period="7 months")
    app.selectbox(key="choose_if_rule").set_value("call-recording").run()

    assert app.query_params["if_period"] == "not_set"


def test_an_address_brings_the_same_view_back(open_page):
    """In another language too: the address says what was asked, not how it was written."""
    asked = {"if_rule": "log", "if_period": "18 months", "by_days": "365"}
    english, finnish = (open_page("retention", lang=lang, **asked) for lang in ("en", "fi"))

    for app in (english, finnish):
        assert {name: app.query_params[name] for name in asked} == asked
        assert app.number_input(key="choose_if_number").value == 18
    assert "on 31 Oct 2027" in piece_of(english, DELETIONS)
    assert "18 kuukautta" in finnish.warning[0].value


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"if_rule": "billing", "if_period": "0 years"}, "would be past its date at once"),
        ({"if_rule": "billing", "if_period": "101 years"}, "longer than 100 years"),
        ({"if_rule": "billing", "if_period": "a while"}, "if_period in the address is no period"),
        ({"if_rule": "invoices", "if_period": "1 year"}, "if_rule in the address names no class"),
        ({"if_rule": "marketing-prohibition"}, "if_rule in the address names no class"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_one_sentence(open_page, asked, said):
    """And the rest of the page stays."""
    app = open_page("retention", lang="en", **asked)

    assert not app.exception
    [error] = app.error
    assert said in html.unescape(error.value)
    assert not is_supposing(app)
    assert "Which records?" in text_of(app)


def test_a_number_that_is_typed_is_refused_like_one_that_is_sent(open_page):
    """Nought in the field is as little a period as nought in the address."""
    app = open_page("retention", lang="en", **BILLING)
    app.number_input(key="choose_if_number").set_value(0).run()

    assert [error.value[:22] for error in app.error] == ["if_period = 0 years is"]
    assert not is_supposing(app)


def test_cliffs_and_deletions_are_said(open_page):
    """By the recount's own figures."""
    seen = recount.look(home.SAMPLE, NEWEST)
    found = recount_forecast.cliffs(seen, NEWEST, Fraction(1, 5), 10)
    app = open_page("retention", lang="en", role="management", by_days="30")
    t = wording.Words("en")

    said = piece_of(app, 'class="facts" aria-label="What stands out')
    for (day, rule), n in found.items():
        title = home.load(home.SAMPLE).policy.rules[rule].title["en"]
        assert f"On {t.day(day)}, {n} records fall due at once : {title}." in said
    assert "within the limit of 0 on 30 Nov 2026" in piece_of(app, DELETIONS)


@pytest.fixture
def open_orders(tmp_path, monkeypatch):
    """Open the page over a shop with these orders and this limit for what is past."""

    def opened(orders: str, limit: str, **choices: str):
        (tmp_path / "sources.toml").write_text(SOURCES)
        policy = LIMIT.sub(limit, version("now", "2020-01-01"))
        (tmp_path / "policy.toml").write_text(policy)
        folder = tmp_path / "snapshots" / "2026-10-31"
        folder.mkdir(parents=True)
        (folder / "orders.csv").write_text("id,ordered\n" + orders)
        build.run(home.load(tmp_path))
        return opener(tmp_path, monkeypatch)("retention", lang="en", **choices)

    return opened


def limited(most: str) -> str:
    """Write a limit for what is past."""
    return f'[limits.past_retention]\n{most}\nowner = "DPO"\nreview_on = 2027-01-31\n'


@pytest.mark.parametrize(
    ("orders", "limit", "said"),
    [
        ("1,2024-01-01\n2,2026-09-01\n", limited("at_most = 1"), "No deletions are needed"),
        (
            "1,2024-01-01\n2,2025-11-01\n3,2026-09-01\n",
            limited("at_most = 0"),
            "2 records must be deleted",
        ),
        ("1,2024-01-01\n", limited("at_most = 0"), "cannot be reached by deleting a part"),
        ("1,2024-01-01\n2,2026-09-01\n", "", "The policy sets no limit"),
        ("1,2026-09-01\n", limited("at_most = 0"), "No deletions are needed"),
        ("1,\n", limited("at_most = 0"), "No record has a last permitted day"),
        ("", limited("at_most = 0"), "No record has a last permitted day"),
    ],
)
def test_every_case_of_needed_deletions_is_said(open_orders, orders, limit, said):
    """None needed, some, all and then nothing left, no limit, nothing to judge."""
    app = open_orders(orders, limit, if_rule="order", if_period="1 day")

    assert not app.exception
    assert not app.error
    assert said in piece_of(app, DELETIONS)
    assert "No single day stands out" in text_of(app)
    assert is_supposing(app)


@pytest.mark.parametrize(
    ("orders", "most", "said"),
    [
        ("1,2026-09-01\n", 0, "The limit of 0 is passed by 30 Sep 2027."),
        ("1,2026-09-01\n", 1, "The limit of 1 is kept for two years"),
        ("1,2024-01-01\n2,2026-09-01\n", 0, ""),
    ],
)
def test_the_month_in_which_the_limit_is_passed_is_said(open_orders, orders, most, said):
    """Where it is passed already the top of the page says so."""
    facts = piece_of(
        open_orders(orders, limited(f"at_most = {most}")), 'class="facts" aria-label="What stands'
    )

    assert said in facts
    assert ("The limit" in facts) == bool(said)


def test_a_home_without_any_dataset_has_nothing_to_suppose(open_bare_page):
    """It opens all the same, with noughts for what is not there."""
    app = open_bare_page("retention", lang="en", if_rule="billing", if_period="1 year")

    assert not app.exception
    assert not app.error
    assert set(pairs_of(app).values()) == {(0, 0)}
    assert "No record has a last permitted day" in piece_of(app, DELETIONS)
