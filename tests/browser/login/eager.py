"""``python -m vouch``, but that each refusal has a line of its own, however soon it follows."""

from datetime import timedelta

from vouch.audit import refusals
from vouch.command_line import commands, outcomes

if __name__ == "__main__":
    refusals.SHORTEST = refusals.LONGEST = timedelta()
    outcomes.of(commands.app)
