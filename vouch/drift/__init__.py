"""Drift: exports that no longer look as they did, told from the last good snapshot of a dataset.

A part knows its own snapshot alone. Snapshots are compared when a generation is put together, so
that an earlier one that changes has the later ones judged anew, without a file being read again.
"""
