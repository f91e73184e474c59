"""What the README promises."""

import re

from tests import readme
from vouch import build, home, kpis, readers


def test_the_worked_example_gives_the_figures_counted_by_hand(tmp_path):
    """A newcomer copies it first; if it fails, nothing else is tried."""
    example = home.load(readme.write_home(tmp_path))
    made = build.run(example)
    reader = readers.open(example.warehouse, made.generation, readers.Role.MANAGEMENT)
    [day] = reader.snapshots()
    measured = [kpis.measure(reader, id_, day, day) for id_ in kpis.IDS]

    assert readme.figures() == {kpi.id: (kpi.numerator, kpi.denominator) for kpi in measured}
    assert made.problems == []


def test_every_link_leads_somewhere():
    """A dead link costs the reader's trust in the rest of the page."""
    links = re.findall(r"\]\((?!http)([^)#]+)\)", readme.text())
    missing = [link for link in links if not (readme.ROOT / link).exists()]

    assert missing == []
