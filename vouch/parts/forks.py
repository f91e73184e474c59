"""The process that readers are forked from: it imports once what all of them need."""

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext

IMPORTED_EARLY = ("vouch.parts.reader", "pandas", "pyarrow.compute")


def begin() -> None:
    """Start it now, so that it imports while whoever will need readers does other things."""
    context()
    with deaf_to_the_terminal():
        forkserver.ensure_running()


def context() -> ForkServerContext:
    """Return what starts readers."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([*IMPORTED_EARLY])
    return found


@contextmanager
def deaf_to_the_terminal() -> Iterator[None]:
    """Hold back Ctrl+C while processes start: what is blocked here is blocked in them for good.

    Ignoring it in them would come too late: they import for a second before they get there. Here
    it is heard afterwards, since another thread may take it and half a start would be forgotten.
    """
    heard: list[int] = []
    is_main = threading.current_thread() is threading.main_thread()  # no other one is told of it
    before = signal.signal(signal.SIGINT, lambda sign, _: heard.append(sign)) if is_main else None
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    resource_tracker.ensure_running()  # which lets it through again, where it is first started
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        if is_main:
            signal.signal(signal.SIGINT, before)
        for sign in heard:
            signal.raise_signal(sign)
