"""Run a command as a unit of deploy/systemd confines it: ``confined UNIT ARGUMENTS…`` of Python.

What systemd would ask of the kernel is asked here: the system calls, the families of sockets,
and memory that is written and run. It needs neither root nor a running systemd.
"""

import ctypes
import os
import socket
import sys

from tests.deploy import units

NO_NEW_PRIVILEGES = 38  # prctl
ALLOW = 0x7FFF0000
NOT_PERMITTED = 0x00050001  # EPERM
EQUAL, MASKED = 4, 7  # how an argument is compared
WRITE, EXECUTE, EXECUTE_SEGMENT = 2, 4, 0o100000
FAMILIES = 46  # of sockets


class Compared(ctypes.Structure):
    """An argument of a system call, as libseccomp takes it."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("how", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def confine(unit: str) -> None:
    """Bind this process, and all that it starts, for good."""
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    wall = ctypes.c_void_p(library.seccomp_init(NOT_PERMITTED))
    for name in units.system_calls(unit):
        _rule(library, wall, ALLOW, name)
    refused = ctypes.c_void_p(library.seccomp_init(ALLOW))
    for name, compared in _refused(unit):
        _rule(library, refused, NOT_PERMITTED, name, compared)
    if ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError("the kernel does not give up privileges")
    for one in (refused, wall):
        if library.seccomp_load(one):
            raise OSError("the kernel does not take the filter")


def _rule(
    library: ctypes.CDLL, wall: ctypes.c_void_p, action: int, name: str, *compared: Compared
) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:  # else a call of another architecture
        arguments = (Compared * len(compared))(*compared)
        library.seccomp_rule_add_array(wall, action, number, len(compared), arguments)


def _refused(unit: str) -> list[tuple[str, Compared]]:
    """List the calls that are let through, but not with such an argument."""
    said = units.said(unit)
    (names,) = said["RestrictAddressFamilies"]
    kept = {getattr(socket, name) for name in names.split()}
    found = [
        ("socket", Compared(0, EQUAL, family, 0))
        for family in range(FAMILIES)
        if family not in kept
    ]
    if said["MemoryDenyWriteExecute"] == ["yes"]:
        both = WRITE | EXECUTE
        found += [
            ("mmap", Compared(2, MASKED, both, both)),
            ("mprotect", Compared(2, MASKED, EXECUTE, EXECUTE)),
            ("pkey_mprotect", Compared(2, MASKED, EXECUTE, EXECUTE)),
            ("shmat", Compared(2, MASKED, EXECUTE_SEGMENT, EXECUTE_SEGMENT)),
        ]
    return found


if __name__ == "__main__":
    confine(sys.argv[1])
    del os.environ["PYTHONPATH"]  # which led here; the program has its own folder
    os.execv(sys.executable, [sys.executable, *sys.argv[2:]])  # noqa: S606
