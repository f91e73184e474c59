"""The report as a PDF: what the pages say, and nothing that its role may not see."""

import hashlib
import html
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from tests import clean_home, hostile_home, pdf_text, recount, recount_kpis
from tests.opened import ROOT
from tests.pages.test_pages import markup_of, verdict_of
from tests.report import reading
from tests.report.conftest import DAY, TITLES, look
from vouch import home, kpis, readers, wording
from vouch.report import document
from vouch.report.document import Attached
from vouch.report.since import Since

# The pages whose answers the report repeats; that on the audit log changes with every look.
PAGES = (
    *("overview", "volumes", "retention", "deletion", "requests", "calls"),
    *("notice", "register", "sources"),
)
KPI = re.compile(
    r'<span class="label">(.*?)</span>\s*<span class="value">(.*?)</span>(.*?)</li>', re.S
)
STATE = re.compile(r'<span class="state \w+"><b aria-hidden="true">(.*?)</b>(.*?)</span>')
CHAPTERS = {
    "en": ("What is held", "Procedures and principles", "Protection", "Monitoring and control")
    + ("Rights of data subjects", "Assessment and development"),
    "fi": ("Mitä tietoja on", "Menettelyt ja periaatteet", "Suojaaminen", "Seuranta ja valvonta")
    + ("Rekisteröityjen oikeudet", "Arviointi ja kehittäminen"),
    "sv": ("Vilka uppgifter som finns", "Förfaranden och principer", "Skydd")
    + ("Uppföljning och kontroll", "De registrerades rättigheter", "Bedömning och utveckling"),
}
JULY = date(2026, 7, 31)  # when there are four holds
AGAIN = """
import hashlib, pathlib, sys
from tests.report.conftest import look
from vouch import home
from vouch.report import document
home.SAMPLE = pathlib.Path(sys.argv[1])
made = document.draft(look(home.SAMPLE, "fi")).as_pdf()
print(hashlib.sha256(made).hexdigest())
"""


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_report_says_what_the_page_says(made, open_page, name, language):
    """Management reads one, the officer the other, and they may not disagree."""
    app = open_page(name, lang=language, role="management", snapshot=DAY.isoformat())
    found = reading.words(made(language))
    sentence = html.unescape(verdict_of(app)[1])
    shown = [
        html.unescape(text) for kpi in KPI.findall("".join(markup_of(app))) for text in kpi[:2]
    ]

    assert reading.bare(sentence) in found
    assert len(shown) >= 10
    assert {text for text in shown if reading.bare(text) not in found} == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_figure_stands_in_one_line_with_its_verdict(made, open_page, name):
    """A status is a shape and a word beside the figure that it judges, in one ink too."""
    app = open_page(name, lang="en", role="management", snapshot=DAY.isoformat())
    found, judged = reading.words(made("en")), 0
    for label, value, rest in KPI.findall("".join(markup_of(app))):
        for state in STATE.findall(rest):
            said = map(html.unescape, (label, value, *state))
            judged += 1

            assert reading.bare("".join(said)) in found
    assert judged or name in {"calls", "sources", "register", "volumes"}


@pytest.mark.parametrize("kpi", kpis.IDS)
def test_the_first_page_has_each_kpi_as_recounted(made, kpi):
    """Whoever reads one page must read the figures that the exports give."""
    seen = recount.look(home.SAMPLE, DAY)
    counts = recount_kpis.count(kpi, seen, recount.figures(seen, DAY)).values()
    numerator, denominator = (sum(column) for column in zip(*counts, strict=True))
    share = f"{numerator / denominator:.0%}" if kpi == "undetermined_retention" else ""
    first = pdf_text.pages(made("en"))[0]
    value = re.escape(share or f"{numerator:,}")

    assert re.search(rf"{TITLES[kpi]} {value} (– |[◆▲●]\s?[\w ]+?limit of [\d%]+ )", first)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_chapters_are_those_of_the_ombudsmans_guide(made, language):
    """A controller who keeps to the guide finds each part where it is looked for."""
    titles = reading.bookmarks(made(language))
    chapters = [title for title in titles if re.match(r"\d\. ", title)]

    assert chapters == [f"{n}. {title}" for n, title in enumerate(CHAPTERS[language], 1)]
    assert titles[0] == wording.Words(language)("document.summary")
    pages = pdf_text.pages(made(language))
    contents = reading.bare(pages[1])
    assert {title for title in titles if reading.bare(title) not in contents} == set()


def test_every_page_says_what_it_rests_on(made):
    """Pages get parted; each says which report it belongs to, and how many there are."""
    pages = pdf_text.pages(made())

    assert len(pages) > 20
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"Page {number} of {len(pages)}")
        for said in ("Snapshot: 31 Oct 2026", "As of: 31 Oct 2026", "Policy: 2023-10-01"):
            assert said in page
        assert "Role: Management" in page


def test_the_head_says_who_answers_for_it(made):
    """Controller, contact, policy with its revision, and what it was made from."""
    first = reading.bare(pdf_text.pages(made())[0])

    assert first.startswith("DatabalancesheetControllerEsimerkkiOy")
    assert "Dataprotectionofficerdpo@esimerkki.example" in first
    assert "Policy20231001" in first
    assert "Revision7ac87c7d93a61dc030055ffbb0206590265f675c" in first
    assert re.search(r"Generation[0-9a-f]{12}Role", first)


def test_the_summary_is_one_page(made):
    """Management reads the first page, and no other."""
    pages = pdf_text.pages(made())

    n = int(re.search(r"(\d+) findings need a decision", pages[0])[1])
    listed = pages[0].partition("need a decision")[2]

    assert "Summary for management" in pages[0]
    assert len(re.findall("[◆▲○△] ", listed)) == n
    assert pages[1].startswith("Contents")


def test_each_kpi_is_explained_by_the_query_that_was_run(made):
    """Whoever believes nobody runs the same SQL."""
    found = reading.words(made())
    for name in kpis.IDS:
        sql = (ROOT / "queries" / "kpis" / f"{name}.sql").read_text(encoding="utf-8")

        assert [line for line in sql.splitlines() if reading.bare(line) not in found] == []


def test_every_export_is_known_by_its_hash(made, sample_home):
    """A file that was changed since has another hash, and the report says which it was."""
    found = reading.words(made())
    files = [
        path
        for path in (sample_home / "snapshots" / DAY.isoformat()).iterdir()
        if path.name != "manifest.json"
    ]

    assert len(files) > 20
    for path in files:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in found, path.name


def test_each_query_is_known_by_the_hash_of_its_file(made):
    """The folder of queries can be held against the report without a tool of ours."""
    found = reading.words(made())
    sql = (ROOT / "queries" / "series" / "states.sql").read_bytes()

    assert hashlib.sha256(sql).hexdigest() in found


def test_what_is_attached_comes_out_as_it_went_in(sample_home):
    """Evidence that travels within the document must be the very bytes."""
    files = [
        Attached("figures/kpis.csv", b"kpi;count\npast_retention;313\n", "The key figures"),
        Attached("manifest.json", bytes(range(256)), "Hashes of all files"),
        Attached("policy.toml", b"", "The policy as used"),
    ]
    data = document.draft(look(sample_home), files).as_pdf()
    found = reading.words(data)

    assert reading.carried(data) == {one.name: one.data for one in files}
    for one in files:
        assert reading.bare(one.description) in found
        assert hashlib.sha256(one.data).hexdigest() in found


def test_the_same_view_gives_the_same_bytes_anywhere(made, sample_home):
    """In another process, time zone, locale and order of hashing; a report can be made again."""
    places = [("Pacific/Kiritimati", "1", "fi_FI.UTF-8"), ("America/New_York", "77", "C")]
    sums = set()
    for zone, seed, locale in places:
        there = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LANG": locale, "LC_ALL": locale}
        command = [sys.executable, "-c", AGAIN, str(sample_home)]
        done = subprocess.run(
            command, env=there, cwd=ROOT, capture_output=True, text=True, check=True
        )
        sums.add(done.stdout.strip())

    assert sums == {hashlib.sha256(made("fi")).hexdigest()}


def test_the_first_report_says_so(made):
    """A dash alone would not tell whether nothing changed or nothing was there before."""
    assert "This is the first report" in pdf_text.pages(made())[0]


def test_what_changed_since_the_last_report_is_told(sample_home):
    """Findings by severity and each KPI that the last report told; of others nothing is said."""
    seen = recount.look(home.SAMPLE, DAY)
    counts = recount_kpis.count("past_retention", seen, recount.figures(seen, DAY)).values()
    past = sum(numerator for numerator, _ in counts)
    last = Since(
        date(2026, 9, 30),
        date(2026, 10, 2),
        findings={"breach": 0, "warning": 500},
        kpis={"past_retention": past + 9, "volumes": 0},
        pack="5f" * 32,
    )
    first = pdf_text.pages(document.draft(look(sample_home), since=last).as_pdf())[0]
    breaches, warnings = (
        int(re.search(rf"{name} (\d+) [+−]", first)[1]) for name in ("Breach", "Warning")
    )

    assert "the last report, on the snapshot of 30 Sep 2026 as of 2 Oct 2026" in first
    assert "5f" * 32 in reading.bare(first)
    assert f"Breach {breaches} +{breaches}" in first
    assert f"Warning {warnings} −{500 - warnings}" in first
    assert re.search(r"Notice \d+ –", first)
    assert re.search(r"Records past their date .*? 30 Sep −9 Undetermined", first)


@pytest.mark.parametrize("role", ["management", "auditor"])
def test_only_the_officer_s_report_names_a_record(made, role):
    """A report is sent around; who may see figures alone gets figures alone."""
    data = made("en", role)
    ids = {record.ours.get("record_id") for record in recount.look(home.SAMPLE, DAY).records}
    telling = {name for name in ids if name and re.search(r"[A-Z]-?\d{3,}", name)}
    text, streams = " ".join(pdf_text.pages(data)), reading.unpacked(data)
    told = set(re.findall(r"[\w.:-]+", " ".join([text, *reading.alternatives(data)])))

    assert len(telling) > 1000
    assert telling & told == set()
    long = [name for name in telling if len(name) > 5]  # a shorter one stands in many a number
    assert [name for name in long if name.encode() in streams] == []
    assert "Single records are shown to the data protection officer only" in text


def test_the_officer_s_report_lists_some_rows_and_counts_the_rest(made, sample):
    """Rows are what can be acted on; thousands of them would bury the rest."""
    text = " ".join(pdf_text.pages(made("en", "dpo")))
    rows = sample.rows(
        "evidence", "finding_rows", snapshot=DAY, as_of=DAY, finding="recording_not_announced"
    )
    start = text.rindex(f"{len(rows)} calls were recorded without telling the caller")
    listed = text[start : text.index("not listed here", start)]

    assert [name for name in rows["record_id"] if name in listed] == list(rows["record_id"])[:20]
    assert listed.endswith(f"{len(rows) - 20} more records are ")
    assert "Role: Data protection officer" in text


def test_no_key_of_a_person_is_in_any_report(made, sample):
    """With the key of the home it would lead to the person in every snapshot."""
    rows = sample.rows(
        "evidence", "finding_rows", snapshot=DAY, as_of=DAY, finding="list_outlives_campaign"
    )
    keys = list(rows["subject_key"].dropna())

    assert keys
    assert [key for key in keys if key.encode() in reading.unpacked(made("en", "dpo"))] == []
    assert [key for key in keys if reading.bare(key) in reading.words(made("en", "dpo"))] == []


def test_of_an_earlier_snapshot_no_row_is_listed(sample_home):
    """Rows are kept of the newest alone; that is said, and the figures stand."""
    data = document.draft(look(sample_home, role="dpo", day=date(2026, 9, 30))).as_pdf()
    text = " ".join(pdf_text.pages(data))

    assert "kept for the newest snapshot only, 31 Oct 2026" in text
    assert "Snapshot: 30 Sep 2026" in text


@pytest.mark.parametrize("role", ["management", "auditor"])
def test_small_numbers_of_people_are_withheld_as_on_the_page(sample_home, role):
    """Four people of whom data are held for a lawsuit could be named by whoever knows the firm."""
    count = recount.figures(recount.look(home.SAMPLE, JULY), JULY).people
    shown, full = (
        " ".join(pdf_text.pages(document.draft(look(sample_home, role=who, day=JULY)).as_pdf()))
        for who in (role, "dpo")
    )
    row = r"legal.holds Other data given Compliance with laws .*?(\d+) (< 5|\d+|not shown) \d+ "

    assert count["dataset", "legal.holds"] == 4
    assert re.search(row, shown)[2] == "< 5"
    assert re.search(row, full)[2] == "4"
    assert reading.bare(wording.Words("en")("people.note")) in reading.bare(shown)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_home_in_which_nothing_can_be_counted_has_a_report(tmp_path, language):
    """Nothing is declared: that is said, not failed, and nothing passes."""
    snapshot = tmp_path / "snapshots" / "2026-10-31"
    snapshot.mkdir(parents=True)
    (snapshot / "people.csv").write_text("id;ended\na;1.2.2020\n", encoding="utf-8")
    pages = pdf_text.pages(document.draft(look(tmp_path, language)).as_pdf())

    assert wording.Words(language)("status.nothing") in pages[0]
    assert "people.csv" in " ".join(pages)


def test_a_home_that_keeps_its_notice_has_a_report(tmp_path):
    """Without a finding there is no list, and the report says that all is in order."""
    folder = clean_home.write(tmp_path)
    first = pdf_text.pages(document.draft(look(folder)).as_pdf())[0]

    assert "No finding needs a decision" in first
    assert re.search(r"Breach 0", first)


def test_a_text_in_the_report_is_never_markup(tmp_path):
    """It prints as it stands; what the fonts lack, or what acts unseen, prints as its number."""
    hostiles = hostile_home.write(tmp_path)
    found = reading.words(document.draft(look(hostiles.folder)).as_pdf())
    plain = [text for text in hostiles.measures if text.isascii() and text.isprintable()]

    assert len(plain) > 50
    assert [text for text in plain if reading.bare(text) not in found] == []
    assert b"/URI" not in document.draft(look(hostiles.folder)).as_pdf()


def test_the_head_of_a_long_table_stands_on_each_page(sample_home):
    """A row without its head cannot be read."""
    view = look(sample_home)
    many = {f"m{n}": one for n, one in enumerate([*view.home.policy.security.values()] * 60)}
    policy = view.home.policy.model_copy(update={"security": many})
    pages = pdf_text.pages(document.draft(replace(view, home=view.home.under(policy))).as_pdf())
    heads = [page for page in pages if re.search(r"(^|\. |policy states them )Measure ", page)]

    assert len(heads) > 3


def test_the_report_of_a_role_is_read_as_that_role(made):
    """The same words for the auditor as for management, but for the role that is named."""
    texts = {
        role: re.sub(f"(Role:?){role}", r"\1", reading.words(made("en", role)), flags=re.I)
        for role in (readers.Role.MANAGEMENT, readers.Role.AUDITOR)
    }

    assert len(set(texts.values())) == 1
