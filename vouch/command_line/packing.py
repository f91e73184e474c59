"""The process that makes a pack for a page: told what by its parent, and ends at its word.

The parent writes one line and holds the pipe open; when it closes, by whatever means, the pack is
cancelled. Steps and the end are told as lines.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import typer

from vouch import asked, exit_codes, home
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.command_line import audits, figures
from vouch.errors import VouchError
from vouch.report import making, orders
from vouch.report.making import Made, Place
from vouch.report.orders import Order
from vouch.steps import Step

GRACE = 30.0  # seconds to end in, browser and server included


def main() -> None:
    """Make one pack, and say what became of it."""
    order = orders.read(sys.stdin.readline())
    try:
        made = figures.cancellable(lambda: _watched(order), "problem.report_cancelled")
    except typer.Exit as ended:
        sys.exit(ended.exit_code)
    except VouchError as error:
        _say(orders.end({"key": error.key, "values": error.values}))
    else:
        _say(orders.end({"name": made.path.name, "sha256": made.sha256}))


def _watched(order: Order) -> Made:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return make(order)


def make(order: Order) -> Made:
    """Make the pack that is ordered, logged as its viewer's.

    Raises:
        VouchError: a page, the log or the folder failed, or another pack of that name is there.
    """
    found = home.load(Path(order.home))
    opened = asked.opened(found, order.generation, order.viewer.role, order.snapshot)
    view = asked.look(*opened, order.as_of, order.language)
    notice = view.home.policy.notice
    trail = Trail(
        Log(found.audit), order.viewer, order.place, view.generation, notice.version, audits.now
    )
    place = Place(found.reports, order.may_replace)
    try:
        place.folder.mkdir(exist_ok=True)
        return making.make(view, order.wish, place, trail, _tell)
    except OSError as error:
        reason = error.strerror or str(error)
        raise VouchError("problem.report_unwritten", reason=reason) from error


def _tell(step: Step) -> None:
    _say(orders.step(step))


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


def _end_with_parent() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(GRACE)
    os._exit(exit_codes.CANCELLED)


if __name__ == "__main__":
    main()
