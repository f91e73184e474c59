"""Lines of access logs that are nearly as they should be: read rightly, or rejected and counted."""

import duckdb
import pytest

from tests.faults.shop import Shop
from vouch.intake import places

TIME = "[14/Feb/2014:10:00:00 +0200]"
REST = '"GET / HTTP/1.1" 200 5 "https://x.fi/" "Firefox"'
LOG = """
[web.access]
files = "access.log"
category = "use"
rule = "log"
[web.access.format]
type = "combined-log"
[web.access.columns]
subject_id = "remote_user"
starts_on = "time_local"
free_text = ["request"]
"""


def _read(line: str) -> dict[str, str | None]:
    """Read each column of one line."""
    listed = ", ".join(places.LOG.values())
    [found] = duckdb.execute(f"SELECT {listed} FROM (SELECT ? AS line)", [line]).fetchall()
    return dict(zip(places.LOG, found, strict=True))


@pytest.mark.parametrize(
    ("line", "user"),
    [
        (f"192.0.2.7 - - {TIME} {REST}", "-"),
        (f"192.0.2.7 - matti {TIME} {REST}", "matti"),
        (f"192.0.2.7 - Matti Virtanen {TIME} {REST}", "Matti Virtanen"),
        (f"2001:db8::7 - Äijä Öst {TIME} {REST}", "Äijä Öst"),
        (f"192.0.2.7 identd matti {TIME} {REST}", "matti"),
        (f'192.0.2.7 - matti {TIME} "', "matti"),
        (f"192.0.2.7 - matti {TIME} {REST} {TIME} {REST}", "matti"),
    ],
)
def test_a_line_has_its_day_and_its_user(line: str, user: str) -> None:
    """Whoever logs in by a name with a blank is not whoever has the same first name."""
    found = _read(line)

    assert (found["time_local"], found["remote_user"]) == ("14/Feb/2014:", user)


@pytest.mark.parametrize(
    "line",
    [
        f"www.x.fi:80 192.0.2.7 - - {TIME} {REST}",
        f"www.x.fi:80 192.0.2.7 - matti {TIME} {REST}",
        f"192.0.2.7 identd Matti Virtanen {TIME} {REST}",
        *(f"192.0.2.7 - - {TIME}"[:-cut] for cut in (1, 2, 3, 15)),
        f"192.0.2.7 - - {TIME}",
        f"192.0.2.7 - - {TIME} -",
        "192.0.2.7",
        "[14/Feb/2014:10:00:00 +0200] started",
        "",
    ],
)
def test_a_line_that_begins_otherwise_or_is_cut_has_no_day(line: str) -> None:
    """What stands where the user should be would count all visitors as one."""
    assert _read(line)["time_local"] is None


@pytest.mark.parametrize(
    "request_line",
    [
        "GET / HTTP/1.1",
        r"GET /?q=\"a\"&h=131052-308T HTTP/1.1",
        r"GET /a\\",
        r"GET /a\\\"b\\",
        r"\"",
        "",
    ],
)
def test_a_quoted_field_ends_at_a_quotation_mark_of_the_log(request_line: str) -> None:
    """Apache writes a backslash before those that a visitor sent."""
    agent = r"Fire\"fox\""
    found = _read(f'192.0.2.7 - - {TIME} "{request_line}" 404 12 "{request_line}" "{agent}"')

    assert (found["request"], found["http_referer"]) == (request_line, request_line)
    assert (found["status"], found["body_bytes_sent"]) == ("404", "12")
    assert found["http_user_agent"] == agent


def test_lines_are_counted_as_they_were_read(shop: Shop) -> None:
    """Two people are two, one code behind a quotation mark is seen, and two lines are told."""
    (shop.folder / "sources.toml").write_text(LOG, encoding="utf-8")
    lines = (
        f"192.0.2.7 - Matti Virtanen {TIME} {REST}",
        rf'192.0.2.7 - Matti Nieminen {TIME} "GET /?q=\"a\"&h=131052-308T HTTP/1.1" 200 5 "-" "-"',
        f"www.x.fi:80 192.0.2.7 - matti {TIME} {REST}",
        "192.0.2.7 - - [14/Feb/2014:10:00:00 +020",
    )
    shop.put("".join(f"{line}\n" for line in lines), "access.log")
    shop.build()

    reason = "reject.not_a_log_line"
    assert shop.files() == [("read", 4, 0, 0, 2, 2, None)]
    assert shop.rejects() == [(3, reason), (4, reason)]
    assert shop.ask("figures", "SELECT sum(records) FROM fig_codes") == [(1,)]
    assert shop.ask("records", "SELECT max(people) FROM fig_people") == [(2,)]
