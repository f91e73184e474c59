"""What-ifs in words: what is supposed, what it does, and what law it would break."""

from vouch import policy_terms, theme
from vouch import what_if_figures as figures
from vouch.periods import Period
from vouch.suppositions import Supposition
from vouch.view import View
from vouch.wording import Words

Fact = tuple[str, str]  # a shape, and a sentence


def banner(view: View, what_if: Supposition) -> str:
    """Say that this is a what-if and not the policy, and what is supposed."""
    t, rule = view.t, what_if.policy.rules[what_if.rule]
    own, other = (_period(one, t) for one in (rule.period, what_if.period))
    return t("what_if.banner", rule=t.named(rule.title), period=other, own=own)


def _period(period: Period | None, t: Words) -> str:
    return t.period(period) if period else t("what_if.not_set")


def sentence(view: View, what_if: Supposition) -> str:
    """Say what the other period does to the snapshot that the page shows."""
    t, row = view.t, figures.now(view, what_if)
    if what_if.is_own:
        return t("what_if.own")
    was, becomes = (int(row[f"past_{side}"]) for side in figures.SIDES)
    if all(row[f"{name}_policy"] == row[f"{name}_if"] for name in figures.COUNTS):
        return t("what_if.no_figure", day=view.as_of)
    said = {"day": view.as_of, "was": was, "step": abs(becomes - was)}
    if becomes == was:
        return t("what_if.same_past", n=was, day=view.as_of)
    return t("what_if.more" if becomes > was else "what_if.fewer", n=becomes, **said)


def facts(view: View, what_if: Supposition) -> list[Fact]:
    """Warn of a statutory minimum that is broken, or say what it means to have no period."""
    return _unset(view, what_if) if what_if.period is None else _too_short(view, what_if)


def _unset(view: View, what_if: Supposition) -> list[Fact]:
    row = figures.now(view, what_if)
    more = int(row["undetermined_if"] - row["undetermined_policy"])
    glyph = theme.STATUSES["no_period"].glyph
    return [(glyph, view.t("what_if.unset", n=more))] if more else []


def _too_short(view: View, what_if: Supposition) -> list[Fact]:
    """Name the law by which what the rule is about must be kept for longer."""
    t, least = view.t, what_if.supposed.rules[what_if.rule].at_least
    found = figures.supposed(view, what_if).series("findings_in_retention")
    mine = found[found["finding"].eq("minimum_after_maximum") & found["name"].eq(what_if.rule)]
    if least is None or mine.empty:
        return []
    said = {"least": policy_terms.minimum(least, t), "basis": t.named(least.basis)}
    n = int(mine["records"].sum())
    return [(theme.STATUSES["breach"].glyph, t("what_if.too_short", n=n, **said))]
