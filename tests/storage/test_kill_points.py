"""The power goes at every moment that leads to the disk, one after the other.

A forked child does all that the program does with files, and dies at a given
:class:`~app.write_points.Point`; what it had acknowledged until then went through a pipe. Then
everything is looked for: the list of Home, the workshop, its backups, exports, erased words.
"""

import json
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.cells import SetCell, words_key
from app.domain.drafts import Draft
from app.domain.notes import AddNote
from app.domain.withdrawal import WithdrawWords
from app.operations import Operations
from app.services import backups, handover, library, running, snapshot, taking_back, writer
from app.services.execution import state_of
from app.services.files import WorkshopFile
from app.services.saving import Batch, to_item
from app.storage import backup, exchange, opening, sealed, spare, stones, upgrade
from app.storage.database import Database
from app.storage.places import Places
from app.write_points import Point, listen
from tests.workshops import NOON, SENTENCE, OpenWorkshop, copy_of_template, reason, replayed_state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

Tell = Callable[..., None]
FIELD = str(reason())
OFTEN = 12


class Traces:
    """Where a walk leaves its traces."""

    def __init__(self, root: Path) -> None:
        self.data, self.second, self.spare = root / "data", root / "second", root / "spare"
        self.export, self.handover = root / "export.eqw", root / "handover.eqh"
        self.main = self.data / "workshops/Riverbend.eqw"


def walk(places: Traces, tell: Tell) -> None:
    """Do all that leads to the disk; tell what is acknowledged."""
    tell(made=library.create_workshop(places.data, district="Oak", day=NOON.date(), now=NOON).name)
    day = Operations(places.main, lambda: NOON, places.data, [places.spare])
    _write(day, tell)
    _back_up(day, places, "block")
    _refuse(day, places.main, tell)
    day.run_job("withdraw", lambda file: _withdraw(file, places, tell))
    day.flush()
    running.beat(places.data, places.main, NOON)
    tell(beat=True)
    _back_up(day, places, "close")
    day.close()
    _die_in_trouble(places, tell)
    upgrade.upgrade(places.main, Places(places.data).backups("lineage-1"), now=NOON)
    library.workshops(places.data)
    database = Database(places.main)
    library.export_workshop(database, places.export, now=NOON)
    database.close()
    tell(exported=True)
    library.import_workshop(places.data, places.export, now=NOON)
    tell(imported=True)
    _hand_over(places)
    (newest, *_older) = backups.backups_of(places.data, "lineage-1")
    backups.restore(places.data, newest.path, places.main, now=NOON + timedelta(minutes=1))


def _hand_over(places: Traces) -> None:
    database = Database(places.main)
    handover.hand_over(
        lambda work, _tell=None: work(database), places.handover, "passphrase", now=NOON
    )
    database.close()
    handover.receive_handover(places.data, places.handover, "passphrase", now=NOON)


def _write(day: Operations, tell: Tell) -> None:
    day.submit(AddNote(note_id="secret", text=SENTENCE))
    for number in range(3):
        day.keep_draft(Draft(key=FIELD, text=f"typing {number}", at=""))
        day.submit(AddNote(note_id=f"n{number}", text="words " * 40))
        assert day.flush()
        tell(note=f"n{number}", draft=number)
    day.settle(FIELD, SetCell(cell=FIELD, value="typing 2, and done"))
    assert day.flush()
    tell(settled=True)


def _back_up(day: Operations, places: Traces, reason: str) -> None:
    def job(file: WorkshopFile) -> object:
        return backups.back_up(
            file.database, places.data, reason=reason, now=NOON, second_dir=places.second
        )

    day.run_job(reason, job)
    assert day.flush()


def _withdraw(file: WorkshopFile, places: Traces, tell: Tell) -> None:
    command = WithdrawWords(target=f"cell:{words_key('secret')}")
    taking_back.withdraw(
        file.database, command, data_dir=places.data, now=NOON, second_dir=places.second
    )
    tell(withdrawn=True)


def _refuse(day: Operations, path: Path, tell: Tell) -> None:
    """Hold the file as another program does; what is submitted goes into the spare journal."""
    day.run_job("hurry", lambda file: file.database.be_patient(10))
    assert day.flush()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        day.submit(AddNote(note_id="refused", text="written beside the file"))
        assert not day.flush()
        tell(note="refused")
        other.execute("ROLLBACK")
    while not day.flush():
        pass


def _die_in_trouble(places: Traces, tell: Tell) -> None:
    """Leave a spare journal as a dead program does, and start again."""
    item = Places(places.data)
    journal = spare.Spare([places.spare], "lineage-1", places.main)
    note = AddNote(note_id="left", text="left in the spare journal", at=NOON)
    journal.append(to_item(Batch((note,))))
    tell(note="left")
    again = Operations(places.main, lambda: NOON, item.data_dir, [places.spare])
    assert again.brought_back == 1
    again.run_job(
        "close",
        lambda file: backups.back_up(
            file.database, places.data, reason="close", now=NOON + timedelta(seconds=30)
        ),
    )
    again.flush()
    again.close()


def died_at(point: Point, count: int, places: Traces) -> dict[str, Any]:
    """Let a child walk until it reaches a point for the ``count``-th time; return what it told."""
    answer, told = os.pipe()
    child = os.fork()
    if child == 0:
        left = [count]

        def hear(reached: Point) -> None:
            left[0] -= reached is point
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            os.close(answer)
            listen(hear)
            walk(places, lambda **what: os.write(told, json.dumps(what).encode() + b"\n") and None)
        finally:
            os._exit(1)
    os.close(told)
    with os.fdopen(answer, "rb") as pipe:
        lines = [json.loads(line) for line in pipe.read().split(b"\n")[:-1]]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    result: dict[str, Any] = {"notes": [line["note"] for line in lines if "note" in line]}
    for line in lines:
        result |= line
    return result


@pytest.fixture(scope="module", autouse=True)
def _impatient() -> Iterator[None]:
    """What is held is tried again at once: only the order matters here."""
    before = writer.RETRY_SECONDS, sealed.LOG_N
    writer.RETRY_SECONDS, sealed.LOG_N = 0.02, 10
    yield
    writer.RETRY_SECONDS, sealed.LOG_N = before


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Counter[Point]:
    """Return how often a whole walk comes by each point."""
    heard: Counter[Point] = Counter()
    places = Traces(tmp_path_factory.mktemp("walk"))
    copy_of_template(places.main)
    listen(lambda point: heard.update([point]))
    try:
        walk(places, lambda **_what: None)
    finally:
        listen(None)
    check(places, {"notes": ["n0", "n1", "n2", "refused", "left"], "withdrawn": True})
    return heard


def test_a_walk_comes_by_every_point(seen: Counter[Point]) -> None:
    assert set(Point) == set(seen)


@pytest.mark.parametrize("point", list(Point), ids=lambda point: point.name.lower())
def test_dying_there_loses_nothing(point: Point, seen: Counter[Point], tmp_path: Path) -> None:
    """The first time, and where it comes often also in the middle of the day."""
    for count in (1, seen[point] // 2) if seen[point] > OFTEN else (1,):
        places = Traces(tmp_path / str(count))
        copy_of_template(places.main)
        told = died_at(point, count, places)
        check(places, told)


def check(places: Traces, told: dict[str, Any]) -> None:
    """Start again, and look for everything."""
    taking_back.finish_open(places.data, now=NOON, second_dir=places.second)
    listed = library.workshops(places.data)
    assert [one.problem for one in listed if one.problem] == [], "a half file is shown"
    names = {one.path.name for one in listed}
    assert {"Riverbend.eqw", *([told["made"]] if "made" in told else [])} <= names
    assert len(listed) >= 1 + ("made" in told) + ("imported" in told)
    _check_main(places, told)
    for folder in (places.data / "backups", places.second, places.data / "set-aside"):
        for path in folder.rglob("*.eqw"):
            opening.check(path, writable=False)
    if told.get("exported"):
        opening.check(places.export, writable=False)
    assert not told.get("beat") or running.found(places.data) is not None
    _check_words_are_gone(places, told)


def _check_main(places: Traces, told: dict[str, Any]) -> None:
    day = Operations(places.main, lambda: NOON, places.data, [places.spare])
    shot = day.snapshot
    assert set(told["notes"]) <= {note.id for note in shot.notes}
    draft = shot.draft(FIELD)
    if told.get("settled"):
        assert draft is None
        assert shot.cell(reason()).value == "typing 2, and done"
    elif "draft" in told and draft is not None:
        assert int(draft.text.split()[1]) >= told["draft"]
    day.submit(AddNote(note_id="after", text="Life goes on."))
    assert day.flush()
    day.close()
    opened = OpenWorkshop(places.main)
    assert snapshot.load(opened.database) == day.snapshot
    assert state_of(opened.database) == replayed_state(opened, places.spare / "replay.eqw")
    opened.database.close()
    with closing(sqlite3.connect(places.main)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not spare.found([places.spare])


def _check_words_are_gone(places: Traces, told: dict[str, Any]) -> None:
    """Either nothing was withdrawn, or the words are nowhere, however far the erasing came."""
    known = stones.load(Places(places.data).tombstones, "lineage-1")
    assert known.withdrawn or not told.get("withdrawn")
    if known.withdrawn:
        files = [path for path in places.data.parent.rglob("*") if path.is_file()]
        assert [path for path in files if SENTENCE.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("point", [Point.SIDES_COPIED, Point.FILE_MOVED, None])
def test_a_file_and_its_journal_are_never_parted(tmp_path: Path, point: Point | None) -> None:
    """A cut-off change lies in the journal: without it the file would be half old, half new."""
    path, aside = copy_of_template(tmp_path / "torn.eqw"), tmp_path / "aside"
    _tear(path)
    child = os.fork()
    if child == 0:
        listen(lambda reached: os.kill(os.getpid(), signal.SIGKILL) if reached is point else None)
        opening.set_aside(path, aside, "now")
        os._exit(0)
    os.waitpid(child, 0)
    moved = aside / "torn-now.eqw"
    found = moved if moved.exists() else path
    assert opening.beside_file(found, "-journal").exists()
    assert opening.check(found, writable=False).district == "Riverbend"
    if found is moved:  # what stayed behind must not be rolled back into the next file there
        fresh = copy_of_template(exchange.waiting_for(path))
        exchange.exchange(fresh, path, aside, now=NOON)
        assert opening.check(path).district == "Riverbend"


def _tear(path: Path) -> None:
    child = os.fork()
    if child == 0:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE workshop SET district = 'Half done'")
        for number in range(400):
            connection.execute("INSERT INTO themes VALUES (?, 1.0, ?, 0)", (f"{number}", "x" * 500))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def test_backups_cut_off_are_swept(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "Riverbend-x.eqw.part").touch()
    backup.drop_unfinished(folder)
    assert not list(folder.iterdir())
