"""Signatures by ssh-keygen: whoever holds no hash can still tell who made a pack."""

import shutil
import subprocess
import sys

import pytest

from tests import terminal
from tests.report.packs import packing
from vouch.errors import VouchError
from vouch.report import storing, verify

PRINCIPAL = "dpo@example.fi"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Return a folder with two keys, and a list of signers that names the first."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(made, check=True)
    (folder / "signers").write_text(f"{PRINCIPAL} {(folder / 'ours.pub').read_text()}")
    return folder


@pytest.fixture
def signed(pack, keys, tmp_path):
    """Return a pack that was signed, with what belongs to it."""
    content = pack.read_bytes()
    storing.put(tmp_path / pack.name, content, storing.sign(content, keys / "ours"))
    return tmp_path / pack.name


def both(path, signature, signers):
    """Check by the checker alone and by vouch."""
    given = [str(path), "--signature", str(signature), "--signers", str(signers)]
    alone = [sys.executable, "-I", verify.__file__, *given]
    return [
        subprocess.run(alone, capture_output=True, text=True, check=False),
        terminal.run("verify", *given),
    ]


def test_the_right_signature_stands_for_the_hash(signed, keys):
    """Nothing is then left to believe about the pack as a whole."""
    for told in both(signed, f"{signed}.sig", keys / "signers"):
        assert told.returncode == 0, told.stdout + told.stderr
        assert "Checked: The signature is by one of the signers." in told.stdout
        assert "The pack as a whole" not in told.stdout


def test_a_changed_pack_is_not_what_was_signed(signed, keys):
    """A byte in the list at the end is as good as one in a figure."""
    signed.write_bytes(signed.read_bytes()[:-30] + b"x" + signed.read_bytes()[-29:])
    for told in both(signed, f"{signed}.sig", keys / "signers"):
        assert told.returncode == 1
        assert "it is not the signature of this pack" in told.stdout


def test_somebody_else_s_key_signs_nothing(pack, keys, tmp_path):
    """Anybody can sign; who may is named elsewhere."""
    other = tmp_path / "other.sig"
    other.write_bytes(storing.sign(pack.read_bytes(), keys / "theirs"))
    for told in both(pack, other, keys / "signers"):
        assert told.returncode == 1
        assert "it is the signature of nobody whom signers names" in told.stdout


def test_a_signature_for_another_purpose_is_none(pack, keys, tmp_path):
    """A key that signs commits or mails must not vouch for reports by it."""
    shutil.copy(pack, tmp_path / pack.name)
    sign = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(keys / "ours")]
    subprocess.run([*sign, str(tmp_path / pack.name)], check=True, capture_output=True)
    for told in both(pack, tmp_path / f"{pack.name}.sig", keys / "signers"):
        assert told.returncode == 1


def test_a_signature_that_is_not_there_can_be_mended(pack, keys, tmp_path):
    """It says nothing about the pack."""
    for told in both(pack, tmp_path / "none.sig", keys / "signers"):
        assert told.returncode == 2
        assert "none.sig" in told.stderr


def test_without_ssh_keygen_there_is_one_sentence(pack, keys, monkeypatch):
    """Signing is optional, and so is what it needs."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    trusted = verify.Trusted(None, keys / "ours.pub", keys / "signers")
    with pytest.raises(VouchError, match="ssh-keygen, which is not installed"):
        storing.sign(pack.read_bytes(), keys / "ours")
    with pytest.raises(verify.Unable, match="ssh-keygen is not installed"):
        verify.check(pack, trusted)


def test_what_is_no_key_signs_nothing(pack, tmp_path):
    """The sentence has ssh's own reason, and no pack is written."""
    (tmp_path / "key").write_text("no key")
    with pytest.raises(VouchError, match="not signed with"):
        storing.sign(pack.read_bytes(), tmp_path / "key")


def test_the_command_signs(shop, keys, tmp_path):
    """The signature lies beside the pack, as ssh would put it."""
    told = terminal.run(
        *("report", "--no-screens", "--out", tmp_path, "--sign", keys / "ours"), home=shop
    )
    path = tmp_path / packing.name()

    assert told.returncode == 0, told.stderr
    trusted = verify.Trusted(None, path.with_name(f"{path.name}.sig"), keys / "signers")
    assert verify.check(path, trusted).faults == []
