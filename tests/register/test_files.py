"""The register as a workbook and as a PDF: the page's words, safe, and the same bytes each time."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from tests import clean_home, pdf_text
from vouch import build, home, wording
from vouch.register import document, workbook
from vouch.register.shape import Line

FORMS = {"xlsx": workbook.as_xlsx, "pdf": document.as_pdf}
HOSTILE = (
    '#import "@preview/x"',
    "*bold* _quiet_ $x$ `raw` \\ <label> @cite // gone",
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|'/c calc'!A1",
    "-2+3",
    "@SUM(A1)",
    "http://evil.example/",
    '&L&"Arial" page &P',
    "<b>x</b> {{ 7 * 7 }}",
    "漢字 😀 \u202eabc \ue000 \u0007",
    "007",
)


def sheets(data):
    """Read a workbook back: its sheets by name, each as rows of values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def words(data):
    """Read the words of a PDF back, each line break a space."""
    return " ".join(" ".join(pdf_text.pages(data)).split())


@pytest.fixture
def hostile(write, copies, tmp_path):
    """Write the register of a home whose texts try to be something else."""

    def run(text):
        return write(copies.put(tmp_path, f"hostile {text}", lambda made: make(made, text)))

    def make(folder, text):
        copies.put(folder, "clean", lambda made: build.run(home.load(clean_home.write(made))))
        quoted = "".join(f"\\U{ord(character):08x}" for character in text)
        rules = (folder / "policy.toml").read_text(encoding="utf-8")
        for title in ("Marketing", "Basic details", "Customers and those who represent them"):
            assert f'en = "{title}"' in rules
            rules = rules.replace(f'en = "{title}"', f'en = "{quoted}"')
        rules = rules.replace('controller = "Esimerkki Oy"', f'controller = "{quoted}"')
        (folder / "policy.toml").write_text(rules, encoding="utf-8")
        build.run(home.load(folder))

    return run


@pytest.mark.parametrize("form", FORMS)
def test_the_same_register_gives_the_same_bytes(write, sample_home, form):
    """A file can be made again years later, and held against the one that was handed over."""
    made = {FORMS[form](write(sample_home, "fi")) for _ in range(2)}

    assert len(made) == 1


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_workbook_says_what_the_register_says(write, sample_home, language):
    """Page, workbook and PDF are shown from one register and may not disagree."""
    register, t = write(sample_home, language), wording.Words(language)
    found = sheets(workbook.as_xlsx(register))
    first, *rows = found[t("register.sheet")]

    assert list(first[1:]) == [fact.term for fact in register.entries[0].facts]
    assert [row[0] for row in rows] == [entry.title for entry in register.entries]
    assert [row[7] for row in rows] == [
        line.value
        for e in register.entries
        for f in e.facts
        if f.id == "records"
        for line in f.lines
    ]
    for table in (*register.tables, register.gaps):
        head, *rows = found[table.title]
        assert head == table.head
        assert rows == [
            tuple(line.value if isinstance(line.value, int) else line.said(t) for line in row)
            for row in table.rows
        ]


def test_the_workbook_says_what_it_rests_on(sample_register):
    """A file without snapshot, day, policy and generation proves nothing later."""
    rows = dict(sheets(workbook.as_xlsx(sample_register))["About"])

    assert rows["Snapshot"] == rows["As of"] == datetime(2026, 10, 31)
    assert rows["Policy"] == "2023-10-01, 7ac87c7d93a61dc030055ffbb0206590265f675c"
    assert len(rows["Generation"]) == 12
    assert rows["Language"] == "English"
    assert rows["Contact details"] == "Esimerkkikatu 1, 00100 Helsinki"


def test_the_workbook_is_ready_to_print(sample_register):
    """A4 on its side, the head on every page and always in view, pages numbered."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.as_xlsx(sample_register)))

    assert book.properties.created == datetime(2026, 10, 31)
    assert book.properties.creator == "Esimerkki Oy"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == "B2"
        assert sheet.oddFooter.right.text == "&P / &N"
        assert all(cell.alignment.wrap_text for cell in sheet[1])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_the_workbook_stays_a_text(hostile, text):
    """A title is data: no formula runs, no link opens, no number loses its zeros."""
    data = workbook.as_xlsx(hostile(text))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert not any(cell.hyperlink for cell in cells)
    if text.isprintable():
        assert {text} <= {cell.value for cell in cells if cell.data_type == "s"}


def test_a_text_like_a_formula_stays_a_text_when_it_is_edited(hostile):
    """A spreadsheet takes an edited cell for a formula unless the cell says that it is none."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.as_xlsx(hostile("@SUM(A1)"))))
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row]
    signed = [cell for cell in cells if str(cell.value).startswith("@")]

    assert signed
    assert signed == [cell for cell in cells if cell.quotePrefix]


def test_the_foot_of_a_sheet_keeps_its_page_number(sample_register):
    """Marks in a version are commands to the foot of a sheet, and a cut may lie between two."""
    long = [replace(f, lines=(Line("&" * 200),)) for f in sample_register.ground.facts]
    ground = replace(sample_register.ground, facts=tuple(long))
    made = workbook.as_xlsx(replace(sample_register, ground=ground))
    foot = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].oddFooter

    assert foot.right.text == "&P / &N"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_the_pdf_is_never_markup(hostile, text):
    """It prints as it stands; what the fonts lack, or what acts unseen, prints as its number."""
    shown = "".join(f"[U+{ord(c):04X}]" if c in "漢字😀\u202e\ue000\u0007" else c for c in text)

    assert "".join(shown.split()) in "".join(words(document.as_pdf(hostile(text))).split())


def _joined(text):
    """Drop what the ends of lines change: spaces and hyphens."""
    return "".join(character for character in text if character not in " \u00a0\u00ad-\u2010")


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_pdf_says_what_the_register_says(write, sample_home, language):
    """Every statement of every entry and table can be found in its text."""
    register, t = write(sample_home, language), wording.Words(language)
    found = _joined(words(document.as_pdf(register)))
    lines = [line for entry in register.entries for fact in entry.facts for line in fact.lines]
    lines += [line for table in (*register.tables, register.gaps) for r in table.rows for line in r]
    said = {_joined(line.said(t)) for line in lines}

    assert {text for text in said if text not in found} == set()


def test_every_page_of_the_pdf_says_what_it_rests_on(sample_register):
    """Pages get parted; each says which register it belongs to, and how many there are."""
    found = pdf_text.pages(document.as_pdf(sample_register))

    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert page.endswith(f"Page {number} of {len(found)}")
        assert "Snapshot: 31 Oct 2026" in page
        assert "Policy: 2023-10-01" in page
        assert "Generation: " in page


def test_the_head_of_a_long_table_stands_on_each_page(sample_register):
    """A row without its head cannot be read."""
    tables = list(sample_register.tables)
    tables[0] = replace(tables[0], rows=tables[0].rows * 10)
    found = pdf_text.pages(document.as_pdf(replace(sample_register, tables=tuple(tables))))
    heads = [page for page in found if "Processing activity Dataset Categories of people" in page]

    assert len(heads) > 5


def test_a_long_name_does_not_run_over_its_neighbour(sample_register):
    """Two texts printed over each other can be read by nobody; found in the PDF it is still one."""
    name = "customer_relationship_management.marketing_permissions_archive"
    [first, *others] = sample_register.tables
    rows = tuple((row[0], Line(name), *row[2:]) for row in first.rows)
    named = replace(sample_register, tables=(replace(first, rows=rows), *others))
    found = pdf_text.pages(document.as_pdf(named))

    assert not [page for page in found if name in page]  # it stands on several lines
    assert name in _joined("".join(found).replace("\u200b", ""))


def test_a_text_longer_than_a_cell_is_cut_not_lost(sample_register):
    """The library would leave such a cell empty."""
    [first, *others] = sample_register.tables
    rows = ((Line("x" * 40_000), *first.rows[0][1:]), *first.rows[1:])
    long = replace(sample_register, tables=(replace(first, rows=rows), *others))
    value = sheets(workbook.as_xlsx(long))[first.title][1][0]

    assert value == "x" * workbook.MOST_TEXT
