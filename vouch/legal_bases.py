"""What a query answers to: its header's basis, in the reader's language."""

import re

from vouch import notice_findings
from vouch.wording import Words

NUMBER = re.compile(r"\d+(?:–\d+)?(?:\(\w+\))*")
ACTS = {
    "Accounting Act": "law.accounting",
    "Act 917/2014": "law.communications",
    "Data Protection Act": "law.identity_code",
    "Finnish DPA": "law.authority",
}


def written(basis: str, t: Words) -> str:
    """Write a basis such as ``GDPR Art. 5(1)(e); notice §7``; what is not known stays as it is."""
    return _begun(", ".join(one for part in basis.split("; ") for one in _part(part, t)))


def article(number: str, t: Words) -> str:
    """Write an article of the GDPR that stands by itself, such as "30(1)(c)"."""
    return _begun(notice_findings.article(number, t))


def _begun(text: str) -> str:
    """Begin with a capital letter, and leave the others as they are."""
    return text[:1].upper() + text[1:]


def _part(part: str, t: Words) -> list[str]:
    """Write what is said of one law, or of the notice."""
    law, _, articles = part.partition("Art. ")
    if law == "GDPR ":
        return [notice_findings.article(number, t) for number in NUMBER.findall(articles)]
    if part.startswith("notice "):
        return [t("law.section", section=t.listing(NUMBER.findall(part)))]
    if law.startswith("Regulation ") and "1182/71" in law:
        return [t("law.time_limits", articles=t.listing(NUMBER.findall(articles)))]
    return [next((t(key) for act, key in ACTS.items() if part.startswith(act)), part)]
