"""Characters that act unseen: where a text from outside is shown, their numbers stand for them."""

import unicodedata

# Control and format characters, and line ends of Unicode's own: they hide, move or turn around
# what stands beside them, and some command a terminal.
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


class _Shown(dict[int, str]):
    """What stands for each character, found out once."""

    def __missing__(self, code: int) -> str:
        is_unseen = unicodedata.category(chr(code)) in UNSEEN
        self[code] = f"[U+{code:04X}]" if is_unseen else chr(code)
        return self[code]


_LINES = _Shown({ord("\n"): "\n"})
_LINE = _Shown()


def shown(text: str) -> str:
    """Write each unseen character but a line feed as its number: ``[U+202E]``."""
    return text if text.isprintable() else text.translate(_LINES)


def in_line(text: str) -> str:
    """Write a line feed as its number too: no value may begin a line of its own."""
    return text if text.isprintable() else text.translate(_LINE)


def is_unseen(character: str) -> bool:
    """Tell whether a character acts unseen."""
    return unicodedata.category(character) in UNSEEN
