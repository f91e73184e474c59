"""What the reader can mend: one sentence, never a traceback."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vouch.wording import Words  # texts lie above; nobody below needs them but to speak


class VouchError(Exception):
    """A mistake in the home, its exports or a call, with what would be right.

    ``key`` names a message of the catalogues and ``values`` fill it, so that the
    terminal and the pages say the same in the reader's language.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        """Take the message's id, such as ``problem.missing_column``, and its values."""
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Travel from one process to another as what it says."""
        return partial(VouchError, self.key, **self.values), ()

    def __str__(self) -> str:
        """Write the sentence in English."""
        from vouch import wording

        return self.told(wording.Words("en"))

    def told(self, t: "Words") -> str:
        """Write the sentence in a language; a reason may be a message of its own."""
        values = dict(self.values)
        if isinstance(reason := values.get("reason"), str):
            values["reason"] = t.known(reason, reason)
        return t(self.key, **values)
