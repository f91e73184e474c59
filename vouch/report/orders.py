"""An order for a pack: what the process that makes it is told, and what it tells in return."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from vouch.readers import Role
from vouch.report.composing import Wish
from vouch.steps import Stage, Step
from vouch.view import View
from vouch.viewers import Viewer


@dataclass(frozen=True)
class Order:
    """Which view of which home a pack is made of, for whom, and what it is to be."""

    home: str
    generation: str
    viewer: Viewer
    place: str
    language: str
    snapshot: date
    as_of: date
    wish: Wish
    may_replace: bool


def of(view: View, place: str, wish: Wish, *, may_replace: bool) -> Order:
    """Order the pack of a view; *place* is the page on which its viewer asks for it."""
    path, said = str(view.home.path.absolute()), (view.t.language, view.snapshot, view.as_of)
    return Order(path, view.generation, view.viewer, place, *said, wish, may_replace)


def write(order: Order) -> str:
    """Write one line."""
    return f"{json.dumps(asdict(order), default=str)}\n"


def read(line: str) -> Order:
    """Read what is ordered."""
    order = Order(**json.loads(line))
    who: Any = order.viewer
    wish: Any = order.wish
    return replace(
        order,
        viewer=Viewer(**who | {"role": Role(who["role"])}),
        snapshot=date.fromisoformat(str(order.snapshot)),
        as_of=date.fromisoformat(str(order.as_of)),
        wish=Wish(**wish),
    )


def step(told: Step) -> str:
    """Write how far it is."""
    return f"{json.dumps({'step': asdict(told)})}\n"


def end(said: Mapping[str, Any]) -> str:
    """Write what became of it: what was made, or the key and values of a problem."""
    return f"{json.dumps({'end': said}, default=str)}\n"


def heard(line: str) -> Step | dict[str, Any] | None:
    """Read what is told: a step, the end, or nothing of ours."""
    try:
        told = json.loads(line)
        if "end" in told:
            return dict(told["end"])
        return Step(**told["step"] | {"stage": Stage(told["step"]["stage"])})
    except (ValueError, TypeError, KeyError):
        return None
