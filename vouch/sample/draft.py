"""The sample's next policy, not yet in force: the policy as it is but for its rule on billing."""

NAME = "2027-01-01.toml"
HEAD = """\
# A draft of the next version, to be looked at before it is adopted: billing for six years, not ten.
# `python -m vouch sample` writes it from policy.toml; its reason stands at the rule for billing.
"""
BILLING = """\
# The draft's one change. The Accounting Act (2:10) asks for ten years for accounts and ledgers, and
# for six years for vouchers, invoices among them; the exports under this rule hold vouchers alone,
# and nobody could name a purpose for the four years more. Both periods start with the end of the
# calendar year in which the financial year ended, so that the rule never ends before the minimum,
# whenever the financial year does.

[rules.billing]
section = "7"
period = "6 years"
starts = "end-of-calendar-year-of-financial-year"
[rules.billing.title]
en = "Billing"
fi = "Laskutukseen liittyvät tiedot"
sv = "Uppgifter om fakturering"
[rules.billing.starting_point]
en = "Document dated; counted from the end of the calendar year in which its financial year ends"
fi = "Tositteen päivä; lasketaan sen kalenterivuoden lopusta, jona tilikausi päättyy"
sv = "Verifikatets datum; räknas från slutet av det kalenderår då räkenskapsperioden slutar"
[rules.billing.basis]
en = "Draft of notice §7; Accounting Act 2:10"
fi = "Luonnos: seloste § 7; kirjanpitolaki 2:10"
sv = "Utkast: meddelandet § 7; bokföringslagen 2:10"
"""
NOTICE = {
    'version = "2023-10-01"': 'version = "2027-01-01"',
    'revision = "7ac87c7d93a61dc030055ffbb0206590265f675c"': 'revision = "draft"',
    "valid_from = 2023-10-01": "valid_from = 2027-01-01",
}


def text(policy: str) -> str:
    """Write the draft from the text of the sample's *policy*."""
    for now, then in NOTICE.items():
        policy = policy.replace(now, then)
    _, _, body = policy.partition("\n[notice]\n")
    before, _, rest = body.partition("[rules.billing]\n")
    _, minimum, after = rest.partition("[rules.billing.at_least]\n")
    return f"{HEAD}\n[notice]\n{before}{BILLING}{minimum}{after}"
