"""What changed since the last report, by what that one said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vouch.wording import NOTHING, Words


@dataclass(frozen=True)
class Since:
    """What the last report said.

    *findings* are its findings by severity (breach, warning, notice), *kpis* the numerators of
    its figures by id. What is not in them was not told, or was of nothing, and has no change.
    *pack* is the SHA-256 of the pack that it came in, if there was one.
    """

    snapshot: date
    as_of: date
    findings: Mapping[str, int] = field(default_factory=dict)
    kpis: Mapping[str, int] = field(default_factory=dict)
    pack: str = ""


def sentence(since: Since | None, t: Words) -> str:
    """Say which report changes are counted from, or that this is the first one."""
    if since is None:
        return t("document.first")
    said = [t("document.since", snapshot=since.snapshot, day=since.as_of)]
    if since.pack:
        said.append(t("document.since_pack", hash=since.pack))
    return " ".join(said)


def change(count: int, before: Mapping[str, int] | None, name: str, t: Words) -> str:
    """Write by how much a count differs from the one *before*; a dash where that was not told."""
    if before is None or name not in before:
        return NOTHING
    return t.difference(count - before[name])
