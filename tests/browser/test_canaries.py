"""The wall over the wire: of a thousand canaries in the records, none comes to anybody else.

What is looked at is not what a page shows but all that its browser is sent: frames of the socket,
answers, files and the console, whatever is packed in them, and the hashes of the canaries too.
"""

import base64
import gzip
import hashlib
import html
import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from urllib.parse import quote

import pyarrow as pa
import pytest

from tests import telltales
from tests.browser import canary_site, widgets
from tests.browser.canary_site import cookies
from tests.browser.captured import Captured
from tests.browser.login import wire
from tests.browser.walks import Walk
from tests.telltales import Net
from vouch import ui
from vouch.ui import markup

OTHERS = ("management", "auditor")
SESSIONS, TURNS = 50, 8
RECORDS = (
    "retention",
    "requests",
    "calls",
    "sources",
)  # pages on which an officer sees some at once
NAMES = (  # of choices that some page knows, and of some that none should
    *("state", "class", "band", "page", "due", "right", "fault", "finding", "month", "action"),
    *("before", "after", "person", "who", "evidence", "row", "rows", "record", "record_id"),
    *("subject", "subject_id", "subject_key", "dataset", "file", "query", "layer", "role"),
)
WRONG = (
    *(
        "snapshot=1999-01-01",
        "snapshot=x",
        "as_of=2026-13-45",
        "as_of=1999-01-01",
        "as_of=9999-12-31",
    ),
    *(
        "policy=none",
        "lang=xx",
        "snapshot=2026-09-30&as_of=2027-09-30",
        "lang=fi&role=dpo&choose_role=dpo",
    ),
)


def _zipped(text: str) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("a", text)
    return made.getvalue()


def _arrow(text: str, codec: str) -> bytes:
    rows, made = pa.table({"id": text.split("|")}), pa.BufferOutputStream()
    packing = pa.ipc.IpcWriteOptions(compression=codec)
    with pa.ipc.new_stream(made, rows.schema, options=packing) as stream:
        stream.write_table(rows)
    return made.getvalue().to_pybytes()


PACKERS = {
    "plain": str.encode,
    "wide": lambda text: text.encode("utf-16-le"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "url": lambda text: quote(text).encode(),
    "json": lambda text: json.dumps(text).encode(),
    "html": lambda text: html.escape(text).encode(),
    "markdown": lambda text: markup.text(text).encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "gzip as text": lambda text: base64.b64encode(gzip.compress(text.encode())),
    "zip": _zipped,
    "arrow": partial(_arrow, codec=None),
    "arrow zstd": partial(_arrow, codec="zstd"),
    "arrow lz4": partial(_arrow, codec="lz4"),
}


@pytest.mark.parametrize("pack", PACKERS, ids=PACKERS)
def test_a_canary_is_found_in_whatever_form(canaries, net, pack):
    """A net with holes would find every wall sound."""
    sent = b"before" + PACKERS[pack]("|".join(canaries.all)) + b"behind"

    assert net.found([sent]) == set(canaries.all)


@pytest.mark.parametrize("written", [bytes, lambda one: one[::-1], lambda one: one.hex().encode()])
def test_the_hash_of_a_person_is_found(canaries, net, written):
    """Who has the hash of one snapshot can follow a person through the others."""
    person = canaries.kinds["subject"][7]
    first = telltales.of_space(canaries.key, "crm")
    made = hashlib.sha256(f"{first}{person}".encode()).digest()[:8]

    assert net.found([b"before" + written(made) + b"behind"]) == {person}


def test_the_officer_receives_records_and_hashes(canaries, net, officer):
    """A test that can find nothing would pass whatever was sent."""
    by_socket, by_file = net.found(officer.parts), net.found(officer.files.values())

    assert len(by_socket & set(canaries.kinds["record"])) > 200
    assert len(by_file & set(canaries.kinds["record"])) > 100
    assert len((by_socket | by_file) & set(canaries.kinds["subject"])) > 10  # their hashes


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_of_a_record_comes_to_a_browser(chromium, address, net, officer, role):
    """On every page, with every widget moved and every file taken, and where something is wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    held = cookies(address, role).items()
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in held])
    reader = Captured(context.new_page(), address)
    reader.go(ui.NAMES)
    for wrong in ("nowhere", f"retention?{WRONG[0]}"):
        reader.do(lambda wrong=wrong: reader.page.goto(f"{address}/{wrong}"))
    sent = {one.key: one.kind for one in widgets.drawn(reader.came).values()}
    received = [*reader.received()]
    context.close()

    assert reader.moved == set(sent)
    assert {"choose_snapshot", "choose_as_of", "choose_policy", "choose_lang"} < set(sent)
    assert len(reader.files) == [*sent.values()].count("download_button") > 5
    assert net.found(received) == set()


@pytest.mark.parametrize("role", OTHERS)
def test_no_choice_brings_a_record(address, net, canaries, officer, role):
    """Each option of each widget on each page; and whatever somebody writes into an address.

    Which findings can be opened is read from the links; of other choices, real ids are tried.
    """
    walk = Walk(canary_site.client(address, role))
    walk.go(ui.NAMES)
    tried = dict(zip(cycle(NAMES), islice(canaries.all, 0, None, 7), strict=False))
    forged = [*WRONG, "&".join(f"{name}={text}" for name, text in tried.items())]
    forged += [f"{name}={text}" for name, text in tried.items()][::5]
    for page in RECORDS:
        walk.look(page, forged)
    walk.look("nowhere", ["lang=en"])
    walk.look("notice", [query for _, query in widgets.links(walk.parts) if "finding=" in query])

    assert net.found([*walk.parts, *walk.files.values()]) <= set(tried.values())  # told back


def test_fifty_sessions_in_turn_receive_what_is_theirs(address, net, officer):
    """What is kept for one role, and warm, is never handed to another that asks the same."""
    there = {page: _opened(address, net, "dpo", page) for page in RECORDS}
    received = []
    roles = cycle(["management", "dpo", "auditor", "dpo"])
    for number, role in enumerate(islice(roles, SESSIONS)):
        page = RECORDS[number // 4 % len(RECORDS)]
        received.append((role, page, _opened(address, net, role, page, f"reader {number}")))

    assert [one for role, _, one in received if role != "dpo" and one] == []
    assert [page for role, page, one in received if role == "dpo" and one != there[page]] == []


@pytest.mark.parametrize("role", OTHERS)
def test_two_roles_at_once_receive_what_is_theirs(address, net, officer, role):
    """Two sessions that run side by side ask the same of what is kept, at the same moment."""
    with ThreadPoolExecutor() as pool:
        both = pool.map(lambda who: [*_turns(address, net, who)], ("dpo", role))
        records, none = both

    assert all(records)
    assert not any(none)


def _opened(address: str, net: Net, role: str, page: str, name: str = "somebody") -> set[str]:
    """Open a page in a session of its own; return the canaries that came."""
    return net.found(canary_site.client(address, role, name).see(page).parts)


def _turns(address: str, net: Net, role: str) -> Iterator[set[str]]:
    with canary_site.client(address, role).line() as line:
        for page in islice(cycle(RECORDS), TURNS):
            yield net.found(wire.ask(line, page).parts)


@pytest.fixture(scope="module")
def officer(address: str) -> Walk:
    """Let the officer go everywhere first, so that whatever is kept of it is warm."""
    walk = Walk(canary_site.client(address, "dpo"))
    walk.go(ui.NAMES)
    findings = [query for _, query in widgets.links(walk.parts) if "finding=" in query]
    walk.look("notice", findings)
    return walk
