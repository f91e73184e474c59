"""A reader in Chromium, and every byte that their browser received or wrote to its console."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import httpx
from playwright.sync_api import Error, Locator, Response
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import site, widgets
from tests.browser.site import Visitor
from tests.browser.widgets import Widget
from vouch import wording

MOMENT, SOON = 20, 2_000  # milliseconds
TRIES = 5
LATER = "2027-03-01"
WORDS = wording.Words("en")


@dataclass
class Captured(Visitor):
    """All that came and went, since the window was opened."""

    came: list[bytes] = field(default_factory=list)
    went: list[bytes] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    runs: int = 0

    def __post_init__(self) -> None:
        """Listen before the first page is opened."""
        super().__post_init__()
        self.page.on("console", lambda said: self.said.append(said.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("response", self._answer)
        self.page.on("websocket", self._listen)

    def _answer(self, answer: Response) -> None:
        self.answers.append(answer)

    def _listen(self, line) -> None:
        line.on("framereceived", self._receive)
        line.on("framesent", lambda part: self.went.append(_bytes(part)))

    def _receive(self, part: bytes | str) -> None:
        self.came.append(_bytes(part))
        message = ForwardMsg.FromString(self.came[-1])
        self.runs += message.WhichOneof("type") == "script_finished"

    def answered(self) -> Iterator[bytes]:
        """Yield the headers of all answers, and what lies at each address that was asked.

        It is asked again with the same cookies: a browser keeps no body of what it takes away.
        """
        yield from (str(answer.headers).encode() for answer in self.answers)
        cookies = {one["name"]: one["value"] for one in self.page.context.cookies()}
        with httpx.Client(cookies=cookies, timeout=site.PATIENCE) as again:
            for url in {answer.url for answer in self.answers}:
                if url.startswith(self.address):
                    yield again.get(url).content

    def do(self, act: Callable[[], object]) -> None:
        """Act, and wait until the page has run again and stands.

        Raises:
            TimeoutError: it has not run again.
        """
        runs = self.runs
        act()
        for _ in range(site.PATIENCE // MOMENT):
            if self.runs > runs:
                break
            self.page.wait_for_timeout(MOMENT)
        else:
            raise TimeoutError("the page has not run again")
        self.page.wait_for_function(site.IDLE)

    def go(self, names: Iterable[str]) -> None:
        """Go to each page by its link, move every widget once, and take every file."""
        self.do(lambda: self.page.goto(f"{self.address}/?lang=en"))
        for number, name in enumerate(names):
            if number:  # the first is open
                self.do(self._turn_to(name))
            while waiting := self._waiting():
                newest = waiting[-1]  # what lies in a pop-up is gone with the next click beside it
                boxes = [one for one in waiting if one.kind == newest.kind == "expandable"]
                self.moved |= {one.key for one in boxes or [newest]}
                if boxes:
                    self.open_boxes([self.place(one.key) for one in boxes])
                else:
                    MOVES[newest.kind](self, self.place(newest.key))

    def _waiting(self) -> list[Widget]:
        return [one for key, one in self.widgets().items() if key not in self.moved]

    def _turn_to(self, name: str) -> Callable[[], object]:
        """Give the click on a page's name in the bar, or in the section that it stands in."""
        named = WORDS(f"page.{name}")
        if (link := self.find("stTopNavLink").filter(has_text=named)).count():
            return link.click
        self.find("stTopNavSection").click()
        return self.find("stTopNavDropdownLink").filter(has_text=named).click

    def received(self) -> Iterator[bytes]:
        """Yield all that came or went, in frames, answers, files and on the console."""
        yield from (*self.came, *self.went, *self.files.values(), *self.answered())
        yield from (said.encode() for said in self.said)

    def widgets(self) -> dict[str, Widget]:
        """Find the widgets of the page by their keys: those that were sent and are drawn now."""
        sent = {one.key: one for one in widgets.drawn(self.came).values()}
        return {key: one for key, one in sent.items() if self.place(key).count()}

    def place(self, key: str) -> Locator:
        """Find a widget by its key."""
        return self.page.locator(f".st-key-{re.sub('[^a-zA-Z0-9_-]', '-', key)}")

    def take(self, place: Locator) -> None:
        """Take a file away, by its button."""
        with self.page.expect_download() as started:
            place.get_by_role("button").click()
        self.files[started.value.suggested_filename] = started.value.path().read_bytes()

    def pick(self, place: Locator) -> None:
        """Choose another option of a list, which closes by itself when the page moves under it.

        A list with one option leaves nothing to choose.
        """
        box = place.locator("input")
        other = self.page.locator("[role=option][aria-selected=false]").first

        def choose() -> None:
            for _ in range(TRIES):
                box.press("ArrowDown")
                with suppress(Error):
                    other.click(timeout=SOON)
                    break

        place.scroll_into_view_if_needed()
        if self._options(box) != ["true"]:
            self.do(choose)

    def _options(self, box: Locator) -> list[str]:
        """Open a list, and tell of each option whether it is the chosen one."""
        options, found = self.page.locator("[role=option]"), list[str]()
        for _ in range(TRIES):
            box.press("ArrowDown")
            with suppress(Error):
                options.first.wait_for(timeout=SOON)
            if found := options.evaluate_all("all => all.map(one => one.ariaSelected)"):
                break
        return found

    def press(self, place: Locator) -> None:
        """Press the last of buttons side by side, then the first."""
        for button in (place.get_by_role("radio").last, place.get_by_role("radio").first):
            if button.get_attribute("aria-checked") == "false":
                self.do(button.click)

    def open_boxes(self, places: Iterable[Locator]) -> None:
        """Open boxes one after the other, and wait until what is in them has come."""
        self.do(lambda: [place.locator("summary").first.click() for place in places])
        self.page.wait_for_timeout(SOON / 10)
        self.page.wait_for_function(site.IDLE)

    def open_door(self, place: Locator) -> None:
        """Open a pop-up."""
        self.do(place.locator("button").first.click)

    def fill_day(self, place: Locator) -> None:
        """Write another day, part by part; it holds as soon as the reader is elsewhere."""

        def write() -> None:
            for part, text in zip(("year", "month", "day"), LATER.split("-"), strict=True):
                place.locator(f"[data-type={part}]").press_sequentially(text)
            for _ in range(2):  # past the button of the calendar
                self.page.keyboard.press("Tab")

        self.do(write)

    def fill_number(self, place: Locator) -> None:
        """Write a number."""
        number = place.locator("input")
        self.do(lambda: (number.fill(str(widgets.NUMBER)), number.press("Enter")))

    def fill_hash(self, place: Locator) -> None:
        """Write a hash."""
        text = place.locator("input")
        text.fill(widgets.HASH)
        self.do(lambda: text.press("Enter"))


MOVES: dict[str, Callable[[Captured, Locator], None]] = {
    "button": lambda reader, place: None,  # those with keys log out, make a pack and turn its pages
    "button_group": Captured.press,
    "date_input": Captured.fill_day,
    "number_input": Captured.fill_number,
    "download_button": Captured.take,
    "popover": Captured.open_door,
    "selectbox": Captured.pick,
    "text_input": Captured.fill_hash,
}


def _bytes(part: bytes | str) -> bytes:
    return part.encode() if isinstance(part, str) else part
