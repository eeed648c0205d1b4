"""The one writer: nothing lost, nothing twice, and patience when the disk refuses."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.cells import CellKey, Field, SetCell, words_key
from app.domain.changes import EVERYTHING
from app.domain.drafts import PERSONAL, Draft
from app.domain.errors import NotAllowedError, StaleUndoError, StorageProblemError
from app.domain.ids import new_id
from app.domain.norms import AddNorm, EditNorm, RemoveNorm
from app.domain.notes import AddNote
from app.domain.people import ForgetPeople
from app.domain.stations import AdmitStation
from app.domain.withdrawal import WithdrawWords
from app.operations import Operations
from app.services import execution, snapshot, taking_back
from app.services.files import WorkshopFile
from app.steady import SimulatedClock
from app.storage import database
from tests.refusing import held as held_elsewhere
from tests.workshops import NOON, create


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a fresh workshop file."""
    create(tmp_path / "day.eqw").close()
    return tmp_path / "day.eqw"


@pytest.fixture
def clock() -> SimulatedClock:
    """Return a clock that moves only when told."""
    return SimulatedClock(NOON)


@pytest.fixture
def operations(qapp: Any, path: Path, clock: SimulatedClock) -> Any:
    """Return operations on it."""
    opened = Operations(path, clock)
    yield opened
    opened.close()


def _add(number: int) -> AddNorm:
    return AddNorm(norm_id=f"extra{number}", name={"en": f"Norm {number}"}, position=100.0 + number)


def test_a_change_is_told_after_it_is_on_the_disk(qtbot: QtBot, operations: Operations) -> None:
    with qtbot.waitSignal(operations.changed) as told:
        operations.submit(_add(1), "here")
    changes, origin = told.args
    assert changes.touches("norms")
    assert origin == "here"
    assert any(norm.id == "extra1" for norm in operations.snapshot.norms)


def test_the_same_command_twice_is_one_change(qtbot: QtBot, operations: Operations) -> None:
    command = operations.submit(_add(1))
    operations.submit(command)
    assert operations.flush()
    assert [n.id for n in operations.snapshot.norms].count("extra1") == 1


def test_a_refused_command_harms_no_other_in_its_batch(
    qtbot: QtBot, operations: Operations
) -> None:
    refused: list[object] = []
    operations.refused.connect(lambda command, error: refused.append(command))
    operations.submit(_add(1))
    operations.submit(EditNorm(norm_id="nobody", language="en", name="x", text=""))
    operations.submit(_add(2))
    assert operations.flush()
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert {"extra1", "extra2"} <= {n.id for n in operations.snapshot.norms}


def test_undo_takes_back_what_was_done_here_and_no_device_that_joined(
    operations: Operations,
) -> None:
    operations.submit(_add(1))
    operations.submit(AdmitStation(station_id=new_id(), group_id="gA"))
    assert operations.flush()
    assert operations.undo()
    assert operations.flush()
    assert len(operations.snapshot.stations) == 1
    assert "extra1" not in {norm.id for norm in operations.snapshot.norms}


def test_undo_puts_back_and_refuses_when_something_came_after(
    qtbot: QtBot, operations: Operations
) -> None:
    first = operations.snapshot.norms[0]
    operations.submit(RemoveNorm(norm_id=first.id))
    operations.flush()
    assert operations.undo()
    operations.flush()
    assert first in operations.snapshot.norms

    operations.submit(EditNorm(norm_id=first.id, language="en", name="A", text=""))
    operations.submit(EditNorm(norm_id=first.id, language="en", name="B", text=""))
    operations.flush()
    last, before = operations._writer.undo.take(), operations._writer.undo.take()
    assert last is not None
    assert before is not None
    (_, undo_b), (_, undo_a) = last, before
    assert undo_a is not None
    assert undo_b is not None
    refused: list[object] = []
    operations.refused.connect(lambda command, error: refused.append(error))
    operations.submit(undo_a)
    operations.flush()
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], StaleUndoError)
    operations.submit(undo_b)
    operations.flush()
    assert operations.snapshot.norms[0].name["en"] == "A"


def test_what_has_no_way_back_is_said_and_undo_goes_on_with_the_one_before(
    qtbot: QtBot, operations: Operations
) -> None:
    key = str(CellKey("g", "d01", Field.EVIDENCE))
    refused: list[object] = []
    operations.refused.connect(lambda command, error: refused.append(error))
    operations.submit(_add(1))
    for station in ("one", "two"):
        operations.submit(SetCell(cell=key, value=f"Said at {station}", station=station))
    operations.flush()
    versions = operations.snapshot.cell(CellKey.parse(key)).tips
    operations.submit(SetCell(cell=key, value="Settled", based_on=tuple(sorted(versions))))
    operations.flush()
    assert operations.undoable is None
    assert not operations.can_undo
    assert operations.remembers
    assert not operations.undo()
    operations.flush()
    (error,) = refused
    assert isinstance(error, NotAllowedError)
    assert operations.snapshot.cell(CellKey.parse(key)).value == "Settled"
    assert any(norm.id == "extra1" for norm in operations.snapshot.norms)
    assert isinstance(operations.undoable, AddNorm)
    assert operations.undo()
    operations.flush()
    assert not any(norm.id == "extra1" for norm in operations.snapshot.norms)
    assert not operations.remembers


def test_drafts_come_back_after_the_program_is_gone(
    qtbot: QtBot, path: Path, clock: SimulatedClock
) -> None:
    key = str(CellKey("g", "d01", Field.EVIDENCE))
    first = Operations(path, clock)
    for text in ("W", "Wo", "Words"):
        first.keep_draft(Draft(key=key, text=text, at="2026-01-01T00:00:00Z"))
    assert first.flush()
    first.close()
    second = Operations(path, clock)
    draft = second.snapshot.draft(key)
    assert draft is not None
    assert draft.text == "Words"
    second.settle(key, SetCell(cell=key, value="Words"))
    assert second.flush()
    assert second.snapshot.draft(key) is None
    assert second.snapshot.cell(CellKey.parse(key)).value == "Words"
    second.close()


def test_while_the_disk_refuses_everything_waits_in_memory(
    qtbot: QtBot, operations: Operations, path: Path, refuse_writing: Callable[[bool], None]
) -> None:
    trouble: list[object] = []
    operations.trouble.connect(trouble.append)
    refuse_writing(True)
    operations.submit(AddNorm(norm_id="extra1", name={"en": "N" * 20_000}, position=100.0))
    operations.keep_draft(Draft(key="k", text="typed", at=""))
    qtbot.waitUntil(lambda: bool(trouble))
    assert trouble[0] is not None
    refuse_writing(False)
    qtbot.waitUntil(lambda: trouble[-1] is None)
    assert operations.flush()
    assert any(norm.id == "extra1" for norm in operations.snapshot.norms)
    kept = operations.snapshot.draft("k")
    assert kept is not None
    assert kept.text == "typed"


def test_typing_on_while_an_entry_is_being_written_stays_durable(
    qtbot: QtBot, operations: Operations, held: Callable[[], None]
) -> None:
    key = str(CellKey("g", "d01", Field.EVIDENCE))
    operations.settle(key, SetCell(cell=key, value="One."))
    operations.keep_draft(Draft(key=key, text="One. T", at=""))
    operations.keep_draft(Draft(key=key, text="One. Tw", at=""))
    held()
    assert operations.flush()
    draft = operations.snapshot.draft(key)
    assert draft is not None
    assert draft.text == "One. Tw"


def test_words_of_a_refused_entry_stay_a_draft(
    qtbot: QtBot, operations: Operations, held: Callable[[], None]
) -> None:
    key = str(CellKey("g", "d01", Field.EVIDENCE))
    operations.keep_draft(Draft(key=key, text="T", at=""))
    operations.settle(key, SetCell(cell=key, value="T" * 30_000))
    held()
    assert operations.flush()
    draft = operations.snapshot.draft(key)
    assert draft is not None
    assert draft.text == "T"


def test_a_bug_in_one_change_harms_no_other_in_its_batch(
    qtbot: QtBot,
    operations: Operations,
    held: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    real = execution.handler_of

    def broken(cls: Any) -> Any:
        return _break if cls is RemoveNorm else real(cls)

    monkeypatch.setattr(execution, "handler_of", broken)
    operations.submit(_add(1))
    operations.keep_draft(Draft(key="k", text="typed", at=""))
    with qtbot.waitSignal(operations.failed):
        operations.submit(RemoveNorm(norm_id="extra1"))
        operations.submit(_add(2))
        held()
    assert operations.flush()
    assert {"extra1", "extra2"} <= {n.id for n in operations.snapshot.norms}
    assert operations.snapshot.draft("k") is not None
    assert logged_errors


def _break(*_: object) -> None:
    raise AttributeError("a bug")


def test_what_could_not_be_read_back_is_read_later(
    qtbot: QtBot,
    operations: Operations,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    monkeypatch.setattr(snapshot, "refreshed", _break)
    with qtbot.waitSignal(operations.failed):
        operations.submit(_add(1))
    monkeypatch.undo()
    with qtbot.waitSignal(operations.changed) as told:
        pass
    assert told.args[0].touches("norms")
    assert any(norm.id == "extra1" for norm in operations.snapshot.norms)
    operations.submit(_add(2))
    assert operations.flush()
    assert logged_errors


def test_nothing_erased_can_be_undone_into_the_file_again(
    qtbot: QtBot, operations: Operations
) -> None:
    operations.submit(_add(1))
    with qtbot.waitSignal(operations.job_done):
        operations.run_job("erase", lambda file: EVERYTHING)
    assert not operations.can_undo


@pytest.fixture
def held(operations: Operations) -> Callable[[], None]:
    """Hold the writer until it is called, so that all submitted meanwhile is one batch."""
    gate = threading.Event()
    operations.run_job("gate", lambda file: gate.wait(60))
    return gate.set


@pytest.fixture
def refuse_writing(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let SQLite answer every write with the error of a full disk, or not any more.

    Root may write into a read-only folder, so the refusal comes from SQLite's own page limit.
    """
    real = database.Database.writing
    on = {"full": False}

    def writing(self: database.Database, *, replaying: bool = False) -> Any:
        if isinstance(self, database.MemoryDatabase):  # what stands in for the file
            return real(self, replaying=replaying)
        pages = self.raw().execute("PRAGMA page_count").fetchone()[0]
        limit = pages if on["full"] else 1_000_000
        self.raw().execute(f"PRAGMA max_page_count={limit}")
        return real(self, replaying=replaying)

    monkeypatch.setattr(database.Database, "writing", writing)

    def switch(full: bool) -> None:
        on["full"] = full

    return switch


def test_a_half_typed_name_is_forgotten_with_the_people(operations: Operations) -> None:
    operations.keep_draft(Draft(key=PERSONAL + "host", text="Half-typed Na", at=""))
    operations.keep_draft(Draft(key="k", text="An answer", at=""))
    assert operations.flush()
    operations.submit(ForgetPeople())
    assert operations.flush()
    assert [draft.text for draft in operations.snapshot.drafts] == ["An answer"]


def test_closed_while_the_file_is_held_it_is_all_there_at_the_next_start(
    qtbot: QtBot, path: Path, clock: SimulatedClock, tmp_path: Path
) -> None:
    spare = [tmp_path / "spare"]
    first = Operations(path, clock, spare=spare)
    answered: list[object] = []
    first.job_done.connect(lambda token, result, error: answered.append((token, error)))
    with held_elsewhere(path):
        first.submit(_add(1))
        first.keep_draft(Draft(key="k", text="typed", at=""))
        first.run_job("backup:close", lambda file: None)
        first.close()
    qtbot.waitUntil(lambda: bool(answered))
    assert isinstance(answered[0][1], StorageProblemError)  # type: ignore[index]
    second = Operations(path, clock, spare=spare)
    assert second.brought_back
    assert not second.in_trouble
    assert any(norm.id == "extra1" for norm in second.snapshot.norms)
    kept = second.snapshot.draft("k")
    assert kept is not None
    assert kept.text == "typed"
    second.close()
    assert list(spare[0].iterdir()) == []


def test_while_the_file_is_held_jobs_wait_but_those_beside_it_run(
    qtbot: QtBot, operations: Operations, path: Path
) -> None:
    done: list[str] = []
    operations.job_done.connect(lambda token, result, error: done.append(token))
    with held_elsewhere(path):
        operations.submit(_add(1))
        operations.run_job("file", lambda file: None)
        operations.run_job("beside", lambda file: None, beside=True)
        qtbot.waitUntil(lambda: "beside" in done)
        assert done == ["beside"]
    qtbot.waitUntil(lambda: done == ["beside", "file"])


def test_what_a_job_wrote_before_it_failed_is_read_again(
    qtbot: QtBot, operations: Operations
) -> None:
    def fails_late(file: WorkshopFile) -> None:
        with file.database.writing() as tx:
            tx.put(replace(operations.snapshot.workshop, district="Elsewhere"))
        raise NotAllowedError("Too late.")

    operations.run_job("late", fails_late)
    qtbot.waitUntil(lambda: operations.snapshot.workshop.district == "Elsewhere")


def test_erased_words_do_not_come_back_with_what_stands_in_for_the_file(
    qtbot: QtBot, operations: Operations, path: Path, tmp_path: Path
) -> None:
    operations.submit(AddNote(note_id="n1", text="Said in confidence, and taken back."))
    assert operations.flush()

    def job(file: Any) -> Any:
        command = WithdrawWords(target=f"cell:{words_key('n1')}")
        taking_back.withdraw(file.database, command, data_dir=tmp_path, now=NOON)
        return EVERYTHING

    operations.run_job("withdraw", job)
    assert operations.flush()
    with held_elsewhere(path):
        operations.submit(_add(1))
        qtbot.waitUntil(lambda: operations.in_trouble)
        qtbot.waitUntil(lambda: any(n.id == "extra1" for n in operations.snapshot.norms))
        assert operations.snapshot.words("n1") == ""
    qtbot.waitUntil(lambda: not operations.in_trouble)
