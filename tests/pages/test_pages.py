"""Every page in every language and role, over the sample's figures."""

import html
import re

import pytest

from tests.opened import ROOT
from vouch import queries, readers, ui, wording

DAY = {"lang": "en", "snapshot": "2026-10-31"}


def text_of(app) -> str:
    """Return all words that a page shows."""
    kinds = ("markdown", "caption", "info", "error", "code")
    blocks = [block.value for kind in kinds for block in getattr(app, kind)]
    return "\n".join([*blocks, *markup_of(app)])


def markup_of(app) -> list[str]:
    """Return the markup of a page, piece by piece; the stylesheet stands with the strip."""
    return [block.proto.body.partition("<style>")[0] for block in app.get("html")]


def verdict_of(app) -> tuple[str, str]:
    """Return the heading of a page and the sentence below it."""
    found = [re.search("<h1>(.+)</h1>\\s*<p>(.+)</p>", piece) for piece in markup_of(app)]
    [opening] = filter(None, found)
    return html.unescape(opening[1]), re.sub("<.*?>", "", opening[2])


def test_each_page_is_in_the_navigation():
    """A page that the router does not know cannot be reached."""
    assert sorted(path.stem for path in ROOT.glob("pages/*.py")) == sorted(ui.NAMES)


@pytest.mark.parametrize("role", readers.Role)
@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ui.NAMES)
def test_a_page_opens_with_its_answer(open_page, name, language, role):
    """The first thing on a page is one computed sentence, and no section has failed."""
    app = open_page(name, lang=language, role=role)

    assert not app.exception
    title, sentence = verdict_of(app)
    assert title == wording.Words(language)(f"page.{name}")
    assert sentence.endswith(".")
    assert not app.error


LEADING = {"retention", "deletion", "requests"}  # pages with rows that lead to what is behind them
FINDING = "hold_review_overdue"


@pytest.mark.parametrize("name", ui.NAMES)
def test_a_row_can_be_chosen_only_where_it_leads_somewhere(open_page, name):
    """A box to tick beside each row, and nothing happens: it would look broken."""
    app = open_page(name, role="dpo", finding=FINDING, **DAY)
    chosen = [bool(table.proto.selection_mode) for table in app.dataframe]

    assert sum(chosen) == (name in LEADING)
    assert len(chosen) > sum(chosen) or name not in {"calls", "notice", "sources", "audit"}


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ui.NAMES)
def test_a_home_with_one_export_and_nothing_else_opens(open_bare_page, name, language):
    """Nothing is declared, so there is nothing to count; that is said, not failed."""
    app = open_bare_page(name, lang=language)

    assert not app.exception
    assert verdict_of(app)
    shown = text_of(app)
    if name == "sources":
        assert "people.csv" in shown
    if name in ("overview", "retention"):
        assert wording.Words(language)("status.nothing") in shown


@pytest.mark.parametrize("name", ["retention", "requests", "calls"])
def test_management_sees_no_record(open_page, name):
    """Management gets figures, not people: no row, no number of one, only how many there are."""
    seen = open_page(name, role="management", **DAY)

    assert not seen.dataframe
    assert any("data protection officer only" in info.value for info in seen.info)


@pytest.mark.parametrize("name", ["retention", "requests", "calls"])
def test_the_officer_sees_the_rows(open_page, name):
    """The drill-down is two clicks from the overview."""
    assert open_page(name, role="dpo", **DAY).dataframe


def test_an_address_restores_the_view(open_page):
    """A view can be sent and cited: what was chosen stands in the address."""
    app = open_page(
        "retention",
        lang="fi",
        snapshot="2026-10-31",
        as_of="2026-11-15",
        role="dpo",
        state="past",
        **{"class": "billing"},
    )

    shown = text_of(app)
    assert "15.11.2026" in shown
    assert set(app.dataframe[0].value["class"]) == {"Laskutukseen liittyvät tiedot"}
    assert app.query_params["class"] == "billing"


@pytest.mark.parametrize(("as_of", "is_compared"), [("2026-10-31", True), ("2026-11-01", False)])
def test_a_supposed_day_is_compared_with_no_snapshot(open_page, as_of, is_compared):
    """What falls due while nothing is deleted is no change from one snapshot to the next."""
    app = open_page("retention", lang="en", snapshot="2026-10-31", as_of=as_of)
    [past] = re.findall(r"<li>.*?</li>", "".join(markup_of(app)), re.S)[:1]
    [total] = re.findall(r"<tfoot>.*?</tfoot>", "".join(markup_of(app)), re.S)[:1]

    assert ("than on 30 Sep 2026" in verdict_of(app)[1]) is is_compared
    assert ("than on 30 Sep" in past) is is_compared
    assert ("–" not in total) is is_compared


def test_an_address_that_makes_no_sense_shows_the_newest(open_page):
    """A typing error in an address must not become an error page."""
    app = open_page("overview", lang="xx", snapshot="yesterday", as_of="1", role="king")

    assert not app.exception
    assert app.query_params["snapshot"] == "2026-10-31"
    assert app.query_params["role"] == "dpo"


def test_choosing_another_snapshot_moves_the_day_with_it(open_page):
    """The as-of day follows the snapshot until it is chosen for itself."""
    app = open_page("overview", **DAY)
    app.session_state["choices"] = True  # whoever chooses has opened the box first
    app.run()
    app.selectbox(key="choose_snapshot").select_index(3).run()

    assert app.query_params["snapshot"] == "2026-07-31"
    assert app.query_params["as_of"] == "2026-07-31"


def test_the_language_changes_nothing_else(open_page):
    """Labels change with the language; the snapshot and the role that were chosen stay."""
    app = open_page("overview", lang="en", snapshot="2026-07-31", role="management")
    app.button_group(key="choose_lang").set_value("fi").run()

    assert app.query_params["lang"] == "fi"
    assert app.query_params["snapshot"] == "2026-07-31"
    assert app.query_params["role"] == "management"


def test_another_home_has_no_role_to_choose(open_page, monkeypatch, tmp_path):
    """Without login only the invented home may be looked at as someone else."""
    monkeypatch.setattr("vouch.home.SAMPLE", tmp_path)
    app = open_page("overview", lang="en", role="management")

    assert "role" not in app.query_params
    assert not app.radio


def test_a_mistake_in_the_home_is_one_sentence(open_page, monkeypatch, tmp_path):
    """What the reader can mend is said, and nothing else is shown."""
    monkeypatch.setenv("VOUCH_HOME", str(tmp_path))
    app = open_page("overview", lang="en")

    assert not app.exception
    assert [error.value.partition(". ")[0] for error in app.error] == [
        f"No snapshot lies in {tmp_path / 'snapshots'}"
    ]


def test_a_page_that_is_reached_alone_is_guarded(open_page, monkeypatch):
    """A folder named pages makes Streamlit run a page without app.py, once after its start."""
    from streamlit.runtime.pages_manager import PagesManager

    open_page("overview", **DAY)
    app = open_page("retention", role="management", **DAY)

    assert PagesManager.uses_pages_directory is False
    assert not app.dataframe


def test_a_method_box_shows_the_query_when_it_is_opened(open_page):
    """Few readers open one, so a page carries no query until somebody does."""
    app = open_page("overview", **DAY)
    assert not app.code

    app.session_state["method_kpis_past_retention"] = True
    app.run()

    sql = queries.load("kpis", "past_retention").sql.strip()
    assert [block.value for block in app.code] == [sql]


LATE = {"en": "Will be late", "fi": "Myöhästyy", "sv": "Blir försenad"}
RECORDINGS = {"en": "Call recordings", "fi": "Puhelutallenteet", "sv": "Samtalsinspelningar"}
BETWEEN = {
    "en": "at least 313 and at most 2,496",
    "fi": "vähintään 313 ja enintään 2\u00a0496",
    "sv": "minst 313 och högst 2\u00a0496",
}


@pytest.mark.parametrize("role", readers.Role)
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_present_pace_is_shown_to_everybody(open_page, language, role):
    """Counts of requests are hidden from nobody; which they are is the officer's to see."""
    app = open_page("requests", **(DAY | {"lang": language, "role": role}))
    shown = text_of(app)

    assert not app.exception
    assert wording.Words(language)("requests.pace", n=1) in shown
    assert f"▲ {LATE[language]}" in shown
    assert bool(app.dataframe) == (role is readers.Role.DPO)


def test_the_officer_reaches_the_request_that_will_be_late_by_one_choice(open_page):
    """A choice and a row are two clicks."""
    app = open_page("requests", role="dpo", due="misses", **DAY)
    rows = app.dataframe[0]

    assert list(rows.value["request"]) == ["TP-0139"]
    assert list(rows.value["pace"]) == ["▲ Will be late"]
    assert rows.value["why"].iloc[0] == (
        "One month from Mon 5 Oct 2026 ends on Thu 5 Nov 2026; that is a working day, so it stays."
    )


@pytest.mark.parametrize("role", readers.Role)
@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ["overview", "retention"])
def test_what_cannot_be_judged_makes_a_range(open_page, name, language, role):
    """Wherever the figure past its date stands, what it could be stands beside it."""
    shown = text_of(open_page(name, **(DAY | {"lang": language, "role": role})))
    said = wording.Words(language)("kpi.at_most", n=2496, total=10465)

    assert BETWEEN[language] in shown
    assert said in shown


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_retention_says_what_would_settle_the_rest(open_page, language):
    """The rule that settles most comes first, and the sums are those of the figures."""
    app = open_page("retention", **(DAY | {"lang": language}))
    shown, t = text_of(app).replace("<wbr>", ""), wording.Words(language)
    steps = [
        t("settle.period", name=RECORDINGS[language]),
        t("settle.unreadable_starts", n=12, dataset="billing.orders"),
        t("retention.settling_total"),
    ]

    assert t("retention.settling", n=2183) in shown
    assert [shown.index(step) for step in steps] == sorted(shown.index(step) for step in steps)
    for n in (1145, 2830, 2183):
        assert f">{t.number(n)}<" in shown


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_where_nothing_can_be_judged_all_could_be_past(open_unruled_page, language):
    """None has a last permitted day: at least 0, at most all, and one step that settles them."""
    t = wording.Words(language)
    for name in ("overview", "retention"):
        app = open_unruled_page(name, lang=language)
        shown = text_of(app)

        assert not app.exception
        assert not app.error
        assert t("status.nothing") in shown
        assert t("kpi.at_most", n=2, total=2) in shown
    assert t("retention.settling", n=2) in shown
    assert t("settle.start_column", n=2, dataset="crm.people") not in shown
