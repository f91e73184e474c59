"""What a rotation of the key costs, said before and after."""

from collections.abc import Iterator, Sequence

from vouch.rotation import Loss


def lines(lost: Sequence[Loss], *, is_done: bool) -> Iterator[str]:
    """Say what can no longer be compared, line by line, and what became of it."""
    for one in lost:
        yield f"{one.day}: its people can no longer be met in other snapshots."
        if one.sought:
            yield (
                f"{one.day}: requests whose people are no longer looked for by what it knew of "
                f"them: {one.sought}."
            )
    if not lost:
        yield "No snapshot without exports has keyed hashes: nothing is lost."
    if is_done:
        yield "The key is new; the next build reads all exports anew."
    else:
        yield "All exports would be read anew. Nothing was changed; run it again with --rotate."
