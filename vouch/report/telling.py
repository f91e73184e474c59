"""What an earlier pack said, for the report to tell what has changed since."""

import json
from collections import Counter
from datetime import date

from vouch.report import packs
from vouch.report.packs import Pack
from vouch.report.since import Since
from vouch.report.verify import FIGURES


def last(pack: Pack) -> Since | None:
    """Read the counts of a pack; None where it cannot be read, as no change can be told then."""
    files, sha256 = pack.files, pack.sha256
    said = packs.manifest(files)
    try:
        findings = json.loads(files[f"{FIGURES}/findings.json"])
        kpis = json.loads(files[f"{FIGURES}/kpis.json"])["kpis"]
        return Since(
            date.fromisoformat(said["snapshot"]),
            date.fromisoformat(said["as_of"]),
            Counter(one["severity"] for one in findings),
            {one["id"]: int(one["numerator"]) for one in kpis},
            sha256,
        )
    except (KeyError, TypeError, ValueError):
        return None
