"""Handing over: the room goes to another laptop whole, stations follow, and nothing is in two."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import FileProblemError
from app.domain.giving_up import GivenUpError, untold
from app.domain.handing_over import HandedOverError, meant, suggested_passphrase
from app.domain.people import AddPerson, PersonIdentity, Role
from app.services import backups, handover, library
from app.services.execution import state_of
from app.services.room import identity_of
from app.services.transfer import export_workshop, import_workshop
from app.storage import sealed
from app.storage.database import Database
from app.storage.places import Places
from app.storage.sealed_problems import (
    CutOffError,
    NewerSealedError,
    NotSealedError,
    WrongPassphraseError,
)
from app.write_points import Point, listen
from tests.room.rooms import Device, OpenRoom, until
from tests.workshops import NOON, reason

PASSPHRASE = "correct horse – Battery"
POINTS = (Point.HANDOVER_OPENED, Point.COPY_STEP, Point.IMPORT_READY, Point.IMPORTED)


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is of no interest here."""
    monkeypatch.setattr(sealed, "LOG_N", 12)


def handed(room: OpenRoom, target: Path, **other: Any) -> Path:
    def on_writer(work: Callable[[Database], Any], tell: Any = untold) -> Any:
        return room.operations.ask(lambda file, _tell: work(file.database), tell)

    return handover.hand_over(on_writer, target, PASSPHRASE, now=NOON, **other)


def taken(data_dir: Path, source: Path, passphrase: str = PASSPHRASE) -> Path:
    return handover.receive_handover(data_dir, source, passphrase, now=NOON)


def person(participant_id: str, name: str, **other: Any) -> AddPerson:
    identity = {"name": name, **other}
    return AddPerson(participant_id=participant_id, role=Role.EDUCATOR, identity=identity)


@pytest.fixture
def file(room: OpenRoom, tmp_path: Path) -> Path:
    room.do(person("p1", "Noor Haddad"))
    return handed(room, tmp_path / "stick" / "room.eqh")


def test_stations_follow_to_the_other_laptop(
    room: OpenRoom, device: Callable[..., Device], tmp_path: Path
) -> None:
    station = device()
    station.write(_words("before"))
    station.connect()
    until(station.is_home)
    path = handed(room, tmp_path / "room.eqh")
    station.write(_words("after the copy was made"))
    until(station.is_home)
    room.hub.close()
    station.disconnect()
    other = OpenRoom(taken(tmp_path / "other", path))
    try:
        assert other.identity == room.identity
        epochs = {one.operations.snapshot.workshop.epoch for one in (room, other)}
        assert len(epochs) == 2
        station.connect(other.https)
        until(station.is_home)
        known = {entry.value for entry in other.operations.snapshot.entries(reason())}
        assert known == {"before", "after the copy was made"}
    finally:
        station.disconnect()
        other.close()


def _words(text: str) -> Any:
    from app.domain.cells import SetCell

    return SetCell(cell=str(reason()), value=text)


def test_the_old_laptop_says_calmly_that_the_room_is_elsewhere(room: OpenRoom, file: Path) -> None:
    from app.bootstrap.room_office import identity_for

    database = room.operations._writer.file.database
    assert handover.handed_over_at(database) == NOON
    with pytest.raises(HandedOverError) as told:
        identity_for(room.operations)
    assert told.value.safe
    assert told.value.remedy
    epoch = room.operations.snapshot.workshop.epoch
    room.operations.ask(
        lambda opened, _tell: handover.run_here_again(opened.database, now=NOON) or True
    )
    assert identity_for(room.operations) == room.identity
    with Database(room.path).reading() as reader:
        from app.domain.workshop import WORKSHOP_ID, Workshop

        assert reader.get(Workshop, WORKSHOP_ID).epoch != epoch
    assert file.exists()


def test_nothing_of_it_can_be_read_without_the_passphrase(room: OpenRoom, file: Path) -> None:
    content = file.read_bytes()
    for secret in ("Noor Haddad", "PRIVATE KEY", room.identity.secret.hex(), "Riverbend"):
        assert secret.encode() not in content


def test_it_brings_names_and_marks_but_not_who_wishes_to_sit_apart(
    room: OpenRoom, tmp_path: Path
) -> None:
    room.do(person("p1", "Noor Haddad"))
    room.do(person("p2", "Ana Ruiz", keep_apart=["p1"], answered={"keep_apart": ["p1"]}))
    for names, expected in ((True, {"Noor Haddad", "Ana Ruiz"}), (False, set())):
        path = handed(room, tmp_path / f"{names}.eqh", names=names)
        database = Database(taken(tmp_path / str(names), path))
        with database.reading() as reader:
            people = reader.all(PersonIdentity)
        assert {one.name for one in people} == expected
        assert not any(one.keep_apart or one.answered for one in people)
        assert identity_of(database) == room.identity
        assert handover.handed_over_at(database) is None
        database.close()


def test_a_plain_export_and_import_still_carry_no_keys(room: OpenRoom, tmp_path: Path) -> None:
    def job(opened: Any, _tell: Any) -> Path:
        return export_workshop(opened.database, tmp_path / "plain.eqw", now=NOON)

    room.operations.ask(job)
    database = Database(import_workshop(tmp_path / "other", tmp_path / "plain.eqw", now=NOON))
    assert identity_of(database) is None
    database.close()


def test_a_wrong_passphrase_a_cut_or_a_change_is_told_and_leaves_nothing(
    file: Path, tmp_path: Path
) -> None:
    whole = file.read_bytes()
    start = whole.index(b"\n", len(sealed.MAGIC)) + 1 + 16
    data = tmp_path / "other"

    def refused(content: bytes, kind: type[FileProblemError], passphrase: str = PASSPHRASE) -> None:
        file.write_bytes(content)
        with pytest.raises(kind) as told:
            taken(data, file, passphrase)
        assert file.name in told.value.happened
        assert told.value.safe
        assert told.value.remedy
        assert not list(Places(data).workshops.glob("*"))

    refused(whole, WrongPassphraseError, "something else")
    refused(b"", NotSealedError)
    refused(b"SQLite format 3\x00" + whole, NotSealedError)
    refused(whole[:-1], CutOffError)
    refused(whole[: start + 1000], CutOffError)
    refused(whole[:start], CutOffError)
    refused(whole + b"\x00", CutOffError)
    middle = (start + len(whole)) // 2
    refused(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], CutOffError)
    refused(whole.replace(b'"version": 1', b'"version": 2'), NewerSealedError)
    refused(whole.replace(b'"log_n": 12', b'"log_n": 40'), CutOffError)
    refused(whole.replace(b'"log_n": 12', b'"log_n": 11'), WrongPassphraseError)
    refused(sealed.MAGIC + b"{" * 10_000, CutOffError)
    file.write_bytes(whole)
    assert taken(data, file, "CORRECT-HORSE battery").exists()


def test_it_is_whole_in_chunks_of_any_size(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(sealed, "CHUNK", 64)
    plain, closed, back = (tmp_path / name for name in ("plain", "closed", "back"))
    for size in (0, 1, 63, 64, 65, 128, 1000):
        plain.write_bytes(os.urandom(size))
        sealed.seal(plain, closed, PASSPHRASE)
        sealed.unseal(closed, back, PASSPHRASE)
        assert back.read_bytes() == plain.read_bytes()
    closed.write_bytes(closed.read_bytes()[: -(1000 % 64 + 16)])
    with pytest.raises(CutOffError):  # the last chunk is missing, all others are whole
        sealed.unseal(closed, back, PASSPHRASE)


def test_where_it_cannot_be_written_the_room_stays_here(room: OpenRoom, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file where the folder should be")
    with pytest.raises(Exception, match="cannot be written"):
        handed(room, tmp_path / "stick" / "room.eqh")

    def give_up(done: int, count: int) -> None:
        if count:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        handed(room, tmp_path / "room.eqh", tell=give_up)
    assert handover.handed_over_at(room.operations._writer.file.database) is None
    assert [path.name for path in tmp_path.iterdir() if "eqh" in path.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name.lower())
def test_killed_while_it_is_taken_in_there_is_all_or_nothing(
    file: Path, tmp_path: Path, point: Point
) -> None:
    data = tmp_path / "other"
    child = os.fork()
    if child == 0:
        listen(lambda reached: os.kill(os.getpid(), signal.SIGKILL) if reached is point else None)
        taken(data, file)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    shown = library.workshops(data)
    assert len(shown) == (point is Point.IMPORTED)
    assert not any(one.problem for one in shown)
    again = Database(taken(data, file))
    assert identity_of(again) is not None
    assert state_of(again)["workshop"]
    again.close()


def test_a_suggested_passphrase_can_be_read_aloud() -> None:
    made = {suggested_passphrase() for _time in range(50)}
    assert len(made) == 50
    for one in made:
        assert len(one) == 17
        assert not set(one) & set("01OIL")
        assert meant(one.lower().replace("-", " ")) == meant(one)


def test_a_backup_of_before_does_not_bring_the_room_back(room: OpenRoom, tmp_path: Path) -> None:
    def back_up(opened: Any, _tell: Any) -> Path:
        return backups.back_up(opened.database, tmp_path, reason="asked", now=NOON).path

    before = room.operations.ask(back_up)
    handed(room, tmp_path / "room.eqh")
    room.close()
    backups.restore(tmp_path, before, room.path, now=NOON)
    again = Database(room.path)
    assert handover.handed_over_at(again) is not None
    again.close()
