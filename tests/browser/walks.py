"""Going everywhere on the dashboard over the bare wire: each page, each move, each file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from tests.browser import widgets
from tests.browser.login import wire
from tests.browser.login.wire import Client
from tests.browser.widgets import Widget

LAST = ("choose_snapshot", "choose_as_of", "choose_policy", "choose_lang")  # they bind the others
AWAY = ("log_out", "make_report")  # the one would end the walk, the other outlast it
ONCE = ("preview",)  # a door behind which a whole report is typeset for each choice


@dataclass
class Walk:
    """Somebody who goes everywhere; *parts* and *files* are all that they receive.

    Files are kept by the keys of their buttons, and *moved* has the keys of all widgets.
    """

    client: Client
    parts: set[bytes] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)

    def go(self, pages: Iterable[str]) -> None:
        """Move each widget of each page to each of its states, and take each file."""
        for page in pages:
            with self.client.line() as line:
                self._move_all(line, page)

    def look(self, page: str, queries: Iterable[str]) -> None:
        """Open a page under other addresses, one after the other."""
        with self.client.line() as line:
            for query in queries:
                self._ask(line, page, query=query)

    def _move_all(self, line, page: str) -> None:
        there = self._ask(line, page)
        doors = [one for one in there.values() if one.is_door]
        there |= self._ask(line, page, [state for one in doors for state in one.states])
        opened = [state for one in doors if one.key not in ONCE for state in one.states]
        waiting = [*there.values()]
        while waiting:
            waiting.sort(key=lambda one: one.key in LAST, reverse=True)
            widget = waiting.pop()
            self.moved.add(widget.key)
            if widget.is_door or widget.key in AWAY:
                continue
            for state in widget.states:
                more = self._ask(line, page, [*opened, state])
                waiting += [one for name, one in more.items() if name not in there]
                there |= more

    def _ask(self, line, page: str, moved=(), query: str = "lang=en") -> dict[str, Widget]:
        seen = wire.ask(line, page, query, moved)
        self.parts |= set(seen.parts)
        there = widgets.drawn(seen.parts)
        for one in there.values():
            if one.file and one.key not in self.files:
                self._take(line, seen.session, one)
        return there

    def _take(self, line, session: str, widget: Widget) -> None:
        answer = wire.click(line, session, widget.file)
        self.parts.add(answer.SerializeToString())
        url = f"{self.client.address}{answer.deferred_file.url}"
        found = httpx.get(url, cookies=self.client.cookies).raise_for_status()
        self.files[widget.key] = found.content
