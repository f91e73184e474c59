"""Personal identity codes for tests only: individual numbers 900 to 999, never a person's."""

from datetime import date

from vouch.sample.dice import Dice

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
SPECIMENS = ("131052-308T", "010101-123N")  # published as examples, of nobody
SEPARATORS = {1900: "-YXWVU", 2000: "ABCDEF"}
CENTURY = 100


def code(born: date, number: int, separator: str) -> str:
    """Write a code with its right check character."""
    day = born.strftime("%d%m%y")
    return f"{day}{separator}{number:03}{CHECKS[int(f'{day}{number:03}') % len(CHECKS)]}"


def throw(dice: Dice) -> str:
    """Make some test code."""
    born = dice.day(date(1948, 1, 1), date(2006, 12, 31))
    separator = dice.pick(SEPARATORS[born.year // CENTURY * CENTURY])
    return code(born, dice.between(900, 999), separator)


def spoil(right: str) -> str:
    """Change the check character, so that only its look is that of a code."""
    index = (CHECKS.index(right[-1]) + 1) % len(CHECKS)
    return right[:-1] + CHECKS[index]
