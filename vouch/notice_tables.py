"""What is held beside each section of the notice: a table, and facts in sentences."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from vouch import export_state, notice_findings, periods, small_cells, theme
from vouch.key_figures import KeyFigure
from vouch.notice_findings import country
from vouch.policy import OUTSIDE, Rule
from vouch.view import View, kept
from vouch.wording import NOTHING, Words

Table = dict[str, Any]
NOT_SET = "△"  # the shape of "no period set", where a cell has no colour
ROLES = ("dpo", "management", "auditor")


@kept
def figures(view: View) -> list[KeyFigure]:
    """Write the page's key figures: findings by severity, and what the notice determines."""
    t, counts = view.t, notice_findings.counts(notice_findings.found(view))
    rules = view.series("rules")
    set_ = int((rules["determination"] == "period").sum())
    outside = view.series("processors")
    outside = outside[outside["is_in_eea"].eq(other=False).fillna(value=False)]
    safe = t("notice.safeguards", n=int(outside["safeguards"].sum())) if len(outside) else ""
    return [
        *(
            KeyFigure(t(f"notice.kpi_{name}"), t.number(n), name * bool(n))
            for name, n in counts.items()
        ),
        KeyFigure(t("notice.kpi_periods"), t("kpi.of", n=set_, total=len(rules))),
        KeyFigure(t("notice.kpi_outside"), t.number(int(outside["processors"].sum())), change=safe),
    ]


def table(view: View, section: int) -> Table | None:
    """Write the table of a section as its template takes it; None where there is none."""
    make = TABLES.get(section)
    made = make(view) if make else None
    return made if made and made["rows"] else None


def _table(view: View, columns: str, rows: list[list[str]], words: int, **more: object) -> Table:
    """Head *rows*; the first *words* columns are text, the others numbers."""
    head = [view.t(f"col.{name}") for name in columns.split()]
    return {"head": head, "rows": rows, "words": words, **more}


def _origins(view: View) -> Table:
    datasets = view.series("volumes_by_dataset").fillna({"origin": "none"})
    return _table(view, "origin datasets records", _grouped(datasets, "origin", view), 1)


def _grouped(datasets: pd.DataFrame, column: str, view: View) -> list[list[str]]:
    """Count datasets and records by one of their texts."""
    t = view.t
    groups = datasets.groupby(column, sort=False)["personal"].agg(["size", "sum"])
    return [
        [t.known(f"{column}.{name}", t("notice.none_named")), t.number(n), t.number(held)]
        for name, n, held in groups.itertuples()
    ]


def _categories(view: View) -> Table:
    datasets = view.series("volumes_by_dataset")["category"].value_counts()
    rows = [
        [
            view.named("categories", row.category),
            view.t.number(int(datasets.get(row.category, 0))),
            view.t.write(row.records),
            small_cells.write(row, view.t),
        ]
        for row in view.series("volumes_by_category").itertuples()
    ]
    return _table(view, "category datasets records people", rows, 1)


def _purposes(view: View) -> Table:
    """Count what each purpose holds of what the notice covers, as the register does."""
    t, datasets = view.t, view.series("volumes_by_dataset")
    datasets = datasets[datasets["category"] != OUTSIDE]
    rows = []
    for name, purpose in view.home.policy.purposes.items():
        mine = datasets[datasets["purpose"] == name]
        bases = t.listing([t(f"basis.{basis}") for basis in purpose.bases])
        held = [t.number(len(mine)), t.number(int(mine["personal"].sum()))]
        rows.append([view.named("purposes", name), bases, *held])
    return _table(view, "purpose basis datasets records", rows, 2)


def _processors(view: View) -> Table:
    t = view.t
    words = {True: t("notice.in_eea"), False: t("notice.outside_eea")}
    rows = [
        [
            country(row.country, t),
            words[bool(row.is_in_eea)] if pd.notna(row.is_in_eea) else NOTHING,
            t.write(row.processors),
            t.write(row.safeguards),
        ]
        for row in view.series("processors").itertuples()
    ]
    return _table(view, "country eea processors safeguards", rows, 2)


def _rules(view: View) -> Table:
    rules, lacks = view.home.policy.rules, export_state.unread_rules(view)
    rows = [
        [
            view.named("rules", row.rule),
            period(rules.get(row.rule), view.t),
            view.t("notice.assumed", start=view.t.named(rules[row.rule].starting_point))
            if row.rule in rules
            else NOTHING,
            minimum(rules.get(row.rule), view.t),
            view.t.write(row.datasets),
            NOTHING if row.rule in lacks else view.t.write(row.records),
        ]
        for row in view.series("rules").itertuples()
    ]
    return _table(view, "class period start minimum datasets held", rows, 4, wide=(4, 5))


def period(rule: Rule | None, t: Words) -> str:
    """Write how long a rule lets data be kept."""
    if rule is None:
        return NOTHING
    if rule.not_set:
        return f"{NOT_SET} {t('status.no_period')}"
    return t.period(rule.period) if rule.period else t("status.indefinite")


def minimum(rule: Rule | None, t: Words) -> str:
    """Write how long data must be kept at least, where a law says so."""
    return t.period(rule.at_least.period) if rule and rule.at_least else NOTHING


def _disclosures(view: View) -> Table:
    t, found = view.t, view.series("disclosures").fillna({"ground": "unknown", "year": 0})
    years = sorted(found["year"].astype(int).unique())
    counts = found.set_index(["ground", "year"])["disclosures"]
    rows = [
        [t(f"ground.{ground}"), *(t.number(int(counts.get((ground, year), 0))) for year in years)]
        for ground in found["ground"].drop_duplicates()
    ]
    head = [t("col.ground"), *(str(year) if year else t("notice.unknown") for year in years)]
    return {"head": head, "rows": rows, "words": 1}


def _rights(view: View) -> Table:
    t = view.t
    columns = ("received", "open", "closed", "refused", "refused_told")
    rows = [
        [t(f"right.{row['right']}") if isinstance(row["right"], str) else t("right.unknown")]
        + [t.number(int(row[name])) for name in columns]
        for row in view.series("request_rights").to_dict("records")
    ]
    return _table(view, f"right {' '.join(columns)}", rows, 1)


def _roles(view: View) -> Table:
    rows = [[view.t(f"role.{role}"), view.t(f"notice.sees_{role}")] for role in ROLES]
    return _table(view, "role sees", rows, 2)


def _versions(view: View) -> Table:
    t, versions = view.t, view.home.versions
    judged = [versions.on(day).notice.version for day in view.snapshots]
    rows = [
        [
            one.notice.version,
            t.day(one.notice.valid_from),
            _state(versions.state(one, view.snapshots[-1]), t),
            one.notice.revision,
            t.number(judged.count(one.notice.version)),
        ]
        for one in versions.all
    ]
    return _table(view, "version valid_from status revision snapshots", rows, 4, wide=(4,))


def _state(name: str, t: Words) -> str:
    return f"{theme.STATUSES[name].glyph} {t(f'status.{name}')}"


TABLES: dict[int, Callable[[View], Table]] = {
    3: _origins,
    4: _categories,
    5: _purposes,
    6: _processors,
    7: _rules,
    8: _disclosures,
    9: _rights,
    11: _roles,
    12: _versions,
}


def limit(span: periods.Period | None, t: Words) -> str:
    """Write for how long the home keeps something; a limit that is not set has its shape."""
    return t.period(span) if span else f"{NOT_SET} {t('notice.not_set')}"
