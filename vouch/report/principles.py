"""Chapter 2: by which procedures and principles data is held: purposes, periods, recipients."""

from vouch import notice_facts, notice_kinds, notice_tables
from vouch.register import content
from vouch.register.shape import Table
from vouch.report import blocks
from vouch.report.blocks import Block, Chapter, Section
from vouch.view import View
from vouch.wording import Words

SOURCES, PURPOSES, PERIODS = 3, 5, 7  # sections of the notice


def write(view: View) -> Chapter:
    """Write the chapter."""
    t, register = view.t, content.write(view)
    opening = (
        blocks.verdict(register.sentence),
        blocks.quiet(t("register.note", day=view.snapshot)),
        blocks.figures(content.figures(view), t),
    )
    tables = {table.id: _table(table, t) for table in (*register.tables, register.gaps)}
    return blocks.chapter(
        t("document.chapter_2"),
        opening,
        notice(view, PURPOSES),
        notice(view, SOURCES),
        tables["limits"],
        notice(view, PERIODS, with_table=False),
        tables["recipients"],
        notice(view, notice_kinds.CHANGES),
        tables["missing"],
    )


def notice(view: View, number: int, *, with_table: bool = True) -> Section:
    """Set a section of the notice against what is held and done."""
    t = view.t
    title = t("notice.mark", section=number, title=t(f"notice.title_{number}"))
    held = blocks.facts([_fact(*one) for one in notice_facts.facts(view, number)])
    table = blocks.table(notice_tables.table(view, number)) if with_table else None
    return blocks.section(title, t(f"notice.says_{number}"), held, table)


def _fact(status: str, sentence: str) -> tuple[str, str]:
    return (blocks.glyph(status) if status else "", sentence)


def _table(table: Table, t: Words) -> Section:
    return blocks.section(table.title, table.note, of_register(table, t))


def of_register(table: Table, t: Words) -> Block | None:
    """Show a table of the register of processing."""
    rows = [[line.said(t) for line in row] for row in table.rows]
    return blocks.table({"head": table.head, "rows": rows, "words": table.words})
