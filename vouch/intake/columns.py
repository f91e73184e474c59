"""A mapping as SQL: from an export's columns to ours, all still text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from vouch import kinds, sharing, sources

WORDS = "'epoch', 'infinity', '-infinity'"
JOINED = {"fingerprint": "\x1f"}  # several columns together, not the first
PARTED = "free_text"  # the same, and each at its own place: it must be told where a code stands
TEXTS = (
    *("record_id", "subject_id", "company_id", "starts_on", "identity_code", "free_text"),
    *("fingerprint", "links", "right", "received_on", "identity_asked_on"),
    *("identity_verified_on", "extended_on", "closed_on", "outcome", "told_on", "started_at"),
    *("direction", "topic", "is_recorded", "recording_id", "announced", "seconds", "deleted_on"),
    *("opened_on", "dataset", "review_on", "released_on", "ground", "restriction", "stance"),
    *("channel", "given_on", "withdrawn_on", "sent_on", "campaign_ended_on", "disclosed_on"),
    *("name", "country", "safeguard"),
)


def quoted(name: str) -> str:
    """Quote an identifier that comes from outside."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text that comes from outside."""
    return "'" + text.replace("'", "''") + "'"


def wanted(dataset: sources.Dataset) -> list[str]:
    """List the export's columns that the mapping names, each once: no other is ever read."""
    named = [theirs for ours in dataset.columns for theirs in dataset.theirs(ours)]
    return list(dict.fromkeys([*named, *dataset.only]))


def loaded(needed: Sequence[str]) -> dict[str, str]:
    """Name the columns that an export's are loaded as: how it calls them has no say in any SQL."""
    return {name: f"c{place}" for place, name in enumerate(needed)}


def select(
    dataset: sources.Dataset,
    text: Callable[[str], str],
    place: Callable[[str], str],
    others: Mapping[int, tuple[sharing.Only, ...]],
) -> str:
    """Write the select list of raw_rows.

    *text* gives the SQL of one of their columns without the space around it, *place* as it is.
    *others* are the conditions by which other datasets take rows of each file.
    """
    columns = [f"{ours(dataset, name, text)} AS {quoted(name)}" for name in TEXTS]
    elsewhere = f"NOT ({_met(dataset.only.items(), place)})" if dataset.only else "false"
    columns.append(f"{elsewhere} AS is_elsewhere")
    unclaimed = f"{elsewhere} AND {_left(others, place)}" if dataset.only else "false"
    columns.append(f"{unclaimed} AS is_unclaimed")
    return ",\n  ".join(columns)


def ours(dataset: sources.Dataset, name: str, text: Callable[[str], str]) -> str:
    """Write one of our columns; *text* gives the SQL of one of theirs, cleaned."""
    theirs = [text(one) for one in dataset.theirs(name)]
    if name in kinds.DATES:
        theirs = [day_text(one, dataset.format.date) for one in theirs]
    value = _joined(theirs, name)
    if mapping := dataset.values.get(name):
        coded = bool(kinds.codes(dataset.kind, name))
        value = _translated(value, mapping, f"'?' || {value}" if coded else value)
    return value


def cleaned(text: str, empty: str = "") -> str:
    """Write a text without the space around it; NULL if nothing, or *empty*, is left."""
    trimmed = f"nullif(trim({text}), '')"
    return f"nullif({trimmed}, '{empty}')" if empty else trimmed


def _joined(theirs: Sequence[str], ours: str) -> str:
    if not theirs:
        return "NULL::VARCHAR"
    if ours == "links":
        return f"array_to_string([{', '.join(theirs)}], '\x1f')"
    if ours == PARTED and len(theirs) > 1:
        placed = ", ".join(f"coalesce({text}, '')" for text in theirs)
        parted = f"array_to_string([{placed}], '\x1f')"
        return f"CASE WHEN coalesce({', '.join(theirs)}) IS NOT NULL THEN {parted} END"
    if ours in JOINED and len(theirs) > 1:
        return f"nullif(concat_ws('{JOINED[ours]}', {', '.join(theirs)}), '')"
    return theirs[0] if len(theirs) == 1 else f"coalesce({', '.join(theirs)})"


def day_text(text: str, formats: list[str]) -> str:
    """Cut off a time or zone: from a T and a digit on, or beyond the spaces that formats have."""
    # DuckDB takes these words for days under any format: they are made to fit none.
    text = f"CASE WHEN lower({text}) IN ({WORDS}) THEN '?' || {text} ELSE {text} END"
    spaces = formats[0].count(" ")
    if spaces:
        return f"array_to_string(string_split({text}, ' ')[1:{spaces + 1}], ' ')"
    return f"regexp_replace({text}, '(?s)(T[0-9]| ).*', '')"  # the T of 31-OCT-2026 stays


def _translated(value: str, mapping: dict[str, str], unmapped: str) -> str:
    """Turn their codes into ours; where codes are fixed, one that is not mapped is none of them."""
    cases = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in mapping.items())
    return f"CASE {value} {cases} ELSE {unmapped} END"


def _met(only: Iterable[tuple[str, Iterable[str]]], place: Callable[[str], str]) -> str:
    """Tell the rows that a dataset takes of a file; without a condition, all of them."""
    conditions = [
        f"coalesce(trim({place(name)}), '') IN ({', '.join(map(literal, values))})"
        for name, values in only
    ]
    return " AND ".join(conditions) or "true"


def _left(others: Mapping[int, tuple[sharing.Only, ...]], place: Callable[[str], str]) -> str:
    """Tell the rows that no other dataset of their file takes; most files have the same ones."""
    files = defaultdict[tuple[sharing.Only, ...], list[str]](list)
    for number, only in others.items():
        files[only].append(str(number))
    taken = (
        f"(file_no IN ({', '.join(numbers)}) AND ({_met(one, place)}))"
        for only, numbers in files.items()
        for one in only
    )
    return f"NOT ({' OR '.join(taken) or 'false'})"
