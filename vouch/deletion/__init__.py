"""Deletion: what became of records from one snapshot to the next, told by their keyed hashes.

Snapshots of a dataset that can be relied on make a chain. Each pair of neighbours in it is
compared once; what a pair found depends on the pairs before it, and on nothing after it.
"""
