"""``python -m vouch``: the command line."""

from vouch.command_line import commands

if __name__ == "__main__":
    commands.main()
