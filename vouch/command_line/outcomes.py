"""How a command ends: its exit code, and one sentence for what the user can mend."""

import json
import sys
from collections.abc import Callable

import duckdb

from vouch import exit_codes
from vouch.command_line import screens
from vouch.errors import VouchError

REFUSED = (  # no right, no room, or a damaged file of ours; the last two are a commit without room
    OSError,
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
)


def of(command: Callable[[], object]) -> None:
    """Run a command; what the user can mend is one sentence and no traceback."""
    try:
        command()
    except VouchError as error:
        screens.say(str(error), err=True)
        sys.exit(exit_codes.MENDABLE)
    except REFUSED as error:
        screens.say(str(VouchError("problem.system", reason=_reason(error))), err=True)
        sys.exit(exit_codes.MENDABLE)


def _reason(error: Exception) -> str:
    """Return what the system said; DuckDB's own threads wrap it in JSON."""
    said = str(error).splitlines()[0]
    _, wrapped, inner = said.partition(': {"')
    if not wrapped:
        return said
    try:
        return str(json.loads('{"' + inner)["exception_message"])
    except (ValueError, KeyError):
        return said
