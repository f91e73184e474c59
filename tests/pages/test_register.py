"""The register on its page: in each language and role the same statements, and never a record."""

import html
import re

import pytest

from tests import clean_home
from tests.opened import opener
from tests.pages.test_pages import markup_of, text_of, verdict_of
from vouch import build, home, readers, wording
from vouch.command_line import figures, registers
from vouch.register import content

DAY = {"snapshot": "2026-10-31"}


def entries_in(app) -> list[list[str]]:
    """Return what each entry of the page states, line by line."""
    shown = [html.unescape(piece) for piece in markup_of(app) if 'class="entry"' in piece]
    return [re.findall("<li.*?>(.*?)</li>", piece) for piece in shown]


def cells_in(app) -> list[list[str]]:
    """Return the cells of each table of the page."""
    texts = (piece.replace("<wbr>", "") for piece in markup_of(app) if "<table" in piece)
    shown = [html.unescape(piece) for piece in texts]
    return [re.findall("<t[hd](?: [^>]*)?>(.*?)</t[hd]>", piece) for piece in shown]


def register_of(folder, language):
    """Write the register as the command line does."""
    source = figures.open_source(home.load(folder), None, None)
    return content.write(registers.look(source, language))


@pytest.mark.parametrize("role", readers.Role)
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_page_says_what_the_files_say(open_page, sample_home, language, role):
    """What is read on the page and what is handed over may not disagree, whoever looks."""
    app, t = open_page("register", lang=language, role=role, **DAY), wording.Words(language)
    register = register_of(sample_home, language)
    expected = [
        [line.said(t) for fact in entry.facts for line in fact.lines]
        for entry in (register.controller, *register.entries)
    ]
    tables = [
        [*table.head, *(line.said(t) for row in table.rows for line in row)]
        for table in (register.gaps, *register.tables)
    ]

    assert not app.exception
    assert verdict_of(app)[1] == wording.plain(register.sentence)
    assert entries_in(app) == expected
    assert cells_in(app) == tables
    assert not app.dataframe


def test_both_files_are_offered_on_the_page(open_page):
    """At the top: whoever is asked for the register takes it from there."""
    labels = [
        button.label for button in open_page("register", lang="en", **DAY).get("download_button")
    ]

    assert labels == ["Register as a workbook (xlsx)", "Register as a PDF"]


def test_an_earlier_snapshot_has_its_own_register(open_page, sample_home):
    """What was processed then is stated as it was declared, with the counts of that day."""
    now, then = (
        open_page("register", lang="en", snapshot=day) for day in ("2026-10-31", "2026-01-31")
    )

    assert entries_in(now) != entries_in(then)
    assert "31 Jan 2026" in text_of(then)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_home_that_declares_nothing_says_so(open_bare_page, language):
    """Not a blank page, and not a register that looks complete."""
    app, t = open_bare_page("register", lang=language), wording.Words(language)

    assert not app.exception
    assert t("register.nothing") in text_of(app)
    assert t("register.nothing_stated") in text_of(app)


@pytest.mark.parametrize("text", ["<b>bold</b>", "**x** `y`", "{{ 7 * 7 }}", "[a](http://b)"])
def test_a_title_is_shown_as_text(tmp_path, monkeypatch, text):
    """A policy is edited by people; what they write is never markup."""
    folder = clean_home.write(tmp_path)
    rules = (folder / "policy.toml").read_text(encoding="utf-8")
    rules = rules.replace('en = "Basic details"', f"en = '{text}'")
    (folder / "policy.toml").write_text(rules, encoding="utf-8")
    build.run(home.load(folder))
    app = opener(folder, monkeypatch)("register", lang="en")

    assert text in entries_in(app)[1]
    assert "<b>bold" not in "".join(markup_of(app))
