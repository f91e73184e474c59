"""What pruning deletes, said before and after."""

from collections.abc import Iterator, Sequence

from rich.filesize import decimal

from vouch.pruning import Expired


def lines(expired: Sequence[Expired], *, is_done: bool) -> Iterator[str]:
    """Say what has expired, line by line, and what became of it."""
    if not expired:
        yield "Nothing has been kept for too long."
        return
    for one in expired:
        what = " and ".join(
            name for name, folder in (("exports", one.exports), ("keys", one.keys)) if folder
        )
        size = "" if is_done else f", {decimal(one.bytes)}"
        verb = "deleted" if is_done else "to be deleted"
        yield f"{one.day}: {what} {verb}, kept until {one.until}{size}."
    if is_done:
        yield "The figures of these snapshots stay; they can no longer be recomputed."
    else:
        yield "Nothing was deleted; run it again with --delete."
