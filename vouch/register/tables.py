"""Tables over all activities: datasets, recipients, time limits, security, and what is missing."""

from vouch import export_state, legal_bases, notice_tables
from vouch.register import activities, controller, entries, recipients
from vouch.register.activities import Activity, Holding
from vouch.register.shape import Line, Table
from vouch.view import View
from vouch.wording import NOTHING

NOTHING_LINE = Line(NOTHING)


def write(view: View) -> tuple[Table, ...]:
    """Write the tables, in the order of the law."""
    return (_datasets(view), _recipients(view), _limits(view), _security(view))


def _table(
    view: View, id_: str, columns: str, rows: list[list[Line]], *wide: int, numbers: int = 0
) -> Table:
    """Head *rows*; the last columns are *numbers*, the *wide* ones not for a telephone."""
    t = view.t
    head = tuple(t(f"col.{name}") for name in columns.split())
    title, note = t(f"register.{id_}_title"), t(f"register.{id_}_note")
    return Table(id_, title, note, head, tuple(map(tuple, rows)), len(head) - numbers, wide)


def _datasets(view: View) -> Table:
    rows = [
        _dataset(activity, one, view)
        for activity in activities.found(view)
        for one in activity.holdings
    ]
    columns = "activity dataset whose category origin basis limit records"
    return _table(view, "datasets", columns, rows, 4, 5, 6, numbers=1)


def _dataset(activity: Activity, one: Holding, view: View) -> list[Line]:
    t, rules = view.t, view.home.policy.rules
    whose = [view.named("people", name) for name in one.people]
    return [
        Line(entries.title(activity, view)),
        Line(one.dataset),
        _stated("; ".join(whose), view),
        _stated(one.category and view.named("categories", one.category), view),
        _stated(one.origin and t(f"origin.{one.origin}"), view),
        _stated(one.basis and t(f"basis.{one.basis}"), view),
        _limit(one.rule, view) if one.rule in rules else _stated("", view),
        entries.count(one.records),
    ]


def _stated(text: str, view: View) -> Line:
    return Line(text) if text else Line(view.t("register.nothing_stated"), is_gap=True)


def _limit(name: str, view: View) -> Line:
    """Write how long a rule lets data be kept."""
    t, rule = view.t, view.home.policy.rules[name]
    if rule.not_set:
        return Line(t("status.no_period"), is_gap=True)
    return Line(t.period(rule.period) if rule.period else t("status.indefinite"))


def _recipients(view: View) -> Table:
    """List processors by country and disclosures by ground, each counted."""
    t = view.t
    words = {True: t("notice.in_eea"), False: t("notice.outside_eea"), None: t("notice.unknown")}
    rows = [
        [
            Line(t("register.role_processor")),
            Line(one.country, is_gap=one.is_inside is None),
            Line(words[one.is_inside], is_gap=one.is_inside is None),
            Line(t("register.unsafe", n=one.unsafe), is_gap=True) if one.unsafe else NOTHING_LINE,
            Line(one.number),
            NOTHING_LINE if one.is_inside else Line(one.safeguards),
        ]
        for one in recipients.processors(view)
    ]
    rows += [
        [Line(t("register.role_disclosure", ground=ground)), *[NOTHING_LINE] * 3]
        + [Line(number), NOTHING_LINE]
        for ground, number in recipients.disclosures(view)
    ]
    columns = "recipient country eea lacking number safeguards"
    return _table(view, "recipients", columns, rows, 3, numbers=2)


def _limits(view: View) -> Table:
    """List every deletion rule, and last the datasets without one."""
    t, rules, lacks = view.t, view.home.policy.rules, export_state.unread_rules(view)
    rows = [
        [
            Line(view.named("rules", row.rule)),
            _limit(row.rule, view),
            Line(t.named(rules[row.rule].starting_point)),
            Line(notice_tables.minimum(rules[row.rule], t)),
            Line(t.named(rules[row.rule].basis)),
            Line(int(row.datasets)),
            entries.count(None if row.rule in lacks else int(row.records)),
        ]
        for row in view.series("rules").itertuples()
        if row.rule in rules
    ]
    bare = [one for each in activities.found(view) for one in each.holdings if not one.rule]
    if bare:
        held = [Line(len(bare)), entries.count(activities.counted(bare))]
        gap = Line(t("rule.not_set"), is_gap=True)
        rows.append([Line(t("register.without_rule")), gap, *[NOTHING_LINE] * 3, *held])
    columns = "class limit start minimum law datasets records"
    return _table(view, "limits", columns, rows, 4, 5, 6, numbers=2)


def _security(view: View) -> Table:
    rows = [[Line(view.named("security", name))] for name in view.home.policy.security]
    return _table(view, "security", "measure", rows or [[controller.security(view)]])


def gaps(view: View) -> Table:
    """List what the register cannot state: of an activity, or of all together."""
    t, rules = view.t, view.home.policy
    rows = [
        [Line(entries.title(activity, view)), Line(entries.gap(kind, names, view), is_gap=True)]
        + [Line(legal_bases.article(activities.GAPS[kind], t))]
        for activity in activities.found(view)
        for kind, names in activities.gaps(activity, rules).items()
    ]
    rows += [
        [Line(t("register.all_activities")), Line(sentence, is_gap=True)]
        + [Line(legal_bases.article(controller.GAPS[kind], t))]
        for kind, sentence in controller.gaps(view).items()
    ]
    complete = [[NOTHING_LINE, Line(t("register.complete")), NOTHING_LINE]]
    return _table(view, "missing", "activity lacking law", rows or complete)
