"""The shape of the code: one direction, one clock, one place for each kind of thing."""

import ast
import re
from pathlib import Path

import duckdb
import pytest

from vouch import queries

ROOT = Path(__file__).parents[1]
CODE = sorted(ROOT.glob("vouch/**/*.py"))
SCREENS = [ROOT / "app.py", *sorted(ROOT.glob("pages/*.py"))]
ALL = [(layer, name) for layer in queries.LAYERS for name in queries.names(layer)]
# Each layer of Python imports itself and those before it.
FLOORS = (
    ("errors", "kinds", "eea", "steps", "characters", "exit_codes", "checksums", "__init__"),
    ("declarations", "queries", "calendar", "keys", "written_days"),
    ("periods", "bounds", "file_names"),
    ("policy", "sources", "sharing"),
    ("versions",),
    ("home",),
    ("manifests",),
    ("snapshots", "hashes", "intake"),
    ("inspection",),
    ("reference", "parts", "people", "practice", "warehouse", "contents", "history"),
    ("planning", "store", "sealing"),
    ("sought",),
    ("drift",),
    ("deletion",),
    ("press", "tracing"),
    ("bench",),
    ("kept_keys",),
    ("build",),
    ("readers",),
    (
        "kpis",
        "drilldown",
        "comparison",
        "suppositions",
        "pruning",
        "rotation",
        "access",
        "viewers",
    ),
    ("audit",),
    ("catalogues", "wording"),
    (
        "theme",
        "charts",
        "forecast_charts",
        "chart_rows",
        "key_figures",
        "retention_classes",
        "request_figures",
        "typesetting",
    ),
    (
        "view",
        "asked",
        "kpi_files",
        "audit_rows",
        "export_state",
        "timeline",
        "findings",
        "notice_kinds",
        "notice_findings",
        "legal_bases",
        "notice_tables",
        "notice_facts",
        "policy_terms",
        "policy_effects",
        "policy_tables",
        "notice_counts",
        "register",
        "sentences",
        "summaries",
        "class_table",
        "forecast_rows",
        "deletions_needed",
        "what_if_figures",
        "what_if_rows",
        "what_if_tables",
        "deletion_rows",
        "deletion_changes",
        "hold_rows",
        "list_rows",
        "call_rows",
        "request_rows",
        "request_names",
        "request_paces",
        "past_range",
        "request_tables",
        "erasure_rows",
        "reconciled_rows",
        "code_rows",
        "reading_rows",
        "retention_rows",
        "source_rows",
        "reject_rows",
        "repeat_rows",
        "small_cells",
        "volume_rows",
        "clock_words",
        "explanations",
        "waiting",
        "worklists",
        "downloads",
        "claims",
        "gate",
        "handouts",
        "headers",
        "health",
    ),
    ("report",),
    ("server",),
    ("ui",),
    ("sample", "starter"),
    ("command_line",),
    ("__main__",),
)
MAY_READ = {
    "staging": ("raw_",),
    "facts": ("ref_", "raw_", "stg_", "fct_"),
    "figures": ("ref_", "stg_", "fct_", "fig_"),
    "records": ("ref_", "raw_", "stg_", "fct_", "fig_", "rec_"),
    "kpis": ("ref_", "fig_"),
    "series": ("ref_", "fig_"),
    "evidence": ("ref_", "fig_", "rec_"),
}
PREFIX = {"staging": "stg_", "facts": "fct_", "figures": "fig_", "records": "rec_"}
WITH_PARAMS = ("kpis", "series", "evidence")
CLOCK = r"\b(current_date|current_time|current_timestamp|now|today|get_current_\w+|random|uuid)\b"
UNEQUAL = r"\bINTERVAL\b|\bto_(days|weeks|hours|minutes|seconds)\s*\(|\b(days?|weeks?|hours?)\s*\("
SUFFIXES = {"DATE": ("_on", "day", "month", "month_end", "snapshot", "previous")}
MOST_LINES = 220
IN_ONE_FILE = {"vouch/report/verify.py"}  # goes with each pack, for whoever has no vouch
# SQL put together from identifiers; bound values and constants everywhere else.
WRITES_SQL = (
    "intake",
    "parts",
    "contents.py",
    "deletion",
    "people.py",
    "practice.py",
    "sought.py",
    "tracing.py",
    "reference.py",
    "readers.py",
    "queries.py",
)
ASKS = [  # where values from outside are only ever parameters
    path
    for path in (*CODE, *SCREENS)
    if not set(path.relative_to(ROOT).parts[1:2]) & set(WRITES_SQL)
]
INTERFACES = ("ui", "server.py", "command_line")
BELOW = [path for path in CODE if path.relative_to(ROOT / "vouch").parts[0] not in INTERFACES]
LISTED = [
    (layer, name)
    for layer, name in ALL
    if layer in WITH_PARAMS and queries.load(layer, name).grain != "one row"
]
TOP = {
    ".ci",
    ".github",
    ".git",
    ".gitignore",
    ".gitattributes",
    ".streamlit",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app.py",
    "deploy",
    "pages",
    "pyproject.toml",
    "queries",
    "requirements.txt",
    "sample_data",
    "tests",
    "vouch",
}
MADE_HERE = {".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"}


def test_each_module_has_one_floor():
    """On two, it might be imported from both sides."""
    named = [name for names in FLOORS for name in names]

    assert len(named) == len(set(named))


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_only_downwards(path: Path) -> None:
    """Whoever reads a module must not need the ones above it; errors speak when they are read."""
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    own = path.relative_to(ROOT / "vouch").parts[0].removesuffix(".py")

    assert own in floor, "name its floor in FLOORS"
    assert all(floor[name] <= floor[own] for name in _imported(path) if own != "errors")


def test_only_the_interface_imports_streamlit() -> None:
    """What the command line and a report compute must not need a web server."""
    found = [path for path in CODE if _mentions(path, "streamlit")]
    allowed = [path for path in found if path.parent.name == "ui" or path.name == "server.py"]

    assert found == allowed


@pytest.mark.parametrize("path", [*CODE, *SCREENS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short(path: Path) -> None:
    """A module that does not fit the eye does two things."""
    most = MOST_LINES * (2 if path.relative_to(ROOT).as_posix() in IN_ONE_FILE else 1)

    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", ASKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_values_are_bound_not_written_into_sql(path: Path) -> None:
    """Identifiers from outside are quoted in one place; a value is a parameter, always."""
    assert not [text for text in _formatted(path) if re.search(r"\b(SELECT|WHERE|FROM)\b", text)]


@pytest.mark.parametrize("path", BELOW, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_below_the_interface_reads_the_clock(path: Path) -> None:
    """The same exports on the same day give the same figures, whenever that is asked."""
    assert not re.search(r"\b(date\.today|datetime\.(now|utcnow)|time\.time)\(", path.read_text())


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_a_query_reads_only_from_the_left(layer: str, name: str) -> None:
    """Figures never read records, and what management sees never reads a row."""
    query = queries.load(layer, name)

    assert all(table.startswith(MAY_READ[layer]) for table in query.reads)
    assert name.startswith(PREFIX.get(layer, ""))


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_a_file_is_one_select_without_a_semicolon(layer: str, name: str) -> None:
    """It is put behind CREATE VIEW or inside a COPY as it stands."""
    sql = queries.load(layer, name).sql
    (statement,) = duckdb.extract_statements(sql)

    assert statement.type == duckdb.StatementType.SELECT
    assert ";" not in _code(sql)


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_no_query_reads_the_clock(layer: str, name: str) -> None:
    """The day is a parameter, so that a figure can be computed again years later."""
    assert not re.search(CLOCK, _code(queries.load(layer, name).sql), re.I)


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_days_are_added_as_integers(layer: str, name: str) -> None:
    """DuckDB takes an interval of 30 days for one of a month in the same query: see design."""
    assert not re.search(UNEQUAL, _code(queries.load(layer, name).sql), re.I)


@pytest.mark.parametrize(
    "fault",
    ["day + INTERVAL 30 DAY", "day + to_days(30)", "day + to_weeks(n)", "day + interval '1 day'"],
)
def test_the_guard_against_intervals_sees_them(fault: str) -> None:
    """A guard that matches nothing would hold for ever."""
    assert re.search(UNEQUAL, _code(fault), re.I)


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_columns_are_named_one_by_one(layer: str, name: str) -> None:
    """A star hides which columns a query needs, and lets new ones through unseen."""
    sql = re.sub(r"count\(\*\)", "", _code(queries.load(layer, name).sql), flags=re.I)

    assert not re.search(r"(SELECT|DISTINCT|,|\.)\s*\*", sql, re.I)


@pytest.mark.parametrize("layer", [name for name in queries.LAYERS if name not in WITH_PARAMS])
def test_only_questions_take_parameters(layer: str) -> None:
    """A view takes none, and a part is the same whoever asks."""
    assert not [name for name in queries.names(layer) if queries.load(layer, name).params]


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_names_tell_the_type(layer: str, name: str) -> None:
    """A reader of SQL sees a day, a flag and a share by its name."""
    for column in queries.load(layer, name).columns:
        if column.type == "DATE":
            assert column.name.endswith(SUFFIXES["DATE"])
        assert (column.type == "BOOLEAN") == column.name.startswith(("is_", "has_"))


@pytest.mark.parametrize(("layer", "name"), LISTED)
def test_rows_for_readers_have_a_full_order(layer: str, name: str) -> None:
    """Without an order the same question would print in another sequence tomorrow."""
    assert re.search(r"^ORDER BY ", queries.load(layer, name).sql, re.M)


def test_nothing_lies_about_at_the_top() -> None:
    """The first thing that a newcomer sees is the list of what is here."""
    found = {path.name for path in ROOT.iterdir() if path.is_file() or any(path.iterdir())}

    assert found - MADE_HERE <= TOP


def _code(sql: str) -> str:
    """Drop comments and quoted text, which may say anything."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--.*", "", sql))


def _imported(path: Path) -> set[str]:
    """Name the modules of ours that *path* imports, each by its first step below vouch."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("vouch"):
            steps = node.module.split(".")
            names = [steps[1]] if len(steps) > 1 else [alias.name for alias in node.names]
            found |= {"__init__" if name.startswith("__") else name for name in names}
    return found


def _mentions(path: Path, module: str) -> bool:
    return re.search(rf"^\s*(import|from) {module}\b", path.read_text(), re.M) is not None


def _formatted(path: Path) -> list[str]:
    """List the f-strings of a module, with their places left empty."""
    return [
        "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
    ]
