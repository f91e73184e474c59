"""Each kind of finding is complete: section, severity, law, words, and a way to its evidence."""

import re
from pathlib import Path

import pytest

from vouch import catalogues, notice_findings, notice_kinds, queries, theme, ui, wording

KINDS = notice_kinds.KINDS
ROOT = Path(__file__).parents[2]
NAMED = r"'([a-z]+(?:_[a-z]+)+)' AS finding|(?:THEN|ELSE) '([a-z]+(?:_[a-z]+)+)'"


def counted() -> set[str]:
    """Name every finding that the queries count."""
    found = set()
    for name in notice_kinds.SERIES:
        for pair in re.findall(NAMED, queries.load("series", name).sql):
            found |= set(filter(None, pair))
    return found


def test_every_finding_that_is_counted_is_shown():
    """A finding that no section knows would be counted and never read."""
    assert counted() == set(KINDS) - set(notice_kinds.UNSET)


@pytest.mark.parametrize("language", catalogues.languages())
@pytest.mark.parametrize("name", KINDS)
def test_a_finding_has_its_words(language, name):
    """A sentence in both numbers, what would mend it, and its ground."""
    t = wording.Words(language)
    said = [t(f"notice.{name}", n=n, names="x") for n in (1, 2)]

    assert all(text.endswith(".") for text in [*said, t(f"notice.{name}.cure")])
    assert all(
        t(law) if law.startswith(notice_kinds.LAW) else notice_findings.article(law, t)
        for law in KINDS[name].law
    )


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_finding_is_placed_and_leads_somewhere(name, kind):
    """Severity has a shape and a colour; the evidence is a page, or rows, or both."""
    assert 0 <= kind.section <= notice_kinds.SECTIONS
    assert kind.severity in notice_kinds.SEVERITIES
    assert kind.severity in theme.STATUSES
    assert kind.law
    assert kind.page in ui.NAMES if kind.page else kind.has_rows


def test_the_severities_look_different():
    """Shape, colour and word each tell them apart."""
    looks = [theme.STATUSES[name] for name in notice_kinds.SEVERITIES]

    assert len({look.glyph for look in looks}) == len({look.colour for look in looks}) == 3


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [
        ("12(4)", "en", "GDPR Art. 12(4)"),
        ("44", "en", "GDPR Art. 44"),
        ("5(1)(e)", "en", "GDPR Art. 5(1)(e)"),
        ("12(4)", "fi", "tietosuoja-asetuksen 12 artiklan 4 kohta"),
        ("5(1)(e)", "fi", "tietosuoja-asetuksen 5 artiklan 1 kohdan e alakohta"),
    ],
)
def test_an_article_is_cited_as_the_language_does(number, language, said):
    """A lawyer looks the article up by it."""
    assert notice_findings.article(number, wording.Words(language)) == said


def test_the_most_serious_of_a_section_stand_first():
    """Whoever stops reading has read the breaches."""
    found = [notice_findings.Finding(name, 1, "", "", "") for name in reversed(KINDS)]
    order = [one.kind.severity for one in notice_findings.of_section(found, 5)]

    assert order == sorted(order, key=notice_kinds.SEVERITIES.index)
    assert set(order) == set(notice_kinds.SEVERITIES)
