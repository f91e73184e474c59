"""``python -m vouch``: the command line."""

import sys

from vouch import exit_codes
from vouch.parts import forks

if __name__ == "__main__":  # a reader imports this file too, under another name
    try:
        if sys.argv[1:2] == ["build"]:
            forks.begin()
        from vouch.command_line import commands, outcomes
    except KeyboardInterrupt:
        sys.exit(exit_codes.CANCELLED)
    outcomes.of(commands.app)
