"""The shape of a file: its columns as they came, as far as their names may be told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vouch import declarations, sources
from vouch.errors import VouchError
from vouch.intake import columns

FIRST_ROWS = 2_000  # of a file, that its columns are known by
LONGEST = 60  # characters of a name
MOST_DIGITS = 4


@dataclass(frozen=True)
class Shape:
    """The names of a file's columns in their order, and their types where it declares any.

    A name that may be something else, as when a heading is missing, is None. *width* is how many
    fields the first row has, where that can differ from the heading.
    """

    names: tuple[str | None, ...]
    types: tuple[str, ...] = ()
    width: int | None = None


class Unlike(VouchError):  # noqa: N818 - the name says what happened, not that it failed
    """A file that was opened and has other columns than the mapping needs."""

    def __init__(self, key: str, shape: Shape, /, **values: object) -> None:
        """Take the message and what the file is like."""
        super().__init__(key, **values)
        self.shape = shape


def of(
    names: Sequence[str],
    needed: Sequence[str],
    types: Sequence[str] = (),
    width: int | None = None,
) -> Shape:
    """Tell the names that are certainly names.

    Where the heading is missing, a row with personal data stands in its place. So a name that the
    mapping does not know is told only beside at least half of those that it knows, and only if it
    looks like one.
    """
    known = set(needed)
    is_heading = bool(known) and 2 * len(known & set(names)) >= len(known)
    told = (
        name if name in known or (is_heading and _is_like_a_name(name)) else None for name in names
    )
    return Shape(tuple(told), tuple(types), width)


def _is_like_a_name(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return 0 < len(text) <= LONGEST and digits <= MOST_DIGITS and "@" not in text


def check(file: str, needed: Sequence[str], names: Sequence[str], shape: Shape) -> None:
    """See that the columns needed are there, each once.

    Raises:
        Unlike: a mapped column is missing or doubled.
    """
    for column in needed:
        if names.count(column) > 1:
            raise Unlike("problem.column_twice", shape, file=file, column=column)
        if column not in names:
            near = declarations.nearest(column, [*filter(None, shape.names)])
            key = "problem.missing_column_near" if near else "problem.missing_column"
            raise Unlike(key, shape, file=file, column=column, near=near)


def cells(
    dataset: sources.Dataset,
    scans: Mapping[int, tuple[str, Shape]],
    place: Callable[[str], str],
) -> str:
    """Write the view raw_cells: what stands in the mapped columns of the first rows of each file.

    *scans* are the rows of each file as SQL, *place* gives the SQL of one of their columns.
    """
    chosen = [
        _unpivoted(number, scan, named, place)
        for number, (scan, shape) in scans.items()
        if (named := _named(dataset, shape))
    ]
    texts = " UNION ALL ".join(chosen) or (
        "SELECT 0 AS file_no, 0 AS place, NULL::VARCHAR AS name, NULL::VARCHAR AS text WHERE false"
    )
    return f"SELECT *, {columns.day_text('text', dataset.format.date)} AS day_text FROM ({texts})"


def _named(dataset: sources.Dataset, shape: Shape) -> dict[int, str]:
    """Name the columns that are looked at, by their places."""
    wanted = [name for name in columns.wanted(dataset) if name in shape.names]
    return {shape.names.index(name) + 1: name for name in wanted}


def _unpivoted(number: int, scan: str, named: dict[int, str], place: Callable[[str], str]) -> str:
    """Write one row for each cell of a file's first rows, from one reading of them."""
    names = ", ".join(map(columns.literal, named.values()))
    texts = ", ".join(columns.cleaned(place(name)) for name in named.values())
    return (
        f"SELECT {number} AS file_no, unnest({list(named)}) AS place, unnest([{names}]) AS name, "
        f"unnest([{texts}]) AS text FROM (SELECT * FROM ({scan}) LIMIT {FIRST_ROWS})"
    )
