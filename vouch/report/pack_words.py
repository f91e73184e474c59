"""What is said of a pack that is made, compared, or held against the exports."""

from collections.abc import Sequence

from vouch import theme
from vouch.report import composing, figure_files, recomputing, verify
from vouch.report.grounds import Grounds
from vouch.report.recomputing import Change
from vouch.report.shelf import Item
from vouch.steps import Step
from vouch.view import View
from vouch.wording import Words

HEXADECIMAL = frozenset("0123456789abcdef")
DIGITS = 64  # of a SHA-256
SHOWN = 20  # exports that are no longer what they were; whoever needs more asks the command
BEFORE = 0.3  # share of the work that is done before the first picture
STEPS = {  # by what a pack tells of itself, how much is done and what is said
    figure_files.FIGURES: (0.05, "report.step_figures"),
    verify.REPORT: (0.15, "report.step_document"),
    composing.SCREENS: (BEFORE, "report.step_screens"),
}


def language(name: str, t: Words) -> str:
    """Name a language in another."""
    return t.known(f"language.{name}", name)


def told(step: Step | None, t: Words) -> tuple[float, str]:
    """Say how far a pack is, as a share and a sentence."""
    if step is None:
        return 0.0, t("report.step_begin")
    if step.of_files:
        values = {"n": step.files, "total": step.of_files, "name": step.name}
        return BEFORE + (1 - BEFORE) * step.share, t("report.step_picture", **values)
    share, key = STEPS.get(step.name, (0.0, "report.step_begin"))
    return share, t(key)


def exports(found: Sequence[Change], said: Grounds, view: View) -> list[tuple[str, str]]:
    """Say whether the figures of a pack can still be computed anew, and what is in the way."""
    t = view.t
    if not found:
        return [_fact("in_limit", t("report.exports_there", n=len(said.exports)))]
    lines = [_fact(*_change(one, said, t)) for one in found[:SHOWN]]
    more = len(found) - len(lines)
    return [*lines, _fact("warning", t("report.exports_more", n=more))] if more else lines


def _change(one: Change, said: Grounds, t: Words) -> tuple[str, str]:
    if one.state != recomputing.PRUNED:
        return "breach", t(f"report.exports_{one.state}", file=one.file, day=one.day)
    own = one.day == said.snapshot
    return "warning", t("report.exports_own" if own else "report.exports_pruned", day=one.day)


def _fact(status: str, sentence: str) -> tuple[str, str]:
    return theme.STATUSES[status].glyph, sentence


def compared(text: str, items: Sequence[Item], view: View) -> tuple[str, str]:
    """Hold a hash that was kept elsewhere against the packs; return status and sentence."""
    t, wanted = view.t, text.strip().lower()
    if len(wanted) != DIGITS or not set(wanted) <= HEXADECIMAL:
        return "nothing", t("report.no_hash", n=DIGITS)
    mine = (item for item in items if item.may_take(view.role))
    for item in mine:
        if item.sha256 == wanted:
            return "pack_whole", t("report.is_the_hash", name=item.name)
    return "pack_changed", t("report.nobodys_hash")
