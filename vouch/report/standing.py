"""How the packs of a folder stand: whole, in their chain, and against what is there now."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vouch import export_state, warehouse
from vouch.report import declared, expiry, packs
from vouch.report.composing import Wish
from vouch.report.packs import Pack
from vouch.report.shelf import Item
from vouch.view import View

IsOver = Callable[[Pack], bool]


class State(StrEnum):
    """What became of a pack, as the names of statuses."""

    WHOLE = "pack_whole"
    CHANGED = "pack_changed"
    LACKING = "pack_lacking"
    UNREAD = "pack_unread"


@dataclass(frozen=True)
class Standing:
    """How a pack stands: which of its *places* were changed, and which earlier pack is *lacking*.

    An empty place is the zip itself, an empty name a pack that belongs to no chain of this one's.
    Of a whole pack, what is lacking was kept for as long as it may be.
    """

    state: State
    places: tuple[str, ...] = ()
    lacking: str = ""


def of(items: Sequence[Item], is_over: IsOver) -> dict[Path, Standing]:
    """Tell how each pack stands, by itself and beside the others.

    *is_over* tells of a pack that is not there whether it was to go.
    """
    known = {item.sha256: item for item in items if item.said}
    return {item.pack.path: _judge(item, known, is_over) for item in items}


def is_over(pack: Pack, view: View) -> bool:
    """Tell whether the policy no longer allowed a pack when the newest snapshot was taken."""
    last_day = expiry.last_day(pack, view.home.policy.settings)
    return last_day is not None and last_day < view.snapshots[-1]


def _judge(item: Item, known: Mapping[str, Item], is_over: IsOver) -> Standing:
    if not item.said:
        return Standing(State.UNREAD)
    is_kept = item.kept_hash in ("", item.sha256)
    beside = () if is_kept else (item.beside(packs.HASH).name,)
    other_name = () if _is_its_name(item) else (item.name,)
    if places := (*item.places, *beside, *other_name):
        return Standing(State.CHANGED, places)
    lacking = _lacking(item, known)
    if lacking is None:
        return Standing(State.WHOLE)
    was_to_go = bool(lacking) and is_over(Pack.at(Path(lacking)))
    return Standing(State.WHOLE if was_to_go else State.LACKING, lacking=lacking)


def _is_its_name(item: Item) -> bool:
    """Tell whether a pack is called what it says that it is."""
    said = item.said
    parts = (str(said[name]) for name in ("period", "role", "language"))
    return item.name == packs.name(item.pack.day, *parts) and said["snapshot"] == str(item.pack.day)


def _lacking(item: Item, known: Mapping[str, Item]) -> str | None:
    """Follow the chain of a pack; name the first earlier one that is not there, None if all are."""
    while item.previous:
        name, sha256 = item.previous
        if sha256 not in known:
            return name if Pack.at(Path(name)).series == item.pack.series else ""
        item = known[sha256]
    return None


def before(item: Item, items: Iterable[Item]) -> Item | None:
    """Find the pack before another in its chain, among those that are there."""
    return next((one for one in items if item.previous and one.sha256 == item.previous[1]), None)


def last(items: Iterable[Item], view: View) -> Item | None:
    """Find the newest pack of the viewer's own role and language that can be read."""
    own = (str(view.role), view.t.language)
    mine = [one for one in items if one.said and (one.pack.role, one.pack.language) == own]
    return max(mine, key=lambda one: (one.pack.day, not one.pack.is_of_year), default=None)


def newer(item: Item, view: View) -> list[str]:
    """Name what a pack rests on that is no longer what is there now."""
    said, day = item.said, item.pack.day
    current = warehouse.current(view.home.warehouse) or view.generation
    is_known = day in view.snapshots
    policy = declared.policy(view.home.on(day)) if is_known else None
    versions = said.get("versions")
    same = {
        "exports": not export_state.unread(view),
        "generation": said.get("generation") == current and is_known,
        "policy": said.get("policy") == policy,
        "version": isinstance(versions, dict) and declared.versions().items() <= versions.items(),
    }
    return [name for name, holds in same.items() if not holds]


def is_same(item: Item, view: View, wish: Wish) -> bool:
    """Tell whether a pack is what a new one would be: of the same, and made in the same way."""
    asked = {
        "as_of": view.as_of.isoformat(),
        "scheme": wish.scheme,
        "has_screens": wish.has_screens,
    }
    return not newer(item, view) and all(item.said.get(name) == asked[name] for name in asked)
