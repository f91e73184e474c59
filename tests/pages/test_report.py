"""The page of reports: what a report would say, which packs are there, and for whom."""

import html
import re
import shutil

import pytest

from tests.audit.test_writing import records
from tests.opened import opener
from tests.pages.test_pages import markup_of, text_of, verdict_of
from tests.report.packs import packing
from vouch import home, readers, viewers, wording
from vouch.home import Home
from vouch.report import browsers, composing, orders, packs, workshop
from vouch.ui import packing as page
from vouch.ui import packs as shown_packs
from vouch.ui import pages, sessions

OFFICERS, MANAGEMENTS = packing.name("dpo"), packing.name("management")
AUDITORS = packing.name("auditor")
NAMES = {"dpo": OFFICERS, "management": MANAGEMENTS, "auditor": AUDITORS}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """Return a built home that has a pack for each role, and management's of a month before."""
    folder = packing.shop(tmp_path_factory.mktemp("stocked"))
    packing.make(packing.look(folder, day=packing.DAYS[1]), folder / "reports")
    for role in readers.Role:
        packing.make(packing.look(folder, role), folder / "reports")
    return folder


@pytest.fixture
def folder(stocked, tmp_path, monkeypatch):
    """Return a copy of it, to be changed; its operator may choose a role, as the sample's."""
    copy = shutil.copytree(stocked, tmp_path / "home")
    monkeypatch.setattr(home, "SAMPLE", copy)
    return copy


@pytest.fixture
def open_stocked(folder, monkeypatch):
    """Open the page over it."""
    run = opener(folder, monkeypatch)

    def open_as(role="management", **choices):
        return run("report", lang="en", role=role, **choices)

    return open_as


def told(app) -> str:
    """Return all that a page sends: words, markup, options and buttons."""
    boxes = [option for box in app.selectbox for option in box.options]
    files = [str(one.proto) for one in app.get("download_button")]
    return "\n".join([text_of(app), *boxes, *files, *(one.label for one in app.checkbox)])


def rows_of(app) -> list[str]:
    """Return the rows of the table of packs, two for each, without their markup."""
    [table] = [piece for piece in markup_of(app) if "figures packs" in piece]
    rows = re.findall("<tr.*?>(.*?)</tr>", table, re.DOTALL)[1:]
    return [" ".join(html.unescape(re.sub("<.*?>", " ", row)).split()) for row in rows]


@pytest.mark.parametrize("role", readers.Role)
def test_a_pack_is_told_to_its_own_role_and_the_officer(open_stocked, folder, role):
    """Neither name nor hash nor size of another's, on no part of the page, whatever is asked."""
    for asked in ({}, {"pack": OFFICERS}, {"pack": f"../reports/{OFFICERS}"}):
        app = open_stocked(role, **asked)
        said = told(app)
        there = {name for name in NAMES.values() if name in said}
        paths = {name: folder / "reports" / name for name in NAMES.values()}
        hashes = {name for name, path in paths.items() if packs.Pack.at(path).sha256 in said}

        assert not app.error
        assert there == hashes == ({*NAMES.values()} if role == "dpo" else {NAMES[role]})


def test_each_pack_stands_with_state_and_hash(open_stocked, folder):
    """The newest first, in words, shape and colour; the hash whole, to be compared."""
    app = open_stocked()
    first, under, second, _ = rows_of(app)

    assert first.startswith("31 Oct 2026 31 Oct 2026 Month English Management None")
    assert first.endswith("No ● Whole")
    assert packs.Pack.at(folder / "reports" / MANAGEMENTS).sha256 in under
    assert "rests on what is there now" in under
    assert second.startswith("30 Sep 2026")
    assert verdict_of(app) == (
        "Report",
        "The last report in this language is of 31 Oct 2026 and rests on what is there now.",
    )


def test_a_changed_pack_is_named_with_its_file(open_stocked, folder):
    """In the table and in the verdict; the figure that counts it is red."""
    path = folder / "reports" / MANAGEMENTS
    path.write_bytes(path.read_bytes().replace(b"[settings]", b"[Settings]", 1))
    app = open_stocked()

    assert "◆ Changed" in rows_of(app)[0]
    assert "policy.toml" in rows_of(app)[1]
    assert "1 pack cannot be relied on." in verdict_of(app)[1]
    assert any('class="state red"' in piece for piece in markup_of(app))


def test_a_missing_predecessor_is_said(open_stocked, folder):
    """A month that is gone is no month without findings."""
    (folder / "reports" / packing.name(day=packing.DAYS[1])).unlink()
    app = open_stocked()

    assert "▲ Predecessor missing" in rows_of(app)[0]
    assert packing.name(day=packing.DAYS[1]) in rows_of(app)[1]


def test_what_changed_since_is_a_table(open_stocked):
    """From the newest pack to now nothing; from the pack before to the newest, one row more."""
    pieces = [html.unescape(piece) for piece in markup_of(open_stocked()) if "<table" in piece]
    since, _, between = pieces
    moved = re.findall(r'<td class="number">([+\u2212]?\d+)</td>\s*</tr>', since)

    assert "Now, of 31 Oct 2026" in since
    assert set(moved) == {"0"}
    assert "30 Sep 2026" in between
    assert re.search(r"Records about people.*?<td[^>]*>\+1</td>", between)


def test_a_language_without_a_report_says_so(open_stocked, folder, monkeypatch):
    """Nothing to show is no zero."""
    app = opener(folder, monkeypatch)("report", lang="fi", role="management")

    assert verdict_of(app)[1] == wording.plain(wording.Words("fi")("report.is_none"))
    assert wording.Words("fi")("report.no_last") in text_of(app)


def test_foreign_and_unreadable_zips_are_said_in_words(open_stocked, folder):
    """Whatever somebody put there, the other packs are shown."""
    (folder / "reports" / "other.zip").write_bytes(b"PK")
    (folder / "reports" / packing.name(language="sv")).write_bytes(b"PK\3\4")
    officer, management = open_stocked("dpo"), open_stocked()

    assert not officer.error
    assert "called as no pack is" in text_of(officer)
    assert "other.zip" in text_of(officer)
    assert "other.zip" not in told(management)
    assert any("◆ Unreadable" in row for row in rows_of(management))


def test_a_hash_that_was_kept_is_compared(open_stocked, folder):
    """The printed hash is the proof, wherever it was kept; another's is of no pack here."""
    app = open_stocked()
    own, other = (
        packs.Pack.at(folder / "reports" / name).sha256 for name in (MANAGEMENTS, OFFICERS)
    )
    said = []
    for text in (own, other, "abc"):
        app.text_input(key=shown_packs.HASH).set_value(text).run()
        said.append(text_of(app))

    assert f"It is the hash of {MANAGEMENTS}" in said[0]
    assert "No pack here has this hash" in said[1]
    assert "has 64 hexadecimal digits" in said[2]


@pytest.fixture
def audit(sample_home, tmp_path, monkeypatch):
    """Give the sample home, whose findings have rows, a log of the test's own."""
    monkeypatch.setattr(home, "SAMPLE", sample_home)
    monkeypatch.setattr(Home, "audit", property(lambda self: tmp_path / "audit"))
    return tmp_path / "audit"


def shown(app) -> str:
    """Ask for the pages of the report, and return the picture of one."""
    app.session_state["preview"] = True
    app.run()
    assert not app.error
    [sheet] = [piece for piece in markup_of(app) if 'class="sheet"' in piece]
    return sheet


@pytest.mark.parametrize("role", ["dpo", "management"])
def test_the_pages_of_the_report_are_shown_when_asked_for(audit, sample_home, monkeypatch, role):
    """One at a time, in words too; whoever sees rows in it has looked at records."""
    app = opener(sample_home, monkeypatch)("report", lang="en", role=role, page="2", period="year")
    closed, before = markup_of(app), records(audit)
    sheet = shown(app)
    looks = {(one["place"], one["query"]) for one in records(audit)}
    rows = {("report", f"evidence/{name}") for name in ("finding_rows", "open_requests")}

    assert not any('class="sheet"' in piece for piece in closed)
    assert before == []
    assert 'src="data:image/png;base64,' in sheet
    assert 'alt="Page 2 of ' in sheet
    assert looks == (rows if role == "dpo" else set())


def test_who_is_shown_a_kept_report_is_logged_too(audit, sample_home, monkeypatch):
    """The second officer sees the same rows as the first, and nothing is typeset for it."""
    run, made = opener(sample_home, monkeypatch), []
    draft = composing.draft
    monkeypatch.setattr(composing, "draft", lambda *asked: made.append(asked) or draft(*asked))
    for name in ("Alpha", "Beta"):
        who = viewers.Viewer(name, readers.Role.DPO, name[0])
        monkeypatch.setattr(sessions, "viewer", lambda home, who=who: who)
        shown(run("report", lang="sv"))
    alpha, beta = (
        [one["query"] for one in records(audit) if one["who"] == name] for name in ("Alpha", "Beta")
    )

    assert len(made) == 1
    assert len(alpha) > 1
    assert sorted(alpha) == sorted(beta)


def test_without_a_log_no_page_with_rows_is_shown(audit, sample_home, monkeypatch):
    """No log, no rows: one sentence in their place, and the rest of the page stays."""
    audit.write_text("")
    app = opener(sample_home, monkeypatch)("report", lang="en", role="dpo")
    app.session_state["preview"] = True
    app.run()

    assert any("What is not logged is not shown." in error.value for error in app.error)
    assert not any('class="sheet"' in piece for piece in markup_of(app))


def hindrance(app) -> str:
    """Return what is said below the button that makes a pack, which is then off."""
    [button] = [one for one in app.button if one.key == "make_report"]
    assert button.disabled
    return text_of(app)


def test_the_same_pack_is_not_made_twice(open_stocked):
    """Nothing is new: what would come of it is there."""
    assert f"Nothing is new: {MANAGEMENTS}" in hindrance(open_stocked(pictures="none"))


def test_another_pack_of_the_name_is_replaced_if_allowed(open_stocked, monkeypatch):
    """A later pack that names it would miss it: that is the reader's to decide."""
    monkeypatch.setattr(browsers, "find", lambda: "chromium")
    app = open_stocked(pictures="dark")

    assert "is not replaced unless you allow it" in hindrance(app)
    app.checkbox(key="may_replace").check().run()
    assert not [one for one in app.button if one.key == "make_report"][0].disabled


def test_without_a_browser_there_are_no_pictures(open_stocked, monkeypatch):
    """The reason is said, and a pack without them can be made."""
    monkeypatch.setattr(browsers, "NAMES", ())
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    app = open_stocked()

    assert "Without pictures of the pages: " in text_of(app)
    assert "apt install chromium" in text_of(app)


def test_a_folder_that_may_not_be_written_is_said(open_stocked, monkeypatch):
    """A server that can only read makes no pack."""
    monkeypatch.setattr(page.os, "access", lambda *_: False)

    assert "may not write into reports/" in hindrance(open_stocked())


def test_a_pack_of_another_is_being_made(open_stocked, folder, monkeypatch):
    """One at a time for a home: others wait, and are not told whose it is or what."""
    order = orders.of(
        packing.look(folder, readers.Role.DPO), "report", packing.WISH, may_replace=False
    )
    making = workshop.Making(order, None)
    monkeypatch.setattr(workshop, "current", lambda home: making)
    own, other = open_stocked("dpo"), open_stocked("management")

    assert [one.key for one in own.button if "report" in str(one.key)] == ["cancel_report"]
    assert not [one for one in other.button if "report" in str(one.key)]
    assert "being made for somebody else" in text_of(other)
    assert viewers.LOCAL not in told(other)


def test_a_session_that_goes_on_in_another_role_forgets_what_it_ordered(open_stocked, folder):
    """Name and hash of the officer's pack are not management's, in the same window either."""
    view = packing.look(folder, readers.Role.DPO)
    making = workshop.Making(
        orders.of(view, "report", packing.WISH, may_replace=False),
        None,
        ended={"name": OFFICERS, "sha256": "0" * 64},
    )
    shown = {}
    for role in ("dpo", "management"):
        app = open_stocked(role)
        app.session_state[page.MINE] = making
        shown[role] = told(app.run())

    assert "0" * 64 in shown["dpo"]
    assert "0" * 64 not in shown["management"]


def test_a_report_has_no_picture_of_this_page():
    """What is shown here depends on the packs that lie there: two packs would never be the same."""
    assert set(pages.NAMES) - set(pages.PICTURED) == {"report"}


def test_an_old_address_opens_the_page(open_stocked):
    """Choices that nobody knows are the usual ones."""
    app = open_stocked(pack="nothing", period="decade", report_in="xx", page="999", pictures="red")

    assert not app.error
    assert not app.exception
