"""Whether this process shows its pages to the report's browser alone, and which."""

from vouch.report.sittings import Sitting

_BEGUN: list[Sitting] = []


def begin(sitting: Sitting) -> None:
    """Let this process serve one sitting, until it ends."""
    _BEGUN.append(sitting)


def current() -> Sitting | None:
    """Return the sitting; None where people look for themselves."""
    return _BEGUN[-1] if _BEGUN else None
