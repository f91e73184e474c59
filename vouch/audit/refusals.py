"""Refusals in the audit log: the first of a kind at once, then how many followed.

Whoever is refused may ask again, as often as they like: neither the disk nor the time of those who
wait for the log is theirs to fill.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock

from vouch import viewers
from vouch.audit import entries
from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.errors import VouchError

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
MOST = 500  # kinds told apart: some thirty are ours, the others have names that a provider gave
Kind = tuple[str, ...]


@dataclass
class Spell:
    """Refusals of one kind that follow each other: *times* of them, since *since*, are unwritten.

    The next line is due when *length* has passed since it was *opened*, which doubles each time.
    """

    last: Event
    opened: datetime
    length: timedelta = timedelta()
    times: int = 0
    since: datetime | None = None

    def is_due(self, at: datetime) -> bool:
        """Tell whether what is unwritten may be written; also when the clock was set back."""
        return not self.opened <= at < self.opened + self.length

    def is_over(self, at: datetime) -> bool:
        """Tell whether it has been quiet for so long that the next refusal is a new one."""
        return not self.times and at >= self.opened + self.length + LONGEST

    def add(self, event: Event, times: int = 1, since: datetime | None = None) -> None:
        """Count a refusal, or again those that could not be written."""
        self.last, self.times = event, self.times + times
        self.since = since or self.since or event.at

    def take(self, at: datetime) -> tuple[Event, int, datetime]:
        """Hand out what is unwritten; the time until the next line begins."""
        taken = self.last, self.times, self.since or at
        self.opened, self.length = at, min(max(2 * self.length, SHORTEST), LONGEST)
        self.times, self.since = 0, None
        return taken


@dataclass
class Refusals:
    """What was refused, on its way into a *log*; several threads may tell of it."""

    log: Log
    spells: dict[Kind, Spell] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def note(self, event: Event) -> None:
        """Count a refusal, and write it down if it is the first of its kind or a line is due.

        A log that cannot be written lets nobody in: it is said once for each line, and what is
        unwritten is counted on.
        """
        with self.lock:
            said = self._bounded(event)
            spell = self._spell(said)
            spell.add(said)
            taken = spell.take(event.at) if spell.is_due(event.at) else None
        if taken:
            self._write(spell, *taken, event.at)

    def settle(self, at: datetime, *, is_last: bool = False) -> None:
        """Write what is due by now, or all of it before the process ends."""
        with self.lock:
            waiting = [one for one in self.spells.values() if one.times]
            due = [one for one in waiting if is_last or one.is_due(at)]
            taken = [(one, one.take(at)) for one in due]
            self._forget(at)
        for spell, said in taken:
            self._write(spell, *said, at)

    def _spell(self, event: Event) -> Spell:
        kind = _kind(event)
        if kind not in self.spells or self.spells[kind].is_over(event.at):
            self.spells[kind] = Spell(event, event.at)
        return self.spells[kind]

    def _bounded(self, event: Event) -> Event:
        """Leave out what is its own where there are too many kinds: names can be made."""
        if _kind(event) in self.spells:
            return event
        self._forget(event.at)
        is_full = len(self.spells) >= MOST
        return replace(event, who=viewers.STRANGER, place="", query="") if is_full else event

    def _forget(self, at: datetime) -> None:
        for kind in [kind for kind, spell in self.spells.items() if spell.is_over(at)]:
            del self.spells[kind]

    def _write(self, spell: Spell, last: Event, times: int, since: datetime, at: datetime) -> None:
        """Write one refusal as it was, or how many there were of its kind."""
        if not self.log.folder.parent.is_dir():
            return  # no home, so no log: the page says so
        try:
            self.log.append(last if times == 1 else _sum(last, times, since, at))
        except VouchError as error:
            logging.getLogger(__name__).warning("%s", error)
            with self.lock:
                spell.add(last, times, since)


@cache
def of(folder: Path) -> Refusals:
    """Return those on their way into the log in *folder*, one object for the whole process."""
    return Refusals(Log(folder))


def refusal(at: datetime, outcome: str, query: str = "") -> Event:
    """Describe the refusal of somebody unknown; *outcome* is the key of a message of ours.

    Nothing that they sent is in it, and *query* is how they asked: ``http`` or ``websocket``.
    """
    return Event(at, Action.REFUSAL, viewers.STRANGER, query=query, outcome=outcome)


def _kind(event: Event) -> Kind:
    said = (event.action, event.who, event.role, event.place, event.query, event.outcome)
    return tuple(text[: entries.LONGEST] for text in said)


def _sum(last: Event, times: int, since: datetime, at: datetime) -> Event:
    """Tell of several refusals in one entry; sessions and filters were each one's own."""
    detail = {"times": times, "since": since.isoformat(timespec="seconds")}
    return replace(last, at=at, session="", params={}, rows=None, detail=detail)
