"""The view raw_rows as SQL: the mapping applied to the rows of a dataset's files."""

from collections.abc import Callable

from vouch import kinds, sources
from vouch.intake import columns, delimited, shapes, structured
from vouch.intake.columns import literal, quoted

LOG_PLACES = {
    "remote_addr": "split_part(line, ' ', 1)",
    "remote_user": "split_part(line, ' ', 3)",
    "time_local": "substr(line, strpos(line, '[') + 1, 12)",  # 31/Oct/2026: and no more
    "request": "split_part(line, '\"', 2)",
    "status": "split_part(ltrim(split_part(line, '\"', 3)), ' ', 1)",
    "body_bytes_sent": "split_part(ltrim(split_part(line, '\"', 3)), ' ', 2)",
    "http_referer": "split_part(line, '\"', 4)",
    "http_user_agent": "split_part(line, '\"', 6)",
}
JSON = ("json", "jsonl")
LINES = {"combined-log": "line", "jsonl": "line", "json": "coalesce(line, document::VARCHAR)"}
ABSENT = "NULL::VARCHAR"
REASON = "?reason"  # beside their columns: no export is likely to have one of this name
SHORT = 12  # bytes: as much as a day takes, and as DuckDB compares at once
CODE = r"[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]"  # what may be a personal identity code
PRESENCE = {"record_id", "subject_id", "company_id", "identity_code"}  # are they there, or not?

Place = Callable[[str], str]


def scan(dataset: sources.Dataset, number: int, table: delimited.Table) -> str:
    """Write one file's rows: its number, theirs, and the columns as the file has them."""
    chosen = [f"{number} AS file_no", f"{_number(table)} AS row"]
    match dataset.format.type:
        case "combined-log":
            chosen.append("line")
        case "jsonl":
            chosen.append(f"{structured.DOCUMENT} AS document")
        case "json":
            chosen.append("document")
        case _:
            chosen += map(quoted, columns.wanted(dataset))
    return f"SELECT {', '.join(chosen)} FROM {table.sql}"


def _number(table: delimited.Table) -> str:
    if table.is_view:
        return "NULL::BIGINT"
    return "row" if table.first_row is None else f"rowid + {table.first_row}"


def lines(dataset: sources.Dataset, tables: dict[int, delimited.Table]) -> str:
    """Write raw_lines: the rows of a format without columns as they stand, under their numbers."""
    text = LINES.get(dataset.format.type, "")
    scans = (
        f"SELECT {number} AS file_no, {_number(table)} AS row, {text} AS line FROM {table.sql}"
        for number, table in tables.items()
    )
    none = f"SELECT 0 AS file_no, 0::BIGINT AS row, {ABSENT} AS line WHERE false"
    return " UNION ALL ".join(scans) if text and tables else none


def cells(dataset: sources.Dataset, scans: dict[int, tuple[str, shapes.Shape]]) -> str:
    """Write raw_cells: what stands in the mapped columns of the first rows of each file."""
    return shapes.cells(dataset, scans, _place(dataset))


def one_by_one(dataset: sources.Dataset, scans: list[str], chosen: str = "") -> str:
    """Write raw_rows with every row of the files.

    With *chosen*, a table of file_no and start_key, only the rows that it names: they are
    found before any text of theirs is trimmed, cut or typed.
    """
    if not scans:
        return _none()
    source = f"SELECT *, 1::BIGINT AS records FROM ({' UNION ALL '.join(scans)}) AS scanned"
    if chosen:
        source += (
            f" SEMI JOIN {chosen} AS chosen ON scanned.file_no = chosen.file_no AND "
            f"{_start_key(dataset, _place(dataset))} IS NOT DISTINCT FROM chosen.start_key"
        )
    prints = _print(dataset, _place(dataset))
    return _mapped(dataset, source, _place(dataset), (_reason(dataset), prints))


def grouped(dataset: sources.Dataset, scans: list[str]) -> str | None:
    """Write raw_rows with alike rows counted as they are read, for figures alone.

    Texts are trimmed, cut and typed a few thousand times instead of millions of times. None if
    the figures depend on the text of each row.
    """
    if not scans or "free_text" in dataset.columns:
        return None
    keys = _keys(dataset)
    listed = "".join(f", {sql} AS {quoted(name)}" for name, sql in keys.items())
    by = ", ".join(["file_no", *keys.values()])
    source = " UNION ALL ".join(
        f"SELECT file_no, NULL::BIGINT AS row{listed}, count(*) AS records, "
        f"sum({_print(dataset, _place(dataset))}) AS prints "
        f"FROM ({one}) GROUP BY {by}"
        for one in scans
    )
    place = {name: quoted(name) for name in keys}
    reason = place.get(REASON, ABSENT)
    return _mapped(dataset, source, lambda name: place.get(name, ABSENT), (reason, "prints"))


def _print(dataset: sources.Dataset, place: Place) -> str:
    """Write a row's keyed hash, of what the mapping reads of it as the export has it.

    The sum over a file's rows is the same in whatever order and format they stand.
    """
    if dataset.format.type == "combined-log":
        return "hash(getvariable('key'), line)"
    read = [name for ours in sorted(dataset.columns) for name in dataset.theirs(ours)]
    texts = ", ".join(f"coalesce({place(name)}, '')" for name in read)
    return f"hash(getvariable('key'), {texts})" if texts else "NULL::UBIGINT"


def _keys(dataset: sources.Dataset) -> dict[str, str]:
    """Choose what alike rows have in common: days as written, and whether an id is there."""
    place, kind = _place(dataset), dataset.format.type
    empty = "('', '-')" if kind == "combined-log" else "('')"
    keys = {}
    for name in columns.wanted(dataset):
        ours = {mine for mine in dataset.columns if name in dataset.theirs(mine)}
        if name in dataset.only or ours & set(kinds.DATES):
            keys[name] = place(name)
        elif ours & PRESENCE:
            keys[name] = _presence(place(name), empty)
        elif "links" in ours:
            keys[name] = f"CASE {_coded(place(name))} END"
    beside = {
        "combined-log": ("time_local", LOG_PLACES["time_local"]),
        **dict.fromkeys(JSON, (REASON, _reason(dataset))),
    }
    return keys | dict([beside[kind]] if kind in beside else [])


def _reason(dataset: sources.Dataset) -> str:
    """Write why a row cannot be used, as far as its file's format tells."""
    is_json = dataset.format.type in JSON
    return structured.reason(columns.wanted(dataset)) if is_json else ABSENT


def _presence(text: str, empty: str) -> str:
    """Write an x where something stands; most texts tell it by how they begin, untrimmed.

    What may be an identity code stays as it is until it is looked at, and goes no further.
    """
    return (
        f"CASE {_coded(text)} WHEN {text} > '.' AND {text} < '\x7f' THEN 'x' "
        f"WHEN trim({text}) NOT IN {empty} THEN 'x' END"
    )


def _coded(text: str) -> str:
    """Write a branch for a text that may be an identity code; a longer one is no id."""
    return (
        f"WHEN strlen({text}) BETWEEN 11 AND 40 "
        f"AND regexp_matches({text}, {literal(CODE)}) THEN {text}"
    )


def _start_key(dataset: sources.Dataset, place: Place) -> str:
    """Write what tells one start from another: a short text as the file has it, a longer cut.

    Most starts are days and nothing else, and need not be trimmed and cut row by row; a time
    behind the day would make a key of every second.
    """
    start, is_log = kinds.KINDS[dataset.kind].start, dataset.format.type == "combined-log"
    day = columns.ours(dataset, start, place, is_dash_empty=is_log)
    theirs = dataset.theirs(start)
    if len(theirs) != 1:
        return day
    text = place(theirs[0])
    return f"CASE WHEN strlen({text}) <= {SHORT} THEN {text} ELSE {day} END"


def _place(dataset: sources.Dataset) -> Place:
    """Return how one of their columns is written in SQL."""
    match dataset.format.type:
        case "combined-log":
            return LOG_PLACES.__getitem__
        case "json" | "jsonl":
            return lambda name: f"(document ->> {literal(structured.path(name))})"
        case _:
            return quoted


def _mapped(dataset: sources.Dataset, source: str, place: Place, beside: tuple[str, str]) -> str:
    """Apply the mapping to a source that has their columns, file_no, row and records.

    *beside* is written why a row cannot be used, and its print.
    """
    reason, prints = beside
    is_log = dataset.format.type == "combined-log"
    start = kinds.KINDS[dataset.kind].start
    inner = (
        f"SELECT file_no, row, {columns.select(dataset, place, is_dash_empty=is_log)}, "
        f"{place('time_local') if is_log else ABSENT} AS line_text, "
        f"{reason} AS reject_reason, records, {prints}::HUGEINT AS prints, "
        f"{_start_key(dataset, place)} AS start_key "
        f"FROM ({source})"
    )
    return f"SELECT *, {quoted(start) if start else ABSENT} AS start_text FROM ({inner})"


def _none() -> str:
    """Write a raw_rows without rows, for a dataset of which no file could be read."""
    chosen = ", ".join(f"{ABSENT} AS {quoted(name)}" for name in columns.TEXTS)
    return (
        f"SELECT 0 AS file_no, 0::BIGINT AS row, {chosen}, false AS is_elsewhere, "
        f"{ABSENT} AS line_text, {ABSENT} AS reject_reason, 0::BIGINT AS records, "
        "0::HUGEINT AS prints, "
        f"{ABSENT} AS start_key, {ABSENT} AS start_text WHERE false"
    )
