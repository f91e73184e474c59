"""Texts from outside that try to be something else: on every page they are shown as they stand."""

import csv
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from tests import hostile, hostile_home
from tests.browser import site
from tests.browser.site import IDLE, Visitor
from tests.hostile_home import Hostile
from vouch import ui

CHOICES = (
    *("snapshot", "as_of", "policy", "lang", "role", "state", "class", "band", "page"),
    *(
        "due",
        "right",
        "fault",
        "finding",
        "before",
        "after",
        "by_days",
        "if_rule",
        "if_period",
        "x",
    ),
)
# What no page has of its own: an element or an attribute that a text has become.
FOREIGN = """own => {
  const app = document.querySelector('[data-testid="stApp"]');
  const made = 'iframe, object, embed, base, math, form[action], em, del, blockquote, hr,'
    + ' .katex, [class*="stMarkdown"][class*="Color"], [class*="stMarkdownShimmer"],'
    + ' [role="img"][aria-label$=" icon"]:not([data-testid="stIconMaterial"])';
  const found = [...app.querySelectorAll(made)].map(el => el.outerHTML.slice(0, 200));
  for (const el of app.querySelectorAll('*'))
    for (const {name, value} of el.attributes) {
      const leads = /^(href|src|action|xlink:href|formaction)$/.test(name);
      const away = leads && !/^(data:|#)/.test(value) && new URL(value, own).origin !== own;
      if (/^on/.test(name) || away) found.push(el.outerHTML.slice(0, 200));
    }
  const scripts = app.querySelectorAll('script, style').length;
  if (scripts > 2) found.push(`${scripts} scripts and styles`);
  return found;
}"""
TEXTS = "elements => elements.map(element => element.textContent)"
CELLS = "canvas [role=gridcell][aria-colindex='1']"
ROWS_AT_ONCE = 7
SIGNS = "=+-@＝＋－＠−\t\r\n"


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Build the home."""
    return hostile_home.write(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def officer(chromium: Browser, copy: Path, attack: Hostile) -> Iterator[Visitor]:
    """Let the data protection officer look; nothing may run, ask or leave the machine."""
    with site.serve(copy, "--home", attack.folder) as served:
        context = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
        reader, dialogs = Visitor(context.new_page(), served.address), []
        reader.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
        reader.page.add_init_script("addEventListener('error', event => window.__error = event)")
        yield reader
        assert reader.outside() == []
        assert dialogs == []
        context.close()


def look(officer: Visitor, name: str) -> None:
    """Open a page, and see that no text has become anything else on it."""
    officer.open(name, lang="en")
    check(officer)


def check(officer: Visitor) -> None:
    """See that the page is whole, and that no text has become anything else on it."""
    page = officer.page

    assert page.locator("h1").count() == 1
    assert officer.find("stException").count() == 0
    assert page.evaluate(FOREIGN, officer.address) == []
    assert page.evaluate("window.__pwned") is None


def texts(officer: Visitor, selector: str) -> list[str]:
    """Return the texts of the elements of a page, to the letter."""
    return officer.page.locator(selector).evaluate_all(TEXTS)


def shown(text: str) -> str:
    """Return a text as it must be shown: to the letter, but for what acts unseen."""
    return "".join(f"[U+{ord(m):04X}]" if m in hostile.ACTING else m for m in text)


@pytest.mark.parametrize("name", ui.NAMES)
def test_no_text_becomes_an_element(officer, name):
    """A link in a record id would lead an officer anywhere; a script would read what they read."""
    look(officer, name)


def test_a_text_of_the_policy_is_shown_to_the_letter(officer, attack):
    """Whoever writes a policy does not write the page."""
    look(officer, "register")
    found = set(texts(officer, "table.figures tbody th"))

    assert [text for text in attack.measures if shown(text) not in found] == []


def test_the_name_of_a_file_is_shown_to_the_letter(officer, attack):
    """In tables and in sentences: whoever mends an export looks for exactly that name."""
    look(officer, "sources")
    names, said = texts(officer, "td.path"), texts(officer, "[data-testid=stAlertContentError] p")
    inner = officer.page.locator("[data-testid=stAlertContentError] p *:not(span)")

    assert {f"{text}.empty" for text in attack.files} <= set(names)
    assert {f"{text}/{text}.txt" for text in attack.folders} | set(attack.folders) <= set(names)
    unsaid = [
        name
        for name in (f"{text}.empty" for text in attack.files)
        if not any(sentence.startswith(f"crm.empty: {name} ") for sentence in said)
    ]
    assert unsaid == []
    assert inner.count() == 0
    assert all(any(name in sentence for sentence in said) for name in hostile_home.DATASETS)


def test_a_record_id_is_shown_to_the_letter(officer, attack):
    """It is what the officer looks for in the source system."""
    look(officer, "retention")
    officer.find("stDataFrame").last.scroll_into_view_if_needed()
    rows = int(officer.page.locator("canvas [role=grid]").get_attribute("aria-rowcount")) - 1
    found: set[str] = set()
    for first in range(0, rows, ROWS_AT_ONCE):
        officer.page.evaluate(
            f"document.querySelector('.dvn-scroller').scrollTop = {first * site.ROW}"
        )
        last = min(first + ROWS_AT_ONCE, rows) + 1  # counted from the heading, which is the first
        drawn = officer.page.locator(f"canvas [role=row][aria-rowindex='{last}']")
        drawn.wait_for(state="attached")
        found |= set(texts(officer, CELLS))

    assert rows == len(attack.ids) > ROWS_AT_ONCE
    assert [text for text in attack.ids if shown(text) not in found] == []


def test_the_calculation_names_its_record_to_the_letter(officer, attack):
    """The row that was chosen, and no other, is explained."""
    look(officer, "retention")
    officer.choose_row(2)
    [title] = texts(officer, ".steps h3")

    assert title.startswith("How the last day of record ")
    assert title.split(" record ", 1)[1].removesuffix(" was computed") in map(shown, attack.ids)
    check(officer)


def test_a_chart_draws_a_text_to_the_letter(officer, attack):
    """A text is no expression, and a mark in an id does not cut off the verdict beside it."""
    look(officer, "requests")
    drawn = texts(officer, "svg text")
    names = [text for text in drawn if text.endswith("  Unknown right")]
    known = {f"{shown(text)}  Unknown right" for text in attack.ids}

    look(officer, "volumes")

    assert set(hostile.STRINGS[:3]) <= set(texts(officer, "svg text"))  # titles of categories
    assert len(names) > len(drawn) // 5
    assert set(names) <= known
    assert not any("Unknown right" in text for text in drawn if "days left" in text)


def test_the_versions_of_the_policy_are_offered_to_the_letter(officer):
    """A reader chooses by the name that the file bears."""
    look(officer, "notice")
    chooser = officer.find("stSelectbox").first
    chooser.scroll_into_view_if_needed()
    chooser.locator("input").click()
    officer.page.locator("[role=option]").first.wait_for()
    offered = texts(officer, "[role=option]")
    officer.page.keyboard.press("Escape")

    assert all(any(version in text for text in offered) for version in hostile_home.VERSIONS)


def test_a_class_is_offered_to_the_letter(officer, attack):
    """The label of a choice is Markdown to the library that draws it."""
    look(officer, "retention")
    title = tomllib.loads((attack.folder / "policy.toml").read_text(encoding="utf-8"))["rules"]
    labels = texts(officer, "[data-testid=stButtonGroup] button")

    assert f"{title['job-application']['title']['en']}  {len(attack.ids)}" in labels


def test_an_address_changes_nothing_that_it_does_not_name(officer):
    """A link that somebody sends must not put words onto the page of whoever opens it."""
    for number, first in enumerate(range(0, len(hostile.STRINGS), len(CHOICES))):
        name = ui.NAMES[number % len(ui.NAMES)]
        choices = dict(zip(CHOICES, hostile.STRINGS[first:], strict=False))
        officer.page.goto(f"{officer.address}/{name}?{site.urlencode(choices)}")
        officer.page.wait_for_function(IDLE)
        officer.page.locator("h1").wait_for()

        check(officer)
        assert officer.page.locator(".strip").inner_text().count("31 Oct 2026") == 1


def test_no_cell_of_a_file_is_a_formula(officer, attack):
    """Whoever opens a file in a spreadsheet runs what its cells say."""
    found: dict[str, list[dict[str, str]]] = {}
    for name in ui.NAMES:
        look(officer, name)
        for button in officer.find("stDownloadButton").all():
            with officer.page.expect_download() as started:
                button.get_by_role("button").click()
            file = started.value
            if file.suggested_filename.endswith(".csv"):
                found[file.suggested_filename] = _read(file.path().read_bytes())
            elif file.suggested_filename.endswith(".xlsx"):
                printable = [one for one in attack.ids if one.isprintable()]  # others are escaped
                texts = attack.measures if "register" in file.suggested_filename else printable
                _check_workbook(file.path().read_bytes(), texts)
    records = found["vouch-retention-page-1-2026-10-31.csv"]
    cells = [cell for rows in found.values() for row in rows for cell in row.values()]

    assert len(found) > len(ui.NAMES)
    assert [cell for cell in cells if cell[:1] and cell[0] in SIGNS and not _is_number(cell)] == []
    assert _bare(row["record_id"] for row in records) == _bare(attack.ids)
    for rows in found.values():
        assert {"generation", "role", "filters"} <= rows[0].keys()
        assert any(column.startswith("policy") for column in rows[0])
    assert {row["filters"] for row in records} == {"state=past, page=1/1"}


def test_a_mistake_is_quoted_to_the_letter(officer, attack):
    """What is wrong in a file is quoted on the page, by the sentence that says so."""
    declared = attack.folder / "sources.toml"
    text, value = declared.read_text(encoding="utf-8"), " ".join(hostile.STRINGS)
    quoted = hostile_home.quoted(value)
    declared.write_text(text.replace('rule = "job-application"', f"rule = {quoted}", 1))
    look(officer, "retention")
    [said] = texts(officer, "[data-testid=stAlertContentError] p")
    declared.write_text(text, encoding="utf-8")

    assert f"rule = {shown(value)} is not known; write one of " in said


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).removeprefix("-").isdecimal()


def _bare(texts) -> list[str]:
    """Return texts without the apostrophe that makes one harmless."""
    return sorted(text.replace("'", "") for text in texts)


def _check_workbook(data: bytes, texts: list[str]) -> None:
    """See that every text is a cell of text, to two readers."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    also = CalamineWorkbook.from_filelike(io.BytesIO(data))
    read = {
        cell
        for name in also.sheet_names
        for row in also.get_sheet_by_name(name).to_python()
        for cell in row
    }

    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    for found in ({cell.value for cell in cells if cell.data_type == "s"}, read):
        plain = {str(text).replace("'", "") for text in found}
        assert [text for text in texts if shown(text).replace("'", "") not in plain] == []
