"""Pictures of the pages: whole, the same every time, of what was asked for, for nobody else."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests import process_tree
from tests.audit.conftest import event
from tests.browser.test_answers import ask, socket_status
from tests.report import sittings
from vouch import access, gate, ui, wording
from vouch.audit.log import Log
from vouch.errors import VouchError
from vouch.readers import Role
from vouch.report import browsers, pictures, screens, serving

ROOT = Path(__file__).parents[2]
ELSEWHERE = {"TZ": "Pacific/Auckland", "LANG": "fi_FI.UTF-8", "LC_ALL": "fi_FI.UTF-8"}
WORDS = wording.Words("en")
FOOT = 100  # pixels at the end of a page, in which its stamp stands
FAR = date(2036, 1, 31)  # all that is logged today lies before it
LONG = 60.0  # seconds
RECORDS = ("retention", "requests", "calls", "sources")
FOR_OFFICER = (*RECORDS, "notice", "audit")  # the pages that tell the officer more
RUN = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background may not hear it
from tests.report import sittings
from vouch.report import screens
view = sittings.look(Path(sys.argv[1]))
screens.take(view, "light", Path(sys.argv[2]), lambda *said: print(*said, flush=True))
"""


@pytest.fixture(scope="module")
def twice(sample_home, tmp_path_factory) -> list[list[Path]]:
    """Picture the sample for management, then again in another time zone and language."""
    view, taken, before = sittings.look(sample_home), [], _below()
    for environment in ({}, ELSEWHERE):
        out = tmp_path_factory.mktemp("screens")
        with pytest.MonkeyPatch.context() as patched:
            for name, text in environment.items():
                patched.setenv(name, text)
            taken.append(screens.take(view, "light", out))
    assert _below() == before  # nothing is left running
    return taken


@pytest.fixture(scope="module")
def guarded(small_home, tmp_path_factory):
    """Serve a home with a login, in whose log somebody else stands, to the auditor in Swedish."""
    folder = shutil.copytree(small_home, tmp_path_factory.mktemp("guarded") / "home")
    (folder / access.FILE).write_text('claim = "groups"\n[roles]\ndpo = ["dpo"]\n')
    Log(folder / "audit").append(event())
    view = sittings.look(folder, Role.AUDITOR, "sv")
    with sittings.studio(sittings.replace(view, as_of=FAR)) as studio:
        yield studio


@pytest.fixture(scope="module")
def management(sample_home):
    """Serve the sample to management."""
    with sittings.studio(sittings.look(sample_home)) as studio:
        yield studio


def shades(picture: bytes) -> Image.Image:
    """Read a picture in shades of grey."""
    return Image.open(io.BytesIO(picture)).convert("L")


def has_ink(image: Image.Image, top: int, bottom: int) -> bool:
    """Tell whether something is written between two lines of a picture."""
    darkest, lightest = image.crop((0, top, image.width, bottom)).getextrema()
    return lightest - darkest > 50


def test_every_page_is_pictured_from_its_head_to_its_stamp(twice):
    """An auditor sees what a reader sees, of each page all of it, in the order of the app."""
    names = [path.name for path in twice[0]]

    assert names == [f"{number:02}-{name}.png" for number, name in enumerate(ui.PICTURED, start=1)]
    for path in twice[0]:
        image = shades(path.read_bytes())
        assert image.width == pictures.WIDTH
        is_short = path.stem.endswith("audit")  # nothing is logged: it ends above the least height
        assert (image.height == pictures.LEAST) == is_short
        assert has_ink(image, 0, FOOT)
        assert has_ink(image, image.height - FOOT, image.height) != is_short


def test_two_runs_give_the_same_bytes_wherever_they_are_made(twice):
    """Else nobody could tell a picture that was made again from one that was changed."""
    once, again = ({path.name: path.read_bytes() for path in paths} for paths in twice)

    assert [name for name in once if once[name] != again[name]] == []


def test_the_officer_s_pages_are_the_same_bytes_wherever_they_are_made(sample_home):
    """Lists of records are drawn on a canvas, in an order and with days of their own.

    Only the pages on which the officer sees more than management: the others are one and the same
    for both, and a whole set twice would cost half a minute more.
    """
    view, sets = sittings.look(sample_home, Role.DPO), []
    for environment in ({}, ELSEWHERE):
        with pytest.MonkeyPatch.context() as patched, ExitStack() as stack:
            for name, text in environment.items():
                patched.setenv(name, text)
            site = stack.enter_context(serving.served(view))
            shoot = screens.Shoot(view, replace(site, pages=FOR_OFFICER), lambda *_: None)
            screens.go_through(shoot, browsers.find(), "light")
            sets.append(shoot.taken)
    once, again = sets

    assert {*once} == {*again} == {*FOR_OFFICER}
    assert [name for name in once if once[name] != again[name]] == []


def test_a_page_is_stamped_with_what_it_shows(guarded):
    """A picture travels without its address."""
    view, words = guarded.shoot.view, guarded.words("register")

    assert view.generation in words
    assert f"granskningsdag {view.t.day(FAR)}" in words


def test_a_picture_of_the_log_does_not_show_that_it_was_taken(guarded):
    """Each look at the log is logged: without this, no two pictures of it would be the same."""
    once, words, again = guarded.take("audit"), guarded.words("audit"), guarded.take("audit")

    assert once == again
    assert "Alpha" in words
    assert guarded.shoot.view.t("audit.report") not in words.partition("Alpha")[2]


def test_management_is_pictured_without_a_record(management, sample):
    """The server knows none, whatever an address asks for."""
    ids = set(sample.rows("evidence", "past_retention", **_days(management))["record_id"])
    words = [management.words(name) for name in RECORDS]
    forged = f"{management.shoot.wanted('retention').address}&role=dpo"
    management.loop.call(management.tab.goto, forged)
    management.loop.call(management.tab.wait_for_selector, ".stamp")
    words.append(management.loop.call(management.tab.evaluate, sittings.WORDS))

    assert ids
    assert [one for text in words for one in ids if one in text.split()] == []
    assert all(WORDS("role.management") in text for text in words)


def test_what_the_officer_is_shown_is_logged_as_the_reports(sample_home, sample):
    """A picture of records is a look at records; and this test would find them if there are any."""
    view = sittings.look(sample_home, Role.DPO)
    with sittings.studio(view) as studio:
        words = studio.words("retention")
    file = max((sample_home / "audit").glob("*.jsonl"))
    entries = [json.loads(line) for line in file.read_text().splitlines()]
    logged = [
        (entry["role"], entry["place"], entry["rows"])
        for entry in entries
        if entry["who"] == "report command"
    ]
    found = sample.rows("evidence", "past_retention", **_days(studio))["record_id"]

    assert any(one in words for one in found)
    assert ("dpo", "retention", len(found)) in logged


def test_a_home_with_a_login_is_pictured_without_one(guarded):
    """A report is made at night, when nobody is there; and says that others do log in."""
    t, words = guarded.shoot.view.t, guarded.words("notice")

    assert t("notice.login") in words
    assert t("notice.no_login") not in words
    assert t("login.in") not in words


def test_a_stranger_is_refused(guarded):
    """Anybody on the machine can open the port, and it shows what a role may see."""
    address, wrong = guarded.site.address, f"{gate.COOKIE}={'a' * 43}"
    right = f"{gate.COOKIE}={guarded.site.secret}"
    paths = ("/", "/healthz", "/_stcore/health", "/static/js/x.js", "/media/x.csv")

    assert {ask(address, path).status for path in paths} == {403}
    assert {ask(address, path, Cookie=wrong).status for path in paths} == {403}
    assert ask(address, "/", Cookie=right).status == 200
    assert socket_status(address, address) == 403


def test_the_port_is_one_of_this_machine_alone(guarded):
    """Another machine must not even come as far as the secret."""
    port = f"{urlsplit(guarded.site.address).port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]

    assert [one for one in listening if one.endswith(f":{port}")] == [f"0100007F:{port}"]


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("volumes", "problem.picture_failed", ""),
        ("retention", "problem.picture_failed", ""),
        ("deletion", "problem.picture_failed", WORDS("problem.withheld")),
        ("calls", "problem.picture_other", ""),
        ("sources", "problem.picture_blank", ""),
    ],
)
def test_a_page_that_is_not_as_it_must_be_is_named(faulty, name, key, said):
    """A picture of an error, or of half a page, would stand in a report for years."""
    with pytest.raises(VouchError) as caught:
        faulty.take(name)

    assert caught.value.key == key
    assert WORDS(f"page.{name}") in str(caught.value)
    assert said in str(caught.value)


def test_a_page_that_never_comes_to_rest_is_given_up(faulty, monkeypatch):
    """A timer that runs at night must end before the morning."""
    monkeypatch.setattr(pictures, "PATIENCE", 4.0)
    with pytest.raises(VouchError, match="Rights requests was still changing after 4 seconds"):
        faulty.take("requests")


def test_a_page_taller_than_a_texture_is_whole(faulty):
    """Browsers draw in pieces of 16,384 pixels, and repeat or leave out what lies beyond."""
    image = shades(faulty.take("register"))

    assert image.height > 20_000
    assert has_ink(image, image.height - FOOT, image.height)


def test_what_was_never_published_is_not_pictured(small_home, tmp_path):
    """The pages would build it: figures that nobody has asked for and nobody has seen."""
    view, before = sittings.replace(sittings.look(small_home), generation="0" * 12), _below()
    with pytest.raises(VouchError, match="No picture was taken"):
        screens.take(view, "dark", tmp_path)

    assert not [*tmp_path.iterdir()]
    assert _below() == before


@pytest.mark.parametrize(
    ("variables", "key"),
    [
        ({browsers.VARIABLE: "/nowhere/chromium"}, "problem.wrong_chromium"),
        ({browsers.VARIABLE: "", "PATH": ""}, "problem.no_chromium"),
        ({browsers.VARIABLE: "/bin/false"}, "problem.chromium_unstarted"),
    ],
)
def test_a_browser_that_is_not_there_is_said_in_one_sentence(
    small_home, tmp_path, monkeypatch, variables, key
):
    """Whoever sets up the report at night finds it in a mail."""
    view = sittings.look(small_home)
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(VouchError) as caught:
        screens.take(view, "light", tmp_path)

    assert caught.value.key == key
    assert "\n" not in str(caught.value)


def test_a_missing_playwright_is_said_in_one_sentence(small_home, tmp_path, monkeypatch):
    """It comes with the requirements, but not to whoever installs by hand."""
    monkeypatch.setitem(sys.modules, "playwright", None)
    with pytest.raises(VouchError, match="playwright, which is not installed"):
        screens.take(sittings.look(small_home), "light", tmp_path)


def test_a_server_that_ends_at_once_is_said_in_one_sentence(small_home, tmp_path, monkeypatch):
    """Nobody waits for what will not come."""
    monkeypatch.setattr(serving, "PROGRAM", "vouch.nothing_of_this_name")
    with pytest.raises(VouchError, match="ended before it was ready"):
        screens.take(sittings.look(small_home), "light", tmp_path)


def test_nothing_is_left_running_however_the_command_is_ended(small_home, tmp_path):
    """A server that outlives its command shows figures that nobody looks after."""
    signs = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
    with ExitStack() as stack:
        runs, below = [], []
        for sign in signs:  # at once, before all its pictures are taken
            runs.append(stack.enter_context(_running(small_home, tmp_path)))
            below.append(_seen(runs[-1]))
            runs[-1].send_signal(sign)
        codes = [run.wait(LONG) for run in runs]
        until = time.monotonic() + LONG
        while (left := [pid for pids in below for pid in pids if _is_alive(pid)]) and (
            time.monotonic() < until
        ):
            time.sleep(0.5)

    assert all(codes)
    assert left == []


def _running(folder: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(folder), str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)


def _seen(run: subprocess.Popen[str]) -> list[int]:
    """List the processes of a run once it has taken a picture: its server and browser are up."""
    assert run.stdout
    assert run.stdout.readline()
    found = [*process_tree.below(run.pid)]
    names = " ".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in found if _is_alive(pid))
    assert "command_line.sitting" in names
    assert "chrom" in names
    return found


def _below() -> set[int]:
    return {pid for pid in process_tree.below(os.getpid()) if _is_alive(pid)}


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _days(studio: sittings.Studio) -> dict[str, object]:
    view = studio.shoot.view
    return {"snapshot": view.snapshot, "as_of": view.as_of}
