"""The power goes at any moment: nothing acknowledged is lost, drafts are back, the clock is right.

A forked child writes as the writer thread does and acknowledges each commit through a pipe; the
parent kills it with SIGKILL in the middle.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from typing import Any, NoReturn

import pytest

from app.domain.cells import SetCell
from app.domain.clock import GoTo, StartDay
from app.domain.commands import Command
from app.domain.drafts import Draft
from app.domain.notes import AddNote
from app.services.execution import execute_all, replay, state_of
from app.storage import opening
from app.storage.database import Database, MemoryDatabase
from tests.lengths import length
from tests.workshops import OpenWorkshop, copy_of_template, rating, reason

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

KILLS = length("KILLS", usual=30, long=200)
"""How many random moments; ``KILLS=2000`` tries more of them."""
FIELD = str(reason())


def steps(activities: list[str]) -> Iterator[tuple[list[Command], list[Draft]]]:
    """Yield what a note-taker and a facilitator do, without end."""
    yield [StartDay(activity_id=activities[0])], []
    for number in count(1):
        drafts = [Draft(key=FIELD, text=f"typing {number}", at="")]
        level = {"level": f"f{number % 4 + 1}", "framework": 1}
        if number % 7 == 0:
            yield [GoTo(activity_id=activities[number // 7 % len(activities)])], drafts
        elif number % 3 == 0:
            note = AddNote(note_id=f"n{number}", text=f"note {number} " + "words " * 40)
            yield [note, SetCell(cell=str(rating()), value=level)], drafts
        else:
            yield [], drafts


def write_until_killed(path: Path, activities: list[str], told: int) -> NoReturn:
    workshop = OpenWorkshop(path)
    for commands, drafts in steps(activities):
        now = datetime.now(UTC)
        stamped = [type(c)(**{**vars(c), "at": now}) for c in commands]
        execute_all(workshop.database, stamped, recorded_at=now, draft_steps=drafts)
        moves = [c.at.isoformat() for c in stamped if isinstance(c, GoTo | StartDay) and c.at]
        line = {"ids": [c.id for c in stamped], "draft": [d.text for d in drafts], "move": moves}
        os.write(told, json.dumps(line).encode() + b"\n")
    raise AssertionError("the steps never end")


def acknowledged(path: Path, activities: list[str], seconds: float) -> list[dict[str, Any]]:
    """Let a child write for a while, kill it, and return what it had acknowledged."""
    answer, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(answer)
            write_until_killed(path, activities, told)
        finally:
            os._exit(1)
    os.close(told)
    with os.fdopen(answer, "rb") as pipe:
        first = pipe.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        rest = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    whole = [line for line in (first + rest).split(b"\n")[:-1] if line]
    return [json.loads(line) for line in whole]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(11)
    hot = 0
    before = OpenWorkshop(copy_of_template(tmp_path / "w.eqw"))
    activities = [activity.id for activity in before.read().agenda.activities]
    before.database.close()
    for kill in range(KILLS):
        path = copy_of_template(tmp_path / f"{kill}" / "w.eqw")
        told = acknowledged(path, activities, chance.uniform(0.0, 0.1))
        hot += opening.beside_file(path, "-journal").exists()
        check_nothing_lost(path, told, tmp_path / f"{kill}")
    assert hot, "no kill fell into a commit: the test shows nothing"


def check_nothing_lost(path: Path, told: list[dict[str, Any]], folder: Path) -> None:
    opening.check(path)
    after = OpenWorkshop(path)
    with after.database.reading() as reader:
        rows = reader.connection.exec_driver_sql("SELECT id FROM ledger").fetchall()
        assert {i for line in told for i in line["ids"]} <= {row[0] for row in rows}
    read = after.read()
    drafts = [int(text.split()[1]) for line in told for text in line["draft"]]
    if drafts:
        draft = read.draft(FIELD)
        assert draft is not None
        assert int(draft.text.split()[1]) in (drafts[-1], drafts[-1] + 1)
    moves = [datetime.fromisoformat(m) for line in told for m in line["move"]]
    later = datetime.now(UTC)
    day = read.rundown(later)
    events = sorted(read.clock_events, key=lambda e: e.number)
    assert [e.moment for e in events][: len(moves)] == moves
    assert day.line is not None
    spent = day.line.elapsed_seconds - sum(
        ((b.moment - a.moment).total_seconds()
         for a, b in pairwise(events)
         if a.activity_id == day.line.activity_id),
        0.0,
    )  # fmt: skip
    assert abs(spent - (later - events[-1].moment).total_seconds()) < 1
    assert state_of(after.database) == replayed_in_memory(after, folder)
    after.note("Life goes on.", "after")
    after.database.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@cache
def empty_file() -> bytes:
    """Return the content of a file with nothing in its tables."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "empty.eqw")
        database.create()
        content = database.content()
        database.close()
    return content


def replayed_in_memory(workshop: OpenWorkshop, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the state that the ledger alone rebuilds, without waiting for a disk."""
    target = MemoryDatabase(folder / "replay.eqw", empty_file())
    try:
        replay(workshop.database, target)
        return state_of(target)
    finally:
        target.close()


def test_the_clock_counts_the_time_that_the_program_was_dead(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "w.eqw")
    workshop = OpenWorkshop(path)
    first = workshop.read().agenda.activities[0]
    workshop.do(StartDay(activity_id=first.id))
    workshop.database.close()
    again = OpenWorkshop(path)
    day = again.read().rundown(workshop.now + timedelta(minutes=3))
    again.database.close()
    assert day.remaining_seconds == first.minutes * 60 - 180
