"""Workshop files for the tests of the storage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a_workshop import OpenWorkshop, copy_of_template


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    opened = OpenWorkshop(copy_of_template(tmp_path / "data/workshops/Riverbend.eqw"))
    yield opened
    opened.database.close()
