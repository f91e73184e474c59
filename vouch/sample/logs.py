"""Server logs by quarter, log-ins as JSON lines, and what the site knows of devices."""

import json
from datetime import date

from vouch.sample import codes, days, items
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later

FIRST_DAY = date(2022, 10, 1)
LINES, LOGINS, DEVICES = 1650, 1050, 420
KEPT_YEARS = 3
QUARTER = 3  # months
FORGOTTEN = "access-2023q3.log.gz"  # the clean-up skipped this file
DEVICE_COLUMNS = ("visitor_id", "device_type", "os", "first_seen", "last_seen")
SUSPECT = date(2026, 6, 30)  # the snapshot in which most of the device export is lacking
SUSPECT_ROWS = 20
PATHS = ("/", "/hinnasto/", "/ohjeet/", "/wp-login.php", "/kirjaudu/", "/yhteys/")
AGENTS = ("Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (Windows NT 10.0)", "curl/8.5")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NETS = ("192.0.2", "198.51.100", "203.0.113")
EDGES = (date(2023, 10, 31), date(2023, 10, 30), date(2024, 2, 29), date(2024, 1, 29))
STRAY = tuple(codes.code(date(1960 + index, 4, 5), 930 + index, "-") for index in range(3))


def access() -> list[Item]:
    """Make the lines of the web server's log."""
    dice = Dice("access")
    seen = sorted(dice.day(FIRST_DAY, days.NEWEST) for _ in range(LINES))
    made = [_request(dice, day) for day in seen]
    made += [
        _request(dice, date(2026, 1, 11 + index), f"/haku?hetu={code}&sivu=1", "stray-code")
        for index, code in enumerate(STRAY)
    ]
    file = _file(date(2025, 5, 1))
    made += items.lines(
        "broken-log-line",
        "192.0.2.7 - - [",
        "GET / HTTP/1.1",
        "\\x16\\x03\\x01",
        '192.0.2.9 - - "GET / HTTP/1.1" 400 0',
        file=file,
    )
    made += items.lines("blank-line", "", file=_file(date(2025, 8, 1)))
    return sorted(made, key=lambda item: item.file)


def _request(dice: Dice, day: date, path: str = "", *faults: str) -> Item:
    user = f"u{dice.between(100, 320)}" if dice.chance(0.5) else "-"
    address = f"{dice.pick(NETS)}.{dice.between(1, 254)}"
    moment = f"{day:%d}/{MONTHS[day.month - 1]}/{day.year}:{dice.between(0, 23):02}:15:07 +0200"
    line = (
        f'{address} - {user} [{moment}] "GET {path or dice.pick(PATHS)} HTTP/1.1" 200 '
        f'{dice.between(300, 9000)} "-" "{dice.pick(AGENTS)}"'
    )
    return Item(day, (), _deletion(day), faults, _file(day), line)


def _file(day: date) -> str:
    return f"access-{day.year}q{(day.month - 1) // QUARTER + 1}.log.gz"


def _deletion(day: date) -> date:
    """Return when a whole quarter's file goes: some weeks after its last line's last day."""
    if _file(day) == FORGOTTEN:
        return days.NEVER
    end = days.month_end(day.year, (day.month - 1) // QUARTER * QUARTER + QUARTER)
    return days.after(days.years_after(end, KEPT_YEARS), 40)


def logins() -> list[Item]:
    """Make the JSON lines of the log-in service."""
    dice = Dice("logins")
    seen = sorted(dice.day(FIRST_DAY, days.NEWEST) for _ in range(LOGINS))
    made = [_login(dice, day) for day in seen]
    made += [_login(dice, day, days.NEVER) for day in EDGES]
    made += items.lines("not-json", "2026-01-09 segfault at 0", '{"time": "2026-01-09T0')
    made += items.lines("not-an-object", "[1, 2]", '"restart"')
    return made + items.lines("blank-line", "")


def _login(dice: Dice, day: date, gone: date | None = None) -> Item:
    hour, user = dice.between(0, 23), f"u{dice.between(100, 320)}"
    event = {
        "time": f"{day}T{hour:02}:04:09Z",
        "user": user if dice.chance(0.96) else None,
        "ip": f"{dice.pick(NETS)}.{dice.between(1, 254)}",
        "event": dice.pick(("login", "login", "logout", "failed")),
    }
    last_on = days.years_after(day, KEPT_YEARS)
    line = json.dumps(event, separators=(",", ":"))
    faults = items.edges(day, KEPT_YEARS) + (() if event["user"] else ("person-unknown",))
    return Item(day, (), gone or days.after(last_on, dice.between(1, 60)), faults, line=line)


def devices() -> list[Item]:
    """Make the rows of the site's device table; the last sight moves on."""
    dice, made = Dice("devices"), []
    for index in range(1, DEVICES + 1):
        first = dice.day(date(2024, 1, 1), days.NEWEST)
        again = days.after(first, dice.between(1, 200))
        last = Later(again, again, first)
        fields = (
            f"v{index * 7919:08x}",
            dice.pick(("puhelin", "tietokone", "tabletti")),
            dice.pick(("Android", "iOS", "Linux", "Windows")),
            first,
            last,
        )
        made.append(Item(first, fields))
    return made
