"""The computed sentences that open the pages: put together from clauses, never from halves."""

from collections.abc import Sequence
from datetime import date

from vouch.retention_classes import RetentionClass
from vouch.wording import Words

NAMED = 2  # classes that a sentence names


def joined(clauses: Sequence[str]) -> str:
    """Make one sentence of clauses; empty ones are left out."""
    text = "; ".join(clause for clause in clauses if clause)
    first = next((place for place, letter in enumerate(text) if letter.isalnum()), 0)
    return f"{text[:first]}{text[first : first + 1].upper()}{text[first + 1 :]}."


def with_change(clause: str, values: Sequence[int], since: date | None, t: Words) -> str:
    """Add to a clause how its figure differs from that of the snapshot before."""
    if since is None or len(values) < 2:  # noqa: PLR2004  one value has nothing to differ from
        return clause
    step = values[-1] - values[-2]
    if not step:
        return t("clause.same", clause=clause, since=since)
    key = "clause.more" if step > 0 else "clause.fewer"
    return t(key, clause=clause, n=abs(step), since=since)


def records_past(values: Sequence[int], since: date | None, t: Words, of: int = 1) -> str:
    """Say how many records are past their date, and how that has changed.

    *of* is how many have a date at all: out of none, nothing can be said to be in order.
    """
    if not of:
        return t("clause.past_nothing")
    n = values[-1]
    clause = t("clause.past", n=n) if n else t("clause.past_none")
    return with_change(clause, values, since, t)


def requests(overdue: int, opened: int, t: Words, of: int = 1) -> str:
    """Say whether open requests are on time; *of* is how many were ever received."""
    if not of:
        return t("clause.requests_nothing")
    if not opened:
        return t("clause.requests_none")
    if not overdue:
        return t("clause.requests_on_time", n=opened)
    return t("clause.requests_overdue", n=overdue, total=opened)


def share_of_past(classes: Sequence[RetentionClass], names: dict[str, str], t: Words) -> str:
    """Say which classes most of the records past their date belong to."""
    past = sum(c.past[-1] for c in classes if c.is_judged)
    most = [c for c in classes if c.is_judged and c.past[-1]][:NAMED]
    if not most:
        return ""
    share = t.share(sum(c.past[-1] for c in most) / past)
    listed = t.listing([names[c.rule] for c in most])
    return t("retention.share", n=len(most), share=share, classes=listed)
