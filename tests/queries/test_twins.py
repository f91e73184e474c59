"""Of two homes that differ in a small number of people, management is told the same."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from tests import twins
from tests.queries.test_contract import OF_READERS, _choices
from vouch import home, queries, readers, warehouse

OF_FILES = ["sha256", "content", "generation"]  # of what a file holds; they tell no number
ASKED = [(layer, name) for layer, name in OF_READERS if layer != "evidence"]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[home.Home]:
    """Build both homes."""
    folder = tmp_path_factory.mktemp("twins")
    return [twins.build(folder / name, writers) for name, writers in twins.WRITERS.items()]


@cache
def _reader(folder: Path, role: readers.Role) -> readers.Reader:
    return readers.open(folder, warehouse.current(folder) or "", role)


def _answer(reader: readers.Reader, layer: str, name: str) -> pd.DataFrame:
    given = _choices(queries.load(layer, name), reader.snapshots()[-1])
    return reader.rows(layer, name, **given).drop(columns=OF_FILES, errors="ignore")


@pytest.mark.parametrize("role", [readers.Role.MANAGEMENT, readers.Role.AUDITOR])
@pytest.mark.parametrize(("layer", "name"), ASKED)
def test_no_answer_tells_the_twins_apart(
    homes: list[home.Home], layer: str, name: str, role: readers.Role
) -> None:
    """Whatever does not depend on a number cannot give it away, in whichever column."""
    one, three = (_answer(_reader(built.warehouse, role), layer, name) for built in homes)

    pd.testing.assert_frame_equal(one, three)


def test_the_officer_can_tell_them_apart(homes: list[home.Home]) -> None:
    """Else the twins would prove nothing."""
    found = [
        _answer(_reader(built.warehouse, readers.Role.DPO), "kpis", "volumes")["people"].to_list()
        for built in homes
    ]

    assert found == [[1, 20], [3, 20]]


def test_the_figures_file_holds_no_number_withheld(homes: list[home.Home]) -> None:
    """It may be copied to where no records are; a number that is not in it cannot leave it."""
    for built in homes:
        with _reader(built.warehouse, readers.Role.MANAGEMENT)._connection() as db:
            found = db.execute(
                "SELECT dataset, people, people_below FROM fig_people WHERE scope = 'dataset'"
            ).fetchall()

        assert found == [("crm.customers", None, None), ("crm.letters", None, 5)]
