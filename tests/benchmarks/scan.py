"""The yardstick of a build: DuckDB's bare scan of the columns that it reads."""

from pathlib import Path

from tests.benchmarks import quiet

COLUMNS = {"record_id": "id", "subject_id": "customer", "starts_on": "visited"}


def bare(path: Path, columns: tuple[str, ...]) -> None:
    """Count the rows and take least and greatest of each column, as text."""
    theirs = (COLUMNS[name] for name in columns)
    ends = ", ".join(f"min({name}), max({name})" for name in theirs)
    source = f"read_csv('{path}', delim = ';', header = true, all_varchar = true)"
    with quiet.connect() as db:
        db.execute(f"SELECT count(*), {ends} FROM {source}").fetchall()
