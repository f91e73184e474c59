"""What is kept between reruns is shared by all sessions: never across roles."""

import ast
from pathlib import Path

import pytest

from vouch import readers, view, viewers, warehouse, wording
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.ui import looks, stored

ROOT = Path(__file__).parents[2]
CACHES = {"cache", "lru_cache", "cached_property", "cache_data", "cache_resource"}
SHOWN = [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("vouch/**/*.py")]
# What these keep says nothing of a generation: it is the same for whoever asks.
OF_NO_GENERATION = {
    "vouch/audit/refusals.py: of",
    "vouch/audit/verifying.py: _checked",
    "vouch/catalogues.py: read",
    "vouch/catalogues.py: translations",
    "vouch/deletion/rounds.py: good",
    "vouch/health.py: _reader",
    "vouch/inspection/day_formats.py: _fitting",
    "vouch/inspection/day_formats.py: _shape",
    "vouch/parts/identity.py: code_fingerprint",
    "vouch/parts/identity.py: id",
    "vouch/queries.py: load",
    "vouch/queries.py: statement",
    "vouch/queries.py: together",
    "vouch/report/declared.py: _version",
    "vouch/report/drawing.py: _config",
    "vouch/report/drawing.py: _version",
    "vouch/report/shelf.py: _read",  # of a pack as it lies there, before anybody is told of it
    "vouch/theme.py: _vega_locale",
    "vouch/theme.py: palette",
    "vouch/typesetting.py: _fonts",
    "vouch/ui/builds.py: _desk",
    "vouch/ui/doors.py: _access",
    "vouch/ui/markup.py: _templates",
    "vouch/ui/markup.py: head",
    "vouch/ui/markup.py: picture",
    "vouch/ui/markup.py: stylesheet",
    "vouch/ui/pages.py: _words",
    "vouch/ui/stored.py: _home",
    "vouch/warehouse.py: layout",
}


def keepers() -> dict[str, list[str]]:
    """Return every function whose answers are kept, with the types of what it is asked."""
    found = {}
    for path in SHOWN:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and CACHES & set(map(_name, node.decorator_list)):
                asked = [ast.unparse(one.annotation or ast.Name("")) for one in node.args.args]
                found[f"{path.relative_to(ROOT)}: {node.name}"] = asked
    return found


def _name(decorator: ast.expr) -> str:
    bare = decorator.func if isinstance(decorator, ast.Call) else decorator
    return getattr(bare, "attr", getattr(bare, "id", ""))


def test_what_is_kept_of_a_generation_is_kept_for_a_role():
    """A function that keeps what it computed must ask for a desk, which names both.

    One that is added fails here until somebody has seen that it keeps nothing of a generation.
    """
    without = {name for name, asked in keepers().items() if asked[:1] != ["Desk"]}

    assert without == OF_NO_GENERATION


def test_a_desk_is_another_for_each_role_and_generation():
    """It is what answers are kept by."""
    desks = {
        stored.Desk(Path("w"), generation, role)
        for generation in ("a", "b")
        for role in readers.Role
    }

    assert len(desks) == 2 * len(readers.Role)


@pytest.fixture
def sources(built, tmp_path, monkeypatch) -> dict[readers.Role, stored.Stored]:
    """Open the built sample for each role, as pages do."""
    monkeypatch.setattr(looks.st, "session_state", {})
    generation = warehouse.current(built.warehouse)
    assert generation is not None

    def opened(role: readers.Role) -> stored.Stored:
        log, who = Log(tmp_path / "audit"), viewers.local(role)
        trail = Trail(log, who, "notice", generation, "2023-10-01", looks.now)
        return stored.Stored(stored.Desk(built.warehouse, generation, role), "stamp", trail)

    return {role: opened(role) for role in readers.Role}


@pytest.mark.parametrize("role", [readers.Role.MANAGEMENT, readers.Role.AUDITOR])
def test_rows_that_the_officer_was_given_are_for_nobody_else(sources, role):
    """The same question, asked a moment later by somebody else."""
    day = sources[role].days[-1]
    params = (("finding", "refusal_not_told"), ("snapshot", day), ("as_of", day))
    given = sources[readers.Role.DPO].rows("evidence", "finding_rows", params)

    with pytest.raises(readers.Withheld):
        sources[role].rows("evidence", "finding_rows", params)
    assert given.columns.size


def test_what_a_view_keeps_is_made_for_each_role(built, sources):
    """A sentence or a chart may say to the officer what it says to nobody else."""
    made = []
    for role, source in sources.items():
        day = source.days[-1]
        looked = view.View(
            t=wording.Words("en"),
            home=built,
            generation=source.desk.generation,
            viewer=viewers.local(role),
            snapshots=source.days,
            snapshot=day,
            as_of=day,
            source=source,
        )
        made.append(looked.keep("something", lambda role=role: f"for {role}"))

    assert made == [f"for {role}" for role in sources]
