"""A picture of one page: taken when it stands, and held against what must be seen on it."""

import asyncio
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from vouch.errors import VouchError
from vouch.report import settling
from vouch.report.settling import Seen
from vouch.wording import NOTHING

if TYPE_CHECKING:
    from playwright.async_api import Page

WIDTH, LEAST = 1280, 600  # pixels; the height grows with the page
PATIENCE = 60.0  # seconds for one page
ROUNDS = 5  # of growing the window
OPENINGS = 2  # of a page that is not drawn
TRIES, PAUSE = 10, 0.25  # pictures that lack something, and seconds between two
FAINTEST = 24  # of 255: ink and ground differ by more in every theme


@dataclass(frozen=True)
class Wanted:
    """A page to be pictured: where it is, its title, and the stamp that it must have."""

    address: str
    title: str
    stamp: str


async def take(page: "Page", wanted: Wanted) -> bytes:
    """Take a PNG of a page in full height.

    Raises:
        VouchError: the page did not come, did not come to rest, or is not as it must be.
    """
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(PATIENCE):
            return await _whole(page, wanted)
    except TimeoutError as error:
        title, seconds = wanted.title, PATIENCE
        raise VouchError("problem.picture_unsettled", page=title, seconds=seconds) from error
    except Error as error:
        reason = error.message.splitlines()[0]
        raise VouchError("problem.picture_lost", page=wanted.title, reason=reason) from error


async def _whole(page: "Page", wanted: Wanted) -> bytes:
    """Open a page and take its picture; one that is not drawn is opened once more.

    Raises:
        VouchError: it is not as it must be.
    """
    for _ in range(OPENINGS):
        seen = await _settled(page, wanted)
        _check(seen, wanted)
        picture, lacking = await _drawn(page, seen)
        if lacking is None:
            return picture
    raise VouchError("problem.picture_blank", page=wanted.title, where=lacking)


async def _settled(page: "Page", wanted: Wanted) -> Seen:
    """Open a page in a window as tall as it is, and see what stands there.

    Raises:
        TimeoutError: it moves for ever.
    """
    await page.set_viewport_size({"width": WIDTH, "height": LEAST})
    await page.goto(wanted.address, wait_until="commit")
    await settling.settle(page)
    for _ in range(ROUNDS):
        seen = await settling.look(page)
        if page.viewport_size == {"width": WIDTH, "height": seen.height}:
            if await settling.fit(page):
                return seen
            break
        await page.set_viewport_size({"width": WIDTH, "height": seen.height})
        await settling.settle(page)
    raise TimeoutError


def _check(seen: Seen, wanted: Wanted) -> None:
    """Hold what a page says against what it must say; it is stamped last, so only if complete."""
    if seen.errors or not seen.stamp:
        said = " ".join(seen.errors or seen.alerts) or NOTHING
        raise VouchError("problem.picture_failed", page=wanted.title, said=said)
    if (seen.title, seen.stamp) != (wanted.title, wanted.stamp):
        said, due = seen.stamp, wanted.stamp
        raise VouchError("problem.picture_other", page=wanted.title, said=said, due=due)


async def _drawn(page: "Page", seen: Seen) -> tuple[bytes, int | None]:
    """Take pictures of a page that stands until two are alike and whole, or too many are not.

    A table is drawn on a canvas: no element changes when it is, and a busy machine does it late.
    Returned is the last one, with what it lacks.
    """
    before, lacks = b"", 0
    while True:
        picture = await page.screenshot()
        lacking = _lacking(picture, seen)
        lacks += lacking is not None
        if lacks == TRIES or (lacking is None and picture == before):
            return picture, lacking
        before = picture
        await asyncio.sleep(PAUSE)


def _lacking(picture: bytes, seen: Seen) -> int | None:
    """Tell from which pixel on a picture lacks what must be seen; None if it is whole.

    It is as large as its page, and has ink wherever something must be seen.
    """
    with Image.open(io.BytesIO(picture)) as image:
        shades = image.convert("L")
    if shades.size != (WIDTH, seen.height):
        return shades.height
    return next((place[1] for place in seen.places if not _has_ink(shades, place)), None)


def _has_ink(shades: Image.Image, place: list[int]) -> bool:
    left, top, right, bottom = place
    if left >= right or top >= bottom:
        return False
    counts = shades.crop((left, top, right, bottom)).histogram()
    used = [shade for shade, n in enumerate(counts) if n]
    return used[-1] - used[0] > FAINTEST
