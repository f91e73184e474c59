"""The audit pack: a report that can be checked without us."""
