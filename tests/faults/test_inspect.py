"""``vouch inspect``: the evidence in an export, a proposal that holds, and nobody's data in it."""

import datetime as dt
import gzip
import json
import tomllib
from collections import Counter
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import terminal
from tests.faults.shop import Shop
from vouch import home, inspection, sources
from vouch.errors import VouchError
from vouch.inspection import day_formats, encodings, personal, samples

POLICY = home.load(home.SAMPLE).policy
DB = duckdb.connect()
DIGITS = "0123456789./-"
NAMES = ("Asiakasnro", "Nimi", "Päivä", "Summa")
PEOPLE = [
    (
        str(100 + n),
        f"Matti{n} Canary",
        f"{n % 27 + 1:02}.{n % 12 + 1:02}.20{10 + n % 15}",
        f"{n},50",
    )
    for n in range(60)
]
LOG = '192.0.2.7 - canary [31/Oct/2026:10:00:00 +0200] "GET / HTTP/1.1" 200 5 "-" "Firefox"\n'


def delimited(delimiter: str, rows=PEOPLE, head=NAMES) -> str:
    """Write rows with a delimiter."""
    return "".join(delimiter.join(row) + "\r\n" for row in [head, *rows])


def quoted(rows) -> str:
    """Write rows with a comma, every text in quotation marks."""
    return "".join(",".join(f'"{text}"' for text in row) + "\n" for row in [NAMES, *rows])


def objects() -> list[dict]:
    """Return the people as nested objects."""
    return [{"id": one[0], "who": {"name": one[1]}, "ended": one[2]} for one in PEOPLE]


SEMICOLON = delimited(";")
DIALECTS = {
    "semicolon.csv": SEMICOLON.encode(),
    "tab.tsv": delimited("\t").encode(),
    "bar.txt": delimited("|").encode(),
    "comma.csv": quoted(PEOPLE).encode(),
    "mark.csv": SEMICOLON.encode("utf-8-sig"),
    "western.csv": SEMICOLON.encode("windows-1252"),
    "wide.csv": SEMICOLON.encode("utf-16"),
    "wide-unmarked.csv": SEMICOLON.encode("utf-16-le"),
    "preamble.csv": ("Raportti\r\n\r\n" + SEMICOLON).encode(),
    "packed.csv.gz": gzip.compress(SEMICOLON.encode(), mtime=0),
    "headless.csv": "".join(";".join(row) + "\n" for row in PEOPLE).encode(),
    "only-header.csv": (";".join(NAMES) + "\n").encode(),
    "lines.jsonl": "".join(json.dumps(one) + "\n" for one in objects()).encode(),
    "array.json": json.dumps(objects()).encode(),
    "access.log": (LOG * 20).encode(),
    "one-column.csv": b"Asiakasnro\n1\n2\n3\n",
    "classic-mac.csv": SEMICOLON.replace("\r\n", "\r").encode(),
    "name [1].csv": SEMICOLON.encode(),
}


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write an export into the snapshot of a home."""
    path = folder / "snapshots" / "2026-10-31" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def propose(path: Path, **how) -> tuple[str, sources.Dataset]:
    """Inspect a file; return the proposal, and the dataset that the loader makes of it."""
    text = inspection.inspect(path, POLICY, **how)
    place = path.parent / "proposed.toml"
    place.write_text(text, encoding="utf-8")
    [dataset] = sources.load(place).datasets.values()
    place.unlink()
    return text, dataset


def test_a_heading_commands_no_terminal(tmp_path):
    """The proposal is printed, and must load: what acts unseen is written by its number."""
    path = tmp_path / "people.csv"
    path.write_text("asiakasnumero;muistio\u202e\x9b\n1;a\n2;b\n", encoding="utf-8")
    said = inspection.inspect(path, POLICY)

    assert "muistio\\U0000202e\\U0000009b" in said
    assert "\u202e" not in said
    assert tomllib.loads(said)


@pytest.mark.parametrize("name", DIALECTS)
def test_a_proposal_is_taken_as_it_stands_and_keeps_every_row(tmp_path: Path, name: str) -> None:
    """Whoever pastes it has a home that builds, and mends what is switched off from there."""
    path = put(tmp_path, name, DIALECTS[name])
    text, _ = propose(path)
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    [made] = Shop(tmp_path).build().snapshots

    expected = {"access.log": 20, "one-column.csv": 3, "only-header.csv": 0}
    assert (made.kept, made.rejected) == (expected.get(name, len(PEOPLE)), 0)


@pytest.mark.parametrize("name", DIALECTS)
def test_no_value_of_a_person_is_written(tmp_path: Path, name: str) -> None:
    """A proposal is mailed, printed and committed."""
    text, _ = propose(put(tmp_path, name, DIALECTS[name]))

    assert "Matti" not in text
    assert "Canary" not in text.replace(name, "")
    assert "canary" not in text
    assert "192.0.2.7" not in text


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding", "skip"),
    [
        ("semicolon.csv", ";", "utf-8", 0),
        ("tab.tsv", "\t", "utf-8", 0),
        ("bar.txt", "|", "utf-8", 0),
        ("comma.csv", ",", "utf-8", 0),
        ("western.csv", ";", "cp1252", 0),
        ("wide.csv", ";", "utf-16", 0),
        ("wide-unmarked.csv", ";", "utf-16-le", 0),
        ("preamble.csv", ";", "utf-8", 2),
        ("packed.csv.gz", ";", "utf-8", 0),
    ],
)
def test_how_a_text_is_written_is_told_by_its_bytes(
    tmp_path: Path, name: str, delimiter: str, encoding: str, skip: int
) -> None:
    _, found = propose(put(tmp_path, name, DIALECTS[name]))

    assert (found.format.delimiter, found.format.encoding) == (delimiter, encoding)
    assert (found.format.skip, found.format.date) == (skip, ["%d.%m.%Y"])


def test_the_evidence_is_counted(tmp_path: Path) -> None:
    """A person confirms what can be seen, and not what a program believes."""
    text, found = propose(put(tmp_path, "a.csv", DIALECTS["western.csv"]))
    fits_both = sum(int(day[:2]) <= 12 for _, _, day, _ in PEOPLE)

    assert f"%d.%m.%Y fits 60 of 60; only it fits {60 - fits_both}" in text
    assert f"%m.%d.%Y fits {fits_both} of 60; only it fits 0" in text
    assert '# "Päivä": 60 of 60 filled' in text
    assert "semicolon: 4 fields ×61; comma: 2 fields ×60;" in text.replace("\n# ", " ")
    assert "0xE4 ×2" in text.replace("\n# ", " ")
    assert found.format.decimal == ","


DAYS = "Asiakasnro;Päivä\n"


def of_days(*texts: str) -> bytes:
    """Write an export with one column of days."""
    return (DAYS + "".join(f"{n};{text}\n" for n, text in enumerate(texts))).encode()


def date_lines(text: str) -> list[str]:
    """List the lines that declare formats, live or switched off."""
    lines = [line.partition("  #")[0] for line in text.splitlines()]
    return [line for line in lines if line.startswith(("date =", "#date ="))]


def test_days_that_fit_both_orders_are_never_decided(tmp_path: Path) -> None:
    """Up to the twelfth nobody can tell, and half of the days would be wrong."""
    text, found = propose(put(tmp_path, "a.csv", of_days("01.02.2026", "12.11.2025", "3.3.2024")))

    assert date_lines(text) == ['#date = ["%d.%m.%Y"]', '#date = ["%m.%d.%Y"]']
    assert "ambiguous: every day fits %d.%m.%Y, %m.%d.%Y; ask the person" in text
    assert found.format.date == [sources.ISO_DAY]  # what holds where nothing is declared


def test_the_thirteenth_decides(tmp_path: Path) -> None:
    """One day that only one order allows is evidence for all that stand beside it."""
    text, _ = propose(put(tmp_path, "a.csv", of_days("01/02/2026", "02/13/2026")))

    assert date_lines(text) == ['date = ["%m/%d/%Y"]']


def test_a_mix_of_both_orders_is_said_and_not_decided(tmp_path: Path) -> None:
    """No declaration reads such a column rightly: two systems wrote it."""
    text, _ = propose(put(tmp_path, "a.csv", of_days("31/01/2026", "01/31/2026", "02/03/2026")))

    assert date_lines(text) == ['#date = ["%d/%m/%Y"]', '#date = ["%m/%d/%Y"]']
    assert "mixed: some days fit only one of" in text


def test_two_digit_years_are_a_question(tmp_path: Path) -> None:
    """Whose century is meant stands nowhere in the file."""
    text, _ = propose(put(tmp_path, "a.csv", of_days("31.01.26", "30.12.99")))

    assert date_lines(text) == ['#date = ["%d.%m.%y"]']
    assert "a year of two digits" in text


def test_day_numbers_of_a_spreadsheet_are_named_and_no_days(tmp_path: Path) -> None:
    text, _ = propose(put(tmp_path, "a.csv", of_days("45567", "45932.5", "46023")))

    assert date_lines(text) == []
    assert "a spreadsheet's day numbers, if they are meant as days" in text


def test_two_columns_that_contradict_each_other_are_a_question(tmp_path: Path) -> None:
    """One list of formats holds for all columns of a file, and its first would win in each."""
    rows = "".join(f"{d}/01/2026;01/{d}/2026\n" for d in range(1, 29))
    text, _ = propose(put(tmp_path, "a.csv", ("Avattu;Suljettu\n" + rows).encode()))

    assert date_lines(text) == ['#date = ["%d/%m/%Y"]', '#date = ["%m/%d/%Y"]']


def test_an_export_that_changed_its_format_has_both(tmp_path: Path) -> None:
    days = [f"2025-01-{n:02}" for n in range(1, 29)] + [f"{n}.2.2026" for n in range(1, 29)]
    text, _ = propose(put(tmp_path, "a.csv", of_days(*days)))

    assert date_lines(text) == ['date = ["%Y-%m-%d", "%d.%m.%Y"]']


def test_a_few_other_days_are_named_and_not_declared(tmp_path: Path) -> None:
    """A slip of the pen is to be mended, not declared."""
    days = [f"{n % 28 + 1}.1.2026" for n in range(200)]
    text, _ = propose(put(tmp_path, "a.csv", of_days(*days, "2026/01/31", "30.2.2026")))

    assert date_lines(text) == ['date = ["%d.%m.%Y"]']
    assert "few rows fit %Y/%m/%d" in text
    assert "no known format fits 1" in text


@pytest.mark.parametrize(
    "content",
    [
        "Matti;Canary;Helsinki\nLiisa;Canary;Espoo\n",
        "matti.canary@example.fi;x;y\nliisa@example.fi;z;w\n",
        "Canary;0401234567\nCanary2;0407654321\n",
        "Hetu canary\n010594Y9032\n",
        "Canary\n",
        "asiakas;Canary;x\nasiakas;Mutta;y\n",
    ],
)
def test_a_first_row_that_may_be_a_person_is_not_shown(tmp_path: Path, content: str) -> None:
    """Of a file without a heading the first row is somebody's."""
    text, _ = propose(put(tmp_path, "a.csv", content.encode()))

    for word in ("Canary", "canary@", "0401234567", "010594"):
        assert word not in text


def test_codes_are_shown_only_where_a_heading_says_that_they_are_codes(tmp_path: Path) -> None:
    """Three clerks' first names are as few, as short and as frequent as three outcomes."""
    rows = "".join(
        f"{n};{('Myönnetty', 'Hylätty')[n % 2]};{('Canary', 'Matti')[n % 2]}\n" for n in range(20)
    )
    text, _ = propose(put(tmp_path, "a.csv", ("Nro;Ratkaisu;Käsittelijä\n" + rows).encode()))

    assert '#   codes: "Hylätty", "Myönnetty"' in text
    assert "Canary" not in text
    assert "Matti" not in text


def test_a_name_among_codes_hides_them_all(tmp_path: Path) -> None:
    rows = "".join(f"{n};{('yes', 'Matti Canary')[n % 2]}\n" for n in range(20))
    text, _ = propose(put(tmp_path, "a.csv", ("Nro;Ratkaisu\n" + rows).encode()))

    assert "Canary" not in text


def test_keys_of_json_that_are_people_are_not_shown(tmp_path: Path) -> None:
    """A table of people may be keyed by their addresses."""
    one = {"id": 1, "by": {"canary@example.fi": 1, "Matti Canary": 2}}
    text, _ = propose(put(tmp_path, "a.json", json.dumps([one]).encode()))

    assert "anary" not in text


def test_ragged_rows_are_counted(tmp_path: Path) -> None:
    text, _ = propose(put(tmp_path, "a.csv", (SEMICOLON + "1;2\n1;2;3;4;5\n").encode()))

    assert "# Note: rows without 4 fields, which a build would reject: 2." in text


def test_a_delimiter_inside_quotation_marks_divides_nothing(tmp_path: Path) -> None:
    rows = "".join(f'{n},"Canary, Matti","x;y;z"\n' for n in range(30))
    _, found = propose(put(tmp_path, "a.csv", ("id,name,note\n" + rows).encode()))

    assert found.format.delimiter == ","


def test_two_delimiters_that_divide_alike_are_a_question(tmp_path: Path) -> None:
    rows = "".join(f"{n};x,y\n" for n in range(30))
    text, _ = propose(put(tmp_path, "a.csv", ("id;name,note\n" + rows).encode()))

    assert '#delimiter = ";"' in text
    assert "which one is it?" in text


def test_a_workbook_is_told_with_its_preamble(tmp_path: Path) -> None:
    """Cells with a date format need no declaration; texts do."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Raportti"])
    sheet.append(["Asiakasnro", "Tilattu", "Nimi"])
    for n in range(30):
        sheet.append([n, dt.date(2026, 1, n % 28 + 1), "Matti Canary"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    text, found = propose(put(tmp_path, "a.xlsx", path.read_bytes()))

    assert (found.format.type, found.format.skip) == ("xlsx", 1)
    assert "Canary" not in text
    assert '#starts_on = "Tilattu"' in text


def test_parquet_is_told_by_its_columns(tmp_path: Path) -> None:
    table = pa.table({"visitor": ["a", "b"], "last_seen": [dt.date(2026, 1, 2)] * 2})
    path = put(tmp_path, "a.parquet", b"")
    pq.write_table(table, path)
    text, found = propose(path)

    assert found.format.type == "parquet"
    assert '#starts_on = "last_seen"' in text


def test_of_a_large_file_some_rows_are_looked_at(tmp_path: Path, monkeypatch) -> None:
    """Ten gigabytes are told by their beginning and by places spread over the rest."""
    monkeypatch.setattr(samples, "HEAD", 4_000)
    monkeypatch.setattr(samples, "PIECE", 500)
    old = [f"{n};{n % 12 + 1:02}.01.2020" for n in range(2_000)]
    new = [f"{n};{n % 28 + 1:02}.01.2026" for n in range(2_000)]
    path = put(tmp_path, "a.csv", (DAYS + "\n".join([*old, *new]) + "\n").encode())
    text, _ = propose(path, rows=400)
    said = " ".join(text.split("\n# ")[:2])

    assert "rows of more: the first, some of them from 15 places spread over the rest" in said
    assert date_lines(text) == ['date = ["%d.%m.%Y"]']  # the beginning alone would not tell


def test_at_most_so_many_rows_are_looked_at(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", SEMICOLON.encode())

    assert "looked at: 10 rows of more: the first." in propose(path, rows=10)[0]
    assert "looked at: all 60 rows." in propose(path, rows=60)[0]
    assert "looked at: 59 rows of more: the first." in propose(path, rows=59)[0]


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", b"", "problem.empty_file"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "problem.empty_file"),
        ("a.csv", bytes(range(256)) * 4, "problem.not_an_export"),
        ("a.xlsx", b"PK\x03\x04nonsense", "problem.workbook_damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0nonsense", "problem.workbook_of_other_format"),
        ("a.parquet", b"PAR1nonsense", "problem.not_parquet"),
        ("a.csv", gzip.compress(b"a;b\n", mtime=0), "problem.packed_unsaid"),
        ("a.csv.gz", gzip.compress(b"a;b\n" * 99, mtime=0)[:-9], "problem.archive_damaged"),
        ("a.json", b'[{"a": 1, }', "problem.not_json"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, key: str
) -> None:
    with pytest.raises(VouchError) as refused:
        inspection.inspect(put(tmp_path, name, content), POLICY)

    assert refused.value.key == key


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    done = terminal.run("inspect", tmp_path / "none.csv")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"none.csv is not in {tmp_path}; give the path of an export\n"


def test_in_a_pipe_there_is_the_proposal_and_nothing_else(tmp_path: Path) -> None:
    """It is appended to sources.toml as it comes."""
    path = put(tmp_path, "a.csv", SEMICOLON.encode())
    done = terminal.run("inspect", path, "--as", "crm.people")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == inspection.inspect(path, POLICY, name="crm.people")
    assert "\n[crm.people]\n" in done.stdout


@pytest.mark.parametrize("name", ["people", "a.b.c", ".people", "crm people.x"])
def test_a_dataset_is_named_by_system_and_name(tmp_path: Path, name: str) -> None:
    """The proposal would not load, and its reader would look for the fault in the file."""
    path = put(tmp_path, "a.csv", SEMICOLON.encode())
    done = terminal.run("inspect", path, "--as", name)

    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("data", "name", "is_sure"),
    [
        (b"abc", "utf-8", True),
        ("ä".encode(), "utf-8", True),
        (b"\xe4\xf6", "windows-1252", True),
        (b"\x80 \xe4", "windows-1252", True),
        (b"\x81\xe4", "windows-1252", False),
    ],
)
def test_an_encoding_is_told_by_bytes(data: bytes, name: str, is_sure: bool) -> None:
    """A byte that is nothing in an encoding speaks against it; the others decide nothing more."""
    found = encodings.tell(data, "a.csv")

    assert (found.name, found.is_sure) == (name, is_sure)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("131052-308T", True),
        ("131052+308T", True),
        ("010594Y9032", True),
        ("010516B903X", True),
        ("Soitti 010503F9037 ei", False),
        ("010190-999K", False),
        ("13105223080", False),
        ("9131052-308T", False),
    ],
)
def test_an_identity_code_is_known_by_its_check_character(code: str, is_one: bool) -> None:
    assert personal.has_identity_code(code) is is_one


def test_an_empty_column_fits_nothing() -> None:
    assert day_formats.gather(Counter()).dated == 0


@settings(deadline=None)
@given(
    st.from_regex(
        r"\A\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})\Z|\A\d{4}[./-]?\d{2}[./-]?\d{2}\Z",
        alphabet=DIGITS,
    )
)
def test_what_is_said_to_fit_is_what_a_build_reads(text: str) -> None:
    """Evidence from another reading than the build's would be none."""
    read = "SELECT cast(try_strptime($1, $2) AS DATE) >= DATE '1900-01-01'"
    found = set(day_formats.fitting(text))

    for form in day_formats.FORMATS:
        [(is_read,)] = DB.execute(read, [text, form]).fetchall()
        assert (form in found) <= bool(is_read)
        if len(text) == len("31.12.2026") and "%Y" in form:
            assert (form in found) == bool(is_read)
