"""What the page Deletion says of the limits of its own proof."""

import re
from datetime import date

import duckdb
import pytest

from tests.faults.shop import Shop
from tests.opened import opener
from tests.pages.test_pages import markup_of, text_of
from vouch import home, pruning, readers, warehouse, wording

DAYS = (date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31))
HEAD, OLD, NEW, NEWER = "id;ended\n", "old;1.1.2020\n", "new;1.8.2026\n", "newer;1.9.2026\n"
FORGOTTEN = "told of those that went after"


@pytest.fixture
def shop(copies, tmp_path):
    """Make a home: a record comes as another, long past its date, goes; then it goes too."""
    return Shop(copies.put(tmp_path, "came and went", came_and_went))


def came_and_went(folder):
    """Build that home."""
    made = Shop(folder)
    made.declare()
    made.bound()
    for day, rows in zip(DAYS, (OLD + NEW, NEW + NEWER, NEW), strict=True):
        made.put(HEAD + rows, day=day)
    made.build()


def test_who_came_is_told_though_as_many_went(shop, monkeypatch):
    """Two records before and two now is not the same as no change."""
    page = opener(shop.folder, monkeypatch)
    text = text_of(page("deletion", lang="en", snapshot="2026-09-30"))

    assert "crm.people: 2 records before, 2 now: 1 came and 1 past its date was deleted." in text


def test_who_went_within_its_period_is_told(shop, monkeypatch):
    """It may go by right, but a change without a cause would be asked about."""
    text = text_of(opener(shop.folder, monkeypatch)("deletion", lang="en"))

    assert "crm.people: 2 records before, 1 now: 1 other is no longer there." in text


def test_without_ids_it_is_said_that_the_counts_alone_were_compared(shop, monkeypatch):
    """Two came and one went, and nobody can tell: the figure must not look like more than it is."""
    said = shop.folder / "sources.toml"
    said.write_text(said.read_text().replace('record_id = "id"\n', ""))
    shop.put(HEAD + NEW + "more;2.9.2026\nmost;3.9.2026\n")
    shop.build()
    text = text_of(opener(shop.folder, monkeypatch)("deletion", lang="en"))

    assert "2 records before, 3 now: 1 more came than went, by the counts." in text


LEFT = {
    "en": "1 now: 1 more went than came, by the counts.",
    "fi": "nyt 1: määrien mukaan 1 poistui enemmän kuin tuli.",
    "sv": "1 nu: enligt antalen försvann 1 fler än kom.",
}


@pytest.mark.parametrize("language", LEFT)
def test_of_a_class_without_a_period_nothing_went_within_one(shop, monkeypatch, language):
    """The counts alone are compared, and they know of no period that would have run."""
    said = shop.folder / "sources.toml"
    said.write_text(said.read_text().replace("job-application", "customer-relationship"))
    shop.build()
    text = text_of(opener(shop.folder, monkeypatch)("deletion", lang=language))

    assert LEFT[language] in text


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_the_page_says_since_when_it_would_know_a_record_again(shop, monkeypatch, language):
    """Of what went before the oldest exports no hash is kept: silence would look like proof."""
    whole = text_of(opener(shop.folder, monkeypatch)("deletion", lang=language))
    pruning.prune(home.load(shop.folder), date(2027, 10, 15))
    pruned = text_of(opener(shop.folder, monkeypatch)("deletion", lang=language))
    said = {"en": FORGOTTEN, "fi": "Tietueen paluu havaitaan vain", "sv": "Om en post har kommit"}

    assert said[language] not in whole
    assert said[language] in pruned


def test_that_day_is_of_the_oldest_exports_there_are(shop, monkeypatch):
    """Of a snapshot whose own exports are gone nothing is said that holds for later ones."""
    pruning.prune(home.load(shop.folder), date(2027, 10, 15))
    page = opener(shop.folder, monkeypatch)

    assert f"{FORGOTTEN} 30 Sep 2026" in text_of(page("deletion", lang="en"))
    assert FORGOTTEN not in text_of(page("deletion", lang="en", snapshot="2026-08-31"))


@pytest.mark.parametrize(
    ("language", "sentence", "caption"),
    [
        (
            "en",
            "1 record was listed on 31 Aug 2026; counted on 31 Oct 2026, 1 is gone",
            "left of them, counted on 31 Oct 2026</caption>",
        ),
        (
            "fi",
            "Listalla oli 31.8.2026 1 tietue. Tilanne 31.10.2026: 1 on poistunut",
            "jäljellä oleva, tilanne 31.10.2026</caption>",
        ),
        (
            "sv",
            "1 post stod på listan den 31.8.2026: räknat den 31.10.2026 är 1 borta",
            "kvar av dem, räknat den 31.10.2026</caption>",
        ),
    ],
)
def test_a_list_says_on_which_day_it_is_known_what_is_left(
    shop, monkeypatch, language, sentence, caption
):
    """Beside an older snapshot's day it would be taken for what was known by then."""
    page = opener(shop.folder, monkeypatch)("deletion", lang=language, snapshot="2026-09-30")

    assert sentence in text_of(page)
    assert caption in text_of(page)


@pytest.mark.parametrize(
    ("snapshot", "counts", "drawn"),
    [
        ("2026-08-31", ["–"] * 5, "Aug 2026 –"),
        ("2026-09-30", ["1", "0", "0", "0", "0"], "Aug 2026 –; Sep 2026 1"),
    ],
)
def test_where_nothing_could_be_compared_nothing_is_counted(
    shop, monkeypatch, snapshot, counts, drawn
):
    """A 0 would say that nothing was deleted too early, of which nobody knows."""
    page = opener(shop.folder, monkeypatch)("deletion", lang="en", snapshot=snapshot)
    [piece] = [piece for piece in markup_of(page) if 'class="kpis"' in piece]
    [chart] = page.get("vega_lite_chart")
    labels = [label for group in page.get("button_group") for label in group.options]

    assert re.findall('<span class="value">(.*?)</span>', piece) == counts
    assert ("Nothing to count" in piece) is (counts[0] == "–")
    assert f"Deleted too early  {counts[2]}" in labels
    assert page.info[0].icon == ("" if counts[0] == "–" else ":material/check:")
    assert chart.proto.alt.endswith(f" {drawn}.")


@pytest.mark.parametrize(("collisions", "is_said"), [(0, False), (2, True)])
def test_ids_that_cannot_be_told_apart_are_told(shop, monkeypatch, collisions, is_said):
    """Hardly anybody will ever see it, so the count is put into the figures by hand."""
    folder = shop.folder / "warehouse"
    with duckdb.connect(str(warehouse.figures_file(folder, warehouse.current(folder)))) as db:
        db.execute("UPDATE fig_comparisons SET collisions = ?", [collisions])
    text = text_of(opener(shop.folder, monkeypatch)("deletion", lang="en"))

    assert ("2 ids share their keyed hash with another" in text) is is_said


LAWS = {"en": "Accounting Act 1336/1997", "fi": "Kirjanpitolaki", "sv": "Bokföringslagen"}


@pytest.mark.parametrize("language", LAWS)
@pytest.mark.parametrize("role", [readers.Role.MANAGEMENT, readers.Role.DPO])
def test_the_law_that_a_record_went_too_early_for_is_named(open_page, language, role):
    """Whoever is told of it asks at once which law that was."""
    app = open_page("deletion", lang=language, role=role, event="too_early")
    said = [caption.value for caption in app.caption]

    assert any(LAWS[language] in text for text in said)


HELD = re.compile(r"hr\.applications</th><td[^>]*>(.*?)</td>.*?>71<.*?>71<", re.S)


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_hold_on_a_whole_dataset_is_seen_on_the_page(open_page, language):
    """One dispute keeps all applications of May: whoever reviews holds must stumble over it."""
    app = open_page("deletion", lang=language, snapshot="2026-05-31")
    pieces = [piece.replace("<wbr>", "") for piece in markup_of(app)]
    [said] = {found[1] for piece in pieces if (found := HELD.search(piece))}
    t = wording.Words(language)

    assert t("deletion.hold_whole") in said
    assert said != t("deletion.hold_narrow")
