"""Every page, in every language, as its reader gets it."""

import pytest

from vouch import ui, wording

# What of the timeline must be pushed sideways, and which of its words can be seen.
DEADLINES = """() => {
  const all = [...document.querySelectorAll('.st-key-section_timeline *')];
  const pushed = all.filter(el => /auto|scroll/.test(getComputedStyle(el).overflowX)
    && el.scrollWidth > el.clientWidth + 1).length;
  const words = all.filter(el => el.localName === 'text'
    && el.checkVisibility({opacityProperty: true})).map(el => el.textContent);
  return {pushed, words};
}"""

LINKS = ("stTopNavLink", "stTopNavSection", "stMainMenuButton", "stPageLink-NavLink")
OUTLINE = """el => {
  const {outlineStyle, outlineWidth} = getComputedStyle(el);
  return [outlineStyle, outlineWidth];
}"""


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ui.NAMES)
def test_it_loads_without_an_error(visitor, name, language):
    """A page that fails in one language is noticed by the reader of that language alone."""
    visitor.open(name, lang=language)
    title = wording.Words(language)(f"page.{name}")

    assert visitor.page.locator("h1").all_inner_texts() == [title]
    assert visitor.page.title() == f"{title} – vouch"  # else no two tabs could be told apart
    assert visitor.page.locator(".strip").count() == 1
    assert visitor.find("stException").count() == 0
    assert visitor.find("stAlertContentError").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_the_keyboard_is_can_be_seen(visitor, scheme):
    """Streamlit draws a link to a page that has its focus as it draws the others."""
    visitor.page.emulate_media(color_scheme=scheme)
    visitor.open("", lang="fi", role="dpo")
    visitor.page.keyboard.press("Tab")  # from here on the focus is the keyboard's
    found = {name: focused(visitor, name) for name in LINKS}
    visitor.find("stTopNavSection").click()
    found["stTopNavDropdownLink"] = focused(visitor, "stTopNavDropdownLink")
    visitor.page.emulate_media(color_scheme="light")

    assert {name: line for name, line in found.items() if line != ["solid", "2px"]} == {}


def focused(visitor, name):
    """Give a link the focus; return how it is outlined."""
    link = visitor.find(name).first
    link.focus()
    visitor.page.keyboard.press("Shift")
    return link.evaluate(OUTLINE)


NARROW = [
    ("requests", "pace", ["Oikeus", "Avoinna", "▲ Myöhästyy", "◆ Myöhässä", "Ei määräpäivää"]),
    (
        "requests",
        "care",
        ["Oikeus", "Evätty", "Ei kerrottu", "Odottaa tunnistamista", "Niistä yli kuukauden"],
    ),
    ("deletion", "outcomes", ["Aineisto", "Verrattu", "Yli määräajan", "Poistettu", "Tallella"]),
]


@pytest.mark.parametrize(("name", "section", "heads"), NARROW)
def test_a_phone_keeps_the_columns_that_matter(visitor, name, section, heads):
    """Who looks on the way must see what is late, and of what the numbers are a part."""
    visitor.open(name, lang="fi", role="dpo")
    visitor.resize(390)
    table = visitor.page.locator(f".st-key-section_{section} .scroll").first

    assert table.locator("th[scope=col]:visible").all_inner_texts() == heads
    assert table.evaluate("el => el.scrollWidth <= el.clientWidth")


def test_a_figure_says_how_it_is_made(visitor):
    """An auditor trusts the query on the page, not a description of it."""
    visitor.open("retention", lang="en")
    box = visitor.find("stExpander").first
    box.locator("summary").click()
    visitor.settle()

    assert "SELECT" in box.inner_text()


def test_a_view_can_be_sent(visitor, served):
    """What a colleague opens from a message is what the sender saw."""
    visitor.open("retention", lang="en", **{"class": "log"}, snapshot="2026-10-31")
    sent = visitor.page.url
    visitor.page.goto(sent)
    visitor.settle()

    assert "class=log" in visitor.page.url
    assert visitor.page.url == sent


@pytest.mark.parametrize(
    ("name", "steps"),
    [("volumes", 1), ("retention", 2), ("requests", 2), ("calls", 2), ("deletion", 2)],
)
def test_the_way_back_is_no_longer_than_the_way_there(visitor, name, steps):
    """A step for the page, and one for its choices: a step for each would hold the reader there."""
    visitor.open(lang="en")
    visitor.page.locator(f'a[href$="/{name}"]').first.click()
    title = wording.Words("en")(f"page.{name}")
    visitor.page.locator("h1").get_by_text(title, exact=True).wait_for()
    visitor.settle()
    there = visitor.page.url
    for _ in range(steps):
        assert visitor.page.locator("h1").inner_text() != "Overview"
        visitor.page.go_back()
        visitor.settle()

    assert f"/{name}?snapshot=2026-10-31" in there
    assert visitor.page.locator("h1").inner_text() == "Overview"


def test_one_step_back_undoes_one_choice(visitor):
    """Whoever looked at one class too many goes back to the one before."""
    visitor.open("retention", lang="en", state="past")
    before = visitor.page.url
    pill = visitor.page.locator(".st-key-choose_state button").nth(1)
    pill.click()
    visitor.page.wait_for_url(lambda url: url != before)
    visitor.settle()
    visitor.page.go_back()
    visitor.settle()

    assert visitor.page.url == before
    assert pill.get_attribute("aria-checked") == "false"


def test_a_table_can_be_taken_away(visitor):
    """A file without the snapshot, the day and the policy it rests on proves nothing later."""
    visitor.open("volumes", lang="en")
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").first.get_by_role("button").click()
    head, first, *_ = started.value.path().read_text(encoding="utf-8-sig").splitlines()

    assert head.endswith("snapshot,as_of,policy,generation,role,filters")
    assert "2026-10-31,2026-10-31,2023-10-01" in first


def test_the_deadlines_fit_a_phone(visitor):
    """Nobody finds the end of a line that must be pushed into sight; a wider window shows more."""
    visitor.open("requests", lang="fi", role="dpo")
    shown = {}
    for width in (1280, 390, 1280):
        visitor.resize(width)
        shown[width] = visitor.page.evaluate(DEADLINES)

    assert shown[390]["pushed"] == shown[1280]["pushed"] == 0
    assert "to 2.4. ◆" in shown[390]["words"]
    assert "to 2.4.  ◆ 212 päivää myöhässä" in shown[1280]["words"]
