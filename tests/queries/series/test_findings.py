"""Findings counted: each rule on its own, over tables drawn for it."""

import pytest

CONFLICT = """
    rule  | period_months | least_months | least_starts
    order | 12            |              |
    short | 6             | 12           | event
"""
DECLARED = """
    dataset    | category | people | rule  | purpose   | basis    | origin | kind
    crm.all    | basic    | [a, b] | order | service   | contract | person | records
    crm.bare   |          | []     |       |           |          |        | records
    crm.many   | basic    | [a]    | order | service   |          | person | records
    crm.single | basic    | [a]    | order | duties    |          | person | records
"""
PURPOSES = """
    purpose | basis
    service |
    duties  | legal-obligation
"""
RULES = """
    rule  | determination | period_months | least_months | least_starts
    order | period        | 12            |              |
    unset | not_set       |               |              |
"""


def found(ask, name, **drawn):
    """Ask for a series of findings as finding, dataset, name, records."""
    return ask("series", f"findings_in_{name}", **drawn)


def test_what_a_dataset_does_not_declare_is_a_finding_each(ask):
    """A purpose that rests on one basis needs none; a basis without a purpose is said once."""
    lines = found(
        ask,
        "declarations",
        ref_datasets=DECLARED,
        ref_purposes=PURPOSES,
        fig_holdings="dataset | records\ncrm.all | 3\ncrm.bare | 5",
    )
    gaps = [line for line in lines if line[0].startswith("without_")]

    assert gaps == [
        ("without_basis", "crm.many", None, 0),
        ("without_category", "crm.bare", None, 5),
        ("without_origin", "crm.bare", None, 5),
        ("without_people", "crm.bare", None, 5),
        ("without_purpose", "crm.bare", None, 5),
        ("without_rule", "crm.bare", None, 5),
    ]


def test_a_category_of_which_nothing_is_held_is_a_finding(ask):
    """What lies outside the notice is promised nowhere."""
    lines = found(
        ask,
        "declarations",
        ref_datasets=DECLARED,
        fig_holdings="""
            dataset  | records | is_company_only
            crm.all  | 3       | false
            crm.bare | 1       | true
        """,
    )
    empty = [name for finding, _, name, _ in lines if finding == "category_empty"]

    assert empty == ["consents", "contacts", "other", "relationship", "use"]


def test_a_code_out_of_place_is_a_finding_in_any_kept_row(ask):
    """It names a person where the row names a company, or tells of a deletion (1050/2018 §29)."""
    lines = found(
        ask,
        "declarations",
        ref_datasets=DECLARED,
        fig_holdings="""
            dataset    | has_stray_code | is_company_only | is_deleted | records
            crm.all    | true           | false           | false      | 1
            crm.all    | true           | true            | false      | 2
            crm.all    | true           | false           | true       | 4
            crm.all    | false          | true            | false      | 8
            crm.bare   | true           | true            | false      | 16
            crm.single | false          | false           | false      | 32
        """,
    )

    assert [line for line in lines if line[0] == "stray_code"] == [
        ("stray_code", "crm.all", None, 7),
        ("stray_code", "crm.bare", None, 16),
    ]
    # Those of a company alone, or of a deletion, are no personal records all the same.
    assert ("without_category", "crm.bare", None, 0) in lines


def test_files_that_say_nothing_are_findings(ask):
    """What was not read cannot be in order."""
    lines = found(
        ask,
        "declarations",
        fig_files="""
            dataset | file  | state
            crm.all | a.csv | read
            crm.b   |       | missing
            crm.c   | c.csv | failed
                    | d.csv | undeclared
        """,
    )

    assert [line for line in lines if line[0] != "category_empty"] == [
        ("export_missing", "crm.b", None, 1),
        ("export_unread", "crm.c", "c.csv", 1),
        ("file_undeclared", None, "d.csv", 1),
    ]


def test_rows_that_no_dataset_takes_are_found_once_for_each_file(ask):
    """Each dataset that reads the file counts them; one that knows fewer columns, fewer rows."""
    lines = found(
        ask,
        "declarations",
        fig_files="""
            snapshot   | dataset | file  | state | elsewhere | unclaimed
            2026-10-31 | crm.a   | a.csv | read  | 5         | 3
            2026-10-31 | crm.b   | a.csv | read  | 4         | 1
            2026-10-31 | crm.a   | b.csv | read  | 2         | 2
            2026-10-31 | crm.b   | c.csv | read  | 2         | 0
            2026-10-31 | crm.b   | d.csv | read  | 2         |
            2026-09-30 | crm.b   | e.csv | read  | 2         | 2
        """,
    )

    assert [line for line in lines if line[0] != "category_empty"] == [
        ("rows_unclaimed", None, "a.csv", 3),
        ("rows_unclaimed", None, "b.csv", 2),
    ]


def test_a_minimum_that_ends_after_the_last_day_is_found_by_its_rule(ask):
    """Such a record may neither go nor stay; the first one will, whether or not it is there yet."""
    lines = found(
        ask,
        "retention",
        ref_rules=CONFLICT,
        ref_datasets="dataset | rule\na.short | short\na.order | order\na.none | short",
        fig_holdings="""
            dataset | starts_on  | records
            a.short | 2026-06-01 | 2
            a.short | 2026-07-01 | 3
            a.order | 2026-06-01 | 9
        """,
    )

    assert lines == [
        ("minimum_after_maximum", "a.none", "short", 0),
        ("minimum_after_maximum", "a.short", "short", 5),
    ]


def test_a_rule_in_conflict_is_found_without_a_dataset_that_follows_it(ask):
    """The policy alone contradicts itself."""
    lines = found(ask, "retention", ref_rules=CONFLICT)

    assert lines == [("minimum_after_maximum", None, "short", 0)]


@pytest.mark.parametrize(
    ("as_of", "outliving"), [("2026-10-30", 0), ("2026-10-31", 1), ("2026-11-01", 3)]
)
def test_a_list_may_outlive_its_campaign_by_the_days_of_the_policy(ask, as_of, outliving):
    """Sixty days: on the sixtieth it may still be there."""
    lines = found(
        ask,
        "retention",
        as_of=as_of,
        ref_rules=RULES,
        ref_datasets="dataset | rule | kind\ncrm.m | unset | mailings\ncrm.r | unset | records",
        fig_holdings="""
            dataset | starts_on  | records
            crm.m   | 2026-08-31 | 1
            crm.m   | 2026-09-01 | 2
            crm.r   | 2020-01-01 | 9
        """,
    )
    records = [n for finding, _, _, n in lines if finding == "list_outlives_campaign"]

    assert sum(records) == outliving


def test_recordings_without_a_period_are_told_apart_by_topic(ask):
    """Notice §3 lets support and sales calls be recorded; §7 gives neither a period."""
    lines = found(
        ask,
        "retention",
        ref_rules=RULES,
        ref_datasets="""
            dataset      | kind       | rule
            phone.tapes  | recordings | unset
            phone.orders | recordings | order
        """,
        fig_audio="""
            dataset      | topic   | is_deleted | recordings
            phone.tapes  | support | false      | 4
            phone.tapes  | sales   | false      | 2
            phone.tapes  | sales   | true       | 8
            phone.tapes  |         | false      | 1
            phone.orders | sales   | false      | 16
        """,
    )

    assert lines == [
        ("recordings_without_period", "phone.tapes", "sales", 2),
        ("recordings_without_period", "phone.tapes", "support", 4),
        ("recordings_without_period", "phone.tapes", None, 1),
    ]


def test_not_exported_is_not_the_same_as_not_told(ask):
    """One is a breach, the other a gap in the export."""
    lines = found(
        ask,
        "retention",
        fig_calls="""
            dataset | topic | is_recorded | is_announced | calls
            p.calls | sales | true        | true         | 1
            p.calls | sales | true        | false        | 2
            p.calls | sales | true        |              | 4
            p.calls | sales | false       | false        | 8
        """,
    )

    assert lines == [
        ("announcement_unknown", "p.calls", "sales", 4),
        ("recording_not_announced", "p.calls", "sales", 2),
    ]


RECORDINGS = "dataset | kind\nphone.a | recordings\nphone.b | recordings\nphone.calls | calls"


@pytest.mark.parametrize(
    ("files", "is_judged"),
    [
        (["phone.a | read"], True),
        (["phone.a | read", "phone.b | read"], True),
        (["phone.a | read", "phone.b | missing"], False),
        (["phone.a | read", "phone.b | failed"], False),
        (["phone.a | missing"], False),
        (["phone.calls | read"], False),
        ([], False),
    ],
)
def test_a_call_lacks_its_recording_only_where_all_lists_were_read(ask, files, is_judged):
    """What stands in a list that is not there cannot be said to be lost."""
    lines = found(
        ask,
        "retention",
        ref_datasets=RECORDINGS,
        fig_files="\n".join(["dataset | state", *files]),
        fig_unlisted_calls="topic | calls\nsales | 2\n | 3",
    )

    assert lines == (
        [
            ("recorded_without_file", "phone.calls", "sales", 2),
            ("recorded_without_file", "phone.calls", None, 3),
        ]
        if is_judged
        else []
    )


@pytest.mark.parametrize(
    ("files", "missing"),
    [
        ([], ["recording_without_call", "transcript_without_audio"]),
        (
            ["phone.calls | read", "phone.a | read"],
            ["recording_without_call", "transcript_without_audio"],
        ),
        (["phone.calls | failed", "phone.a | read"], ["transcript_without_audio"]),
        (["phone.calls | missing", "phone.a | read"], ["transcript_without_audio"]),
        (["phone.calls | read", "phone.a | failed"], ["recording_without_call"]),
        (["phone.calls | failed", "phone.a | failed"], []),
    ],
)
def test_audio_lacks_its_match_only_where_no_list_of_it_was_left_unread(ask, files, missing):
    """An export that stopped would else make every recording look like one without a call."""
    lines = found(
        ask,
        "retention",
        ref_datasets=RECORDINGS,
        fig_files="\n".join(["dataset | state", *files]),
        fig_audio="""
            dataset | kind        | has_call | is_audio_gone | recordings
            phone.a | recordings  | false    | false         | 2
            phone.b | transcripts | true     | true          | 3
        """,
    )

    assert [finding for finding, *_ in lines if "_without_period" not in finding] == missing


@pytest.mark.parametrize(
    ("state", "expected"),
    [("read", ["mailing_without_consent"]), ("failed", []), ("missing", [])],
)
def test_a_consent_is_lacking_only_where_the_permissions_were_read(ask, state, expected):
    """A register of consents that did not come would else be a breach for every mailing."""
    lines = found(
        ask,
        "marketing",
        ref_datasets="""
            dataset       | kind        | basis
            crm.mailings  | mailings    | consent
            crm.permitted | permissions |
        """,
        fig_files=f"dataset | state\ncrm.permitted | {state}",
        fig_mailings="channel | is_dated | has_consent | mailings\nemail | true | false | 2",
    )

    assert [finding for finding, *_ in lines] == expected


@pytest.mark.parametrize(
    ("channel", "basis", "expected"),
    [
        ("email", "consent", "mailing_without_consent"),
        ("sms", "", "mailing_without_consent"),
        ("phone", "consent", "mailing_without_consent"),
        ("post", "consent", None),
        ("email", "legitimate-interest", "mailing_on_other_basis"),
        ("post", "legitimate-interest", None),
        ("", "consent", "mailing_channel_unknown"),
        ("unknown", "consent", "mailing_channel_unknown"),
    ],
)
def test_electronic_marketing_and_the_phone_need_consent(ask, channel, basis, expected):
    """Notice §5; by post a person may object, and need not agree first."""
    lines = found(
        ask,
        "marketing",
        ref_datasets=f"dataset | kind | basis\ncrm.mailings | mailings | {basis}",
        fig_mailings=f"channel | mailings\n{channel} | 3",
    )

    assert lines == ([(expected, "crm.mailings", channel or None, 3)] if expected else [])


def test_what_nobody_can_tell_of_a_channel_is_a_warning(ask):
    """A code that is not mapped is no pass, and no proof; what no longer stands harms nobody."""
    lines = found(
        ask,
        "marketing",
        ref_datasets="dataset | kind | basis\ncrm.mailings | mailings | consent",
        fig_mailings="channel | is_doubtful | mailings\npost | true | 3\npost | false | 4",
        fig_permissions="""
            stance      | channel | is_open | permissions
            consent     | unknown | true    | 1
            prohibition | unknown | true    | 2
            prohibition | unknown | false   | 4
            prohibition |         | true    | 8
            prohibition | post    | true    | 16
        """,
    )

    assert lines == [
        ("mailing_maybe_forbidden", "crm.mailings", "post", 3),
        ("permission_channel_unknown", "crm.permissions", None, 3),
    ]


def test_a_withdrawn_consent_is_counted_within_those_without(ask):
    """Two sentences about the same rows: the second tells why it is worse."""
    lines = found(
        ask,
        "marketing",
        ref_datasets="dataset | kind | basis\ncrm.mailings | mailings | consent",
        fig_mailings="""
            channel | has_consent | has_revoked | is_forbidden | is_objected | is_dated | mailings
            email   | false       | false       | false        | false       | true     | 1
            email   | false       | true        | false        | false       | true     | 2
            email   | true        | true        | false        | false       | true     | 4
            email   | true        | false       | true         | false       | true     | 8
            email   | true        | false       | false        | true        | true     | 16
            email   | false       | false       | false        | false       | false    | 32
        """,
    )

    assert lines == [
        ("mailing_after_objection", "crm.mailings", "email", 16),
        ("mailing_after_withdrawal", "crm.mailings", "email", 2),
        ("mailing_against_prohibition", "crm.mailings", "email", 8),
        ("mailing_without_consent", "crm.mailings", "email", 3),
    ]


@pytest.mark.parametrize(
    ("country", "has_safeguard", "expected"),
    [
        ("FI", "false", None),
        ("IS", "false", None),
        ("LI", "false", None),
        ("NO", "false", None),
        ("EL", "false", None),
        ("AX", "false", None),
        ("GB", "true", None),
        ("GB", "false", "processor_without_safeguard"),
        ("CH", "false", "processor_without_safeguard"),
        ("US", "false", "processor_without_safeguard"),
        ("", "true", "processor_without_country"),
    ],
)
def test_a_processor_outside_the_eea_needs_a_safeguard(ask, country, has_safeguard, expected):
    """An adequacy decision is one once the register names it: it may be narrow, and may end."""
    lines = found(
        ask, "registers", fig_processors=f"country | has_safeguard\n{country} | {has_safeguard}"
    )

    assert lines == ([(expected, "legal.processors", country or None, 1)] if expected else [])


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("2026-10-30", ["hold_review_overdue"]),
        ("2026-10-31", []),
        ("", ["hold_without_review"]),
    ],
)
def test_an_open_hold_is_reviewed_by_its_day(ask, review, expected):
    """A hold that nobody looks at again is deletion given up."""
    lines = found(ask, "registers", fig_holds=f"holds | review_on\n1 | {review}")

    assert [finding for finding, *_ in lines] == expected


ERASED_RULES = """
    rule  | determination | period_months | least_months | least_starts
    order | period        | 12            |              |
    bill  | period        | 120           | 72           | event
    unset | not_set       |               |              |
    never | indefinite    |               |              |
"""


@pytest.mark.parametrize(
    ("kind", "rule", "row", "is_found"),
    [
        ("records", "order", "2026-06-01 | known | false", True),
        ("records", "order", " | empty | false", True),
        ("records", "unset", "2026-06-01 | known | false", True),
        ("records", "", "2026-06-01 | known | false", True),
        ("mailings", "unset", "2026-06-01 | known | false", True),
        ("records", "order", "2026-06-01 | known | true", False),
        ("permissions", "never", "2026-06-01 | known | false", False),
        ("rights_requests", "unset", "2026-06-01 | known | false", False),
        ("holds", "unset", "2026-06-01 | known | false", False),
        ("records", "bill", "2020-10-30 | known | false", True),
        ("records", "bill", "2020-10-31 | known | false", False),
        ("records", "bill", "2020-11-01 | known | false", False),
        ("records", "bill", " | unreadable | false", False),
    ],
)
def test_erased_people_are_there_no_more_but_for_what_must_be_kept(ask, kind, rule, row, is_found):
    """Law, a claim, a prohibition and the proof itself keep a row; on its last day the law does."""
    drawn = f"dataset | starts_on | start_state | is_held | records\na.rows | {row} | 2"
    lines = found(
        ask,
        "registers",
        ref_rules=ERASED_RULES,
        ref_datasets=f"dataset | kind | rule\na.rows | {kind} | {rule}",
        fig_holdings=drawn,
        fig_erased=drawn,
    )

    assert lines == ([("erased_still_there", "a.rows", rule or None, 2)] if is_found else [])


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        ("2020-10-31", "2026-10-31"),
        ("9993-12-31", "9999-12-31"),
        ("9994-01-01", None),
        ("9999-12-31", None),
    ],
)
def test_a_minimum_beyond_the_last_year_keeps_a_row_without_an_end(ask, starts_on, ends_on):
    """What still runs is often given the end 9999-12-31; no later day can be written."""
    heads, row = (
        "dataset | starts_on | start_state | is_held",
        f"a.rows | {starts_on} | known | false",
    )
    drawn = f"{heads} | records\n{row} | 2"
    given = {
        "ref_rules": ERASED_RULES,
        "ref_datasets": "dataset | kind | rule\na.rows | records | bill",
        "fig_holdings": drawn,
        "fig_erased": drawn,
        "rec_erased": f"snapshot | {heads}\n2026-10-31 | {row}",
    }
    told = [
        ask(layer, name, "reason ends_on", **given)
        for layer, name in (("series", "erased_rows"), ("evidence", "erased"))
    ]

    assert told == [[("minimum", ends_on)]] * 2


def test_requests_that_went_wrong_are_findings(ask):
    """A refusal in part is a refusal; an extension told late is none."""
    lines = found(
        ask,
        "registers",
        fig_requests="""
            right   | received_on | extended_on | closed_on  | outcome | told_on
            access  | 2026-09-01  |             | 2026-09-09 | refused |
            access  | 2026-09-01  |             | 2026-09-09 | partly  |
            access  | 2026-09-01  |             | 2026-09-09 | refused | 2026-09-09
            access  | 2026-09-01  | 2026-10-02  |            |         |
            erasure | 2026-10-15  |             |            |         |
                    | 2026-10-15  |             |            |         |
        """,
    )

    assert lines == [
        ("extension_too_late", "crm.requests", "access", 1),
        ("refusal_not_told", "crm.requests", "access", 2),
        ("request_overdue", "crm.requests", "access", 1),
        ("right_unknown", "crm.requests", None, 1),
    ]


def test_a_disclosure_without_a_ground_is_a_finding_and_counted_beside_the_others(ask):
    """Notice §8 names the grounds; what is none of them may not be hidden."""
    drawn = """
        ground    | disclosed_on | disclosures
        authority | 2025-02-01   | 1
        authority | 2025-12-31   | 2
                  | 2026-01-01   | 4
    """

    assert found(ask, "registers", fig_disclosures=drawn) == [
        ("disclosure_without_ground", "legal.disclosures", None, 4)
    ]
    assert ask("series", "disclosures", fig_disclosures=drawn) == [
        (2025, "authority", 3),
        (2026, None, 4),
    ]
