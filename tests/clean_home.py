"""A small home that keeps its notice: every section has something, and nothing parts from it."""

from pathlib import Path

from vouch import home

DAY = "2026-10-31"
PURPOSES = {"marketing": "consent", "service": "contract", "development": "", "legal-duties": ""}
# name, file, kind, category, rule, purpose, columns (ours=theirs)
DATASETS = (
    ("crm.contacts", "records", "basic", "customer-relationship", "service", "starts_on links"),
    ("crm.orders", "records", "relationship", "order", "service", "starts_on"),
    ("crm.invoices", "records", "relationship", "billing", "legal-duties", "starts_on links"),
    ("crm.support", "records", "contacts", "support-contact", "service", "starts_on free_text"),
    ("crm.logins", "records", "use", "log", "development", "starts_on"),
    ("crm.gifts", "records", "other", "case-by-case", "service", "starts_on"),
    (
        "crm.permissions", "permissions", "consents", "permission", "marketing",
        "stance channel given_on withdrawn_on",
    ),
    (
        "crm.prohibitions", "permissions", "consents", "marketing-prohibition", "marketing",
        "stance channel given_on withdrawn_on",
    ),
    (
        "crm.mailings", "mailings", "relationship", "marketing-list", "marketing",
        "channel sent_on campaign_ended_on",
    ),
    (
        "crm.requests", "rights_requests", "contacts", "rights-request", "legal-duties",
        "right received_on closed_on outcome told_on",
    ),
    (
        "crm.calls", "calls", "contacts", "call-recording", "service",
        "started_at topic is_recorded recording_id announced",
    ),
    (
        "crm.tapes", "recordings", "contacts", "call-recording", "service",
        "recording_id started_at deleted_on",
    ),
    ("crm.holds", "holds", "other", "case-by-case", "legal-duties", "opened_on review_on"),
    ("crm.given", "disclosures", "other", "case-by-case", "legal-duties", "disclosed_on ground"),
)  # fmt: skip
ROWS = {
    "crm.contacts": ["1,2026-01-01,a@x.fi"],
    "crm.orders": ["1,2026-01-01"],
    # The fourth person is erased, and the law keeps their invoice.
    "crm.invoices": ["4,2026-01-01,d@x.fi"],
    "crm.support": ["1,2026-01-01,all is well"],
    "crm.logins": ["1,2026-01-01"],
    "crm.gifts": ["1,2026-01-01", "9,2026-01-01"],
    # One consent stands; another person's was withdrawn, and a third has forbidden all.
    "crm.permissions": [
        "1,consent,email,2020-01-01,",
        "2,consent,email,2020-01-01,2026-01-01",
        "3,prohibition,,2020-01-01,",
    ],
    "crm.prohibitions": ["4,prohibition,email,2020-01-01,"],
    "crm.mailings": ["1,email,2026-10-12,2026-10-20", "2,post,2026-10-12,2026-10-20"],
    "crm.requests": [
        "2,objection,2026-10-13,2026-10-20,granted,2026-10-20",
        "1,access,2026-09-01,2026-09-20,refused,2026-09-20",
        "1,erasure,2026-10-20,,,",
        # One of them is on hold, as the register of holds says.
        "4,erasure,2026-10-01,2026-10-20,granted,2026-10-20",
        "9,erasure,2026-10-01,2026-10-20,granted,2026-10-20",
    ],
    "crm.calls": [
        "1,2026-10-01,support,yes,a,yes",
        "1,2026-10-02,sales,no,,",
        "1,2026-10-03,support,yes,b,yes",
    ],
    "crm.tapes": ["a,2026-10-01,", "b,2026-10-03,2026-10-20"],
    "crm.holds": ["9,2026-10-01,2027-01-01"],
    "crm.given": ["1,2026-05-01,authority"],
}
WITHOUT_PEOPLE = ("crm.tapes",)
PROCESSORS = "name,country,safeguard\nA,FI,\nB,no,\nC,US,clauses\nD,GB,adequacy\n"


def write(folder: Path) -> Path:
    """Write the home; its policy is the sample's, with a period in every rule that had none."""
    rules = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    (folder / "policy.toml").write_text(
        rules.replace("not_set = true", 'period = "5 years"'), encoding="utf-8"
    )
    snapshot = folder / "snapshots" / DAY
    snapshot.mkdir(parents=True)
    tables = [_declare(dataset) for dataset in DATASETS]
    for name, _, _, _, _, columns in DATASETS:
        lines = [",".join(_columns(name, columns)), *ROWS[name]]
        (snapshot / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (snapshot / "processors.csv").write_text(PROCESSORS, encoding="utf-8")
    tables.append(
        '[crm.processors]\nfiles = "processors.csv"\nkind = "processors"\n'
        "[crm.processors.columns]\n"
        'name = "name"\ncountry = "country"\nsafeguard = "safeguard"\n'
    )
    (folder / "sources.toml").write_text("\n".join(tables), encoding="utf-8")
    return folder


def _columns(name: str, columns: str) -> list[str]:
    return [*([] if name in WITHOUT_PEOPLE else ["subject_id"]), *columns.split()]


def _declare(dataset: tuple[str, ...]) -> str:
    name, kind, category, rule, purpose, columns = dataset
    basis = PURPOSES[purpose]
    said = {
        "files": f"{name}.csv",
        "kind": kind,
        "category": category,
        "rule": rule,
        "purpose": purpose,
        "origin": "person",
    } | ({"basis": basis} if basis else {})
    mapped = [f'{column} = "{column}"' for column in _columns(name, columns)]
    lines = [f'{key} = "{text}"' for key, text in said.items()]
    lines.append('people = ["customers"]')
    return "\n".join([f"[{name}]", *lines, f"[{name}.columns]", *mapped, ""])
