"""Putting a pack into its folder: whole or not at all, with its hash and signature beside it."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from vouch import warehouse
from vouch.errors import VouchError
from vouch.report import packs, verify

PARTIAL = ".vouch-partial-"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Write the files of a pack as one zip; the same files give the same bytes.

    Nothing is compressed: what compressors make differs from machine to machine, and pictures and
    report are compressed in themselves.
    """
    return verify.packed(sorted(files.items()))


def sign(pack: bytes, key: Path) -> bytes:
    """Sign a pack with a private key of ssh, for the namespace of reports alone.

    Raises:
        VouchError: there is no ssh-keygen or no such key, or it does not sign.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise VouchError("problem.no_ssh_keygen")
    if not key.is_file():
        raise VouchError("problem.no_signing_key", file=str(key))
    asked = [program, "-Y", "sign", "-n", verify.NAMESPACE, "-f", str(key)]
    done = subprocess.run(asked, input=pack, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise VouchError("problem.not_signed", file=str(key), reason=reason)
    return done.stdout


def put(path: Path, pack: bytes, signature: bytes | None) -> None:
    """Write a pack to *path*; it is there when all that belongs to it is on the disk."""
    beside = {packs.HASH: f"{verify.sha256(pack)}  {path.name}\n".encode()}
    beside |= {packs.SIGNATURE: signature} if signature is not None else {}
    names = [*(f"{path.name}{suffix}" for suffix in beside), path.name]
    with _partials(path.parent, names) as partials:
        for partial, data in zip(partials, [*beside.values(), pack], strict=True):
            partial.write_bytes(data)
            warehouse.sync(partial)
        if signature is None:  # that of a pack which is replaced would be none of this one
            path.with_name(f"{path.name}{packs.SIGNATURE}").unlink(missing_ok=True)
        for partial, name in zip(partials, names, strict=True):
            partial.replace(path.parent / name)
        warehouse.sync(path.parent)


@contextmanager
def _partials(folder: Path, names: list[str]) -> Iterator[list[Path]]:
    """Lend places to write to; whatever is still there afterwards goes."""
    partials = [folder / f"{PARTIAL}{name}" for name in names]
    try:
        yield partials
    finally:
        for partial in partials:
            partial.unlink(missing_ok=True)
