"""The notice's own order: every section in both languages and roles, and rows for one of them."""

import html
import re
from datetime import date

import pandas as pd
import pytest

from tests import clean_home
from tests.opened import opener
from tests.pages.test_pages import markup_of, text_of
from vouch import build, home, notice_findings, notice_kinds, readers, wording

DAY = {"lang": "en", "snapshot": "2026-10-31"}


def findings_in(app) -> list[tuple[str, str]]:
    """Return severity and sentence of each finding, in their order."""
    found = []
    for block in app.get("html"):
        body = html.unescape(block.proto.body)
        if '<div class="practice">' in body:
            [severity] = re.findall(r"</b>(\w+)</strong>", body)
            [sentence] = re.findall(r"<p>(.+?)<small>", body)
            found.append((severity, sentence))
    return found


@pytest.mark.parametrize("role", readers.Role)
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_all_sections_stand_in_the_order_of_the_notice(open_page, language, role):
    """A reader holds the notice beside the page and goes down both."""
    app, t = open_page("notice", lang=language, role=role), wording.Words(language)
    shown = re.findall("<h2>(.+?)</h2>", html.unescape("".join(markup_of(app))))
    titles = [t(f"notice.title_{number}") for number in range(notice_kinds.SECTIONS + 1)]
    marked = [f"§ {number}  {title}" if number else title for number, title in enumerate(titles)]

    assert shown[: len(titles)] == marked


def test_both_roles_see_the_same_findings(open_page):
    """Management decides on the same facts; only the rows are the officer's."""
    officer = findings_in(open_page("notice", role="dpo", **DAY))
    management = findings_in(open_page("notice", role="management", **DAY))

    assert officer == management
    assert (
        "Breach",
        "9 electronic messages were sent though no consent is shown for that day: e-mail.",
    ) in officer
    assert (
        "Warning",
        "1,152 recordings and transcripts are kept without a period: Support 792, "
        "Sales 348, and Topic unknown 12.",
    ) in officer


@pytest.mark.parametrize("role", readers.Role)
def test_the_overview_counts_what_this_page_lists(open_page, role):
    """Two pages with numbers of their own would leave the reader to choose one."""
    found = [severity for severity, _ in findings_in(open_page("notice", role=role, **DAY))]
    breaches, warnings = (sum(name in one for one in found) for name in ("Breach", "Warning"))

    said = f"{breaches} breaches and {warnings} warnings"
    overview = open_page("overview", role=role, **DAY)
    assert breaches > 1
    assert f"Where the notice and the practice part: {said}." in text_of(overview)
    ways = [link.proto.page for link in overview.get("page_link")]
    assert "notice" in ways


@pytest.mark.parametrize(
    "finding", [name for name, kind in notice_kinds.KINDS.items() if kind.has_rows]
)
def test_an_address_never_shows_management_a_row(open_page, finding):
    """The wall stands, whatever somebody writes into the address."""
    app = open_page("notice", role="management", finding=finding, **DAY)

    assert not app.exception
    assert not app.dataframe
    assert any("data protection officer only" in info.value for info in app.info)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_management_sees_where_and_when_a_finding_was_counted(open_page, language):
    """By dataset in the chosen snapshot, and in each of those before it."""
    app = open_page(
        "notice", **DAY | {"lang": language}, role="management", finding="refusal_not_told"
    )
    t, shown = wording.Words(language), html.unescape("".join(markup_of(app)))
    after = shown.partition(f"<caption>{t('notice.by_snapshot')}</caption>")[2]
    counts = re.findall(r'<th scope="row">(.+?)</th>\s*<td[^>]*>(.+?)</td>', after)[:12]

    assert f"<caption>{t('notice.by_dataset')}</caption>" in shown
    assert counts[0] == (t.day(date(2026, 10, 31)), "8")
    assert counts[-1][0] == t.day(date(2025, 11, 30))


def test_the_officer_sees_the_rows_of_the_finding_in_the_address(open_page):
    """One list at a time; file and row number lead into the export."""
    app = open_page("notice", role="dpo", finding="processor_without_safeguard", **DAY)
    [table] = app.dataframe

    assert list(table.value["file"]) == ["kasittelijat.csv"] * 2
    assert sorted(table.value["name"]) == ["India", "United States"]
    assert not {"Invented", "Made-up"} & set(
        " ".join(map(str, table.value.to_numpy().flat)).split()
    )


def test_an_earlier_snapshot_says_where_rows_are(open_page):
    """Rows are kept for the newest snapshot alone; the findings of each are counted."""
    app = open_page(
        "notice", lang="en", role="dpo", snapshot="2026-07-31", finding="list_outlives_campaign"
    )

    assert findings_in(app)
    assert not app.dataframe
    assert any("31 Oct 2026" in info.value for info in app.info)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_home_that_keeps_its_notice_says_so(tmp_path, monkeypatch, language):
    """No finding is said as such, and what is not there yet is still said plainly."""
    build.run(home.load(clean_home.write(tmp_path)))
    app = opener(tmp_path, monkeypatch)("notice", lang=language)
    t, shown = wording.Words(language), text_of(app)

    assert not app.exception
    assert findings_in(app) == []
    assert t("notice.none") in shown
    assert t("notice.no_login") in shown
    assert t("notice.log_empty") in shown


def test_a_home_without_registers_says_what_cannot_be_told(open_bare_page):
    """Not exported is no pass."""
    app = open_bare_page("notice", lang="en")
    shown, found = text_of(app), dict(map(reversed, findings_in(app)))

    assert shown.count("Not in the export:") == 5
    assert found["1 file belongs to no declared dataset: people.csv."] == "Warning"


def test_a_home_without_limits_for_what_it_keeps_is_told(tmp_path, monkeypatch):
    """Exports kept for ever would themselves be the worst breach."""
    folder = clean_home.write(tmp_path)
    rules = (folder / "policy.toml").read_text(encoding="utf-8")
    kept = [line for line in rules.splitlines() if not line.startswith("keep_")]
    (folder / "policy.toml").write_text("\n".join(kept), encoding="utf-8")
    build.run(home.load(folder))
    app = opener(folder, monkeypatch)("notice", lang="en")

    assert findings_in(app) == [
        ("Warning", "The exports themselves are kept without a limit."),
        ("Warning", "The keyed hashes of people are kept without a limit."),
        ("Warning", "The audit log is kept without a limit."),
        ("Warning", "Audit packs are kept without a limit."),
    ]
    unset = "exports △ not set, keys △ not set, audit log △ not set, audit packs △ not set"
    assert unset in text_of(app)


def test_missing_values_name_nothing():
    """A row without a country or channel is listed, and its cell says so or stays empty."""
    t = wording.Words("en")

    assert notice_findings.country(pd.NA, t) == "Unknown"
    assert notice_findings.country("XX", t) == "XX"


def test_the_page_says_what_each_role_sees(open_page):
    """Access is for those who need it (notice §11), and everybody may read who they are."""
    shown = text_of(open_page("notice", role="auditor", **DAY))
    t = wording.Words("en")

    assert all(t(f"notice.sees_{role}") in shown for role in readers.Role)
