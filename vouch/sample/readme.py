"""The sample's README: what it is, and every planted fault with its count."""

from vouch.sample import days, faults
from vouch.sample.exports import Export

INTRODUCTION = """\
# Sample home

A complete home of *Esimerkki Oy*, an invented Finnish hosting company: policy, sources and
twelve monthly snapshots, {first} to {last}. Nobody in it exists. Names, addresses and numbers
are made up, mail goes to `example.fi` and `example.com`, network addresses are those reserved
for documentation, and personal identity codes are test codes (individual numbers 900 to 999) or
the specimens `131052-308T` and `010101-123N`, which belong to nobody.

`python -m vouch sample` writes it again, byte for byte. It is one world seen on twelve days:
a record comes, changes and goes, and each snapshot holds what the systems held on its day.
Edit `vouch/sample/`, not the files here.

`policies/2027-01-01.toml` is a draft that is not yet in force: billing data for six years, the
statutory minimum, in place of ten. `python -m vouch compare-policy 2023-10-01 2027-01-01` and the
page *Notice and practice*, §12, show what adopting it would change.

## Planted faults

Faults are planted on purpose, of every kind that vouch is to find. `counted in` names the
snapshot in which the count was taken; `all` means over all twelve. A row may have several
faults. `tests/unit/test_sample.py` recounts each line from the files.

`customer-too` is no breach, and vouch reports none: a customer may apply for a job, and each notice
covers its own data. Such people are there because the two registers number people apart, so that
vouch counts each of them as two.

| kind | export | counted in | count | what one is |
| --- | --- | --- | ---: | --- |
"""


def text(made: list[Export]) -> str:
    """Write the README for the world as built."""
    head = INTRODUCTION.format(first=days.FIRST, last=days.NEWEST)
    lines = [
        f"| {line.kind.name} | `{line.file}` | {line.counted_in} | {line.count} "
        f"| {line.kind.meaning} |"
        for line in faults.planted(made)
    ]
    return head + "\n".join(lines) + "\n"
