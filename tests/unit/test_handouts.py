"""To whom a file that was handed out is given, and for how long."""

from functools import partial

import anyio.from_thread
import pytest

from vouch import handouts

FILE = f"/media/{'0a' * 16}.csv"
ADA, BEN = (handouts.owner({"_streamlit_user": name}) for name in ("ada", "ben"))
NOW = 1_000.0


@pytest.fixture
def ledger():
    """Hand a file out to Ada."""
    made = handouts.Ledger()
    made.note(FILE, ADA, NOW)
    return made


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (59.9, True), (60, False), (61, False)])
def test_a_file_is_given_for_a_minute(ledger, seconds, may):
    """A browser asks at once; who comes later has found the address somewhere."""
    assert ledger.admits(FILE, ADA, NOW + seconds) == may


def test_a_file_is_given_to_nobody_else(ledger):
    """Nor is any file of which nobody knows."""
    assert not ledger.admits(FILE, BEN, NOW)
    assert not ledger.admits(f"/media/{'0b' * 16}.csv", ADA, NOW)


def test_what_is_over_is_forgotten(ledger):
    """A server runs for months."""
    ledger.note(f"/media/{'0b' * 16}.csv", BEN, NOW + 60)

    assert len(ledger.until) == 1


def test_two_who_take_the_same_file_are_both_given_it(ledger):
    """The same rows have the same address, whoever asked first."""
    ledger.note(FILE, BEN, NOW + 1)

    assert ledger.admits(FILE, ADA, NOW + 2)
    assert ledger.admits(FILE, BEN, NOW + 2)


def test_a_login_in_pieces_is_one_login():
    """A long cookie is cut in pieces, none of which is the login; others do not matter."""
    whole = {"_streamlit_user": "chunks-2", "_streamlit_user__1": "a", "_streamlit_user__2": "b"}
    first = {name: whole[name] for name in [*whole][:2]}

    assert handouts.owner(whole | {"_streamlit_xsrf": "x"}) == handouts.owner(whole)
    assert handouts.owner(first) != handouts.owner(whole)


def status(ledger, path, cookie, now=NOW):
    """Ask for a path; return the status, which is 200 where the application was asked."""
    sent = []

    async def application(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": "GET", "headers": [(b"cookie", cookie)]}
    hatch = handouts.Hatch(application, ledger, lambda: now)
    with anyio.from_thread.start_blocking_portal() as loop:  # a browser's may run in this thread
        loop.call(partial(hatch, scope, None, send))
    return sent[0]["status"]


@pytest.mark.parametrize(
    ("path", "cookie", "expected"),
    [
        (FILE, b"_streamlit_user=ada", 200),
        (FILE, b"_streamlit_user=ben", 404),
        (FILE, b"", 404),
        (FILE.removesuffix(".csv"), b"_streamlit_user=ben", 404),
        (FILE.replace(".csv", ".txt"), b"_streamlit_user=ben", 404),
        (FILE.replace(".csv", ".a-b"), b"_streamlit_user=ben", 404),
        (FILE.replace(".csv", "."), b"_streamlit_user=ben", 404),
        (f"{FILE}\n", b"_streamlit_user=ben", 404),
        (f"/under{FILE}", b"_streamlit_user=ben", 404),
        ("/static/media/font.0a0a0a.woff2", b"", 200),
        ("/retention", b"", 200),
    ],
)
def test_only_files_are_looked_at(ledger, path, cookie, expected):
    """Streamlit finds a file by its number, whatever ending an address has."""
    assert status(ledger, path, cookie) == expected
