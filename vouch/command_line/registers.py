"""The register of processing as a file, in the form that its name asks for."""

from pathlib import Path

from vouch import asked
from vouch.command_line import options
from vouch.command_line.figures import Source
from vouch.errors import VouchError
from vouch.register import content, document, workbook
from vouch.view import View

FORMS = {".xlsx": workbook.as_xlsx, ".pdf": document.as_pdf}


def check(out: Path, language: str) -> None:
    """Refuse a file or a language before anything is built for it.

    Raises:
        VouchError: no such form, language or folder.
    """
    if out.suffix.lower() not in FORMS:
        raise VouchError("problem.register_suffix", file=out.name)
    options.refuse_unwritable(out, language)


def write(source: Source, out: Path, language: str) -> None:
    """Write the register of the source's snapshot to *out*."""
    make = FORMS[out.suffix.lower()]
    out.write_bytes(make(content.write(look(source, language))))


def look(source: Source, language: str) -> View:
    """Look at a source in a language, as a page does."""
    return asked.look(source.home, source.reader, source.snapshot, source.as_of, language)
