"""When the facilitator's disk refuses, nothing is acknowledged; and what a copy must not carry."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.notes import AddNote
from app.services import library
from app.services.backups import restore
from app.services.execution import execute
from app.storage import outbox
from tests.refusing import held
from tests.room.rooms import Caller, Device, OpenRoom, until
from tests.storage.make_file import FOLDER, OWN
from tests.workshops import NOON, SENTENCE, OpenWorkshop, copy_of_template, reason

ROOM_TABLES = ("room", "received", "station_marks", "outbox", "enrolments")


def count(path: Path, *tables: str) -> list[int]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]


def test_what_the_disk_refuses_is_not_acknowledged(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    caller = call()
    caller.cell(reason(), "kept on the station meanwhile")
    with held(room.path):
        answer = caller.post(room)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["said"]["remedy"]
    until(lambda: caller.post(room).status_code == 200)
    assert caller.post(room).json()["through"] == 1
    assert room.operations.snapshot.cell(reason()).value == "kept on the station meanwhile"


def test_a_device_reads_what_concerns_it_of_the_facilitators_disk(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    """In its language; not which file refuses, and nothing to do on a laptop that is not theirs."""
    caller = call(language="es")
    caller.cell(reason(), "kept on the station meanwhile")
    with held(room.path):
        answer = caller.post(room).json()
    assert answer["error"] == "not_saved"
    assert answer["said"]["happened"].startswith("La computadora de quien facilita")
    assert room.path.name not in json.dumps(answer)
    assert "dispositivo" in answer["said"]["safe"]


def test_what_stations_sent_before_is_in_the_copy_that_stands_in(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    caller = call()
    first = caller.cell(reason(), "sent before")
    caller.cell(reason(), "and corrected", first["id"])
    caller.post(room)
    with held(room.path):
        room.do(AddNote(note_id="n1", text="typed while the disk refuses"))
        shot = room.operations.snapshot
        assert shot.cell(reason()).value == "and corrected"
        assert shot.words("n1") == "typed while the disk refuses"
    until(room.operations.flush)
    assert caller.post(room).json()["through"] == 2
    assert room.operations.snapshot.words("n1") == "typed while the disk refuses"


def test_a_copy_for_others_carries_neither_the_room_nor_what_was_sent(
    room: OpenRoom, call: Callable[..., Caller], tmp_path: Path
) -> None:
    caller = call()
    caller.cell(reason(), "a table's words")
    caller.post(room)
    answer: list[Path] = []
    done = tmp_path / "copy.eqw"
    room.operations.run_job(
        "export",
        lambda file: answer.append(
            library.export_workshop(file.database, done, now=datetime.now(UTC))
        ),
    )
    room.operations.flush()
    assert answer == [done]
    assert count(room.path, "room", "received", "station_marks") == [1, 1, 1]
    assert count(done, *ROOM_TABLES) == [0] * 5
    content = done.read_bytes()
    assert room.identity.secret.hex().encode() not in content
    assert b"PRIVATE KEY" not in content


def test_an_imported_file_is_no_second_hub_and_a_restored_one_is_the_same(
    room: OpenRoom, call: Callable[..., Caller], tmp_path: Path
) -> None:
    caller = call()
    caller.cell(reason(), "a table's words")
    caller.post(room)
    room.operations.flush()
    backup = Path(shutil.copy(room.path, tmp_path / "backup.eqw"))
    imported = library.import_workshop(tmp_path / "other", backup, now=NOON)
    assert count(imported, *ROOM_TABLES) == [0] * 5
    restored = tmp_path / "third" / "workshops" / "w.eqw"
    restored.parent.mkdir(parents=True)
    restore(tmp_path / "third", backup, restored, now=NOON)
    assert count(restored, *ROOM_TABLES) == [1, 1, 1, 0, 0]


def test_withdrawn_words_leave_a_stations_own_outbox(tmp_path: Path) -> None:
    station = OpenWorkshop(copy_of_template(tmp_path / "w.eqw"))
    with station.database.writing() as tx:
        outbox.enrol(tx, {"station": OWN, "group": "gA"})
    note = AddNote(note_id="ab" * 16, group_id="gA", text=SENTENCE, station=OWN, at=NOON)
    execute(station.database, note, recorded_at=NOON)
    with station.database.reading() as reader:
        before = outbox.newest(reader)
        (sent,) = outbox.after(reader, 0, 10)
    assert sent["payload"]["text"] == SENTENCE
    station.withdraw_note("ab" * 16)
    station.database.vacuum()
    with station.database.reading() as reader:
        (left,) = outbox.after(reader, 0, 10)
        assert outbox.newest(reader) == before
    assert left["erased"] is True
    assert "salt" not in left
    assert SENTENCE.encode() not in station.path.read_bytes()
    station.database.close()


def test_an_erased_entry_is_sent_again_and_harms_nothing(room: OpenRoom, device: Any) -> None:
    laptop: Device = device()
    note_id = "cd" * 16
    laptop.write(AddNote(note_id=note_id, group_id="gA", text=SENTENCE))
    laptop.write(AddNote(note_id="ce" * 16, group_id="gA", text="It stays."))
    station = OpenWorkshop(laptop.database.path)
    station.withdraw_note(note_id)
    station.database.close()
    laptop.connect()
    until(laptop.is_home)
    shot = room.operations.snapshot
    assert [shot.words(note.id) for note in shot.notes] == ["It stays."]


def test_a_released_file_keeps_what_stations_sent_and_were_to_send(tmp_path: Path) -> None:
    path = Path(shutil.copy(FOLDER / "schema-2.eqw", tmp_path / "old.eqw"))
    library.open_workshop(tmp_path / "data", path, now=NOON).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT kind, outcome FROM received ORDER BY seq").fetchall()
        (entry,) = connection.execute("SELECT entry FROM outbox").fetchone()
    assert rows == [("cell.set", "accepted"), ("cell.dream", "kept")]
    assert json.loads(entry)["kind"] == "group.help"
