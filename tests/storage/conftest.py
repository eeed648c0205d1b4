"""Workshop files for the tests of the storage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workshops import OpenWorkshop, copy_of_template


@pytest.fixture
def workshop(data_dir: Path) -> Iterator[OpenWorkshop]:
    opened = OpenWorkshop(copy_of_template(data_dir / "workshops/Riverbend.eqw"))
    yield opened
    opened.database.close()
