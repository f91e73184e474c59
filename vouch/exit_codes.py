"""How a command of ours has ended, for whoever started it."""

BROKEN = 1  # a limit, the audit log or a pack
MENDABLE = 2  # something that the user can mend, told in one sentence
CANCELLED = 130  # whatever Ctrl+C has ended
