"""What an officer's session has been given opens nothing in anybody else's."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import canary_site, widgets
from tests.browser.login import wire
from tests.browser.site import Visitor
from vouch import wording
from vouch.report import packs

WORDS = wording.Words("en")
ROWS = ("retention", "requests", "calls", "sources", "audit")  # pages on which an officer has rows
CHOSEN = ("retention", "requests")  # of these, where one of them can be chosen
OTHERS = ("management", "auditor")
ADDRESS = "page_info_changed"
CHOICES = ("choose_pack", "kept_hash", "preview")  # of the page of reports


@pytest.fixture(scope="module")
def officer(address):
    """Log the officer in."""
    return canary_site.client(address, "dpo")


def drawn(client, page: str) -> dict[str, widgets.Widget]:
    """Return the widgets of a page as somebody sees it, all doors open."""
    with client.line() as line:
        there = widgets.drawn(wire.ask(line, page).parts)
        doors = [state for one in there.values() if one.is_door for state in one.states]
        return there | widgets.drawn(wire.ask(line, page, widgets=doors).parts)


def file_of(seen: wire.Seen, key: str) -> str:
    """Return what the button of this key asks for."""
    return next(one.file for one in widgets.drawn(seen.parts).values() if one.key == key)


def drawn_of(seen: Iterable[wire.Seen]) -> bytes:
    """Return all that was sent, but for the address, which a session is told back."""
    parts = [part for one in seen for part in one.parts]
    kinds = [ForwardMsg.FromString(part).WhichOneof("type") for part in parts]
    return b"".join(part for part, kind in zip(parts, kinds, strict=True) if kind != ADDRESS)


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("page", ROWS)
def test_the_officers_own_widgets_open_nothing_for_others(address, net, officer, page, role):
    """A row that is chosen, a pill, a page of rows: each by the id that it really has."""
    theirs = drawn(officer, page)
    states = [state for one in theirs.values() for state in one.states if one.key != "log_out"]
    with canary_site.client(address, role).line() as line:
        seen = [wire.ask(line, page)]
        seen += [wire.ask(line, page, widgets=[state]) for state in states]
        seen.append(wire.ask(line, page, "lang=en&role=dpo", states))

    assert any(state.string_value == widgets.SELECTED for state in states) is (page in CHOSEN)
    assert all(one.has_figures for one in seen)
    assert net.found(part for one in seen for part in one.parts) == set()


@pytest.mark.parametrize("role", OTHERS)
def test_a_file_is_made_for_the_session_that_was_offered_it(address, net, officer, role):
    """Streamlit makes it for whoever names it, and the log would say that the officer took it."""
    with officer.line() as line, canary_site.client(address, role).line() as other:
        seen, theirs = wire.ask(line, "calls"), wire.ask(other, "calls")
        file = file_of(seen, "download_recordings")
        forged = wire.click(other, theirs.session, file)
        as_officer = wire.click(other, seen.session, file)
        honest = wire.click(line, seen.session, file)

    assert (forged.error_msg, forged.deferred_file.url) == (WORDS("problem.not_offered"), "")
    assert (bool(as_officer.error_msg), as_officer.deferred_file.url) == (True, "")
    assert (honest.error_msg, bool(honest.deferred_file.url)) == ("", True)


def test_a_file_is_given_to_the_login_that_asked_for_it(address, net, officer):
    """Its address may stand in a proxy's log, and can be worked out from what the file says."""
    with officer.line() as line:
        seen = wire.ask(line, "calls")
        file = file_of(seen, "download_recordings")
        url = address + wire.click(line, seen.session, file).deferred_file.url
        others = (*OTHERS, "dpo")
        forged = [canary_site.cookies(address, role, f"other {role}") for role in others]
        got = [httpx.get(url, cookies=held) for held in ({}, *forged, officer.cookies)]
        parts = [httpx.get(url, headers={"Range": "bytes=0-99"}), httpx.head(url)]

    assert [one.status_code for one in got] == [404, 404, 404, 404, 200]
    assert [one.status_code for one in parts] == [404, 404]
    assert net.found(one.content for one in got[:-1]) == set()
    assert len(net.found([got[-1].content])) > 30


@pytest.mark.parametrize("role", OTHERS)
def test_a_pack_of_another_role_is_neither_told_nor_given(address, canaries, officer, role):
    """Its name and hash are that role's, whatever somebody writes into an address or clicks."""
    folder = canaries.folder / "reports"
    secret = [path for path in folder.glob("*.zip") if f"-{role}-" not in path.name]
    told = [text for path in secret for text in (path.name, packs.Pack.at(path).sha256)]
    with officer.line() as line, canary_site.client(address, role).line() as other:
        theirs = wire.ask(line, "report")
        there = widgets.drawn(theirs.parts).values()
        states = [state for one in there for state in one.states if one.key in CHOICES]
        forged = [f"lang=en&pack={path.name}" for path in secret]
        seen = [wire.ask(other, "report", query, states) for query in forged]
        own = wire.click(other, seen[-1].session, file_of(seen[-1], "download_pack"))
        file = file_of(theirs, "download_pack")
        answer = wire.click(other, seen[-1].session, file)

    assert len(secret) == len(OTHERS)
    assert {state.string_value for state in states} > {path.name for path in secret}
    assert all(one.has_figures for one in seen)
    assert [text for text in told if text.encode() in drawn_of(seen)] == []
    assert (answer.error_msg, answer.deferred_file.url) == (WORDS("problem.not_offered"), "")
    assert own.deferred_file.url


@contextmanager
def unwritable(home: Path) -> Iterator[None]:
    """Put something in the place of the log's folder, where nobody can write."""
    folder, away = home / "audit", home / "audit-away"
    folder.rename(away)
    folder.write_text("")
    try:
        yield
    finally:
        folder.unlink()
        away.rename(folder)


@pytest.mark.parametrize("role", ["dpo", "management"])
def test_what_cannot_be_logged_is_said_in_finnish(chromium, address, canaries, role):
    """Whoever waits for a file must read why there is none, and not in another language."""
    context = chromium.new_context(locale="fi-FI")
    held = canary_site.cookies(address, role).items()
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in held])
    reader = Visitor(context.new_page(), address)
    reader.open("calls", lang="fi")
    with unwritable(canaries.folder):
        reader.find("stDownloadButton").first.get_by_role("button").click()
        said = reader.find("stDownloadButtonError").inner_text()
    with reader.page.expect_download() as started:
        reader.find("stDownloadButton").first.get_by_role("button").click()
    context.close()

    assert said.strip() == wording.Words("fi")("problem.not_logged")
    assert started.value.suggested_filename.startswith("vouch-calls-")


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_what_cannot_be_logged_is_said_in_each_language(address, canaries, officer, language):
    """Each file says it in the words of its reader, and one that nobody offers as well."""
    words = wording.Words(language)
    with officer.line() as line:
        seen = wire.ask(line, "calls", f"lang={language}")
        files = [one.file for one in widgets.drawn(seen.parts).values() if one.file]
        with unwritable(canaries.folder):
            said = {wire.click(line, seen.session, file).error_msg for file in files}
        absent = wire.click(line, seen.session, "0" * 32).error_msg

    assert said == {words("problem.not_logged")}
    assert absent == words("problem.not_offered")
