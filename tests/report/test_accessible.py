"""The PDFs by their structure: whoever hears them, and whoever keeps them, has all of them."""

import itertools
import re
from collections import Counter

import pikepdf
import pytest

from tests.report import reading
from tests.report.conftest import DAY, look
from tests.report.reading import Element, Mark
from vouch import wording
from vouch.register import content
from vouch.register import document as registers
from vouch.report import document
from vouch.report.document import Attached

FILES = [
    Attached("figures/kpis.csv", b"kpi;count\npast_retention;313\n", "The key figures"),
    Attached("policy.toml", b"", "The policy as used"),
]
DOCUMENTS = [*(("report", language) for language in wording.LANGUAGES)]
DOCUMENTS += [("annual", "sv"), ("register", "fi")]
TITLES = {
    "report": "document.title",
    "annual": "document.title_year",
    "register": "page.register",
}
DRAWN = {*("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do")}
DRAWN |= {"INLINE IMAGE"}  # as pikepdf calls one
BEGIN, END, ARTIFACT = {"BDC", "BMC"}, "EMC", "/Artifact"
HEADING = re.compile(r"H\d")


@pytest.fixture(scope="module", params=DOCUMENTS, ids="-".join)
def pdf(request, sample_home):
    """Open the report, with files in it, or the register."""
    kind, language = request.param
    view = look(sample_home, language)
    data = {
        "report": lambda: document.draft(view, FILES).as_pdf(),
        "annual": lambda: document.draft(view, FILES, is_annual=True).as_pdf(),
        "register": lambda: registers.as_pdf(content.write(view)),
    }[kind]()
    with reading.opened(data) as read:
        read.is_report, read.language = kind != "register", language
        read.title = wording.Words(language)(TITLES[kind])
        yield read


@pytest.fixture(scope="module")
def tree(pdf) -> Element:
    """Read its structure."""
    return reading.tree(pdf)


def test_a_reader_is_told_what_it_opens(pdf):
    """Tagged, in which language, and by its title instead of the name of a file."""
    root = pdf.Root

    assert bool(root.MarkInfo.Marked)
    assert not root.MarkInfo.get("/Suspects", False)
    assert str(root.Lang) == pdf.language
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == (pdf.title, "Esimerkki Oy")
    assert not pdf.is_encrypted


def test_it_says_to_which_standards_it_keeps(pdf):
    """Checkers and archives go by it: PDF/UA-1, PDF/A-3a, and the same title and day as inside."""
    with pdf.open_metadata() as said:  # XMP
        assert said["pdfuaid:part"] == "1"
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
        assert said["dc:title"] == pdf.title
        assert said["dc:language"] == {pdf.language}
        assert said["xmp:CreateDate"].startswith(DAY.isoformat())


def test_no_content_of_a_page_is_left_out(pdf, tree):
    """What is drawn is heard at one place of the structure, or is marked as decoration."""
    told = Counter(tree.marks())
    drawn = {mark for number, page in enumerate(pdf.pages) for mark in drawn_on(page, number)}

    assert max(told.values()) == 1
    assert told.keys() == drawn


def drawn_on(page: pikepdf.Page, number: int) -> set[Mark]:
    """Collect the marked content of a page; what is drawn outside of any would be unheard."""
    marks, within = set(), []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in BEGIN:
            within.append(begun(operands, number))
            marks |= {one for one in within if isinstance(one, Mark)}
        elif name == END:
            within.pop()
        elif name in DRAWN:
            assert [one for one in within if one], f"page {number + 1}: {name} is in no mark"
    return marks


def begun(operands: list, number: int) -> Mark | str | None:
    """Return what begins: content of the structure, decoration, or what only says its text."""
    if str(operands[0]) == ARTIFACT:
        return ARTIFACT
    said = operands[1]
    return Mark(number, int(said.MCID)) if "/MCID" in said else None


def test_from_any_place_of_a_page_the_structure_is_found(pdf, tree):
    """A reader that is pointed at a word goes the other way: from the page into the structure."""
    back = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages):
        elements = back[int(page.obj.StructParents)]
        marks = {mark.number for mark in tree.marks() if mark.page == number}

        assert marks == set(range(len(elements)))
        assert page.obj.Tabs == pikepdf.Name.S  # the key that goes on goes by the structure


def test_it_is_read_in_the_order_of_its_pages(tree):
    """Whoever listens is not sent back and forth."""
    pages = [mark.page for mark in tree.marks()]

    assert pages == sorted(pages)
    assert len(set(pages)) == max(pages) + 1 > 3


def test_headings_follow_one_another_without_a_jump(tree):
    """Listeners go from heading to heading; below a first one comes a second, never a third."""
    levels = [int(one.kind[1]) for one in headings_of(tree)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(levels) > 10


def headings_of(tree: Element) -> list[Element]:
    return [one for one in tree.all() if HEADING.fullmatch(one.kind)]


def test_each_heading_has_a_bookmark_that_leads_to_its_page(pdf, tree):
    """In their order and by their names; the list of contents needs none."""
    contents = wording.Words(pdf.language)("document.contents")
    headings = [
        (one.title, next(one.marks()).page) for one in headings_of(tree) if one.title != contents
    ]
    with pdf.open_outline() as outline:
        marked = [(one.title, target_of(one)) for one in reading.outlined(outline.root)]

    assert marked == headings


def target_of(item: pikepdf.OutlineItem) -> int:
    """Return the page that a bookmark leads to, from 0."""
    return pikepdf.Page(item.destination[0]).index


def test_each_picture_is_told_in_words(pdf, tree):
    """Who cannot see it hears its figures."""
    figures = [*tree.all("Figure")]

    assert len(figures) > 20 or not pdf.is_report
    assert all(re.search(r"\d", one.alternative) for one in figures)


def test_each_table_has_a_head_over_every_column(tree):
    """At any cell a listener can ask what its column is called."""
    tables = [*tree.all("Table")]
    for table in tables:
        assert [one.kind for one in table.elements] == ["THead", "TBody"]
        [head] = table.elements[0].elements
        assert {cell.kind for cell in head.elements} == {"TH"}
        assert {str(cell.layout["Scope"]) for cell in head.elements} == {"/Column"}
        assert all([*cell.marks()] for cell in head.elements)
    assert len(tables) >= 5


def test_each_row_of_a_table_has_a_cell_for_every_column(tree):
    """Else what is heard as the third column would be the fourth."""
    for table in tree.all("Table"):
        rows = [*table.all("TR")]
        heads = {cell.id: place for place, cell in enumerate(rows[0].elements)}

        assert {cell.kind for row in rows[1:] for cell in row.elements} <= {"TH", "TD"}
        assert {across(row) for row in rows} == {len(rows[0].elements)}
        for row in rows[1:]:
            named = [[heads[str(one)] for one in cell.layout["Headers"]] for cell in row.elements]
            assert named == [[place] for place in range(len(heads))]


def across(row: Element) -> int:
    """Count the columns that the cells of a row go over."""
    assert all(int(cell.layout.get("RowSpan", 1)) == 1 for cell in row.elements)
    return sum(int(cell.layout.get("ColSpan", 1)) for cell in row.elements)


@pytest.mark.xfail(reason="typst's Python package cannot switch on a11y-extras (header-cell)")
def test_the_cell_that_names_a_row_is_its_head(tree):
    """Whoever goes down a column hears of each number whose it is."""
    rows = [row for table in tree.all("TBody") for row in table.all("TR")]

    assert {row.elements[0].kind for row in rows} == {"TH"}


def test_each_entry_of_a_list_has_its_body(pdf, tree):
    """A listener is told how many entries there are, and goes from one to the next."""
    lists = [*tree.all("L")]
    for one in lists:
        assert {entry.kind for entry in one.elements} == {"LI"}
        assert "ListNumbering" in one.layout
        for entry in one.elements:
            assert [part.kind for part in entry.elements] == ["Lbl", "LBody"]
            assert [*entry.marks()]
    assert len(lists) > 5 or not pdf.is_report


def test_each_link_is_in_the_structure_and_says_where_it_leads(pdf, tree):
    """The entries of the contents are links; one that is not heard leads nobody."""
    links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]

    assert {str(one.Subtype) for one in links} <= {"/Link"}
    assert all(str(one.Contents) for one in links)
    assert sum(one.inner.count(None) for one in tree.all("Link")) == len(links)
    assert bool(links) == pdf.is_report


def test_every_letter_can_be_copied_and_is_drawn_by_a_font_of_its_own(pdf):
    """Another machine's font has other widths, and may lack letters; a reader needs their codes."""
    fonts = {
        one.objgen: one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.Font
    }
    composite = [one for one in fonts.values() if "/DescendantFonts" in one]
    described = [one.DescendantFonts[0].FontDescriptor for one in composite]

    assert len(fonts) == 2 * len(composite) > 0  # each with the one font that it is made of
    assert all(one.ToUnicode.read_bytes() for one in composite)
    assert all({"/FontFile2", "/FontFile3"} & {*one.keys()} for one in described)


def test_files_within_it_say_what_they_are_to_it(pdf):
    """Evidence belongs to the document; an archive keeps only what says so."""
    named = {str(one.F): one for one in pdf.Root.get("/AF", [])}

    expected = FILES if pdf.is_report else []

    assert {*named} == {*pdf.attachments} == {one.name for one in expected}
    for one in expected:
        assert named[one.name].AFRelationship == pikepdf.Name.Data
        assert str(named[one.name].Desc) == one.description
        assert str(named[one.name].UF) == one.name


def test_pages_count_from_one_as_printed(pdf):
    """A reader's page 3 is the page that says so; other labels would have to be told."""
    assert "/PageLabels" not in pdf.Root
