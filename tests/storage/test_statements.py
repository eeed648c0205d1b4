"""SQL that goes to the driver as it is fits the tables, and a part ends as it should."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.norms import Norm
from app.storage import statements
from app.storage.database import Database
from app.storage.tables import TABLES
from tests import day_data


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = day_data.create(tmp_path / "day.eqw")
    yield made
    made.close()


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.__name__)
def test_every_kind_of_record_is_asked_for_and_written_whole(database: Database, cls: Any) -> None:
    columns = [column.name for column in TABLES[cls].columns]
    with database.reading() as reader:
        reader.ask(statements.selecting(cls, ("id",)), ("nobody",))
        asked = reader.connection.exec_driver_sql(statements.selecting(cls, ()))
        assert list(asked.keys()) == columns
        asked.close()
    with database.writing() as tx:
        nobody = dict.fromkeys(columns, "") | {"id": "nobody"}
        tx.add(statements.updating(cls), nobody)
        tx.add(statements.deleting(cls), ("nobody",))
    assert all(f":{name}" in statements.inserting(cls) for name in columns)


def test_a_column_is_read_as_it_lies_in_the_file(database: Database) -> None:
    with database.writing() as tx:
        tx.put(Norm(id="n1", position=1.0, name={"en": "Listen"}))
        assert tx.column(Norm, "n1", "name") == '{"en":"Listen"}'
        assert tx.column(Norm, "n2", "name") is None


def test_a_part_taken_back_leaves_what_came_before_and_after(database: Database) -> None:
    with database.writing() as tx:
        tx.put(Norm(id="before", position=1.0, name={}))
        part = tx.part()
        part.put(Norm(id="taken back", position=1.0, name={}))
        part.take_back()
        part = tx.part()
        part.put(Norm(id="kept", position=1.0, name={}))
        part.keep()
    with database.reading() as reader:
        assert {"before", "kept"} <= (ids := {norm.id for norm in reader.all(Norm)})
        assert "taken back" not in ids
