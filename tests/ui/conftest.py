"""An open workshop to look at and work on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.commands import Command
from app.domain.seating import AddGroup
from app.operations import Operations
from app.steady import SimulatedClock
from app.ui import theme
from app.ui.console.view import ConsoleView
from app.ui.desk import Desk
from tests.workshops import NOON, create


@pytest.fixture
def clock() -> SimulatedClock:
    """Return the clock of the open workshop; it moves only when told."""
    return SimulatedClock(NOON)


@pytest.fixture
def workshop_file(tmp_path: Path) -> Path:
    """Return a fresh workshop of the default framework."""
    path = tmp_path / "riverbend.eqw"
    create(path).close()
    return path


@pytest.fixture
def open_desk(
    qapp: QApplication, tmp_path: Path, clock: SimulatedClock
) -> Iterator[Callable[[Path], Desk]]:
    """Return a function that opens a workshop file; whatever it opened is closed at the end."""
    theme.apply_theme(qapp, theme.load_theme("light"))
    desks: list[Desk] = []

    def open_one(path: Path) -> Desk:
        desk = Desk(Operations(path, clock), tmp_path / "data")
        desks.append(desk)
        return desk

    yield open_one
    for desk in desks:
        desk.stop()
        desk.operations.close()
        desk.deleteLater()
    qapp.processEvents()


@pytest.fixture
def desk(open_desk: Callable[[Path], Desk], workshop_file: Path) -> Desk:
    """Return a desk with a fresh workshop on it."""
    return open_desk(workshop_file)


@pytest.fixture
def carry_out(qapp: QApplication) -> Callable[..., None]:
    """Return a function that carries out commands on a desk and lets its views see them."""

    def carry(desk: Desk, *commands: Command) -> None:
        for command in commands:
            desk.submit(replace(command, at=command.at or desk.now()))
        settle(desk)

    def settle(desk: Desk) -> None:
        assert desk.operations.flush()
        qapp.processEvents()

    return carry


@pytest.fixture
def console(qtbot: QtBot, desk: Desk, carry_out: Callable[..., None]) -> ConsoleView:
    """Return a shown console with two groups."""
    carry_out(
        desk,
        AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0, place="Table 1",
                 dimensions=("d01", "d06")),
        AddGroup(group_id="gB", seating_id="scoring", label="B", position=2.0, place="Table 2",
                 dimensions=("d08",)),
    )  # fmt: skip
    view = ConsoleView(desk, QWidget())
    qtbot.addWidget(view)
    view.resize(1366, 718)
    with qtbot.waitExposed(view):
        view.show()
    return view
