"""``python -m vouch``: the command line."""

from vouch.command_line import commands, outcomes

if __name__ == "__main__":
    outcomes.of(commands.app)
