"""What texts look like that must not be shown: who is a person must not stand in a proposal."""

import re
from datetime import date

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"(\+|00)\d[\d ()-]{5,}|0[1-9][\d ()-]{5,}")
ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){3,7}")
CODE = re.compile(r"(?<!\d)(\d{6})([-+A-FU-Y])(\d{3})([0-9A-Y])(?!\d)")
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
FIRST_NUMBER = 2  # 000 and 001 are given to nobody
LOOKS = {
    "e-mail addresses": EMAIL.fullmatch,
    "phone numbers": PHONE.fullmatch,
    "network addresses": ADDRESS.fullmatch,
}


def look(text: str) -> str:
    """Name what a text is, if it names or reaches somebody; empty otherwise."""
    if has_identity_code(text):
        return "personal identity codes"
    return next((name for name, test in LOOKS.items() if test(text)), "")


def has_identity_code(text: str) -> bool:
    """Tell whether a code stands in *text* whose day exists and whose check character is right."""
    return any(_is_code(*found.groups()) for found in CODE.finditer(text))


def _is_code(day: str, century: str, number: str, check: str) -> bool:
    try:
        date(CENTURIES[century] + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    is_checked = CHECKS[int(day + number) % len(CHECKS)] == check
    return is_checked and int(number) >= FIRST_NUMBER
