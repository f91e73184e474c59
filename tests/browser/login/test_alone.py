"""Without a login one machine is served, and nobody else."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.browser import site
from tests.browser.login import wire
from vouch import wording

WORDS = wording.Words("en")
SECRETS = ".streamlit/secrets.toml"


@pytest.fixture
def clone(copy, tmp_path):
    """Copy the project, to be spoilt."""
    folder = tmp_path / "clone"
    shutil.copytree(copy, folder, copy_function=os.link)
    return folder


def serve(folder, *arguments) -> tuple[int, str]:
    """Start the dashboard where it must not start, and return its exit code and last words."""
    command = [sys.executable, "-m", "vouch", "serve", "--port", str(site.free_port()), *arguments]
    done = subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stderr.strip().splitlines()[-1]


def test_the_strip_says_that_nobody_logged_in(visitor):
    """Whoever sees records without a login should know on what ground."""
    visitor.open(lang="en")

    strip = visitor.page.locator(".strip").inner_text()
    assert f"{WORDS('role.dpo')} {WORDS('strip.local')}" in strip.replace("\n", " ")


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_another_address_is_refused_at_the_start(copy, address):
    """A port that a network reaches, and no login, would show people's records to all of it."""
    code, said = serve(copy, "--address", address)

    assert code == 2
    assert said == WORDS("problem.open_address", address=address)


@pytest.mark.parametrize("address", ["", "0.0.0.0"])
def test_another_address_is_refused_by_each_page(copy, address):
    """Streamlit itself listens wherever it is told, and everywhere if it is told nothing."""
    port = site.free_port()
    command = ("streamlit", "run", "app.py", "--server.port", port, "--server.address", address)
    with site.started(*command, folder=copy) as process:
        site.address(process)
        seen = wire.Client(f"http://127.0.0.1:{port}").see()

    assert seen.says(WORDS("problem.open_address", address="0.0.0.0"))
    assert not seen.has_figures


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-Host", "localhost"),
        ("x-forwarded-proto", "https"),
        ("Forwarded", "for=127.0.0.1"),
        ("X-Real-IP", "127.0.0.1"),
        ("Via", "1.1 proxy"),
    ],
)
def test_a_visit_through_a_proxy_is_refused(served, header, value):
    """To the server a proxy on this machine looks like its operator."""
    seen = wire.Client(served.address).see(headers={header: value})

    assert seen.says(WORDS("problem.forwarded"))
    assert not seen.has_figures


@pytest.mark.parametrize(
    "host",
    [
        "intranet.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "0.0.0.0",
    ],
)
def test_a_page_that_leads_its_own_name_here_is_refused(served, host):
    """A browser can be made to take this machine for another one: DNS rebinding."""
    for origin in (None, f"http://{host}"):
        seen = wire.Client(served.address).see(host=host, origin=origin)

        assert not seen.sent


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "[::1]:8501"])
def test_this_machine_may_be_called_by_its_names(served, host):
    """A tunnel or a second terminal calls it by whichever."""
    seen = wire.Client(served.address).see(host=host, origin=f"http://{host}")

    assert seen.has_figures


def test_another_page_of_this_machine_is_refused(served):
    """Whatever else is served here, by whomever, is not the dashboard."""
    assert not wire.Client(served.address).see(origin="http://localhost:9999").has_figures


def test_a_mapping_without_a_login_is_refused(clone):
    """Somebody meant people to log in; that their secrets are gone must not open the door."""
    (clone / "sample_data" / "access.toml").write_text('claim = "groups"\n[roles]\n')
    code, said = serve(clone)

    assert (code, said) == (2, WORDS("problem.access_without_login", file="access.toml"))


def test_half_a_login_is_refused(clone):
    """A slip in a file must close the dashboard, never open it."""
    (clone / SECRETS).write_text("[auth")
    code, said = serve(clone)

    assert (code, said) == (2, WORDS("problem.secrets_unread", file=str(clone / SECRETS)))


@pytest.mark.parametrize("page", ["retention", "requests", "calls", "notice"])
def test_without_the_records_file_the_officer_has_none(bare, page):
    """A process that never opens it cannot lose a record, whoever asks and however."""
    seen = wire.Client(bare.address).see(page)

    assert seen.has_figures
    assert seen.says(WORDS("role.dpo"))
    assert not re.search(rb"[NE]0\d{3,}", seen.sent)


@pytest.fixture(scope="module")
def bare(copy):
    """Serve figures alone."""
    with site.serve(copy, "--figures-only") as running:
        yield running


def test_a_page_says_that_there_is_no_records_file(bare):
    """An empty list would look like nothing to act on; what needs no record stays."""
    seen = wire.Client(bare.address).see("requests")

    assert WORDS("problem.no_records_file").encode() in seen.sent
