"""What is said to whoever waits for a build, in the terminal and on a page."""

from vouch.steps import Step
from vouch.wording import Words

MEGABYTE = 1_000_000
MINUTE = 60


def told(step: Step, left: float | None, t: Words) -> str:
    """Write one step as a sentence; *left* are the seconds that are left, if that is known."""
    done, total = (t.number(count / MEGABYTE, 1) for count in (step.bytes, step.of_bytes))
    said = t(
        f"build.{step.stage}",
        name=step.name,
        files=step.files,
        of_files=step.of_files,
        megabytes=done,
        of_megabytes=total,
    )
    if left is None:
        return said
    minutes = round(left / MINUTE)
    return f"{said}, {t('build.left', n=minutes) if minutes else t('build.left_little')}"
