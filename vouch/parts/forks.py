"""The process that readers are forked from: it imports once what all of them need."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext

IMPORTED_EARLY = ("vouch.parts.reader", "pandas", "pyarrow.compute")
TUNABLES = "GLIBC_TUNABLES"  # read by the C library where a program begins, and only by glibc
AT_HAND = "glibc.malloc.tcache_count=4000"  # small pieces of each size, by thread; else 7


def begin() -> None:
    """Start it if it is not there, so that it imports while who needs it does other things."""
    context()
    with deaf_to_the_terminal(), _memory_at_hand():
        forkserver.ensure_running()


def context() -> ForkServerContext:
    """Return what starts readers."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([*IMPORTED_EARLY])
    return found


@contextmanager
def _memory_at_hand() -> Iterator[None]:
    """Let the process keep small pieces of memory that were given back, unless told otherwise.

    To plan a query takes thousands of them, and a tenth of its time is spent on getting them anew.
    """
    if TUNABLES in os.environ:
        yield
        return
    os.environ[TUNABLES] = AT_HAND
    try:
        yield
    finally:
        del os.environ[TUNABLES]


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
