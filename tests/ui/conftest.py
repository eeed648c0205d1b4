"""An open workshop to look at and work on."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.commands import Command
from app.domain.framework import build_framework, framework_to_json
from app.domain.workshop import CreateWorkshop
from app.operations import Operations
from app.paths import resource_path
from app.services.execution import execute_all
from app.steady import SimulatedClock
from app.storage.database import Database
from app.ui import theme
from app.ui.desk import Desk

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
"""Noon in Riverbend's time zone, when the workshop is to start."""


def default_pack() -> dict[str, Any]:
    """Return the default framework pack, as a workshop keeps it."""

    def read(name: str) -> Any:
        return json.loads(resource_path("framework", name).read_text("utf-8"))

    texts = {language: read(f"default.{language}.json") for language in ("en", "es")}
    return framework_to_json(build_framework(read("default.json"), texts))


@pytest.fixture
def clock() -> SimulatedClock:
    """Return the clock of the open workshop; it moves only when told."""
    return SimulatedClock(NOON)


@pytest.fixture
def workshop_file(tmp_path: Path, clock: SimulatedClock) -> Path:
    """Return a fresh workshop of the default framework."""
    path = tmp_path / "riverbend.eqw"
    database = Database(path)
    database.create()
    command = CreateWorkshop(
        at=clock(), lineage="riverbend", epoch="e1", district="Riverbend",
        date=date(2026, 11, 20), framework=default_pack(), time_zone="America/New_York",
        languages=("en", "es"),
    )  # fmt: skip
    (result,) = execute_all(database, [command], recorded_at=clock())
    assert result.error is None
    database.close()
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
