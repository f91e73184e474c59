"""Characters that act unseen, and what stands for them."""

import pytest

from vouch import characters, file_names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a[U+202E]b"),  # turns the rest of the line around
        ("\x1b[31m", "[U+001B][31m"),  # colours a terminal
        ("\x9b31m", "[U+009B]31m"),
        ("\ufeffa\u200b", "[U+FEFF]a[U+200B]"),
        ("\U000e0001", "[U+E0001]"),
        ("a\u2028b", "a[U+2028]b"),
        ("ä – 漢字 😀\u00a0%", "ä – 漢字 😀\u00a0%"),
        ("a\nb", "a\nb"),
    ],
)
def test_a_character_that_acts_unseen_is_shown_by_its_number(text, shown):
    """Who reads a name must read the one that the file has; nothing else is touched."""
    assert characters.shown(text) == shown


def test_a_value_begins_no_line_of_its_own():
    """A line feed in a name would write a line of a log, or of the terminal."""
    assert characters.in_line("a\nb") == "a[U+000A]b"


def test_names_of_files_keep_to_the_same_characters():
    """One rule: what is shown by its number in a text is refused in a name."""
    assert file_names.shown("a\u202eb\n") == "a?b?"
