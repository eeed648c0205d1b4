"""By hand: a device's file opens its workshop at Home, a handed-over one comes with its room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.bootstrap.room_office import identity_for
from app.domain.room_keys import station_token
from app.domain.stations import AdmitStation
from app.room import exchange
from app.room.exchange import sealed
from app.services import handover, library
from app.services.room import identity_of
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.storage import sealed as sealing
from app.storage.database import Database
from app.ui.home.view import HomeView
from tests.room.stations import Sender
from tests.workshops import NOON, reason


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """Return the program at Home."""
    monkeypatch.setattr(sealing, "LOG_N", 12)
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(NOON))
    made.window.show()
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def with_room(program: Program, path: Path) -> tuple[Sender, bytes]:
    """Open the room of a workshop once; return a station of it and the file that it would save."""
    program.open_workshop(path)
    assert program.day is not None
    operations = program.day.operations
    identity = identity_for(operations)
    workshop = operations.snapshot.workshop
    sender = Sender(group="gA")
    operations.request(AdmitStation(station_id=sender.station)).result(20)
    sender.cell(reason(), "Written at the table.")
    told = {
        "room": identity.room_id, "workshop": workshop.lineage, "epoch": workshop.epoch,
        "station": sender.station, "written_at": "2026-11-20T17:00:00Z",
    }  # fmt: skip
    token = station_token(identity.secret, sender.station)
    content = sealed(told, token, exchange.TO_HUB, sender.sent)
    program.show_home()
    return sender, content


def home_of(program: Program) -> HomeView:
    if program.window.findChild(HomeView) is None:
        program.show_home()
    found = program.window.findChild(HomeView)
    assert isinstance(found, HomeView)
    return found


def test_a_devices_file_at_home_opens_its_workshop_and_goes_in(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [
        library.create_workshop(program.data_dir, district=name, day=NOON.date(), now=NOON)
        for name in ("Riverbend", "Oakfield")
    ]
    _sender, content = with_room(program, paths[1])
    (tmp_path / "table.eqx").write_bytes(content)
    home_of(program).import_file(tmp_path / "table.eqx")
    qtbot.waitUntil(lambda: program.day is not None)
    assert program.day is not None
    assert program.day.operations.path == paths[1]
    assert program.window.current_page == "stations"
    desk = program.day.desk
    qtbot.waitUntil(lambda: "device-file" in desk.words)
    qtbot.waitUntil(lambda: "…" not in desk.words["device-file"].text)
    assert "1 waits for you to decide" in desk.words["device-file"].text


def test_a_handed_over_workshop_comes_to_home_with_its_room(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    path = library.create_workshop(
        tmp_path / "elsewhere", district="Riverbend", day=NOON.date(), now=NOON
    )
    with_room(program, path)
    database = Database(path)
    identity = identity_of(database)
    handover.hand_over(
        lambda work, _tell=None: work(database), tmp_path / "r.eqh", "passphrase", now=NOON
    )
    database.close()
    home = home_of(program)
    home.works.receive_handover(tmp_path / "r.eqh", "passphrase")
    qtbot.waitUntil(lambda: len(library.workshops(program.data_dir)) == 1)
    (arrived,) = library.workshops(program.data_dir)
    program.open_workshop(arrived.path)
    assert program.day is not None
    assert identity_for(program.day.operations) == identity


def test_home_leads_to_where_a_workshop_is_handed_over(program: Program, qtbot: QtBot) -> None:
    library.create_workshop(program.data_dir, district="Oak", day=NOON.date(), now=NOON)
    home = home_of(program)
    home.refresh()
    home.findChild(QPushButton, "home.hand_over").click()
    assert program.window.current_page == "after"
    field = program.window.findChild(QLineEdit, "after.handover.passphrase")
    qtbot.waitUntil(field.isVisible)
