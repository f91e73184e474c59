"""Facts beside each section of the notice, in sentences: counts, and what no export can tell."""

from collections.abc import Callable

from vouch import access, audit_rows, notice_findings, small_cells
from vouch.notice_tables import limit
from vouch.policy import OUTSIDE
from vouch.view import View

Fact = tuple[str, str]  # the id of a status, or nothing, and a sentence
# Registers that a section needs; without one nothing can be said, which is no pass.
REGISTERS = {3: "calls", 5: "permissions", 6: "processors", 8: "disclosures", 9: "rights_requests"}
MISSING, WELL = "not_exported", "within"
LIVE = {11}  # sections whose facts change while the figures stay as they are


def facts(view: View, section: int) -> list[Fact]:
    """Write the facts of a section; where something was checked and nothing found, that too."""
    said = FACTS[section](view) if section in FACTS else []
    kinds = {dataset.kind for dataset in view.home.sources.datasets.values()}
    if section in REGISTERS and REGISTERS[section] not in kinds:
        return [*said, (MISSING, view.t(f"notice.no_{REGISTERS[section]}"))]
    found = notice_findings.found(view)
    if notice_findings.is_checked(section) and not notice_findings.of_section(found, section):
        said.append((WELL, view.t("notice.in_keeping")))
    return said


def _head(view: View) -> list[Fact]:
    t, notice = view.t, view.home.policy.notice
    said = t(
        "notice.version",
        version=notice.version,
        revision=notice.revision,
        day=t.day(notice.valid_from),
    )
    files = view.series("files")
    read = int((files["state"] == "read").sum())
    return [("", said), ("", t("notice.files", n=read, day=t.day(view.snapshot)))]


def _general(view: View) -> list[Fact]:
    t, datasets = view.t, view.series("volumes_by_dataset")
    ((end, n),) = map(small_cells.told, view.series("people").itertuples())
    counts = {
        "company_only": int(datasets["company_only"].sum()),
        "person_unknown": int(datasets["person_unknown"].sum()),
        "beside": _beside(view),
    }
    return [
        ("", t("notice.personal", n=int(datasets["personal"].sum()))),
        ("", t(f"notice.{end}", n=n)),
        *(("", t(f"notice.{name}", n=n)) for name, n in counts.items()),
    ]


def _beside(view: View) -> int:
    """Count the personal records that the notice does not cover."""
    datasets = view.series("volumes_by_dataset")
    return int(datasets.loc[datasets["category"] == OUTSIDE, "personal"].sum())


def _controller(view: View) -> list[Fact]:
    notice = view.home.policy.notice
    return [("", view.t("notice.controller", name=notice.controller, dpo=notice.dpo))]


def _calls(view: View) -> list[Fact]:
    t, months = view.t, view.series("call_months")
    sums = months.fillna("unknown").groupby(["topic", "direction"])["recorded"].sum()
    parts = [
        f"{t(f'topic.{topic}')}, {t(f'direction.{direction}')} {t.number(int(n))}"
        for (topic, direction), n in sums[sums > 0].items()
    ]
    total = int(months["recorded"].sum())
    return [("", t("notice.recorded", n=total, listed="; ".join(parts)))] if total else []


def _permissions(view: View) -> list[Fact]:
    t, standing, beside = view.t, view.series("permissions"), _beside(view)
    said = [("", t("notice.no_purpose_beside", n=beside))] if beside else []
    sums = standing.groupby("stance")["permissions"].sum()
    if sums.empty:
        return said
    n, prohibitions = (int(sums.get(stance, 0)) for stance in ("consent", "prohibition"))
    return [*said, ("", t("notice.consents", n=n)), ("", t("notice.prohibitions", n=prohibitions))]


def _keeping(view: View) -> list[Fact]:
    t, settings = view.t, view.home.policy.settings
    holds = view.series("holds")
    sums = holds.groupby("is_restriction")["holds"].sum()
    limits = {
        "exports": settings.keep_exports,
        "keys": settings.keep_keys,
        "log": settings.keep_audit_log,
        "reports": settings.keep_reports,
    }
    kept = {name: limit(span, t) for name, span in limits.items()}
    return [
        ("", t("notice.assumption", n=len(view.home.policy.rules))),
        ("", t("notice.keep", **kept)),
        ("", t("notice.holds", n=int(sums.get(False, 0)))),
        ("", t("notice.restrictions", n=int(sums.get(True, 0)))),
    ]


def _answers(view: View) -> list[Fact]:
    t, rights = view.t, view.series("request_rights")
    sums = rights[["closed", "in_time", "late", "refused", "refused_told"]].sum()
    values = {str(name): int(n) for name, n in sums.items()}
    said = [("", t("notice.address", dpo=view.home.policy.notice.dpo))]
    if values["closed"]:
        said.append(("", t("notice.answered", n=values["closed"], late=values["late"])))
    if values["refused"]:
        said.append(("", t("notice.refused", n=values["refused"], told=values["refused_told"])))
    return said


def _access(view: View) -> list[Fact]:
    """Say plainly that nobody logs in, and whether the log of who looks can be relied on."""
    return [_login(view), _log(view)]


def _login(view: View) -> Fact:
    if view.viewer.has_login or (view.home.path / access.FILE).exists():
        return "", view.t("notice.login")
    login = "notice.no_login_sample" if view.home.is_sample else "notice.no_login"
    return "undetermined", view.t(login)


def _log(view: View) -> Fact:
    state, t = audit_rows.state(view), view.t
    if state.faults:
        return "broken", t("notice.log_broken", n=len(state.faults))
    if not state.entries:
        day = audit_rows.until(view)
        return "nothing", t("notice.log_empty_until", day=day) if day else t("notice.log_empty")
    return "intact", t("notice.log_intact", n=state.entries)


def _changes(view: View) -> list[Fact]:
    """Count the versions; to whom has but one, say how to try another."""
    t, known = view.t, len(view.home.versions.all)
    draft = [("", t("notice.draft"))] if known == 1 else []
    return [("", t("notice.versions", n=known)), *draft]


FACTS: dict[int, Callable[[View], list[Fact]]] = {
    0: _head,
    1: _general,
    2: _controller,
    3: _calls,
    5: _permissions,
    7: _keeping,
    10: _answers,
    11: _access,
    12: _changes,
}
