"""What the report rests on, at its head and at the foot of each page."""

from datetime import date

from vouch import __version__
from vouch.view import View

FOOT = ("snapshot", "as_of", "policy", "generation", "role")


def rests_on(view: View) -> dict[str, tuple[str, str]]:
    """Say by whom, of which day, under which policy and from what it was made: term and words."""
    t, notice = view.t, view.home.policy.notice
    said: dict[str, tuple[str, str | date]] = {
        "controller": (t("strip.controller"), notice.controller),
        "dpo": (t("register.dpo"), notice.dpo),
        "snapshot": (t("strip.snapshot"), _snapshot(view)),
        "as_of": (t("strip.as_of"), view.as_of),
        "policy": (t("strip.policy"), _policy(view)),
        "revision": (t("col.revision"), notice.revision),
        "generation": (t("register.generation"), view.generation),
        "role": (t("strip.role"), t(f"role.{view.role}")),
        "version": (t("register.made_by"), f"vouch {__version__}"),
    }
    return {name: (term, t.write(value)) for name, (term, value) in said.items()}


def _snapshot(view: View) -> str:
    """Write the snapshot's day, and whether its exports are there no more."""
    day = view.t.day(view.snapshot)
    return f"{day}, {view.t('strip.pruned')}" if view.is_pruned else day


def _policy(view: View) -> str:
    """Write the policy's version, and whether another one held on the snapshot's day."""
    version = view.home.policy.notice.version
    return version if view.is_policy_of_its_day else f"{version}, {view.t('strip.other_policy')}"


def head(view: View) -> list[list[str]]:
    """Write it as pairs of a term and what is said of it."""
    return [list(pair) for pair in rests_on(view).values()]


def footer(view: View) -> list[str]:
    """Write what stands at the foot of each page: pages get parted."""
    said = rests_on(view)
    return [": ".join(said[name]) for name in FOOT]
