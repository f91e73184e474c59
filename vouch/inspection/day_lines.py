"""What is said of days: the evidence for each format, the ambiguity, and the line to declare."""

from collections.abc import Iterator

from vouch.inspection.day_formats import Evidence, Verdict
from vouch.inspection.evidence import Column
from vouch.inspection.headers import quoted
from vouch.inspection.tables import Table
from vouch.sources import ISO_DAY

TOLD = {
    Verdict.DECIDED: "decided: {formats}",
    Verdict.AMBIGUOUS: "ambiguous: every day fits {formats}; ask the person who made the export",
    Verdict.MIXED: "mixed: some days fit only one of {formats} and some only another; no order of "
    "them reads all days rightly, so ask the person who made the export",
    Verdict.CENTURY: "a year of two digits: {formats} takes 00 to 68 for 2000 to 2068 and 69 to 99 "
    "for 1969 to 1999; is that right?",
}


def days(found: Evidence, filled: int) -> Iterator[str]:
    """Say how many of the filled rows each format fits, how many it alone, and what follows."""
    for form, n in sorted(found.fits.items(), key=lambda item: (-item[1], item[0])):
        yield f"{form} fits {n:,} of {filled:,}; only it fits {found.alone.get(form, 0):,}"
    if filled > found.dated:
        yield f"no known format fits {filled - found.dated:,}"
    yield TOLD[found.verdict].format(formats=", ".join(found.formats))
    if found.stray:
        yield f"few rows fit {', '.join(found.stray)}: declare it only if they are meant"


def date_lines(table: Table, columns: list[Column]) -> list[str]:
    """Write the formats to declare: live if each column of days decides them, else offered."""
    dated = [column.days for column in columns if column.days]
    if not dated or table.has_typed_days:
        return []
    formats = list(dict.fromkeys(form for one in dated for form in one.formats))
    is_decided = all(one.verdict is Verdict.DECIDED for one in dated) and not _clash(dated)
    if is_decided:
        is_usual = formats == [ISO_DAY]
        why = "what is taken if nothing is said" if is_usual else "see the columns of days below"
        return [f"date = [{', '.join(map(quoted, formats))}]  # {why}"]
    asked = "# How are days written? Not all columns of days tell; see them below."
    likely = dict.fromkeys(
        form for one in dated if one.verdict is Verdict.DECIDED for form in one.formats
    )
    if likely:
        asked += f" Some do: {', '.join(likely)}, which holds for all if one program wrote them."
    return [asked, *(f"#date = [{quoted(form)}]" for form in formats)]


def _clash(dated: list[Evidence]) -> bool:
    """Tell whether a format that one column needs would read another column's days wrongly."""
    needed = {form for one in dated for form in one.formats}
    return any(one.fits.get(form) for one in dated for form in needed - set(one.formats))
