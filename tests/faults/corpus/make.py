"""Write the broken files: ``python -m tests.faults.corpus.make``.

Whatever stands in a name or a mail address here is invented, and must be seen nowhere: the
canaries of tests/faults/test_corpus.py.
"""

import gzip
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from tests.faults import workbook

FILES = Path(__file__).parent / "files"
MANY = 30  # rows: with few, a change is no drift
NAME, MAIL = "Tuulia Kanarialintu", "tuulia.kanarialintu@example.fi"
HEAD = "id;name;ended\n"
LOG = '{who} - - [{day}:10:00:00 +0200] "GET /{case} HTTP/1.1" 200 5 "-" "{agent}"\n'


def row(case: str, number: int, day: str = "") -> str:
    """Write one good line."""
    return f"{case}-{number};{NAME};{day or f'{number}.2.2020'}\n"


def body(case: str, count: int = 3) -> str:
    """Write the lines of a good table, below its heading."""
    return "".join(row(case, number) for number in range(1, count + 1))


def days(case: str, *texts: str) -> str:
    """Write a table with these days."""
    return HEAD + "".join(row(case, n, text) for n, text in enumerate(texts, start=1))


def item(case: str, number: int = 1, **more: object) -> dict[str, object]:
    """Return one good object."""
    return {"id": f"{case}-{number}", "name": NAME, "ended": f"{number}.2.2020"} | more


def lines(*objects: object) -> str:
    """Write objects one a line."""
    return "".join(json.dumps(one) + "\n" for one in objects)


def logged(case: str, who: str = "192.0.2.7", day: str = "31/Oct/2026", agent: str = MAIL) -> str:
    """Write one line of an access log."""
    return LOG.format(case=case, who=who, day=day, agent=agent)


def gz(content: str | bytes) -> bytes:
    """Pack as gzip."""
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)


def zst(content: str | bytes) -> bytes:
    """Pack as zst, with its checksum."""
    packer = zstandard.ZstdCompressor(write_checksum=True)
    return packer.compress(content.encode() if isinstance(content, str) else content)


def changed(content: bytes, at: int) -> bytes:
    """Flip one bit."""
    place = at % len(content)
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def parquet(**columns: list) -> bytes:
    """Write a Parquet file."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def sheet(case: str, *rows: tuple) -> bytes:
    """Write a workbook of one sheet, with two good rows above *rows*."""
    day = date(2020, 2, 1)
    good = [(f"{case}-{number}", NAME, day) for number in (1, 2)]
    return workbook.write(("id", "name", "ended"), *good, *rows)


def zipped(name: str, content: str) -> bytes:
    """Pack as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def two_sheets() -> bytes:
    """Write a workbook in which it is not plain which sheet is meant."""
    book = openpyxl.Workbook()
    for one in (book.active, book.create_sheet("Vanhat")):
        one.append(("id", "name", "ended"))
        one.append((f"two_sheets-{one.title}", NAME, date(2020, 2, 1)))
    return workbook.saved(book)


def merged() -> bytes:
    """Write a workbook in which a day stands for two rows."""
    rows = [("id", "name", "ended"), ("m-1", NAME, date(2020, 2, 1)), ("m-2", NAME, None)]
    return workbook.write(*rows, change=lambda one: one.merge_cells("C2:C3"))


def flipped_sheet() -> bytes:
    """Write a workbook with one changed bit among the cells."""
    book = sheet("changed")
    return changed(book, book.index(b"xl/worksheets/sheet1.xml") + 120)


def delimited() -> dict[str, str | bytes]:
    """Return what goes wrong between the separators."""
    return {
        "row_short.csv": HEAD + body("row_short") + f"row_short-4;{NAME}\n",
        "row_long.csv": HEAD + body("row_long") + f"row_long-4;{NAME};x;4.2.2020\n",
        "separator_last.csv": HEAD + body("separator_last") + f"sl-4;{NAME};4.2.2020;\n",
        "rows_all_long.csv": HEAD + body("rows_all_long").replace("\n", ";\n"),
        "row_twice_in_line.csv": HEAD + body("joined") + row("joined", 4)[:-1] + row("joined", 5),
        "quote_open.csv": HEAD + body("quote_open") + f'"quote_open-4;{NAME};4.2.2020\n',
        "quote_inside.csv": HEAD
        + 'qi-1;Tuulia "Tuu" Kanarialintu;1.2.2020\nqi-2;"Tuulia "Tuu" Kanarialintu";2.2.2020\n',
        "quote_swallows.csv": HEAD + f'qs-1;"{NAME};1.2.2020\n' + body("qs2", 2) + f'";{NAME};x\n',
        "footnote.csv": HEAD + body("footnote") + "(3 rows)\n",
        "totals.csv": HEAD + body("totals") + f"Yhteensä;{NAME};3 kpl\n",
        "delimiter_other.csv": (HEAD + body("delimiter_other")).replace(";", ","),
        "delimiter_mixed.csv": HEAD + body("delimiter_mixed").replace(";", ","),
        "delimiter_unquoted.csv": HEAD + body("du") + "du-4;Kanarialintu; Tuulia;4.2.2020\n",
        "blank_lines.csv": HEAD + "\n" + body("blank_lines", 2) + "   \n\n",
        "separators_only.csv": HEAD + body("separators_only", 2) + ";;\n",
        "break_bare.csv": HEAD + body("bb", 2) + "bb-3;Tuulia\nKanarialintu;3.2.2020\n",
        "return_inside.csv": HEAD + body("ri", 2) + "ri-3;Tuulia\rKanarialintu;3.2.2020\n",
        "line_ends_mixed.csv": HEAD + body("lem").replace("\n", "\r\n", 2),
        "line_ends_cr.csv": (HEAD + body("cr")).replace("\n", "\r"),
        "line_end_missing.csv": (HEAD + body("line_end_missing"))[:-1],
        "cut.csv": (HEAD + body("cut"))[:-20],
        "line_endless.csv.zst": zst(HEAD + body("le", 1) + "x" * (17 << 20)),
        "nul_in_id.csv": HEAD + body("ni", 2) + f"ni\0-3;{NAME};3.2.2020\n",
        "nul_tail.csv": HEAD + body("nul_tail") + "\0" * 512,
        "control_z.csv": HEAD + body("control_z") + "\x1a",
    }


def headings() -> dict[str, str | bytes]:
    """Return what goes wrong in and above the heading."""
    return {
        "empty.csv": "",
        "blank_only.csv": "\n  \n\n",
        "heading_only.csv": HEAD,
        "heading_emptied.csv": HEAD,
        "heading_case.csv": "ID;Name;Ended\n" + body("heading_case"),
        "heading_spaces.csv": " id ;name; ended  \n" + body("heading_spaces"),
        "heading_missing.csv": body("heading_missing"),
        "heading_twice.csv": HEAD + body("heading_twice") + HEAD + row("heading_twice", 4),
        "heading_doubled.csv": "id;ended;ended\n" + body("heading_doubled"),
        "heading_below_title.csv": f"Raportti {NAME}\n\n" + HEAD + body("heading_below_title"),
        "heading_skipped_too_far.csv": HEAD + body("hs"),
        "heading_translated.csv": "tunnus;nimi;päättyi\n" + body("heading_translated"),
        "heading_quoted_badly.csv": '"id;name;ended\n' + body("hq"),
        "column_renamed.csv": HEAD.replace("ended", "end_date") + body("column_renamed"),
        "column_gone.csv": "id;name\n" + f"cg-1;{NAME}\ncg-2;{NAME}\n",
        "columns_shifted.csv": "id;ended;name\n"
        + "".join(f"7;{n};{n % 28 + 1}.2.2020\n" for n in range(4700, 4700 + MANY)),
        "columns_more.csv": HEAD + body("columns_more").replace(";", ";x;", 1),
        "byte_order_mark_twice.csv": "\ufeff\ufeff" + HEAD + body("bom2"),
        "byte_order_mark_inside.csv": "\ufeff" + HEAD + body("bi", 2) + "\ufeff" + row("bi", 3),
    }


def encodings() -> dict[str, str | bytes]:
    """Return what is written in other characters than it is said to be."""
    finnish = HEAD + body("fi", 2) + f"ä-3;{NAME}ä;3.2.2020\n"
    return {
        "latin_as_utf8.csv": finnish.replace("fi-", "lu-").encode("latin-1"),
        "utf8_as_windows.csv": finnish.replace("fi-", "uw-").encode(),
        "utf8_as_utf16.csv": finnish.replace("fi-", "uu-").encode(),
        "utf16_as_utf8.csv": finnish.replace("fi-", "ua-").encode("utf-16"),
        "utf16_without_mark.csv": finnish.replace("fi-", "um-").encode("utf-16-le"),
        "utf16_cut.csv": finnish.replace("fi-", "uc-").encode("utf-16")[:-3],
        "utf32_as_utf8.csv": finnish.replace("fi-", "u3-").encode("utf-32"),
        "windows_unknown_byte.csv": HEAD.encode() + b"wu-1;x;1.2.2020\nwu\x81-2;x;2.2.2020\n",
        "replaced_character.csv": days("rc", "1.2.2020", "2.2.20\ufffd0"),
        "utf8_overlong.csv": (HEAD + body("uol", 2)).encode() + b"\xc0\xaf-3;x;3.2.2020\n",
        "ebcdic.csv": (HEAD + body("eb", 2)).encode("cp500"),
    }


def packed() -> dict[str, str | bytes]:
    """Return archives that were cut, changed or misnamed."""
    return {
        "gz_cut.csv.gz": gz(HEAD + body("gz_cut", 40))[:-40],
        "gz_flipped.csv.gz": changed(gz(HEAD + body("gz_flipped", 9)), -6),
        "gz_tail.csv.gz": gz(HEAD + body("gz_tail")) + b"PASKAA" * 5,
        "gz_zero_tail.csv.gz": gz(HEAD + body("gz_zero_tail")) + bytes(64),
        "gz_twice.csv.gz": gz(gz(HEAD + body("gz_twice"))),
        "gz_two_members.csv.gz": gz(HEAD + body("gz_two_members", 2)) + gz(row("g2", 3)),
        "gz_empty.csv.gz": gz(""),
        "gz_nothing.csv.gz": b"",
        "gz_header_only.csv.gz": gz(HEAD)[:10],
        "not_gz.csv.gz": HEAD + body("not_gz"),
        "gz_unsaid.csv": gz(HEAD + body("gz_unsaid")),
        "zst_cut.csv.zst": zst(HEAD + body("zst_cut", 40))[:-20],
        "zst_flipped.csv.zst": changed(zst(HEAD + body("zst_flipped", 9)), -1),
        "zst_tail.csv.zst": zst(HEAD + body("zst_tail")) + b"PASKAA",
        "zst_two_frames.csv.zst": zst(HEAD + body("zst_two_frames", 2)) + zst(row("z2", 3)),
        "zip.csv": zipped("zip.csv", HEAD + body("zip")),
        "zip_as_gz.csv.gz": zipped("zip_as_gz.csv", HEAD + body("zip_as_gz")),
        "same_twice.csv": HEAD + body("same_twice"),
        "same_twice.csv.gz": gz(HEAD + body("same_twice")),
    }


def objects() -> dict[str, str | bytes]:
    """Return JSON that is none, or is not what was said."""
    nan = '[{"id": "nan-1", "ended": NaN}, {"id": "nan-2", "ended": "2.2.2020"}]'
    return {
        "array_cut.json": json.dumps([item("array_cut"), item("array_cut", 2)])[:-15],
        "array_comma.json": f"[{json.dumps(item('array_comma'))},]",
        "array_two.json": json.dumps([item("at")]) + json.dumps([item("at", 2)]),
        "array_tail.json": json.dumps([item("tail")]) + " Yhteensä 1",
        "array_of_numbers.json": json.dumps([1, item("aon"), "x"]),
        "array_of_nothing.json": "[]",
        "object_around.json": json.dumps({"rows": [item("object_around")]}),
        "object_alone.json": json.dumps(item("object_alone")),
        "single_quotes.json": str([item("single_quotes")]),
        "nan.json": nan,
        "infinity.json": nan.replace("NaN", "Infinity").replace("nan", "inf"),
        "surrogate.json": '[{"id": "\\ud800s", "ended": "1.2.2020"}]',
        "huge_number.json": f'[{{"id": 1e400, "ended": "1.2.2020"}}, {json.dumps(item("h", 2))}]',
        "deep.json": "[" * 9000 + "]" * 9000,
        "deep_value.json": f'[{{"id": "d", "ended": "1.2.2020", "x": {"[" * 9000 + "]" * 9000}}}]',
        "json_with_mark.json": "\ufeff" + json.dumps([item("jwm")]),
        "json_in_utf16.json": json.dumps([item("jiu")]).encode("utf-16"),
        "json_empty.json": "",
        "json_null.json": "null",
        "key_twice.jsonl": lines(item("kt")) + '{"id": "kt-2", "ended": "1.2.2020", "ended": ""}\n',
        "lines_cut.jsonl": lines(item("lc"), item("lc", 2))[:-15],
        "lines_pretty.jsonl": json.dumps([item("lp")], indent=1) + "\n",
        "lines_are_array.jsonl": json.dumps([item("la"), item("la", 2)]) + "\n",
        "lines_blank.jsonl": lines(item("lb")) + "\n  \n" + lines(item("lb", 2)),
        "lines_comma.jsonl": lines(item("lx")).replace("}\n", "},\n") + lines(item("lx", 2)),
        "lines_latin.jsonl": lines(item("ll")).encode() + b'{"id": "\xe4", "ended": "1.2.2020"}\n',
        "lines_key_missing.jsonl": lines({"id": "lk-1", "name": NAME}, {"id": "lk-2"}),
        "lines_nested.jsonl": lines(item("ln"), item("ln", 2, ended={"day": "2.2.2020"})),
        "array_as_lines.json": lines(item("aal"), item("aal", 2)),
    }


def tables() -> dict[str, str | bytes]:
    """Return broken Parquet files and workbooks."""
    good = parquet(id=["p-1", "p-2"], name=[NAME, NAME], ended=["1.2.2020", "2.2.2020"])
    hidden = "EncryptedPackage".encode("utf-16-le")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    error = workbook.with_part
    return {
        "cut.parquet": good[:-30],
        "changed.parquet": good[:4] + bytes(60) + good[64:],
        "text.parquet": HEAD + body("text_parquet"),
        "empty.parquet": "",
        "no_rows.parquet": parquet(id=pa.array([], pa.string()), ended=pa.array([], pa.string())),
        "nested.parquet": parquet(id=["n-1"], ended=[{"day": "1.2.2020", "name": NAME}]),
        "column.parquet": parquet(id=["c-1"], name=[NAME], endend=["1.2.2020"]),
        "cut.xlsx": sheet("cut")[:-200],
        "changed.xlsx": flipped_sheet(),
        "text.xlsx": HEAD + body("text_xlsx"),
        "old.xlsx": ole + bytes(504),
        "locked.xlsx": ole + bytes(504) + hidden + bytes(100),
        "zip.xlsx": zipped("people.csv", HEAD + body("zip_xlsx")),
        "nothing.xlsx": workbook.write(),
        "empty.xlsx": "",
        "two_sheets.xlsx": two_sheets(),
        "sheet_absent.xlsx": sheet("sheet_absent"),
        "merged.xlsx": merged(),
        "cell_errors.xlsx": sheet("ce", ("ce-3", NAME, "#N/A"), ("#REF!", NAME, date(2020, 2, 1))),
        "formula.xlsx": sheet("fo", ("fo-3", NAME, "=TODAY()")),
        "day_numbers.xlsx": workbook.write(
            ("id", "name", "ended"), ("dn-1", NAME, 43862), ("dn-2", NAME, 43863)
        ),
        "day_texts.xlsx": sheet("dt", ("dt-3", NAME, "2020/02/03"), ("dt-4", NAME, "4.2.2020")),
        "right_of_heading.xlsx": sheet("rh", ("rh-3", NAME, date(2020, 2, 3), "tarkista")),
        "title_above.xlsx": workbook.write(
            (f"Raportti {NAME}",), ("id", "name", "ended"), ("ta-1", NAME, datetime(2020, 2, 1))
        ),
        "declaration.xlsx": error(sheet("de"), "xl/workbook.xml", "<workbook><sheets>"),
    }


def dates() -> dict[str, str | bytes]:
    """Return days that are none, or not the ones they seem."""
    return {
        "years_short.csv": days("years_short", "1.2.2020", "2.2.20"),
        "years_all_short.csv": days("years_all_short", "1.2.20", "2.2.20"),
        "serials.csv": days("serials", "43862", "43863"),
        "serial_among.csv": days("serial_among", "1.2.2020", "43863"),
        "month_first.csv": days("month_first", "1.2.2020", "2.13.2020"),
        "no_such_day.csv": days("no_such_day", "1.2.2020", "30.2.2020", "31.11.2020"),
        "iso_among.csv": days("iso_among", "1.2.2020", "2020-02-02"),
        "iso_all.csv": days("iso_all", *(f"2020-01-{n:02}" for n in range(1, 1 + MANY))),
        "epoch.csv": days("epoch", "1.2.2020", "1.1.1970"),
        "year_one.csv": days("year_one", "1.2.2020", "1.1.0001"),
        "year_1899.csv": days("year_1899", "1.1.1900", "31.12.1899"),
        "year_9999.csv": days("year_9999", "1.2.2020", "31.12.9999"),
        "infinity.csv": days("infinity", "1.2.2020", "infinity"),
        "zones.csv": days("zones", "1.2.2020T23:59:59+02:00", "2.2.2020 00:00:00Z"),
        "words.csv": days("words", "1.2.2020", "n/a"),
        "names_in_days.csv": days("names_in_days", "1.2.2020", NAME),
        "ambiguous.csv": days("ambiguous", "1/2/2020", "2/13/2020"),
        "zeros.csv": days("zeros", "1.2.2020", "0000-00-00"),
        "none.csv": HEAD + "".join(f"none-{n};{NAME};\n" for n in range(MANY)),
    }


def logs() -> dict[str, str | bytes]:
    """Return access logs with lines of another kind."""
    quoted = logged("quoted", agent=f'say \\"{NAME}\\"')
    return {
        "log_no_year.log": logged("nya") + f"Oct 31 10:00:00 web sshd[7]: {MAIL} from 192.0.2.7\n",
        "log_bracket.log": logged("lba") + logged("lb2").replace("[", "(").replace("]", ")"),
        "log_day.log": logged("lda") + logged("lda", day="31/10/2026"),
        "log_no_such_day.log": logged("lnd") + logged("lnd", day="31/Sep/2026"),
        "log_json.log": lines(item("lj"), item("lj", 2)),
        "log_ipv6.log": logged("l6", who="2001:db8::7"),
        "log_quotes.log": quoted + quoted.replace('"-"', '"-'),
        "log_cut.log": logged("lcu") + logged("lcu")[:20],
        "log_blank.log": logged("lbl") + "\n" + logged("lbl"),
        "log_latin.log": logged("lla").encode() + logged("lla", agent="ä").encode("latin-1"),
    }


def keys() -> dict[str, str | bytes]:
    """Return rows that cannot be told from each other."""
    return {
        "id_twice.csv": HEAD + body("id_twice") + row("id_twice", 2),
        "id_missing.csv": HEAD + body("id_missing") + f";{NAME};4.2.2020\n",
        "id_all_missing.csv": HEAD + f";{NAME};1.2.2020\n  ;{NAME};2.2.2020\n",
        "only_nothing.csv": HEAD + body("only_nothing"),
        "html.csv": f"<!DOCTYPE html>\n<title>Kirjaudu</title>\n<p>{NAME}; {MAIL}\n",
        "query_error.csv": f"ERROR: permission denied for user {MAIL}\n",
        "undeclared_copy.csv": HEAD + body("undeclared"),
        ".DS_Store": bytes(16),
        "Thumbs.db": bytes(16),
        "~$people.xlsx": NAME.encode("utf-16"),
    }


def earlier() -> dict[str, str | bytes]:
    """Return good exports of the month before, for what is seen by comparison alone."""
    good = ("column_renamed", "heading_twice", "heading_missing", "columns_more")
    return {f"{case}.csv": HEAD + body(f"{case}-old", 4) for case in good} | {
        "heading_emptied.csv": HEAD + body("heading_emptied", 4),
        "columns_shifted.csv": "id;ended;name\n"
        + "".join(f"{n};{n % 28 + 1}.2.2020;{NAME}\n" for n in range(4700, 4700 + MANY)),
        "iso_all.csv": days("iso_before", *(f"{n}.1.2020" for n in range(1, 1 + MANY))),
        "none.csv": days("none_before", *(f"{n}.1.2020" for n in range(1, 1 + MANY))),
        "column_gone.csv": HEAD + body("column_gone", 2),
    }


GROUPS = (delimited, headings, encodings, packed, objects, tables, dates, logs, keys)


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    for group in GROUPS:
        write(FILES / "now", group())
    write(FILES / "before", earlier())
