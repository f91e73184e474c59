"""What the controller answers for as a whole: itself, security, and what is missing there."""

from vouch import home, legal_bases
from vouch.register import recipients
from vouch.register.activities import is_exported
from vouch.register.shape import Entry, Fact, Line
from vouch.view import View

WHO = ("controller", "address", "dpo", "joint_controller", "representative")
OPTIONAL = WHO[3:]  # asked for only where there is one
GAPS = {
    "controller": "30(1)(a)",
    "dpo": "30(1)(a)",
    "processors": "30(1)(d)",
    "disclosures": "30(1)(d)",
    "safeguards": "30(1)(e)",
    "countries": "30(1)(e)",
    "security": "30(1)(g)",
}


def entry(view: View) -> Entry:
    """Write who answers for the processing, and where they are reached (Art. 30(1)(a))."""
    t, notice = view.t, view.home.policy.notice
    law = legal_bases.article("30(1)(a)", t)
    facts = [
        Fact(name, t(f"register.{name}"), law, (_who(getattr(notice, name), view),))
        for name in WHO
        if getattr(notice, name) or name not in OPTIONAL
    ]
    return Entry(t("register.who"), tuple(facts))


def _who(said: str | None, view: View) -> Line:
    if said and said != home.NOBODY:
        return Line(said)
    return Line(view.t("register.nothing_stated"), is_gap=True)


def security(view: View) -> Line:
    """Count the measures of security, which are the same for all activities."""
    n = len(view.home.policy.security)
    if not n:
        return Line(view.t("register.gap_security", n=1), is_gap=True)
    return Line(view.t("register.measures", n=n))


def gaps(view: View) -> dict[str, str]:
    """Tell what is missing for all activities together: the kind of gap, and a sentence."""
    t, notice = view.t, view.home.policy.notice
    counts = {
        "controller": int(notice.controller == home.NOBODY),
        "dpo": int(notice.dpo == home.NOBODY),
        **{name: int(not is_exported(view, name)) for name in recipients.REGISTERS},
        "safeguards": recipients.unsafe_processors(view),
        "countries": recipients.placeless_processors(view),
        "security": int(not view.home.policy.security),
    }
    return {kind: t(f"register.gap_{kind}", n=counts[kind]) for kind in GAPS if counts[kind]}
