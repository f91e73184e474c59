"""A look at one export of which nothing is declared yet: evidence, and what it lets us propose."""

import tempfile
from pathlib import Path

from vouch.inspection import evidence, proposal, tables
from vouch.policy import Policy

ROWS = 100_000


def inspect(
    path: Path, policy: Policy, *, rows: int = ROWS, name: str = "", sheet: str | None = None
) -> str:
    """Propose a table of sources.toml for the export at *path*, with the evidence in comments.

    At most *rows* rows are looked at. No value that may be personal is ever written.

    Raises:
        VouchError: the file cannot be read, or is in no format that vouch knows.
    """
    with tempfile.TemporaryDirectory(prefix="vouch-inspect-") as scratch:
        table = tables.read(path, rows, sheet, Path(scratch))
    columns = [evidence.look(one, column) for one, column in table.columns()]
    return proposal.write(path.name, name or proposal.default_name(path), table, columns, policy)
