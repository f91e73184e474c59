"""The audit log: who looked at which records, and who took them away.

Each entry carries the hash of the one before it, so that an edit, a cut or an insertion shows.
"""
