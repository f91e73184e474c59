"""Composing a pack: every file that is in it, from one look at one generation."""

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from vouch import viewers
from vouch.audit.entries import Action
from vouch.audit.trail import Trail
from vouch.report import (
    browsers,
    declared,
    document,
    evidence_files,
    figure_files,
    packs,
    screens,
    verify,
)
from vouch.report.browsers import Scheme
from vouch.report.document import Attached, Draft
from vouch.report.packs import Pack
from vouch.report.telling import last
from vouch.steps import Progress, Stage, Step
from vouch.view import View

SCREENS, CHECKER, MANUAL = "screens", "verify.py", "VERIFY.md"
Period = Literal["month", "year"]


@dataclass(frozen=True)
class Wish:
    """What a pack is to be: of a month or a year, with screenshots in one scheme or none."""

    period: Period = "month"
    scheme: Scheme = "light"
    has_screens: bool = True


def name(view: View, wish: Wish) -> str:
    """Name the pack of a view."""
    return packs.name(view.snapshot, wish.period, view.role, view.t.language)


def compose(
    view: View, wish: Wish, trail: Trail, earlier: Pack | None, step: Progress
) -> dict[str, bytes]:
    """Make every file of a pack, by its name; *earlier* is the pack before it in its chain.

    Raises:
        VouchError: a page cannot be shown whole, or what rows are taken cannot be logged.
    """
    view = replace(view, viewer=viewers.report(view.role))  # what changes by the hour is not told
    step(Step(Stage.WRITING, name=figure_files.FIGURES))
    files = declared.files(view.home) | figure_files.made(view, wish.period)
    embedded = _embedded(files)
    rows, told = evidence_files.made(view, partial(trail.note, Action.EXPORT))
    files |= rows
    step(Step(Stage.WRITING, name=verify.REPORT))
    inside = {name: files[name] for name in embedded}
    files[verify.REPORT] = _draft(view, wish.period, inside, earlier).as_pdf()
    files |= _screens(view, wish, step) if wish.has_screens else {}
    files |= {CHECKER: Path(verify.__file__).read_bytes(), MANUAL: _manual(view, wish)}
    said = about(view, wish) | {
        "previous": {"name": earlier.path.name, "sha256": earlier.sha256} if earlier else None,
        "embedded": sorted(embedded),
        "evidence": told,
        "files": [_listed(name, data) for name, data in sorted(files.items())],
        "exports": declared.exports(view),
    }
    text = json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False)
    return files | {verify.MANIFEST: f"{text}\n".encode()}


def draft(view: View, period: Period, earlier: Pack | None) -> Draft:
    """Write the report that a pack of the view would have, and nothing else of it.

    Raises:
        VouchError: rows behind a finding cannot be listed for the data protection officer.
    """
    view = replace(view, viewer=viewers.report(view.role))
    files = declared.files(view.home) | figure_files.made(view, period)
    inside = {name: files[name] for name in _embedded(files)}
    return _draft(view, period, inside, earlier)


def _embedded(files: Mapping[str, bytes]) -> list[str]:
    return [name for name in files if not name.startswith("queries/")]


def about(view: View, wish: Wish) -> dict[str, Any]:
    """Say what a pack rests on and what it was to be: another pack of the same is no new one."""
    return {
        "form": 1,
        "snapshot": view.snapshot.isoformat(),
        "as_of": view.as_of.isoformat(),
        "generation": view.generation,
        "policy": declared.policy(view.home),
        "versions": declared.versions() | (browser() if wish.has_screens else {}),
        "role": str(view.role),
        "language": view.t.language,
        "period": wish.period,
        "scheme": wish.scheme,
        "has_screens": wish.has_screens,
    }


def browser() -> dict[str, str]:
    """Name the version of Chromium, on which every dot of a picture depends.

    Raises:
        VouchError: there is none.
    """
    asked = [browsers.find(), "--version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
    return {"chromium": " ".join(re.findall(r"\d+(?:\.\d+)+", told)[:1])}


def is_same(said: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Tell whether a manifest is of a pack that a new one would repeat."""
    return all(said.get(key) == value for key, value in wanted.items())


def _listed(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "bytes": len(data), "sha256": verify.sha256(data)}


def _draft(
    view: View, period: Period, embedded: Mapping[str, bytes], earlier: Pack | None
) -> Draft:
    """Write the report, with the figures and the rules that they follow embedded in it."""
    kinds = {True: "pack.figures", False: "pack.rules"}
    attached = [
        Attached(name, data, view.t(kinds[name.startswith(figure_files.FIGURES)], name=name))
        for name, data in embedded.items()
    ]
    since = last(earlier) if earlier else None
    return document.draft(view, attached, since, is_annual=period == "year")


def _screens(view: View, wish: Wish, step: Progress) -> dict[str, bytes]:
    """Take a picture of every page, from the app itself."""

    def told(done: int, of: int, name: str) -> None:
        step(Step(Stage.WRITING, done, of, done, of, name))

    step(Step(Stage.WRITING, name=SCREENS))
    with tempfile.TemporaryDirectory() as scratch:
        taken = screens.take(view, wish.scheme, Path(scratch), told)
        return {f"{SCREENS}/{path.name}": path.read_bytes() for path in taken}


def _manual(view: View, wish: Wish) -> bytes:
    """Write how the pack is checked, in the reader's language."""
    t, called = view.t, name(view, wish)
    said = {
        "pack": called,
        "day": view.snapshot,
        "as_of": view.as_of,
        "generation": view.generation,
        "version": declared.versions()["vouch"],
    }
    steps = ("trust", "hash", "run", "signature", "chain", "exports")
    lines = [f"# {t('pack.manual')}", t("pack.manual_what", **said)]
    lines += [f"{n}. {t(f'pack.manual_{one}', **said)}" for n, one in enumerate(steps, 1)]
    return ("\n\n".join([*lines, t("pack.manual_finds")]) + "\n").encode()
