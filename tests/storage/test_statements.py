"""SQL that goes to the driver as it is fits the tables, and a part ends as it should."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.cells import CellEntry
from app.domain.errors import InvalidChangeError
from app.domain.norms import Norm
from app.domain.seating import Group
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


def test_what_is_known_is_read_anew_after_it_is_written_or_taken_back(database: Database) -> None:
    with database.writing() as tx:
        tx.put(Norm(id="n1", position=1.0, name={"en": "Listen"}))
        found = tx.known(Norm, "n1")
        assert found is not None
        assert tx.known(Norm, "n1") is found
        part = tx.part()
        part.put(replace(found, name={"en": "Ask"}))
        asked = part.known(Norm, "n1")
        assert asked is not None
        assert asked.name == {"en": "Ask"}
        part.take_back()
        assert tx.known(Norm, "n1") == found
        tx.remove(Norm, "n1")
        assert tx.known(Norm, "n1") is None


def test_a_record_that_was_there_after_all_is_replaced_and_known_as_it_was(
    database: Database,
) -> None:
    old = Norm(id="n1", position=1.0, name={"en": "Listen"})
    with database.writing() as tx:
        tx.put(old)
    with database.writing() as tx:
        tx.put_new(replace(old, name={"en": "Ask"}))
        tx.put_new(Norm(id="n2", position=2.0, name={}))
        assert tx.before == {(Norm, "n1"): old, (Norm, "n2"): None}
        assert [norm.name for norm in tx.some(Norm, ["n1", "n3"])] == [{"en": "Ask"}]


def test_what_belongs_to_something_that_is_gone_is_refused_like_any_other(
    database: Database,
) -> None:
    with database.writing() as tx, pytest.raises(InvalidChangeError):
        tx.put_new(Group(id="g", seating_id="nowhere", label="Z", position=1.0))


def test_putting_in_the_place_of_another_writes_what_became_another_thing(
    database: Database,
) -> None:
    entry = CellEntry(
        id="c1", cell="gA|d01||foundations|reason", group_id="gA", dimension_id="d01",
        lens="foundations", field="reason", value=1,
    )  # fmt: skip
    with database.writing() as tx:
        tx.put(entry)
        tx.replace(entry, replace(entry, value=True, superseded=True))
        found = tx.find(CellEntry, "c1")
        assert found is not None
        assert found.value is True
        assert found.superseded
        assert tx.before[(CellEntry, "c1")] is None


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_goes_on(
    database: Database,
) -> None:
    with pytest.raises(RuntimeError):
        write_and_fail(database)
    with database.writing() as tx:
        tx.put(Norm(id="kept", position=1.0, name={}))
        with database.reading() as reader:  # within it, on the same thread
            assert reader.find(Norm, "kept") is not None
    with database.reading() as reader:
        assert reader.find(Norm, "lost") is None
        assert reader.find(Norm, "kept") is not None
        assert all(norm.position != 9 for norm in reader.all(Norm))


def write_and_fail(database: Database) -> None:
    with database.writing() as tx:
        tx.put(Norm(id="lost", position=1.0, name={}))
        tx.connection.exec_driver_sql("UPDATE norms SET position = 9")
        raise RuntimeError
