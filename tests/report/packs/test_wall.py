"""The wall around a pack: nothing of a record, nor a hash of one, is in management's."""

import csv
import io

import pytest
import typst

from tests import canary_home, telltales
from tests.report.packs import packing
from vouch.readers import Role
from vouch.report import verify
from vouch.report.composing import Wish


@pytest.fixture(scope="module")
def canaries(tmp_path_factory):
    """Return the home of a thousand canaries, built."""
    return canary_home.write(tmp_path_factory.mktemp("canaries") / "home")


@pytest.fixture(scope="module")
def net(canaries):
    """Return what finds each canary in every form, and the hashes of each."""
    spaces = {name.partition(".")[0] for name in canary_home.PLACES}
    return telltales.Net(
        {
            text: telltales.forms(text) | telltales.hashes(canaries.key, text, spaces)
            for text in canaries.all
        }
    )


@pytest.fixture(scope="module")
def made(canaries, tmp_path_factory):
    """Return a function that makes a pack in a role, each once."""
    folder, known = tmp_path_factory.mktemp("packs"), {}

    def make(role):
        if role not in known:
            view = packing.look(canaries.folder, role, "fi")
            known[role] = packing.make(view, folder, Wish("year", has_screens=False)).path
        return known[role]

    return make


def test_an_officer_s_pack_has_records(made, net, canaries):
    """A net that finds nothing where they are would prove nothing."""
    found = net.found([made(Role.DPO).read_bytes()])

    assert len(found & set(canaries.kinds["record"])) > 100


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.AUDITOR])
def test_no_other_pack_holds_anything_of_a_record(made, net, role):
    """The zip as it lies there, each file in it, and what is embedded in the report."""
    path = made(role)
    files = dict(verify.unpacked(path.read_bytes()))
    embedded = verify.embedded(files["report.pdf"])

    assert len(embedded) > 60
    assert net.found([path.read_bytes(), *files.values(), *embedded.values()]) == set()
    assert not [name for name in files if name.startswith("evidence/")]


def test_a_canary_embedded_in_a_report_would_be_found(net, canaries):
    """Embedded files are packed, and lie in a file that lies in a zip."""
    source = f'#set document(title: [-])\n#pdf.attach("a", bytes("{canaries.kinds["record"][0]}"))'
    pack = verify.packed([("report.pdf", typst.compile(source.encode()))])

    assert net.found([pack]) == {canaries.kinds["record"][0]}


def test_a_small_number_of_people_is_told_to_the_officer_alone(shop, tmp_path):
    """Three people of one dataset: who knows the firm knows who they are."""
    told = {role: _people(shop, role, tmp_path) for role in Role}

    assert told[Role.DPO] == {"volumes_by_dataset": ["3"], "people": ["3"]}
    assert told[Role.MANAGEMENT] == told[Role.AUDITOR]
    assert told[Role.MANAGEMENT] == {"volumes_by_dataset": ["< 5"], "people": ["< 5"]}


def _people(shop, role, folder):
    """Read the numbers of people in the tables of a role's pack."""
    path = packing.make(packing.look(shop, role), folder).path
    files = dict(verify.unpacked(path.read_bytes()))
    tables = {name: f"figures/series/{name}.csv" for name in ("volumes_by_dataset", "people")}
    texts = {name: files[place].decode("utf-8-sig") for name, place in tables.items()}
    return {
        name: [row["people"] for row in csv.DictReader(io.StringIO(text))]
        for name, text in texts.items()
    }
