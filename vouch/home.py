"""The home folder: everything that belongs to one organisation."""

import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vouch import declarations, policy, sources, versions
from vouch.errors import VouchError
from vouch.policy import Policy

SAMPLE = Path(__file__).parent.parent / "sample_data"
AUDIT = "audit"  # folder of the audit log
VARIABLE = "VOUCH_HOME"
NOBODY = "–"  # controller of a home whose policy is borrowed
NOT_IN_PATHS = {"\\", "?"}  # DuckDB takes the one for a slash, the other for the end of a name


@dataclass(frozen=True)
class Home:
    """An organisation's folder, its declarations read and checked.

    Figures are judged by *policy*: of its *versions* the current one, if no other is chosen.
    """

    path: Path
    policy: Policy
    sources: sources.Sources
    versions: versions.Versions

    def under(self, version: Policy) -> "Home":
        """Return this home with another version of its policy."""
        return replace(self, policy=version)

    def on(self, day: date) -> "Home":
        """Return this home with the policy that held on *day*."""
        return self.under(self.versions.on(day))

    @property
    def snapshots(self) -> Path:
        """Where the exports lie, one folder per day."""
        return self.path / "snapshots"

    @property
    def warehouse(self) -> Path:
        """Where parts and generations are built."""
        return self.path / "warehouse"

    @property
    def history(self) -> Path:
        """Where the figures of snapshots lie whose exports were deleted."""
        return self.path / "history"

    @property
    def audit(self) -> Path:
        """Where it is written who looked at which records."""
        return self.path / AUDIT

    @property
    def reports(self) -> Path:
        """Where audit packs lie, unless another folder is named."""
        return self.path / "reports"

    @property
    def key(self) -> Path:
        """Where the key of the hashes lies."""
        return self.path / "key"

    @property
    def is_sample(self) -> bool:
        """Tell whether this is the invented home that comes with the product."""
        return is_sample(self.path)


def is_sample(path: Path) -> bool:
    """Tell whether *path* is the invented home that comes with the product."""
    return path.resolve() == SAMPLE.resolve()


def find(option: Path | None = None) -> Path:
    """Choose the home: the option, else the variable VOUCH_HOME, else the sample."""
    if option is not None:
        return option
    return Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else SAMPLE


def load(path: Path) -> Home:
    """Read the declarations of a home.

    Raises:
        VouchError: the folder, a file or something in a file is not as it must be.
    """
    if not path.is_dir():
        key = "problem.home_is_file" if path.exists() else "problem.no_home"
        raise VouchError(key, folder=str(path))
    for mark in sorted(NOT_IN_PATHS & set(str(path.absolute()))):
        raise VouchError("problem.home_mark", folder=str(path.absolute()), mark=mark)
    own = path / "policy.toml"
    rules = policy.load(own) if declarations.is_there(own) else _borrowed()
    declared = sources.load(path / "sources.toml")
    _check_places(declared, rules)
    return Home(path, rules, declared, versions.load(rules, path / versions.FOLDER))


def _borrowed() -> policy.Policy:
    """Read the sample's policy for a home without one.

    Its controller is not this one's, and what it does for security is said of nobody else.
    """
    rules = policy.load(SAMPLE / "policy.toml")
    nobody = {"controller": NOBODY, "dpo": NOBODY, "address": None}
    notice = rules.notice.model_copy(update=nobody)
    return rules.model_copy(update={"notice": notice, "security": {}})


def _check_places(declared: sources.Sources, rules: policy.Policy) -> None:
    """Refuse a dataset that names a category, people, rule, purpose or basis not there."""
    for name, dataset in declared.datasets.items():
        _must_know(name, "category", dataset.category, list(rules.categories))
        for whose in dataset.people:
            _must_know(name, "people", whose, list(rules.people))
        _must_know(name, "rule", dataset.rule, list(rules.rules))
        _must_know(name, "purpose", dataset.purpose, list(rules.purposes))
        if dataset.purpose:
            _must_know(name, "basis", dataset.basis, list(rules.purposes[dataset.purpose].bases))
        if dataset.kind == "holds":
            for held in dataset.values.get("dataset", {}).values():
                _must_know(name, "values.dataset", held, list(declared.datasets))


def _must_know(dataset: str, key: str, value: str | None, known: list[str]) -> None:
    if value is None or value in known:
        return
    said = {"file": "sources.toml", "table": dataset, "key": key, "value": value}
    if near := declarations.nearest(value, known):
        raise VouchError("problem.unknown_place_near", **said, near=near)
    if not known:
        raise VouchError("problem.no_place", **said)
    raise VouchError("problem.unknown_place", **said, known=", ".join(known))
