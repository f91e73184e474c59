"""Who looks at records leaves a trail before a row is shown, and the page of it holds true."""

import json
import shutil
from datetime import date

import pytest

from tests.audit.conftest import event
from tests.audit.edits import rehashed, written
from tests.audit.test_edits import kinds
from tests.audit.test_writing import records
from tests.opened import opener
from tests.pages.test_pages import DAY, markup_of, text_of, verdict_of
from vouch import home, readers, viewers, warehouse, wording
from vouch.audit.entries import Action
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.errors import VouchError
from vouch.home import Home
from vouch.ui import audits, looks, sessions, stored, tables
from vouch.ui.tables import File

NEWEST = date(2026, 10, 31)
LISTS = {  # pages that list records, and what is asked for them
    "retention": ["evidence/deadline_rows"],
    "deletion": ["evidence/deletion_rows", "evidence/worklist", "evidence/deadline_rows"],
    "requests": ["evidence/open_requests", "evidence/erased", "evidence/scopes"],
    "calls": ["evidence/finding_rows", "evidence/recordings"],
    "sources": ["evidence/rejects", "evidence/keys"],
    "notice": ["evidence/finding_rows"],
}
OPENED = {"notice": {"finding": "hold_review_overdue"}}


@pytest.fixture
def folder(tmp_path, sample_home, monkeypatch):
    """Give the sample home a log of the test's own."""
    monkeypatch.setattr(home, "SAMPLE", sample_home)
    monkeypatch.setattr(Home, "audit", property(lambda self: tmp_path / "audit"))
    return tmp_path / "audit"


@pytest.fixture
def open_logged(folder, sample_home, monkeypatch):
    """Open a page that writes to the test's own log."""
    run = opener(sample_home, monkeypatch)

    def open_as(name, role="dpo", **choices):
        return run(name, role=role, **{**DAY, **OPENED.get(name, {}), **choices})

    return open_as


def asked(folder, action="look") -> list[str]:
    return [one["query"] for one in records(folder) if one["action"] == action]


def unwritable(folder) -> None:
    """Put a file where the log should be: nobody can write there, root neither."""
    folder.write_text("")


@pytest.mark.parametrize("name", LISTS)
def test_each_list_of_records_is_logged(open_logged, folder, name):
    """A look that is not logged is one that nobody can account for."""
    app = open_logged(name)
    found = records(folder)

    assert app.dataframe
    assert asked(folder) == LISTS[name]
    for one in found:
        assert (one["place"], one["who"], one["role"]) == (name, viewers.LOCAL, "dpo")
        assert (one["snapshot"], one["policy"]) == ("2026-10-31", "2023-10-01")
        assert one["generation"]
        assert one["rows"] > 0
    assert kinds(folder) == []


@pytest.mark.parametrize("name", ["overview", "volumes", "register"])
def test_figures_are_not_logged(open_logged, folder, name):
    """A count is nobody's data; a log full of them would hide the looks that matter."""
    open_logged(name)

    assert records(folder) == []


@pytest.mark.parametrize("name", LISTS)
def test_without_a_log_no_row_is_shown(open_logged, folder, name):
    """No log, no rows: one sentence in their place, and the figures stay."""
    unwritable(folder)
    app = open_logged(name)

    assert not app.exception
    assert not app.dataframe
    assert any("What is not logged is not shown." in error.value for error in app.error)
    assert verdict_of(app)


@pytest.mark.parametrize("name", LISTS)
def test_the_entry_is_there_before_the_rows_are(open_logged, folder, monkeypatch, name):
    """Whatever goes wrong while it is written, nothing has left for the browser yet."""

    def broken(self, event):
        raise VouchError("problem.audit_busy", folder="audit")

    monkeypatch.setattr(Log, "append", broken)

    assert not open_logged(name).dataframe


def test_no_kept_chart_shows_what_is_not_logged(open_logged, folder, sample):
    """The timeline names requests by their number: it is drawn once, and looked at by many."""
    first = open_logged("requests")
    shutil.rmtree(folder)
    unwritable(folder)
    second = open_logged("requests")

    assert numbers_in(first, sample)
    assert not numbers_in(second, sample)


def numbers_in(app, sample) -> set[str]:
    """Return the numbers of requests that the page's charts name."""
    known = sample.rows("evidence", "open_requests", snapshot=NEWEST, as_of=NEWEST)["record_id"]
    shown = "".join(str(block.proto) for block in app.get("vega_lite_chart"))
    return {number for number in known if number in shown}


def test_who_is_served_from_what_is_kept_is_logged_too(open_logged, folder, monkeypatch):
    """The second officer sees the same rows as the first, and computed nothing."""
    for name in ("Alpha", "Beta"):
        who = viewers.Viewer(name, readers.Role.DPO, name[0])
        monkeypatch.setattr(sessions, "viewer", lambda home, who=who: who)
        open_logged("retention")

    assert [(one["who"], one["session"]) for one in records(folder)] == [
        ("Alpha", "A"),
        ("Beta", "B"),
    ]


def test_an_equal_look_is_logged_once_a_minute(open_logged, folder, monkeypatch):
    """A page runs again at each click: the log must not drown in its own echoes."""
    app = open_logged("retention")
    app.run()
    assert len(records(folder)) == 1

    monkeypatch.setattr(looks, "AGAIN", 0.0)
    app.run()
    assert len(records(folder)) == 2


def test_another_choice_is_another_look(open_logged, folder):
    """Other rows are shown."""
    open_logged("retention")
    open_logged("retention", state="on_hold")
    states = [one["params"]["state"] for one in records(folder)]

    assert states == ["past", "on_hold"]


def test_a_page_that_was_left_is_looked_at_anew(open_logged, folder):
    """Whoever comes back looks again."""
    app = open_logged("calls")
    app.switch_page("pages/requests.py").run()
    app.switch_page("pages/calls.py").run()

    assert asked(folder) == [*LISTS["calls"], *LISTS["requests"], *LISTS["calls"]]


def test_another_policy_is_named(open_logged, folder):
    """Which records are past their date depends on it."""
    open_logged("requests", policy="2027-01-01")

    assert {one["policy"] for one in records(folder)} == {"2027-01-01"}


def view_of(built, folder, role):
    """Return what a page asks, for a viewer in a role."""
    generation = warehouse.current(built.warehouse)
    desk = stored.Desk(built.warehouse, generation, role)
    who = viewers.Viewer("Alpha", role, "s")
    trail = Trail(Log(folder), who, "retention", generation, "2023-10-01", looks.now)
    return stored.Stored(desk, "", trail)


@pytest.mark.parametrize("role", [readers.Role.MANAGEMENT, readers.Role.AUDITOR])
def test_a_refusal_is_logged(built, folder, role):
    """Whoever tries to see records in a role without them is seen trying."""
    with pytest.raises(readers.Withheld):
        view_of(built, folder, role).rows("evidence", "recordings", (("snapshot", "2026-10-31"),))
    [record] = records(folder)

    assert (record["action"], record["query"]) == ("refusal", "evidence/recordings")
    assert (record["outcome"], record["rows"]) == ("problem.withheld", None)


def test_nothing_made_of_records_is_kept(built, folder):
    """What is kept is shown to others, who would leave no trail."""
    source = view_of(built, folder, readers.Role.DPO)
    ask = ("evidence", "recordings", (("snapshot", "2026-10-31"),))

    with pytest.raises(RuntimeError, match="would be kept"):
        source.keep("a chart", lambda: source.rows(*ask))
    assert records(folder) == []


def test_a_file_is_logged_before_it_is_made(built, folder):
    """The click is what counts: until then there are no bytes."""
    trail, made = view_of(built, folder, readers.Role.DPO).trail, []

    def make() -> bytes:
        made.append(asked(folder, "export"))
        return b"a"

    given = tables._taken(trail, "2026-10-31", File("vouch-a.csv", "text/csv", make, 3))
    [record] = records(folder)

    assert (given, made) == (b"a", [["vouch-a.csv"]])
    assert (record["rows"], record["snapshot"]) == (3, "2026-10-31")


def test_without_a_log_there_is_no_file(built, folder):
    """What was taken away unseen cannot be called back."""
    unwritable(folder)
    trail, made = view_of(built, folder, readers.Role.DPO).trail, []
    with pytest.raises(VouchError):
        tables._taken(trail, "2026-10-31", File("a.csv", "text/csv", lambda: made.append(1)))

    assert made == []


def test_coming_and_going_is_written_down(folder, monkeypatch):
    """With the session that looks carry; a log-in that failed has a reason and no role."""
    monkeypatch.setenv(home.VARIABLE, str(folder.parent))
    looks.come(Action.LOG_IN, "Alpha", "s1", "management")
    looks.come(Action.LOG_OUT, "Alpha", "s1")
    looks.refuse("refused.no_role", "Beta", "s2")
    looks.refuse("refused.ended", "Alpha", "s1")
    said = [
        (one["action"], one["who"], one["role"], one["session"], one["outcome"])
        for one in records(folder)
    ]

    assert said == [
        ("log-in", "Alpha", "management", "s1", "done"),
        ("log-out", "Alpha", "", "s1", "done"),
        ("refusal", "Beta", "", "s2", "refused.no_role"),
        ("expiry", "Alpha", "", "s1", "refused.ended"),
    ]


@pytest.mark.parametrize("role", ["dpo", "auditor"])
def test_the_page_lists_who_looked(open_logged, folder, role):
    """The newest first, and looking at it is the first of them."""
    Log(folder).append(event(9, who="Gamma"))
    Log(folder).append(event(11, who="Alpha"))
    app = open_logged("audit", role=role)
    [shown] = app.dataframe

    assert not app.error
    assert shown.value["who"].tolist() == ["Alpha"]
    assert records(folder)[-1]["query"] == "audit/log"
    assert records(folder)[-1]["role"] == role
    assert "2 entries" in verdict_of(app)[1]
    assert records(folder)[1]["hash"] in text_of(app)


def test_management_may_not_know_who_looked(open_logged, folder):
    """How many looked and whether the log is whole is a figure; who did is not."""
    Log(folder).append(event(11, who="Gamma"))
    app = open_logged("audit", role="management")

    assert not app.dataframe
    assert "Gamma" not in text_of(app)
    assert any("auditor only" in info.value for info in app.info)
    assert len(records(folder)) == 1


def test_entries_are_chosen_by_month_person_and_action(open_logged, folder):
    """An auditor asks: what did this person do in that month?"""
    log = Log(folder)
    for month, who in ((9, "Alpha"), (9, "Beta"), (9, "Beta"), (11, "Beta")):
        log.append(event(month, who=who))
    app = open_logged("audit", month="2026-09", action="look")
    app.selectbox(key=audits.PERSON).set_value("Beta").run()
    [shown] = app.dataframe

    assert len(shown.value) == 2
    assert set(shown.value["who"]) == {"Beta"}
    assert records(folder)[-1]["params"] == {"month": "2026-09", "who": "*", "action": "look"}
    assert "Beta" not in str(app.query_params)


def test_entries_come_in_pages(open_logged, folder, monkeypatch):
    """A year of looks is more than a browser takes."""
    monkeypatch.setattr(audits, "SHOWN", 3)
    for day in range(1, 8):
        Log(folder).append(event(11, day))
    app = open_logged("audit", month="2026-11", page="3")
    [shown] = app.dataframe

    assert [text[:10] for text in shown.value["at"]] == ["2026-11-01"]


def test_a_broken_log_says_where(open_logged, folder):
    """Word, shape and colour, and the line."""
    Log(folder).append(event(11))
    Log(folder).append(event(11))
    path = folder / "2026-11.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Omega", 1))
    app = open_logged("audit")

    assert any("2026-11.jsonl, line 1" in error.value for error in app.error)
    assert "broken in 1 place" in verdict_of(app)[1]
    assert any('class="state red"' in piece and "Broken" in piece for piece in markup_of(app))


def test_a_value_is_text_and_never_markup(open_logged, folder):
    """A name comes from an identity provider, and from whoever may choose it there."""
    evil = "<script>alert(1)</script> **bold** [a](http://b) :red[x]"
    Log(folder).append(event(11, who=evil))
    app = open_logged("audit", month="2026-11")

    assert app.dataframe[0].value["who"].tolist() == [evil]
    assert evil in [box for one in app.selectbox for box in one.options]
    assert not any("alert(1)" in piece for piece in markup_of(app))
    assert "alert(1)" not in "".join(block.value for block in (*app.markdown, *app.caption))
    assert all("alert(1)" not in json.dumps(str(one.proto)) for one in app.get("button_group"))


def test_an_edited_entry_is_text_and_never_markup(open_logged, folder):
    """Whoever can edit the log must not be able to speak through the page."""
    Log(folder).append(event(11))
    path = folder / "2026-11.jsonl"
    record = json.loads(path.read_text())
    forged = record | {"segment": "**evil** <b>", "action": "[evil](http://b)"}
    path.write_bytes(written(rehashed(forged)))
    Log(folder.parent / "other").append(event(12))
    shutil.copy(folder.parent / "other" / "2026-12.jsonl", folder)
    app = open_logged("audit", month="2026-11")
    marked = [block.value for block in (*app.error, *app.markdown, *app.caption, *app.info)]

    assert app.error
    assert not any("**evil" in text or "<b>" in text for text in marked)
    assert not any("<b>" in piece for piece in markup_of(app) if "evil" in piece)
    assert all("evil" not in str(one.proto) for one in app.get("button_group"))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_notice_page_tells_the_state_of_the_log(open_logged, folder, language):
    """Section 11 promises that access is watched; the page says whether it is."""
    t = wording.Words(language)
    assert t("notice.log_empty") in text_of(open_logged("notice", lang=language, finding=""))

    Log(folder).append(event(11))
    assert t("notice.log_intact", n=1) in text_of(open_logged("notice", lang=language, finding=""))

    path = folder / "2026-11.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Omega", 1))
    assert t("notice.log_broken", n=1) in text_of(open_logged("notice", lang=language, finding=""))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_an_empty_log_is_said_to_be_empty_once(open_logged, folder, language):
    """The same sentence under three headings reads as if three things were missing."""
    said = wording.Words(language)("audit.is_empty")
    empty = open_logged("audit", lang=language)
    assert text_of(empty).count(said) == 1

    Log(folder).append(event(11))
    assert said not in text_of(open_logged("audit", lang=language))
