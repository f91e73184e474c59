"""The telephone exchange: calls, their audio files and their transcripts."""

from datetime import date

from vouch.sample import days, items
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later
from vouch.sample.people import Person

COLUMNS = (
    "call_id",
    "customer_no",
    "started_at",
    "direction",
    "topic",
    "recorded",
    "recording_id",
    "announced",
    "duration_s",
)
AUDIO_COLUMNS = ("tallenne", "alkoi", "poistettu")
FIRST_CALL = date(2024, 12, 1)
CALLS = 2750
WORK_HOURS = (8, 16)
# (direction, topic): share of all calls, share of them that is recorded.
LINES = (
    ("in", "support", 0.5, 0.6),
    ("out", "support", 0.15, 0.35),
    ("in", "sales", 0.12, 0.4),
    ("out", "sales", 0.23, 0.45),
)


def all_items(persons: list[Person]) -> tuple[list[Item], list[Item], list[Item]]:
    """Make the calls, the audio files and the transcripts."""
    dice = Dice("calls")
    started = sorted(dice.day(FIRST_CALL, days.NEWEST) for _ in range(CALLS))
    calls = [_call(dice, index, day, persons) for index, day in enumerate(started, start=1)]
    audio = [_audio(dice, call) for call in calls if call.fields[6] and not _is_lost(call)]
    texts = [_transcript(dice, file) for file in audio if dice.chance(0.35)]
    audio += _without_call()
    texts += _without_audio()
    return [*calls, *_broken()], audio, texts


def _call(dice: Dice, index: int, day: date, persons: list[Person]) -> Item:
    direction, topic, recorded = _line(dice)
    is_recorded = dice.chance(recorded)
    faults: items.Faults = ()
    person = dice.pick(persons)
    number = person.number if dice.chance(0.85) and person.since <= day else ""
    announced = "1" if is_recorded else dice.pick(("0", ""))
    if is_recorded and dice.chance(0.03):
        announced, faults = "0", ("recording-not-announced",)
    if is_recorded and day > date(2026, 2, 1) and dice.chance(0.03):
        faults = (*faults, "recorded-without-file")
    flag = "" if not is_recorded and dice.chance(0.02) else str(int(is_recorded))
    if not number:
        faults = (*faults, "person-unknown")
    fields = (
        f"P{index:05}",
        number,
        _moment(dice, day),
        direction,
        topic,
        flag,
        f"R{index:05}" if is_recorded else "",
        announced,
        dice.between(20, 1500),
    )
    return Item(day, fields, gone=person.gone if number else days.NEVER, faults=faults)


def _line(dice: Dice) -> tuple[str, str, float]:
    throw = dice.between(1, 100) / 100
    for direction, topic, share, recorded in LINES:
        throw -= share
        if throw <= 0:
            return direction, topic, recorded
    return LINES[-1][0], LINES[-1][1], LINES[-1][3]


def _moment(dice: Dice, day: date) -> str:
    """Write local time with its zone: what stands behind the T is cut off, never applied."""
    return f"{day}T{dice.between(*WORK_HOURS):02}:{dice.between(0, 59):02}:00+02:00"


def _is_lost(call: Item) -> bool:
    return "recorded-without-file" in call.faults


def _audio(dice: Dice, call: Item) -> Item:
    """List the file; once deleted, its row stays as a notice with the day of deletion."""
    deleted = days.after(call.born, 365 + dice.between(0, 40)) if dice.chance(0.8) else None
    started = f"{call.fields[2][:19]}Z" if dice.chance(0.995) else None
    shown = Later(deleted, deleted) if deleted else None
    return Item(call.born, (call.fields[6], started, shown), call.gone, _notice(shown))


def _notice(deleted: Later | None) -> tuple[str, ...]:
    return ("deletion-notice",) if deleted and deleted.day <= days.NEWEST else ()


def _transcript(dice: Dice, audio: Item) -> Item:
    """Write the speech down; normally deleted with its audio, sometimes forgotten."""
    name, started, deleted = audio.fields
    faults = _notice(deleted)
    if deleted and deleted.day <= days.NEWEST and dice.chance(0.05):
        deleted, faults = None, ("transcript-outlives-audio",)
    return Item(audio.born, (name, started, deleted), gone=audio.gone, faults=faults)


def _without_call() -> list[Item]:
    """Leave audio files behind that belong to no call."""
    return [
        Item(
            date(2025, 9, index),
            (f"R9{index:04}", f"2025-09-{index:02}T10:00:00Z", None),
            faults=("recording-without-call",),
        )
        for index in range(1, 9)
    ]


def _without_audio() -> list[Item]:
    """Leave transcripts behind whose recordings stand in no list."""
    return [
        Item(
            date(2026, month, 9),
            (f"R8{month:04}", f"2026-{month:02}-09T10:00:00Z", None),
            gone=days.after(date(2026, month, 9), 200),
            faults=("transcript-without-recording",),
        )
        for month in range(1, 9)
    ]


def _broken() -> list[Item]:
    return [
        *items.lines("too-few-fields", "P99001,10111,2025-10-02T10:00:00+03:00"),
        *items.lines("footer-line", "# end of export"),
    ]
