"""What a pack rests on: the declarations and queries as used, and the exports by their hashes."""

import importlib.metadata
import platform
from functools import cache
from typing import Any

from vouch import __version__, queries, wording
from vouch.home import SAMPLE, Home
from vouch.versions import FOLDER
from vouch.view import View

POLICY, SOURCES = "policy.toml", "sources.toml"


def files(home: Home) -> dict[str, bytes]:
    """Return the policy, its other versions, the sources and every query, as they stand.

    A home without a policy of its own is measured by the sample's.
    """
    own = home.path / POLICY
    found = {POLICY: (own if own.exists() else SAMPLE / POLICY).read_bytes()}
    found[SOURCES] = (home.path / SOURCES).read_bytes()
    for path in sorted((home.path / FOLDER).glob("*.toml")):
        found[f"{FOLDER}/{path.name}"] = path.read_bytes()
    for path in sorted(queries.ROOT.glob("*/*.sql")):
        found[f"queries/{path.parent.name}/{path.name}"] = path.read_bytes()
    return found


def policy(home: Home) -> dict[str, Any]:
    """Name the policy that a home is measured by."""
    notice = home.policy.notice
    return {
        "version": notice.version,
        "revision": notice.revision,
        "is_borrowed": not (home.path / POLICY).exists(),
    }


def exports(view: View) -> list[dict[str, Any]]:
    """List every export file behind the figures, each once, with its SHA-256 and what became of it.

    Figures of a snapshot that was pruned are kept, and can no longer be computed from its exports.
    """
    found = []
    for day in view.snapshots:
        rows = view.series("files", snapshot=day).dropna(subset=["file"])
        is_pruned = view.source.is_pruned(day)
        listed = rows.drop_duplicates(subset=["file"]).sort_values("file").astype(object)
        found += [
            {
                "snapshot": day.isoformat(),
                "file": row.file,
                "bytes": None if wording.is_nothing(row.bytes) else int(row.bytes),
                "sha256": None if wording.is_nothing(row.sha256) else row.sha256,
                "state": row.state,
                "is_pruned": is_pruned,
            }
            for row in listed.itertuples()
        ]
    return found


def versions() -> dict[str, str]:
    """Name the versions of all that a figure or a page of the report depends on."""
    return {
        "vouch": __version__,
        "python": platform.python_version(),
        **{name: _version(name) for name in ("duckdb", "typst", "streamlit")},
    }


@cache
def _version(name: str) -> str:
    return importlib.metadata.version(name)
