"""What pruning deletes, said before and after."""

from collections.abc import Iterator, Sequence

from rich.filesize import decimal

from vouch.audit import expiry
from vouch.pruning import Expired
from vouch.report import expiry as of_reports


def lines(
    expired: Sequence[Expired],
    log: Sequence[expiry.Expired],
    packs: Sequence[of_reports.Expired],
    *,
    is_done: bool,
) -> Iterator[str]:
    """Say what has expired, line by line, and what became of it."""
    if not expired and not log and not packs:
        yield "Nothing has been kept for too long."
        return
    for one in expired:
        what = " and ".join(
            name for name, folder in (("exports", one.exports), ("keys", one.keys)) if folder
        )
        yield _line(f"{one.day}: {what}", one.until, one.bytes, is_done=is_done)
    beside: list[tuple[str, expiry.Expired | of_reports.Expired]] = [
        (f"{one.path.stem}: audit log", one) for one in log
    ]
    beside += [(f"{one.paths[0].name}: audit pack", one) for one in packs]
    for what, other in beside:
        yield _line(what, other.until, other.bytes, is_done=is_done)
    if not is_done:
        yield "Nothing was deleted; run it again with --delete."
    elif expired:
        yield "The figures of these snapshots stay; they can no longer be recomputed."


def _line(what: str, until: object, size: int, *, is_done: bool) -> str:
    if is_done:
        return f"{what} deleted, kept until {until}."
    return f"{what} to be deleted, kept until {until}, {decimal(size)}."
