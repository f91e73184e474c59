"""Entries in words: what each activity is, whose data, who receives them, how long they stay."""

from collections.abc import Iterable

from vouch import legal_bases, notice_tables, policy
from vouch.register import activities, controller, recipients
from vouch.register.activities import Activity
from vouch.register.shape import Entry, Fact, Line
from vouch.view import View
from vouch.wording import NOTHING

ORIGINS = ("person", "organisation", "service-use", "public-register", "derived")
BASES = ("contract", "legitimate-interest", "consent", "legal-obligation")
# The questions of the law, in its order; those without an article make the others readable.
LAW = {
    "purposes": "30(1)(b)",
    "basis": "6(1)",
    "people": "30(1)(c)",
    "categories": "30(1)(c)",
    "origins": "",
    "datasets": "",
    "records": "",
    "recipients": "30(1)(d)",
    "transfers": "30(1)(e)",
    "limits": "30(1)(f)",
    "security": "30(1)(g)",
    "missing": "",
}


def write(activity: Activity, view: View) -> Entry:
    """Write one activity."""
    lines = {
        "purposes": _purposes(activity, view),
        "basis": _bases(activity, view),
        "people": _people(activity, view),
        "categories": _categories(activity, view),
        "origins": _origins(activity, view),
        "datasets": _datasets(activity, view),
        "records": [count(activity.records)],
        "recipients": recipients.who(view),
        "transfers": recipients.transfers(view),
        "limits": _limits(activity, view),
        "security": [controller.security(view)],
        "missing": _missing(activity, view),
    }
    return Entry(title(activity, view), tuple(_fact(id_, lines[id_], view) for id_ in LAW))


def count(records: int | None) -> Line:
    """Write a count; of what was not read there is none, which is not 0."""
    return Line(NOTHING if records is None else records)


def _fact(id_: str, lines: Iterable[Line], view: View) -> Fact:
    """Write what is stated on one question; nothing stated is said as such, never left blank."""
    t, asked = view.t, LAW[id_]
    stated = tuple(lines) or (Line(t("register.nothing_stated"), is_gap=bool(asked)),)
    return Fact(id_, t(f"register.{id_}"), legal_bases.article(asked, t) if asked else "", stated)


def title(activity: Activity, view: View) -> str:
    """Name an activity: its purpose, what lies outside the notice, or that it has none."""
    if activity.id == policy.OUTSIDE:
        return view.named("categories", activity.id)
    if activity.id == activities.NO_PURPOSE:
        return view.t("register.without_purpose")
    return view.named("purposes", activity.id)


def gap(kind: str, names: list[str], view: View) -> str:
    """Say in a sentence what an activity lacks."""
    if kind == "period":
        names = [view.named("rules", name) for name in names]
    return view.t(f"register.gap_{kind}", n=len(names), names=view.t.listing(names))


def _gap(activity: Activity, kind: str, view: View) -> list[Line]:
    """Write a gap of an activity, if it has one of this kind."""
    found = activities.gaps(activity, view.home.policy)
    return [Line(gap(kind, found[kind], view), is_gap=True)] if kind in found else []


def _purposes(activity: Activity, view: View) -> list[Line]:
    declared = view.home.policy.purposes
    names = activity.distinct("purpose", declared)
    named = [activity.id] if activity.id in declared else names
    return [*_named("purposes", named, view), *_gap(activity, "purpose", view)]


def _bases(activity: Activity, view: View) -> list[Line]:
    """Name the bases that the datasets rest on; of an activity without any, the purpose's."""
    named = activity.distinct("basis", BASES)
    declared = view.home.policy.purposes.get(activity.id)
    if declared and not activity.holdings:
        named = list(declared.bases)
    lines = [Line(view.t(f"basis.{name}")) for name in named]
    return [*lines, *_gap(activity, "basis", view)]


def _people(activity: Activity, view: View) -> list[Line]:
    names = activity.people(view.home.policy.people)
    return [*_named("people", names, view), *_gap(activity, "people", view)]


def _categories(activity: Activity, view: View) -> list[Line]:
    names = activity.distinct("category", view.home.policy.categories)
    return [*_named("categories", names, view), *_gap(activity, "category", view)]


def _origins(activity: Activity, view: View) -> list[Line]:
    return [Line(view.t(f"origin.{name}")) for name in activity.distinct("origin", ORIGINS)]


def _datasets(activity: Activity, view: View) -> list[Line]:
    names = [one.dataset for one in activity.holdings]
    return [Line(view.t.listing(names))] if names else []


def _limits(activity: Activity, view: View) -> list[Line]:
    """Write each rule's period and starting point; a rule without a period is a gap."""
    t, rules = view.t, view.home.policy.rules
    lines = []
    for name in activity.distinct("rule", rules):
        rule, said = rules[name], {"rule": view.named("rules", name)}
        if rule.not_set:
            lines.append(Line(t("register.limit_not_set", **said), is_gap=True))
        elif rule.period is None:
            lines.append(Line(t("register.limit_indefinite", **said)))
        else:
            said |= {"period": t.period(rule.period), "start": t.named(rule.starting_point)}
            lines.append(Line(t("register.limit", **said) + _minimum(rule, view)))
    return [*lines, *_gap(activity, "rule", view)]


def _minimum(rule: policy.Rule, view: View) -> str:
    least = notice_tables.minimum(rule, view.t)
    return view.t("register.at_least", period=least) if rule.at_least else ""


def _missing(activity: Activity, view: View) -> list[Line]:
    found = activities.gaps(activity, view.home.policy)
    lines = [Line(gap(kind, names, view), is_gap=True) for kind, names in found.items()]
    return lines or [Line(view.t("register.complete"))]


def _named(kind: str, names: Iterable[str], view: View) -> list[Line]:
    return [Line(view.named(kind, name)) for name in names]
