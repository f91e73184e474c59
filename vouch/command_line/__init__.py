"""The command line: the same figures as on the pages, for a terminal, a pipe or a schedule."""
