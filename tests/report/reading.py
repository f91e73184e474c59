"""A PDF read back: its words, its structure, and the files that it carries."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Object

from tests import pdf_text

INVISIBLE = " \n\u00a0\u00ad\u202f-\u2010"


@dataclass(frozen=True)
class Mark:
    """Content of a page, from 0, that stands at this place of the structure."""

    page: int
    number: int


@dataclass(frozen=True)
class Element:
    """One element of the structure: its kind, what it says of itself, and what is within it.

    *layout* are its attributes (`Scope`, `Headers`, `ColSpan` …) of all owners together; the
    annotation of a link is within it as None.
    """

    kind: str
    title: str
    id: str
    alternative: str
    layout: dict[str, Object]
    inner: tuple["Element | Mark | None", ...]

    @property
    def elements(self) -> list["Element"]:
        """Return the elements right within it."""
        return [one for one in self.inner if isinstance(one, Element)]

    def all(self, *kinds: str) -> Iterator["Element"]:
        """Go through it and all within it, in reading order; those of some *kinds* alone."""
        if not kinds or self.kind in kinds:
            yield self
        for one in self.elements:
            yield from one.all(*kinds)

    def marks(self) -> Iterator[Mark]:
        """Go through the content within it, in reading order."""
        for one in self.inner:
            if isinstance(one, Mark):
                yield one
            elif one is not None:
                yield from one.marks()


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF by a reader that is not its writer."""
    return pikepdf.open(io.BytesIO(pdf))


def tree(pdf: pikepdf.Pdf) -> Element:
    """Read the structure; what has a role of the standard's is of that kind."""
    root = pdf.Root.StructTreeRoot
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    roles = {name: str(role) for name, role in root.get("/RoleMap", {}).items()}
    [document] = _within(root)
    return _element(document, numbers, roles)


def _element(found: Object, pages: dict[tuple[int, int], int], roles: dict[str, str]) -> Element:
    kind, page = str(found.S), pages.get(found.Pg.objgen) if "/Pg" in found else None
    return Element(
        roles.get(kind, kind)[1:],
        str(found.get("/T", "")),
        str(found.get("/ID", "")),
        str(found.get("/Alt", "")),
        {name[1:]: value for one in found.get("/A", []) for name, value in one.items()},
        tuple(_inner(one, page, pages, roles) for one in _within(found)),
    )


def _inner(
    found: Object, page: int | None, pages: dict[tuple[int, int], int], roles: dict[str, str]
) -> Element | Mark | None:
    if not isinstance(found, Dictionary):
        assert page is not None
        return Mark(page, int(found))
    if "/S" in found:
        return _element(found, pages, roles)
    return Mark(pages[found.Pg.objgen], int(found.MCID)) if "/MCID" in found else None


def _within(found: Object) -> list[Object]:
    inner = found.get("/K", [])
    return list(inner) if isinstance(inner, Array) else [inner]


def bare(text: str) -> str:
    """Drop what the ends of lines change: spaces and hyphens."""
    return "".join(character for character in text if character not in INVISIBLE)


def words(pdf: bytes) -> str:
    """Return all words of a PDF without what the ends of lines change."""
    return bare(" ".join(pdf_text.pages(pdf)))


def unpacked(pdf: bytes) -> bytes:
    """Return the PDF with all its streams taken apart, embedded files among them."""
    with opened(pdf) as read, io.BytesIO() as out:
        streams = [one.read_bytes() for one in read.objects if isinstance(one, pikepdf.Stream)]
        read.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return b"\n".join([out.getvalue(), *streams])


def carried(pdf: bytes) -> dict[str, bytes]:
    """Take the embedded files out, by name."""
    with opened(pdf) as read:
        return {name: one.get_file().read_bytes() for name, one in read.attachments.items()}


def alternatives(pdf: bytes) -> list[str]:
    """Return the text alternatives of all figures."""
    with opened(pdf) as read:
        return [one.alternative for one in tree(read).all("Figure")]


def bookmarks(pdf: bytes) -> list[str]:
    """Return the titles of all bookmarks, each before those below it."""
    with opened(pdf) as read, read.open_outline() as outline:
        return [one.title for one in outlined(outline.root)]


def outlined(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    """Go through bookmarks and those below them."""
    for item in items:
        yield item
        yield from outlined(item.children)
