"""The register as a whole: built once from policy, sources and counts, and then only shown."""

from collections import Counter
from datetime import date

from vouch import __version__
from vouch.key_figures import KeyFigure
from vouch.register import activities, controller, entries, recipients, tables
from vouch.register.shape import Entry, Fact, Line, Register
from vouch.view import View, kept

# The queries that the register rests on, for its method boxes.
SERIES = ("register", "processors", "disclosures", "rules")


@kept
def write(view: View) -> Register:
    """Write the register of the snapshot, under the policy that judges it: counts, no record."""
    return Register(
        language=view.t.language,
        day=view.snapshot,
        title=view.t("page.register"),
        sentence=verdict(view),
        controller=controller.entry(view),
        entries=tuple(entries.write(one, view) for one in activities.found(view)),
        tables=tables.write(view),
        gaps=tables.gaps(view),
        ground=_ground(view),
    )


def verdict(view: View) -> str:
    """Say how many entries lack something, and what."""
    t, found = view.t, activities.found(view)
    if not any(one.holdings for one in found):
        return t("register.nothing")
    lacking = [activities.gaps(one, view.home.policy) for one in found]
    kinds = Counter(kind for gaps in lacking for kind in gaps)
    n = sum(bool(gaps) for gaps in lacking)
    said = [t("register.all_complete", n=len(found))]
    if n:
        listed = [
            t(f"register.lacks_{kind}", n=kinds[kind]) for kind in activities.GAPS if kinds[kind]
        ]
        said = [t("register.incomplete", n=n, total=len(found), listed=t.listing(listed))]
    if beyond := controller.gaps(view):
        said.append(t("register.beyond", n=len(beyond)))
    return " ".join(said)


def figures(view: View) -> list[KeyFigure]:
    """Write the page's key figures: activities, gaps, datasets, transfers and measures."""
    t, found, rules = view.t, activities.found(view), view.home.policy
    lacking = sum(bool(activities.gaps(one, rules)) for one in found)
    outside = [one for one in recipients.processors(view) if one.is_inside is False]
    safe = sum(one.safeguards for one in outside)
    number = sum(one.number for one in outside)
    return [
        KeyFigure(t("register.kpi_activities"), t.number(len(found))),
        KeyFigure(t("register.kpi_incomplete"), t.number(lacking), "warning" * bool(lacking)),
        KeyFigure(t("register.kpi_datasets"), t.number(sum(len(one.holdings) for one in found))),
        KeyFigure(
            t("notice.kpi_outside"),
            t.number(number),
            change=t("notice.safeguards", n=safe) if number else "",
        ),
        KeyFigure(t("register.kpi_measures"), t.number(len(rules.security))),
    ]


def _ground(view: View) -> Entry:
    """Say what the register rests on, so that it can be made again."""
    t, notice = view.t, view.home.policy.notice
    said: dict[str, tuple[str, str | date]] = {
        "controller": (t("strip.controller"), notice.controller),
        "snapshot": (t("strip.snapshot"), view.snapshot),
        "as_of": (t("strip.as_of"), view.as_of),
        "policy": (t("strip.policy"), f"{notice.version}, {notice.revision}"),
        "generation": (t("register.generation"), view.generation),
        "language": (t("strip.language"), t.locale.get_display_name() or t.language),
        "version": (t("register.made_by"), f"vouch {__version__}"),
    }
    facts = [Fact(name, term, "", (Line(value),)) for name, (term, value) in said.items()]
    return Entry(t("register.about"), tuple(facts))
