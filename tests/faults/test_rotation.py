"""A rotated key: what it costs is said before, and marked afterwards."""

import json
from datetime import date

import pytest

from tests import canaries, terminal
from vouch import build, home, keys, pruning, readers, rotation, warehouse

PRUNED, NEWEST = canaries.DAYS
LATER = date(2026, 11, 1)
STILL = date(2026, 10, 15)  # the last day on which a closing of 2025-09-15 is remembered


@pytest.fixture
def pruned(tmp_path):
    """Return a home whose first snapshot has keyed hashes and no exports."""
    where = home.load(canaries.write(tmp_path))
    text = where.path.joinpath("policy.toml").read_text(encoding="utf-8")
    shorter = text.replace('keep_exports = "13 months"', 'keep_exports = "1 month"')
    where.path.joinpath("policy.toml").write_text(shorter, encoding="utf-8")
    pruning.prune(home.load(where.path), STILL)
    return home.load(where.path)


def test_a_dry_run_says_what_a_rotation_costs_and_changes_nothing(pruned):
    """Whoever rotates a key must know what can be compared no more, before it is too late."""
    before = keys.load(pruned.key)
    told = terminal.run("rotate-key", "--home", pruned.path)

    assert told.returncode == 0, told.stderr
    assert f"{PRUNED}: its people can no longer be met" in told.stdout
    assert f"{PRUNED}: requests whose people are no longer looked for" in told.stdout
    assert "--rotate" in told.stdout
    assert keys.load(pruned.key) == before
    assert rotation.find(pruned)[0].kept.keys.exists()


def test_a_rotation_is_marked_and_leaves_no_hash_of_the_old_key(pruned):
    """What can be met by nothing is not kept, and a reader of the snapshot is told so."""
    before = keys.load(pruned.key)
    told = terminal.run("rotate-key", "--home", pruned.path, "--rotate")
    summary = build.run(home.load(pruned.path))
    marks = [(day, error.key) for day, _, error in summary.problems]

    assert told.returncode == 0, told.stderr
    assert keys.load(pruned.key) != before
    assert pruned.key.stat().st_mode & 0o077 == 0
    assert (PRUNED, "problem.key_rotated") in marks
    assert rotation.find(home.load(pruned.path)) == []
    kept = pruned.history / str(PRUNED)
    assert "key_rotated_on" in json.loads((kept / "pruned.json").read_text(encoding="utf-8"))
    assert not (kept / "keys").exists()


def test_the_figures_stay_whatever_the_key(pruned):
    """Counts do not depend on what people are hashed with."""
    found = []
    for _ in range(2):
        generation = build.run(pruned).generation
        reader = readers.open(pruned.warehouse, generation, readers.Role.DPO)
        found.append(
            [
                reader.rows("series", name, snapshot=NEWEST, as_of=NEWEST).values.tolist()
                for name in ("people_once", "erasures", "volumes_by_dataset")
            ]
        )
        rotation.rotate(pruned, LATER)

    assert str(found[0]) == str(found[1])
    assert warehouse.current(pruned.warehouse)
