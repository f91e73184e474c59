"""The register of processing for the recount: by plain Python over the TOML files and exports."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from tests.recount_rows import Look

OUTSIDE = "outside-notice"
EEA = {"FI", "SE", "DE", "NO"}
BASES = ("contract", "legitimate-interest", "consent", "legal-obligation")


def activities(seen: Look) -> dict[str, list[str]]:
    """List the datasets of each purpose, and apart those outside the notice."""
    groups: dict[str, list[str]] = {name: [] for name in seen.policy["purposes"]}
    for name, table in seen.datasets.items():
        if table.get("kind") != "processors":
            is_outside = table.get("category") == OUTSIDE
            groups.setdefault(OUTSIDE if is_outside else table["purpose"], []).append(name)
    return groups


def title(seen: Look, activity: str, language: str) -> str:
    """Name an activity in a language."""
    group = "categories" if activity == OUTSIDE else "purposes"
    return seen.policy[group][activity]["title"][language]


def titles(seen: Look, group: str, named: set[str], language: str) -> list[str]:
    """Name what datasets name, in the order of the policy file."""
    declared: dict[str, Any] = seen.policy[group]
    return [declared[name]["title"][language] for name in declared if name in named]


def people(seen: Look, datasets: list[str]) -> set[str]:
    """Collect the categories of people that the datasets name."""
    return {whose for name in datasets for whose in seen.datasets[name].get("people", [])}


def named(seen: Look, datasets: list[str], key: str) -> set[str]:
    """Collect what the datasets name under a key."""
    return {seen.datasets[name][key] for name in datasets if key in seen.datasets[name]}


def bases(seen: Look, datasets: list[str]) -> list[str]:
    """List the legal bases: the dataset's own, else the only one of its purpose."""
    found = set()
    for name in datasets:
        table = seen.datasets[name]
        [*only] = seen.policy["purposes"][table["purpose"]]["bases"]
        found.add(table.get("basis") or only[0])
    return [name for name in BASES if name in found]


def records(seen: Look, datasets: list[str]) -> int:
    """Count the records about people that the datasets hold."""
    return sum(record.dataset in datasets for record in seen.records if record.is_personal)


def unset_rules(seen: Look, datasets: list[str]) -> set[str]:
    """Collect the rules that these datasets follow and that have no period."""
    rules = named(seen, datasets, "rule")
    return {name for name in rules if seen.policy["rules"][name].get("not_set")}


def silent(seen: Look, datasets: list[str]) -> list[str]:
    """List the datasets that do not say whose data they hold."""
    return [name for name in datasets if not seen.datasets[name].get("people")]


def processors(folder: Path) -> Counter[tuple[str, bool]]:
    """Count the processors by country, and whether a safeguard is named."""
    return Counter((row["Maa"], bool(row["Suojatoimi"])) for row in _rows(folder, "kasittelijat"))


def unsafe(folder: Path) -> int:
    """Count the processors outside the EEA without a safeguard."""
    counts = processors(folder).items()
    return sum(n for (country, is_safe), n in counts if country not in EEA and not is_safe)


def disclosures(folder: Path) -> Counter[str]:
    """Count the disclosures by the ground that the register writes."""
    return Counter(row["Peruste"] for row in _rows(folder, "luovutukset"))


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))
