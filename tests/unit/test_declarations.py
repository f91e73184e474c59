"""policy.toml and sources.toml: one sentence says what is wrong, and what would be right."""

import re
from datetime import date

import duckdb
import pytest

from vouch import home, wording
from vouch.errors import VouchError

REQUESTS = """
[crm.requests]
files = "requests.csv"
kind = "rights_requests"
[crm.requests.columns]
right = "what"
received_on = "came"
[crm.requests.values.right]
"A" = "access"
"""
POLICY = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")


@pytest.fixture
def refused(tmp_path):
    """Return a function that loads a home with the given files and returns what is said of it."""

    def load(sources=REQUESTS, policy=POLICY, encoding="utf-8"):
        (tmp_path / "sources.toml").write_text(sources, encoding=encoding)
        (tmp_path / "policy.toml").write_text(policy, encoding="utf-8")
        with pytest.raises(VouchError) as caught:
            home.load(tmp_path)
        assert len(str(caught.value).splitlines()) == 1
        return caught.value

    return load


def test_values_of_a_misspelt_column_are_refused(refused):
    """They would change nothing, and every row would be unknown."""
    said = refused(REQUESTS.replace("values.right", "values.rigth"))

    assert said.key == "problem.values_unmapped_near"
    assert "did you mean values.right?" in str(said)


def test_values_of_a_column_that_is_not_mapped_are_refused(refused):
    """The kind has an outcome, but this export does not."""
    said = refused(REQUESTS + '[crm.requests.values.outcome]\n"Y" = "granted"\n')

    assert said.key == "problem.values_unmapped"
    assert "mapped are right, received_on" in str(said)


def test_a_misspelt_key_is_not_called_missing(refused):
    """It stands there; to be told that it is missing makes a reader doubt their eyes."""
    said = refused(REQUESTS.replace("files", "flies"))

    assert str(said) == "sources.toml, table crm.requests: there is no key flies; " + (
        "did you mean files?"
    )


def test_a_misspelt_column_is_not_called_missing(refused):
    said = refused(REQUESTS.replace("received_on", "recieved_on"))

    assert said.key == "problem.column_not_of_kind_near"
    assert "did you mean received_on?" in str(said)


def test_a_key_that_is_missing_is_named(refused):
    said = refused(REQUESTS.replace('files = "requests.csv"\n', ""))

    assert str(said) == "sources.toml, table crm.requests: the key files is missing; add it."


@pytest.mark.parametrize("pattern", ["", "/etc/*", "../*.csv", "**.csv", ".", "./"])
def test_a_pattern_that_cannot_be_looked_for_is_refused(refused, pattern):
    said = refused(REQUESTS.replace("requests.csv", pattern))

    assert said.key == "problem.wrong_pattern"


def _written(*formats: str) -> str:
    return f"{REQUESTS}[crm.requests.format]\ndate = {list(formats)}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("%Y-%m-%d %Q", "%Y-%m-%d%", "%%d-%m-%Y", "%d%m%y%Y", "%Y-%m-%dT%H:%M:%S", "%m.%Y"),
        *("%d.%m.%Y %H:%M", "%Y-%m-%dT", "%j.%m.%Y", "%d.%m.%b.%Y", "%-d%-m%Y", "%d.%-b.%Y"),
        *("", "%-", " %d.%m.%Y", "%Y-%m-%d %z", "%d.%m.%Y\n%"),
    ],
)
def test_a_format_that_fits_no_day_is_refused(refused, text):
    """The database would stop the whole build at one, or read no day by it, or another day."""
    said = refused(_written("%d.%m.%Y", text))

    assert said.key == "problem.wrong_day_format"
    assert "sources.toml, table crm.requests.format: the format" in str(said)
    assert "in date fits no day" in str(said)


def test_an_empty_list_of_formats_is_refused(refused):
    """By none of them no day can be read."""
    said = refused(_written())

    assert said.key == "problem.no_day_format"
    assert "sources.toml, table crm.requests.format: date = []" in str(said)


@pytest.mark.parametrize(
    "text",
    [
        *("%d.%m.%Y", "%-d.%-m.%Y", "%d%m%Y", "%Y%m%d", "%d%m%y", "%m/%d/%y", "%-m/%-d/%-y"),
        *("%Y%j", "%j/%y", "%Y-%-j", "%d-%b-%Y", "%d%b%y", "%-d%B%Y", "%d. %B %Y"),
        *("%a %d %b %Y", "%A, %-d. %B %Y"),
    ],
)
def test_a_format_of_one_day_is_taken_and_read_by_the_database(tmp_path, text):
    """What is written by it is read as the same day."""
    (tmp_path / "sources.toml").write_text(_written(text), encoding="utf-8")
    taken = home.load(tmp_path).sources.datasets["crm.requests"].format.date
    written = "strftime(day, $form)"
    sql = f"SELECT count(*) FROM unnest($days) AS t(day) WHERE try_strptime({written}, $form) = day"
    days = [date(2026, 1, 1), date(2026, 11, 2), date(2024, 2, 29), date(1999, 12, 31)]

    assert taken == [text]
    assert duckdb.execute(sql, {"form": text, "days": days}).fetchall() == [(len(days),)]


WHOSE = REQUESTS.replace("kind =", 'people = ["custmers"]\nkind =')


def test_people_that_the_policy_does_not_know_are_refused(refused):
    """A category of people that nobody declared would stand in the register without a name."""
    said = refused(WHOSE)

    assert str(said) == (
        "sources.toml, table crm.requests: people = custmers is not known; did you mean customers?"
    )


def test_people_unlike_any_of_the_policy_are_told_which_there_are(refused):
    said = refused(WHOSE.replace("custmers", "x"))

    assert said.key == "problem.unknown_place"
    assert "customers, visitors, prospects, applicants, employees" in str(said)


def test_people_of_a_policy_that_declares_none_are_refused(refused):
    """An older policy has no such table: the sentence says what to add."""
    said = refused(WHOSE, re.sub(r"(?m)^\[people\..+\]\n(.+\n)+", "", POLICY))

    assert said.key == "problem.no_place"
    assert "[people.custmers.title]" in str(said)


def test_a_policy_without_people_security_and_address_is_read(tmp_path):
    """All that the register of processing asks for is new, and older files stay as they are."""
    lines = re.sub(r"(?m)^\[(people|security)\..+\]\n(.+\n)+|^address.+\n", "", POLICY)
    (tmp_path / "policy.toml").write_text(lines, encoding="utf-8")
    rules = home.load(tmp_path).policy

    assert (rules.people, rules.security, rules.notice.address) == ({}, {}, None)


def test_a_home_without_a_policy_borrows_no_measure_of_security(tmp_path):
    """What another company does is said of nobody else."""
    assert home.load(tmp_path).policy.security == {}


def test_a_warning_after_the_limit_is_refused(refused):
    """It could never be given."""
    limit = '[limits.volumes]\nat_most = 1\nnear = 2.5\nowner = "x"\nreview_on = 2026-01-01\n'
    said = refused(policy=POLICY + limit)

    assert said.key == "problem.near_above_limit"
    assert "policy.toml, table limits.volumes: near = 2.5 lies above at_most = 1" in str(said)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le"])
def test_another_encoding_than_utf_8_is_named(refused, encoding):
    """What a decoder says of it helps nobody."""
    said = refused(REQUESTS.replace('"A"', '"Ä"'), encoding=encoding)

    assert str(said) == "sources.toml is not written in UTF-8; save it as UTF-8."


@pytest.mark.parametrize(
    ("again", "line"),
    [
        ('\n[crm.requests]\nfiles = "other.csv"\n', 11),
        ('"A" = "erasure"\n', 10),
        ('"A" = "erasure"', 10),
    ],
)
def test_what_is_said_twice_is_found_by_its_line(refused, again, line):
    said = refused(REQUESTS + again)

    assert (said.key, said.values["line"]) == ("problem.said_twice", line)


def test_a_threshold_that_hides_nothing_is_refused(refused):
    """Below two there is only one: "< 2" would be the number itself."""
    said = refused(policy=re.sub(r"(?m)^small_cell = \d+", "small_cell = 2", POLICY))

    assert said.key == "problem.threshold_of_two"
    assert "policy.toml, table settings: small_cell = 2" in str(said)


def _set(name: str, value: str) -> str:
    """Return the policy with one of its settings, or of its request clock, as *value*."""
    text, count = re.subn(rf"(?m)^{name} = [^\s#]+", f"{name} = {value}", POLICY)
    assert count
    return text


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("due_soon_days", 36_500),
        ("consent_withdrawal_days", 36_500),
        ("stale_after_days", 36_500),
        ("list_days", 36_500),
        ("small_cell", 1_000_000),
    ],
)
def test_a_number_that_no_figure_could_count_with_is_refused(refused, tmp_path, name, most):
    """A day that lies so far ahead is none, and the build would stop without a word of it."""
    said = refused(policy=_set(name, str(most + 1)))

    assert said.key == "problem.must_be_at_most"
    assert f"{name} = {most + 1} is too large; write at most {most}." in str(said)
    (tmp_path / "policy.toml").write_text(_set(name, str(most)), encoding="utf-8")
    home.load(tmp_path)


def test_seconds_that_no_clock_counts_are_refused(refused):
    said = refused(policy=_set("seconds_at_most", "1000001"))

    assert said.key == "problem.must_be_at_most"


def test_a_size_that_no_system_has_is_refused(refused):
    said = refused(policy=_set("memory_at_most", f"{10**30}  #"))

    assert said.key == "problem.wrong_size"


def test_more_rows_to_skip_than_any_file_has_are_refused(refused):
    said = refused(REQUESTS + f"[crm.requests.format]\nskip = {10**30}\n")

    assert said.key == "problem.must_be_at_most"


@pytest.mark.parametrize("text", ["W05-1", "13-01", "02-30", "1231", "2-28", ""])
def test_a_financial_year_ends_on_a_month_and_a_day(refused, text):
    """ISO 8601 has weeks as well, of which no figure knows."""
    said = refused(policy=_set("financial_year_end", f'"{text}"'))

    assert said.key == "problem.wrong_month_day"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a = " + "[" * 5000, "too many brackets or tables stand inside one another"),
        ("a = " + "1" * 5000, "a number in it has too many digits"),
    ],
)
@pytest.mark.parametrize("name", ["sources", "policy"])
def test_what_no_reader_of_toml_can_follow_is_refused(refused, name, line, reason):
    said = refused(**{name: f"{line}\n"})

    assert said.key == "problem.not_toml"
    assert str(said).startswith(f"{name}.toml is not valid TOML: {reason}")


@pytest.mark.parametrize("value", [f"0x{'f' * 5000}", "[" * 200 + "]" * 200])
def test_a_wrong_value_that_cannot_be_written_out_is_refused_all_the_same(refused, value):
    said = refused(policy=_set("list_days", value))

    assert "policy.toml, table settings: list_days = " in str(said)


@pytest.mark.parametrize("name", ["policy.toml", "sources.toml", "policies/2025-1.toml"])
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_link_to_nothing_is_not_taken_for_a_file_that_nobody_wrote(tmp_path, name, language):
    """A drive that is not there today would let another policy judge, without a word."""
    link = tmp_path / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(tmp_path / "share" / name)
    with pytest.raises(VouchError) as caught:
        home.load(tmp_path)
    said = caught.value.told(wording.Words(language))

    assert caught.value.key == "problem.link_to_nothing"
    assert link.name in said
    assert str(link.parent) in said


@pytest.mark.parametrize("theirs", ["[]", '""', '[""]', '["came", ""]'])
@pytest.mark.parametrize("ours", ["received_on", "record_id"])
def test_a_column_that_is_mapped_to_nothing_is_refused(refused, ours, theirs):
    """It looks as if it were read, and every row would lack it."""
    others = REQUESTS.replace('received_on = "came"\n', "") if ours == "received_on" else REQUESTS
    said = refused(others.replace('"what"\n', f'"what"\n{ours} = {theirs}\n'))

    assert str(said) == (
        f"sources.toml, table crm.requests: {ours} names no column of the export, "
        "so none is read; name one."
    )
