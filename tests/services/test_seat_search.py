"""The search for seats in a process of its own: answers, can be cancelled, and is not needed."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.arranging import simple_arranger
from app.domain.giving_up import GivenUpError
from app.services import seat_search, worker_process
from app.services.seat_search import SearchState, SeatSearch, solved
from tests import seating_rooms as rooms


def test_the_process_finds_the_same_as_ever() -> None:
    problem = rooms.made_up(14, 3)
    heard: list[tuple[int, int]] = []
    search = SeatSearch(problem, work=0.3)
    found = search.wait(lambda done, count: heard.append((done, count)))
    assert search.state is SearchState.DONE
    assert rooms.faults(problem, found) == []
    assert found == solved(problem, work=0.3)
    assert heard
    assert {count for _done, count in heard} == {len(problem.goals)}
    assert search.progress is not None
    search.close()


def test_a_cancelled_search_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    heard: list[int] = []

    def give_up(done: int, _count: int) -> None:
        heard.append(done)
        raise GivenUpError

    search = SeatSearch(rooms.made_up(60, 7))
    with pytest.raises(GivenUpError):
        search.wait(give_up)
    assert heard == [0], "it was given up before anything was found"
    assert search.state is SearchState.CANCELLED
    with pytest.raises(RuntimeError):
        search.result()


@pytest.mark.parametrize(
    "command",
    [
        ("/nowhere/python",),
        (sys.executable, "-c", "import sys; sys.exit(3)"),
        (sys.executable, "-c", 'print(\'{"failed": "no_solver"}\')'),
    ],
    ids=["cannot be started", "dies", "has no solver"],
)
def test_without_the_solver_the_quick_arranger_seats_people(
    command: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    monkeypatch.setattr(seat_search, "worker_command", lambda *_arguments: list(command))
    problem = rooms.made_up(14, 3)
    search = SeatSearch(problem)
    found = search.wait()
    assert search.state is SearchState.QUICK
    assert found == simple_arranger(problem)
    assert found.reached == ()
    assert len(logged_errors) == 1
    search.close()


def test_an_installed_program_starts_itself_as_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process.sys, "frozen", True, raising=False)
    command = worker_process.worker_command(seat_search.WORKER_ARGUMENT, ("app.seating",))
    assert command[1:] == ["--seating-worker"]
