"""Whether every export was read, to the last record."""

from typing import Any

from vouch import export_state as states
from vouch import reading_rows, wording
from vouch import repeat_rows as repeats
from vouch import source_rows as sources
from vouch.report import blocks
from vouch.report.blocks import Section
from vouch.view import View

STATE = 2  # the column of the status, behind dataset and file


def sections(view: View) -> list[Section | None]:
    """Say which files were read, what was lost, and what is to be doubted."""
    t = view.t
    opening = blocks.section(
        t("page.sources"),
        "",
        blocks.verdict(sources.verdict(view)),
        blocks.quiet(t("sources.note")),
        blocks.banners(sources.unfinished(view)),
        blocks.figures(sources.figures(view), t),
    )
    odd = (_lost(view), _suspects(view))
    return [opening, *odd, _files(view), _rejects(view), _doubles(view), _days(view), _keys(view)]


def _lost(view: View) -> Section | None:
    t, lost = view.t, sources.lost(view)
    if not lost:
        return None
    return blocks.section(
        t("sources.lost", n=len(lost)), t("sources.lost_note"), blocks.banners(lost)
    )


def _suspects(view: View) -> Section | None:
    t, found = view.t, [*states.suspects(view).values()]
    if not found:
        return None
    said = t("sources.suspects", n=len(found)), t("sources.suspects_note")
    return blocks.section(*said, blocks.banners(found))


def _files(view: View) -> Section:
    """List the files with the fate of every record; what is wrong with one is said below."""
    t, made = view.t, sources.table(view)
    problems = [(row["status"].glyph, row["problem"]) for row in _lines(made) if row["problem"]]
    note = t("sources.files_note", day=view.snapshot)
    table = blocks.table(_by_file(made))
    return blocks.section(t("sources.files"), note, table, blocks.facts(problems))


def _by_file(made: dict[str, Any]) -> dict[str, Any]:
    names = ("dataset", "file", "state", *sources.COUNTS)
    return {
        "head": [made["head"][name] for name in names],
        "rows": [
            [row["dataset"], row["file"], f"{row['status'].glyph} {row['word']}", *row["counts"]]
            for row in _lines(made)
        ],
        "total": [made["total"]["name"], "", "", *made["total"]["counts"]],
        "words": STATE + 1,
    }


def _lines(made: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = made["rows"]
    return rows


def _rejects(view: View) -> Section:
    t = view.t
    shown = blocks.table(sources.table_of_rejects(view))
    none = blocks.well(t("sources.none_rejected", day=view.snapshot))
    return blocks.section(t("sources.rejects"), t("sources.rejects_note"), shown or none)


def _doubles(view: View) -> Section:
    t = view.t
    shown = blocks.table(repeats.table_of_doubles(view))
    none = blocks.well(t("sources.no_doubles", day=view.snapshot))
    return blocks.section(t("sources.doubles"), t("sources.doubles_note"), shown or none)


def _days(view: View) -> Section:
    """List the columns of days to be doubted; nothing counted is no day that was read."""
    t = view.t
    if not len(view.series("readings")):
        return blocks.section(t("sources.days"), "", blocks.text(t("sources.no_days")))
    shown = blocks.table(reading_rows.table(view))
    none = blocks.well(wording.plain(t("sources.none_doubted", day=view.snapshot)))
    return blocks.section(t("sources.days"), t("sources.days_note"), shown or none)


def _keys(view: View) -> Section:
    t = view.t
    made = blocks.table(repeats.table_of_keys(view))
    return blocks.section(t("sources.keys"), t("sources.keys_note"), made)
