"""What an earlier pack said, for the report to tell what has changed since."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date

from vouch import notice_kinds
from vouch.report import packs
from vouch.report.packs import Pack
from vouch.report.since import Since
from vouch.report.verify import FIGURES


def last(pack: Pack) -> Since | None:
    """Read the counts of a pack; None where it cannot be read, as no change can be told then."""
    return read(pack.files, pack.sha256)


def read(files: Mapping[str, bytes], sha256: str) -> Since | None:
    """Read the counts of a pack from its files."""
    said = packs.manifest(files)
    try:
        findings = json.loads(files[f"{FIGURES}/findings.json"])
        severities = Counter(one["severity"] for one in findings)
        kpis = json.loads(files[f"{FIGURES}/kpis.json"])["kpis"]
        return Since(
            date.fromisoformat(said["snapshot"]),
            date.fromisoformat(said["as_of"]),
            {name: severities[name] for name in notice_kinds.SEVERITIES},
            {one["id"]: int(one["numerator"]) for one in kpis if one["denominator"]},
            sha256,
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
