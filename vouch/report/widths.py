"""How wide the columns of a table are: numbers take what they need, texts share the rest."""

from collections.abc import Iterable, Sequence

PAGE, GAP = 118, 1.6  # letters on a line of a table, and what lies between two columns
MANY, SMALLER = 9, 0.87  # from so many columns on, letters are smaller
WORD, LINE = 22, 60  # letters of the longest word and line that a column of texts is made for
HEADS = (22, 16, 12, 9, 7, 6)  # letters on a line of a head of numbers, as room is needed
EASY = 0.7  # share of what the texts would like with which they are content

Rows = Sequence[Sequence[str]]


def size(columns: int) -> float:
    """Return how large the letters of a table are, of those of other tables."""
    return SMALLER if columns >= MANY else 1


def allot(head: Sequence[str], rows: Rows, texts: Sequence[int]) -> list[float]:
    """Return the width of each column in letters; together they fill the page.

    *texts* are the columns, from 0, that hold words. Heads of numbers run over several lines
    where the texts would have too little room.
    """
    cells = [[name, *(row[place] for row in rows)] for place, name in enumerate(head)]
    numbers = [place for place in range(len(head)) if place not in texts]
    page = PAGE / size(len(head)) - GAP * len(head)
    least, most = _bounds([cells[place] for place in texts])
    content = max(sum(least), EASY * sum(most))
    wanted: dict[int, float] = {}
    for room in HEADS:
        wanted = {place: _number(cells[place], room) for place in numbers}
        if page - sum(wanted.values()) >= content:
            break
    free = max(page - sum(wanted.values()), sum(least) / 4)  # however many numbers there are
    shared = _shared(least, most, free)
    wanted |= dict(zip(texts, shared, strict=True))
    return [round(wanted[place], 2) for place in range(len(head))]


def _number(cells: Sequence[str], room: int) -> float:
    """Make room for the longest number, and for its head on as many lines as it needs."""
    head, *values = cells
    return max(_longest(values), min(len(head), room)) + 1


def _bounds(columns: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Return what each column of texts needs at least, its longest word, and would like."""
    words = [[word for text in one for word in text.split(" ")] for one in columns]
    least = [min(WORD, _longest(one) + 1) for one in words]  # a shape is wider than a letter
    lines = [min(LINE, _longest(one) + 1) for one in columns]
    return least, [max(pair) for pair in zip(least, lines, strict=True)]


def _shared(least: Sequence[int], most: Sequence[int], free: float) -> list[float]:
    """Give each column its longest word, and share out what is left by the longest lines."""
    more = [high - low for low, high in zip(least, most, strict=True)]
    left = free - sum(least)
    if left < 0 or not sum(more):
        return [low * free / sum(least) for low in least]
    return [low + left * step / sum(more) for low, step in zip(least, more, strict=True)]


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)
