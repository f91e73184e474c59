"""What the README says of sources.toml: whoever maps an export has nothing else to go by."""

import re

from tests import readme
from vouch import file_names, kinds
from vouch.intake import places

ROW = re.compile(r"^\| (.+?) \| (.+) \|$", re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")


def _tables() -> dict[str, list[str]]:
    """Return the cells of every line of a table by its first cell."""
    return {first: rest.split(" | ") for first, rest in ROW.findall(readme.text())}


def _passage(mark: str) -> list[str]:
    """List the names in the item of a list that begins with *mark*."""
    [item] = re.findall(rf"^- \*\*{mark}\*\*(.+?)(?=^- |\n\n)", readme.text(), re.M | re.S)
    return NAME.findall(item)


def test_the_kinds_are_those_of_the_code():
    """A column that is not told of is never mapped, and its figure never made."""
    told = _tables()
    for name, kind in kinds.KINDS.items():
        must, may, start = told[f"`{name}`"]

        assert tuple(NAME.findall(must)) == kind.must
        assert tuple(NAME.findall(may)) == kind.may
        assert "".join(NAME.findall(start)) == kind.start
        assert ("not yet if empty" in start) == kind.runs_on_empty


def test_the_codes_are_those_of_the_code():
    told = {
        column: tuple(NAME.findall(cells[0]))
        for columns, cells in _tables().items()
        for column in NAME.findall(columns)
        if len(cells) == 1
    }

    assert {column: told[column] for column in kinds.CODES} == kinds.CODES
    assert told["ground"] == kinds.DISCLOSURE_GROUNDS


def test_a_permission_may_be_about_all_channels():
    """A mailing goes out by one."""
    said = "The `channel` of a permission may also be `all`, and an empty cell means the same"

    assert said in " ".join(readme.text().split())
    assert kinds.codes("permissions", "channel") == (*kinds.CODES["channel"], "all")
    assert kinds.codes("mailings", "channel") == kinds.CODES["channel"]


def test_a_flag_may_be_written_as_the_readme_says():
    others = {*kinds.YES, *kinds.NO} - set(kinds.FLAG)

    assert "a yes may also be written `true` or `1`, a no `false` or `0`" in " ".join(
        readme.text().split()
    )
    assert others == {"true", "1", "false", "0"}


def test_the_columns_of_a_log_are_told():
    """No log says them itself."""
    assert _passage("`combined-log`") == list(places.LOG)


def test_the_ignored_names_are_told():
    """What is passed over in silence has to be told beforehand."""
    assert tuple(_passage("Ignored")) == file_names.IGNORED
