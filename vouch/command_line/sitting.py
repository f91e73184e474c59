"""The process that shows pages to the report's browser: told what by its parent, and dies with it.

The parent writes one line, which nobody else can read, and holds the pipe open; when it ends, by
whatever signal, the pipe closes. The answer is one line as well.
"""

import os
import signal
import sys
import threading
import time

from vouch import home, readers
from vouch.readers import Role
from vouch.report import sittings
from vouch.report.sittings import Served, Sitting

GRACE = 8.0  # seconds to end in, what is unwritten of the log included


def main() -> None:
    """Serve until the pipe closes."""
    sitting = sittings.asked(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ[home.VARIABLE] = sitting.home
    if sitting.role is not Role.DPO:
        os.environ[readers.FIGURES_ONLY] = "1"
    _serve(sitting)


def _serve(sitting: Sitting) -> None:
    from vouch import server, ui  # they take a second, in which the pipe must be watched
    from vouch.ui import sittings as begun

    begun.begin(sitting)
    application = server.prepare(secret=sitting.secret)
    with server.listen(0) as listening:
        served = Served(listening.getsockname()[1], ui.PICTURED)
        sys.stdout.write(sittings.write(served))
        sys.stdout.flush()
        server.answer(application, listening)


def _end_with_parent() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
