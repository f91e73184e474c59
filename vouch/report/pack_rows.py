"""The packs of a home in words: the verdict of their page, its key figures and its tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vouch import theme
from vouch.key_figures import KeyFigure
from vouch.report import changes, expiry, pack_words, shelf, standing
from vouch.report.shelf import Item
from vouch.report.standing import Standing, State
from vouch.view import View
from vouch.wording import NOTHING, Words

WORST_FIRST = (State.CHANGED, State.UNREAD, State.LACKING, State.WHOLE)
COLUMNS = ("snapshot", "as_of", "period", "language", "role", "pictures", "size", "signed")


def verdict(items: Sequence[Item], view: View) -> str:
    """Say of which day the last report is, whether it still holds, and whether all are whole."""
    t, last = view.t, standing.last(items, view)
    broken = len(_broken(items, view))
    more = f" {t('report.not_whole', n=broken)}" if broken else ""
    if last is None:
        return t("report.is_none") + more
    newer = standing.newer(last, view)
    if not newer:
        return t("report.is_current", day=last.pack.day) + more
    return t("report.is_older", day=last.pack.day, what=newer_words(newer, t)) + more


def judged(items: Sequence[Item], view: View) -> dict[Path, Standing]:
    """Tell how each pack stands under the policy of a view."""
    return standing.of(items, lambda pack: standing.is_over(pack, view))


def newer_words(newer: Sequence[str], t: Words) -> str:
    """List what is newer than a pack."""
    return t.listing([t(f"report.newer_{name}") for name in newer])


def note(view: View) -> str:
    """Say which packs are shown here, and where they lie."""
    folder = f"{view.home.reports.name}/"
    return view.t("report.note_all" if view.is_dpo else "report.note", folder=folder)


def figures(items: Sequence[Item], view: View) -> list[KeyFigure]:
    """Write the key figures; of no pack there is nothing to count."""
    t, last, broken = view.t, standing.last(items, view), len(_broken(items, view))
    state = "nothing" if last is None else _age(last, view)
    count = t.number(len(items)) if items else NOTHING
    wrong = t.number(broken) if items else NOTHING
    return [
        KeyFigure(t("report.kpi_last"), t.write(last.pack.day if last else None), state),
        KeyFigure(t("report.kpi_packs"), count, "" if items else "nothing"),
        KeyFigure(t("report.kpi_wrong"), wrong, _worst(items, view)),
        _moved(last, view),
        _kept(view),
    ]


def _age(item: Item, view: View) -> str:
    """Name the status of a pack against what is there now."""
    return "pack_older" if standing.newer(item, view) else "pack_current"


def _broken(items: Sequence[Item], view: View) -> list[Path]:
    """List the packs that are not as they were made, or lack one before them."""
    found = judged(items, view).items()
    return [path for path, one in found if one.state is not State.WHOLE]


def _worst(items: Sequence[Item], view: View) -> str:
    """Name the status of the pack that is least to be relied on."""
    found = {one.state for one in judged(items, view).values()}
    return next((state for state in WORST_FIRST if state in found), "nothing")


def _moved(last: Item | None, view: View) -> KeyFigure:
    """Say how many findings more or fewer there are now than in the last report."""
    label = view.t("report.kpi_findings")
    if last is None or last.since is None:
        return KeyFigure(label, NOTHING, "nothing")
    now = changes.of_now(view)
    step = sum(now.findings.values()) - sum(last.since.findings.values())
    return KeyFigure(label, view.t.difference(step))


def _kept(view: View) -> KeyFigure:
    """Say how long packs are kept; that no limit is set is a finding.

    Only the officer sees packs with rows, which go with the exports.
    """
    t, settings = view.t, view.home.policy.settings
    period, rows = settings.keep_reports, expiry.of_rows(settings) if view.is_dpo else None
    said = t.period(period) if period else NOTHING
    shorter = t("report.kept_with_rows", period=t.period(rows)) if rows else ""
    return KeyFigure(t("report.kpi_kept"), said, "" if period else "no_period", shorter)


def facts(items: Sequence[Item], view: View) -> list[tuple[str, str]]:
    """Say what is lacking here: a folder, packs, a limit, or zips that are none of vouch."""
    t, folder = view.t, view.home.reports
    said = []
    if not folder.is_dir():
        said.append(("nothing", t("report.no_folder", folder=f"{folder.name}/")))
    elif not items:
        said.append(("nothing", t("report.no_packs")))
    if foreign := shelf.foreign(folder, view.role):
        names = t.listing(foreign)
        said.append(("warning", t("report.foreign", n=len(foreign), names=names)))
    if view.home.policy.settings.keep_reports is None:
        said.append(("warning", t("report.no_limit")))
    return [(theme.STATUSES[name].glyph, sentence) for name, sentence in said]


def table(items: Sequence[Item], view: View) -> dict[str, Any]:
    """Lay out the packs, the newest first, each with its state and its hash."""
    t, found = view.t, judged(items, view)
    return {
        "caption": t("report.packs"),
        "head": [*(t(f"report.col_{name}") for name in COLUMNS), t("report.col_state")],
        "rows": [_row(item, found[item.pack.path], view) for item in items],
    }


def _row(item: Item, found: Standing, view: View) -> dict[str, Any]:
    state = theme.STATUSES[found.state]
    return {
        "cells": _cells(item, view),
        "state": {"glyph": state.glyph, "colour": state.colour},
        "word": view.t(f"status.{found.state}"),
        "name": item.name,
        "sha256": item.sha256 if item.may_take(view.role) else "",
        "said": sentence(item, found, view),
    }


def _cells(item: Item, view: View) -> list[str]:
    """Write what a pack is; of one that cannot be read, what its name says."""
    t, said, pack = view.t, item.said, item.pack
    period = t("report.period_year" if pack.is_of_year else "report.period_month")
    cells = [t.day(pack.day), _day(said, t), period, pack_words.language(pack.language, t)]
    cells.append(t.known(f"role.{pack.role}", pack.role))
    if not said:
        return [*cells, NOTHING, t.size(item.bytes) if view.is_dpo else NOTHING, NOTHING]
    pictures = t.known(f"report.scheme_{said.get('scheme')}", NOTHING)
    pictures = pictures if said.get("has_screens") else t("report.without")
    signed = t("report.yes" if item.is_signed else "report.no")
    return [*cells, pictures, t.size(item.bytes), signed]


def _day(said: Mapping[str, Any], t: Words) -> str:
    try:
        return t.day(date.fromisoformat(said["as_of"]))
    except (KeyError, TypeError, ValueError):
        return NOTHING


def sentence(item: Item, found: Standing, view: View) -> str:
    """Say of a pack what is wrong with it, else whether it still rests on what is there."""
    t = view.t
    if found.state is State.UNREAD:
        return t("report.said_unread")
    if found.state is State.CHANGED:
        places = [place or t("report.zip") for place in found.places]
        return t("report.said_changed", n=len(places), places=t.listing(places))
    newer = standing.newer(item, view)
    said = t("report.said_older", what=newer_words(newer, t)) if newer else t("report.said_current")
    return " ".join(filter(None, (_lacking(found, t), said, _until(item, view))))


def _lacking(found: Standing, t: Words) -> str:
    """Name the earlier pack that is not there, and whether it should be."""
    if found.state is State.LACKING:
        return t("report.said_lacking", name=found.lacking or t("report.other_chain"))
    return t("report.said_expired", name=found.lacking) if found.lacking else ""


def _until(item: Item, view: View) -> str:
    day = expiry.last_day(item.pack, view.home.policy.settings)
    return view.t("report.until", day=day) if day else ""
