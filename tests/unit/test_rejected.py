"""Excerpts of rejected rows: their shape, and nothing from which a person could be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.intake import rejected

ESCAPE = re.compile(r"\\(x\.\.|x[01][0-9a-f]|x7f|[tnr])")


@given(st.text(max_size=200))
def test_no_letter_and_no_digit_is_left(text: str) -> None:
    """Whatever the alphabet: what is neither a sign of ASCII nor a mask would be a value."""
    shown = ESCAPE.sub("", rejected.masked(text)).strip(rejected.CUT)

    assert {sign for sign in shown if sign.isalnum()} <= set("xX9")
    assert shown.isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åke;Ömer 010190-900A", "Xxx;Xxxx 999999-999X"),
        ("Иван Петров", "Xxxx Xxxxxx"),
        ("Иван".encode().decode("latin-1"), "XxXxXxXx"),  # its signs, as they stand, spell it
        ('a"b\x00c\t\r\n', r'x"x\x00x\t'),
        ("٣²", "9x"),
    ],
)
def test_the_shape_is_that_of_the_row(text: str, shown: str) -> None:
    assert rejected.masked(text) == shown


@pytest.mark.parametrize(
    ("length", "shown"), [(79, "x" * 79), (80, "x" * 80), (81, "x" * 80 + "…")]
)
def test_an_excerpt_ends_with_what_it_may_hold(length: int, shown: str) -> None:
    """A row without its closing quote may be the rest of a file."""
    assert rejected.masked("a" * length) == shown


def test_an_excerpt_shows_the_first_byte_that_cannot_be_read() -> None:
    """In a long row the place is what one looks for."""
    assert rejected.masked("a" * 60 + "\ufffd" + "b" * 60) == (
        "…" + "x" * 40 + r"\x.." + "x" * 36 + "…"
    )
