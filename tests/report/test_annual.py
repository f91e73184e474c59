"""The annual report: its year, what changed over it, and each key figure in every snapshot."""

import re
from datetime import date

import pytest

from tests import pdf_text, readme, recount
from tests.report import reading
from tests.report.conftest import DAY, TITLES, look
from vouch import build, home, kpis, wording
from vouch.report import document

FIRST = date(2025, 11, 30)
UNREAD = {date(2026, 3, 31), date(2026, 4, 30)}  # a dataset of the sample stopped in these
OLD, YOUNG = "4711;C-17;;Ada Smith;14/02/2014;129,00\n", "4713;C-17;;Ada Smith;03/06/2024;210,00\n"
DAYLESS = "4715;C-19;;Eve Moss;;15,00\n"


@pytest.fixture(scope="module")
def annual(sample_home):
    """Write the sample's annual report, each language once."""
    kept: dict[str, list[str]] = {}

    def write(language: str = "en") -> list[str]:
        if language not in kept:
            data = document.draft(look(sample_home, language), is_annual=True).as_pdf()
            kept[language] = pdf_text.pages(data)
        return kept[language]

    return write


@pytest.fixture(scope="module")
def counts() -> dict[date, recount.Figures]:
    """Count the figures of every snapshot of the sample, each on its own day."""
    days = [date.fromisoformat(path.name) for path in (home.SAMPLE / "snapshots").iterdir()]
    return {day: recount.figures(recount.look(home.SAMPLE, day), day) for day in sorted(days)}


def written(folder, **exports):
    """Write the report's pages of a home with these snapshots: day without dashes, and rows."""
    where = readme.write_home(folder)
    for name, rows in exports.items():
        day = date.fromisoformat(name.removeprefix("on_"))
        place = where / "snapshots" / day.isoformat()
        place.mkdir(exist_ok=True)
        (place / "invoices_all.csv").write_text(rows, encoding="utf-8")
    build.run(home.load(where))
    return pdf_text.pages(document.draft(look(where), is_annual=True).as_pdf())


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_it_says_which_year_it_tells(annual, made, language):
    """Else it would be taken for the report of its last month; and that one tells of no year."""
    t = wording.Words(language)
    title, (first, second, third) = reading.bare(t("document.title_year")), annual(language)[:3]
    span = reading.bare(t("document.year_days", first=FIRST, last=DAY))
    over_year = reading.bare(t("document.over_year"))

    assert reading.bare(first).startswith(title)
    assert span in reading.bare(first)
    assert reading.bare(second).startswith(reading.bare(t("document.contents")))
    assert reading.bare(third).startswith(over_year)
    assert not [text for text in (title, span, over_year) if text in reading.words(made(language))]


@pytest.mark.parametrize("kpi", kpis.IDS)
def test_the_first_page_says_how_each_figure_changed_over_the_year(annual, counts, kpi):
    """The exports of the first and of the last snapshot give the difference."""
    change = counts[DAY].total(kpi)[0] - counts[FIRST].total(kpi)[0]

    assert change > 0
    assert re.search(rf"{TITLES[kpi]} [\d,%]+ .*? – \+{change:,} ", annual()[0])


def test_each_figure_is_told_for_every_snapshot(annual, counts):
    """Month by month as recounted; where a dataset was not read there is a dash, never a count."""
    text, t = " ".join(annual()[2:4]), wording.Words("en")
    for day, figures in counts.items():
        numbers = {name: f"{figures.total(name)[0]:,}" for name in kpis.IDS}
        lacking = dict.fromkeys(kpis.IDS[:3], "–") if day in UNREAD else {}

        assert f"{t.day(day)} {' '.join((numbers | lacking).values())} " in f"{text} "
    assert len(counts) == 12


def test_findings_that_came_and_went_are_named(tmp_path):
    """The number of findings can stay the same while all of them are others."""
    pages = written(tmp_path, on_20260831=YOUNG + DAYLESS, on_20261031=OLD + YOUNG)
    came, _, went = pages[2].partition("1 finding went over the year")

    assert "1 finding came over the year" in came
    assert "1 record is past its last permitted day" in came
    assert re.search(r"1 \w+ has no starting day", went)
    assert re.search(r"Breach \d+ – \+1 ", pages[0])


def test_a_year_of_one_snapshot_is_held_against_nothing(tmp_path):
    """A change from nothing would be taken for one of the records."""
    pages = written(tmp_path, on_20261031=OLD)

    assert "The year has this snapshot alone" in pages[0]
    assert "Over the year" not in " ".join(pages)


def test_a_month_counts_by_its_last_snapshot(tmp_path):
    """With one every week a table of a year would have fifty rows, and bars would be stacked."""
    rows = {"on_20260910": OLD, "on_20260930": OLD + YOUNG, "on_20261031": OLD}
    text = " ".join(written(tmp_path, **rows))

    assert "told by 2 snapshots, the last of each month from 30 Sep 2026 to 31 Oct 2026" in text
    assert "10 Sep 2026" not in text.partition("Key figures by snapshot")[2].partition("What")[0]


def test_a_snapshot_older_than_twelve_months_is_of_another_year(tmp_path):
    """On the day a year before begins the year before."""
    rows = {"on_20251031": OLD, "on_20251101": OLD, "on_20261031": OLD}
    first = written(tmp_path, **rows)[0]

    assert "1 Nov 2025 to 31 Oct 2026" in first
