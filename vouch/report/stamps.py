"""The stamp at the foot of every page: what tells a picture of it from a picture of another day."""

from vouch.view import View


def write(view: View) -> str:
    """Say which generation the page shows, of which snapshot, looked at on which day."""
    t = view.t
    return t(
        "stamp.text",
        generation=view.generation,
        snapshot=view.snapshot,
        as_of=view.as_of,
    )
