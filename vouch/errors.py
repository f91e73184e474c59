"""What the reader can mend: one sentence, never a traceback."""


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

    def __str__(self) -> str:
        """Write the sentence in English."""
        from vouch import wording  # texts lie above; nobody below needs them but to speak

        return wording.Words("en")(self.key, **self.values)
