"""Databases that draw no progress bar among the results."""

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """Open an empty database."""
    db = duckdb.connect()
    db.execute("SET enable_progress_bar = false")
    return db
