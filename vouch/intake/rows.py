"""The view raw_rows as SQL: the mapping applied to the rows of a dataset's files."""

from collections.abc import Mapping

from vouch import kinds, sharing, sources
from vouch.intake import columns, delimited, places, structured
from vouch.intake.columns import literal
from vouch.intake.places import Place

JSON = ("json", "jsonl")
LINES = {"combined-log": "line", "jsonl": "line", "json": "coalesce(line, document::VARCHAR)"}
ABSENT = "NULL::VARCHAR"
SHORT = 12  # bytes: as much as a day takes, and as DuckDB compares at once
CODE = r"[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]"  # what may be a personal identity code
PRESENCE = {"record_id", "subject_id", "company_id", "identity_code"}  # are they there, or not?
Others = Mapping[int, tuple[sharing.Only, ...]]  # by which other datasets take rows of each file


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
            chosen += columns.loaded(columns.wanted(dataset)).values()
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


def one_by_one(dataset: sources.Dataset, scans: list[str], others: Others, chosen: str = "") -> str:
    """Write raw_rows with every row of the files.

    With *chosen*, a table of file_no and start_key, only the rows that it names: they are
    found before any text of theirs is trimmed, cut or typed.
    """
    if not scans:
        return _none()
    place = places.of(dataset)
    source = f"SELECT *, 1::BIGINT AS records FROM ({' UNION ALL '.join(scans)}) AS scanned"
    if chosen:
        source += (
            f" SEMI JOIN {chosen} AS chosen ON scanned.file_no = chosen.file_no AND "
            f"{_start_key(dataset, places.cleaned(dataset, place), place)} "
            "IS NOT DISTINCT FROM chosen.start_key"
        )
    return _mapped(dataset, source, place, others, (_reason(dataset), _print(dataset, place)))


def grouped(dataset: sources.Dataset, scans: list[str], others: Others) -> str | None:
    """Write raw_rows with alike rows counted as they are read, for figures alone.

    Texts are trimmed, cut and typed a few thousand times instead of millions of times. None if
    the figures depend on the text of each row.
    """
    if not scans or "free_text" in dataset.columns:
        return None
    keys, reason = _keys(dataset), _reason(dataset)
    place = {name: f"k{n}" for n, name in enumerate(keys)}
    listed = "".join(f", {sql} AS {place[name]}" for name, sql in keys.items())
    by = ["file_no", *keys.values(), *([] if reason == ABSENT else [reason])]
    summed, prints = _prints(dataset, keys, place)
    source = " UNION ALL ".join(
        f"SELECT file_no, NULL::BIGINT AS row{listed}, {reason} AS reason, count(*) AS records, "
        f"{summed} AS prints FROM ({one}) GROUP BY {', '.join(by)}"
        for one in scans
    )
    return _mapped(
        dataset, source, lambda name: place.get(name, ABSENT), others, ("reason", prints)
    )


def _prints(
    dataset: sources.Dataset, keys: dict[str, str], place: dict[str, str]
) -> tuple[str, str]:
    """Write what is summed over alike rows, and what comes of it.

    Where all that is read of them is alike to the letter, one hash stands for all of them.
    """
    theirs = places.of(dataset)
    is_alike = all(keys.get(name) == theirs(name) for name in _printed(dataset))
    if is_alike and _printed(dataset):
        return "NULL", f"records * {_print(dataset, place.__getitem__)}"
    return f"sum({_print(dataset, theirs)})", "prints"


def _print(dataset: sources.Dataset, place: Place) -> str:
    """Write a row's keyed hash, of what the mapping reads of it as the export has it.

    The sum over a file's rows is the same in whatever order and format they stand.
    """
    if dataset.format.type == "combined-log":
        return "hash(getvariable('key'), line)"
    texts = ", ".join(f"coalesce({place(name)}, '')" for name in _printed(dataset))
    return f"hash(getvariable('key'), {texts})" if texts else "NULL::UBIGINT"


def _printed(dataset: sources.Dataset) -> list[str]:
    """List what the mapping reads of a row; of a line of a log, all of it and no column."""
    if dataset.format.type == "combined-log":
        return []
    return [name for ours in sorted(dataset.columns) for name in dataset.theirs(ours)]


def _keys(dataset: sources.Dataset) -> dict[str, str]:
    """Choose what alike rows have in common: days as written, and whether an id is there."""
    place, kind = places.of(dataset), dataset.format.type
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
    return keys | ({"time_local": place("time_local")} if kind == "combined-log" else {})


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


def _start_key(dataset: sources.Dataset, text: Place, place: Place) -> str:
    """Write what tells one start from another: a short text as the file has it, a longer cut.

    Most starts are days and nothing else, and need not be trimmed and cut row by row; a time
    behind the day would make a key of every second.
    """
    start = kinds.KINDS[dataset.kind].start
    day = columns.ours(dataset, start, text)
    theirs = dataset.theirs(start)
    if len(theirs) != 1:
        return day
    written = place(theirs[0])
    return f"CASE WHEN strlen({written}) <= {SHORT} THEN {written} ELSE {day} END"


def _mapped(
    dataset: sources.Dataset, source: str, place: Place, others: Others, beside: tuple[str, str]
) -> str:
    """Apply the mapping to a source that has their columns, file_no, row and records.

    *beside* is written why a row cannot be used, and its print.
    """
    reason, prints = beside
    is_log = dataset.format.type == "combined-log"
    start = kinds.KINDS[dataset.kind].start
    cleaned = places.cleaned(dataset, place)
    # Each is cleaned once, in a column of its own: a day's text is asked for again and again.
    texts = {name: f"t{n}" for n, name in enumerate(columns.wanted(dataset))}
    listed = "".join(f", {cleaned(name)} AS {text}" for name, text in texts.items())
    inner = (
        f"SELECT file_no, row, {columns.select(dataset, texts.__getitem__, place, others)}, "
        f"{place('time_local') if is_log else ABSENT} AS line_text, "
        f"{reason} AS reject_reason, records, {prints}::HUGEINT AS prints, "
        f"{_start_key(dataset, texts.__getitem__, place)} AS start_key "
        f"FROM (SELECT *{listed} FROM ({source}))"
    )
    return f"SELECT *, {start or ABSENT} AS start_text FROM ({inner})"


def _none() -> str:
    """Write a raw_rows without rows, for a dataset of which no file could be read."""
    chosen = ", ".join(f'{ABSENT} AS "{name}"' for name in columns.TEXTS)
    return (
        f"SELECT 0 AS file_no, 0::BIGINT AS row, {chosen}, false AS is_elsewhere, "
        "false AS is_unclaimed, "
        f"{ABSENT} AS line_text, {ABSENT} AS reject_reason, 0::BIGINT AS records, "
        "0::HUGEINT AS prints, "
        f"{ABSENT} AS start_key, {ABSENT} AS start_text WHERE false"
    )
