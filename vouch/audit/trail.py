"""The trail of one viewer on one page or in one command: written down before anything is shown."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from vouch import readers
from vouch.audit import refusals
from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.viewers import Viewer

Params = Iterable[tuple[str, object]]


@dataclass(frozen=True)
class Trail:
    """Who looks, from which *place*, at which generation, under which version of the policy.

    *clock* tells the time, which nothing below the interfaces reads.
    """

    log: Log
    viewer: Viewer
    place: str
    generation: str
    policy: str
    clock: Callable[[], datetime]

    def note(
        self, action: Action, query: str, params: Params = (), rows: int | None = None
    ) -> None:
        """Write down what is about to be shown or handed out.

        Raises:
            VouchError: it cannot be written, so nothing may be shown or handed out.
        """
        self.log.append(self._event(action, query, dict(params), rows))

    @contextmanager
    def guarded(self, query: str, params: Params = ()) -> Iterator[None]:
        """Write down if records are withheld from the viewer within the block."""
        try:
            yield
        except readers.Withheld as error:
            event = self._event(Action.REFUSAL, query, dict(params), None)
            refusals.of(self.log.folder).note(replace(event, outcome=error.key))
            raise

    def _event(
        self, action: Action, query: str, params: dict[str, object], rows: int | None
    ) -> Event:
        snapshot = params.pop("snapshot", "")
        return Event(
            at=self.clock(),
            action=action,
            who=self.viewer.name,
            role=self.viewer.role,
            session=self.viewer.session,
            place=self.place,
            query=query,
            params=params,
            rows=rows,
            generation=self.generation,
            snapshot=str(snapshot),
            policy=self.policy,
        )
