"""Parts: one dataset in one snapshot, built once and named by all that it depends on.

A part holds its figures and the keyed hashes of its people; of the newest snapshot also the rows
to act on. A changed file, mapping, hold, key or query makes another part; all others are used
again.
"""
