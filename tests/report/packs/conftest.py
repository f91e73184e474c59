"""Homes to make packs of, and packs of them, each once for a run."""

import pytest

from tests.report.packs import packing


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """Return a built home of three snapshots; read it, never change it."""
    return packing.shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="session")
def pack(shop, tmp_path_factory):
    """Return the path of a pack for management, without screenshots."""
    return packing.make(packing.look(shop), tmp_path_factory.mktemp("packs")).path
