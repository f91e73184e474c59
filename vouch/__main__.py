"""``python -m vouch``: the command line."""

import sys

from vouch.parts import forks

CANCELLED = 130  # the exit code of whatever Ctrl+C has ended

if __name__ == "__main__":  # a reader imports this file too, under another name
    try:
        if sys.argv[1:2] == ["build"]:
            forks.begin()
        from vouch.command_line import commands, outcomes
    except KeyboardInterrupt:
        sys.exit(CANCELLED)
    outcomes.of(commands.app)
