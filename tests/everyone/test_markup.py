"""Markup and script in everything that people write: shown as typed, in each of the windows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from app.bootstrap.program import Program
from app.domain.agenda import EditActivity
from app.domain.cells import CellKey, Field, RevealResults, SetCell
from app.domain.commands import Command
from app.domain.ids import new_id
from app.domain.norms import EditNorm
from app.domain.notes import AddDataNeed, AddNextStep, AddNote
from app.domain.scenes import Scene, SceneState, TellRoom
from app.domain.seating import EditGroup
from app.domain.stations import AdmitStation, RenameStation, TellStations
from app.domain.workshop import EditDetails
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui import theme
from app.ui.room_screen.compose import compose
from app.ui.room_screen.context import context_at
from tests import pictures
from tests.station_pictures import StationScene
from tests.ui.room_samples import open_door

EVIL = "<b>x</b><img src=y onerror=alert(1)><script>alert(2)</script>&amp;"
LOOKED_AT = ("console", "stations", "score", "results", "notes", "arrivals", "after-words")
MOMENTS = (pictures.RUNNING, pictures.FINISHED)


def poison(snapshot) -> list[Command]:  # type: ignore[no-untyped-def]
    """Return commands that put markup wherever people write something."""
    group, second = snapshot.groups[0], snapshot.groups[1]
    dimension = group.dimensions[0]
    norm, activity = snapshot.norms[0], snapshot.agenda.activities[0]
    evidence = CellKey(group.id, dimension, Field.EVIDENCE, "")
    tips = tuple(snapshot.cell(evidence).tips)
    reason = CellKey(group.id, dimension, Field.REASON, "foundations")
    two = [
        SetCell(cell=str(reason), value=f"{EVIL} {number}", based_on=(), station=station)
        for number, station in enumerate(("one", "two"))
    ]
    named = [RenameStation(station_id=one.id, label=EVIL[:60]) for one in snapshot.stations[:3]]
    return [
        EditDetails(values={"district": EVIL}),
        EditGroup(group_id=group.id, values={"label": EVIL[:30], "place": EVIL[:40]}),
        EditNorm(norm_id=norm.id, language="en", name=EVIL, text=EVIL),
        EditActivity(activity_id=activity.id, values={"title": {"en": EVIL}}),
        SetCell(cell=str(evidence), value=EVIL, based_on=tips),
        *two,
        SetCell(cell=str(CellKey(group.id, dimension, Field.STUDENT_GROUPS, "")), value=[EVIL]),
        SetCell(
            cell=str(CellKey(second.id, second.dimensions[0], Field.NOT_SCORED, "")),
            value={"words": EVIL},
        ),
        AddNote(note_id=new_id(), group_id=group.id, prompt_id="", text=EVIL),
        AddDataNeed(need_id=new_id(), group_id=group.id, dimension_id=dimension, text=EVIL),
        AddNextStep(step_id=new_id(), position=9.0, text=EVIL),
        AdmitStation(station_id="ee" * 16, group_id=group.id, label=EVIL[:60]),
        *named,
        TellStations(text=EVIL),
        TellRoom(text=EVIL),
    ]


def read_as_markup(window: QWidget) -> Iterator[str]:
    """Yield what a window would not show as typed."""
    for widget in (window, *window.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and "<b>" in widget.text() and not _is_plain(widget):
            yield f"{where}: {widget.text()}"
        if isinstance(widget, QTextEdit) and widget.document().toHtml().count("<img"):
            yield f"{where}: an image"
        for words in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            if "<b>x" in words:  # Qt takes it for markup there
                yield f"{where}, on hovering: {words}"


def _is_plain(label: QLabel) -> bool:
    return label.textFormat() is Qt.TextFormat.PlainText


def typed_on(window: QWidget) -> bool:
    labels = (label.text() for label in window.findChildren(QLabel))
    return any("<b>" in words for words in labels)


@pytest.fixture
def program(qapp: QApplication, data_dir: Path) -> Iterator[Program]:
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(pictures.day_data.START))
    made.window.show()
    yield made
    made.quit()
    made.window.deleteLater()
    pictures.pump(0.0)
    theme.apply_theme(qapp, theme.load_theme("light"))


def test_on_the_facilitators_pages_and_the_room_screen(program: Program, data_dir: Path) -> None:
    wrong: set[str] = set()
    shown = 0
    for moment in MOMENTS:
        path, now = pictures.build(data_dir, "normal", moment)
        program.now.advance(seconds=(now - program.now()).total_seconds())
        poisoned = False
        for shot in pictures.shots():
            if shot.moment != moment or not shot.name.startswith(LOOKED_AT):
                continue
            pictures.prepare(program, path, shot, seconds=0.03, fresh=False)
            assert program.day is not None
            if not poisoned:
                for command in poison(program.day.desk.snapshot):
                    result = program.day.operations.request(command).result(60)
                    assert result.error is None, (command, result.error)
                poisoned = True
                pictures.pump(0.2)
            wrong.update(f"{shot.name}: {one}" for one in read_as_markup(program.window))
            shown += typed_on(program.window)
    assert shown > 12
    assert not wrong, "\n".join(sorted(wrong))
    assert program.day is not None
    snapshot, now = program.day.desk.snapshot, program.now()
    for scene in Scene:  # painted letter by letter, never as a document
        told = replace(snapshot, scene=SceneState(override=scene.value, message=EVIL))
        board = compose(context_at(told, now, door=open_door(told)))
        if scene not in (Scene.BLACKOUT,):
            assert "<b>x</b>" in board.words, scene


def test_on_the_note_takers_station(qapp: QApplication, tmp_path: Path) -> None:
    scene = StationScene(qapp, tmp_path, "normal")
    for command in (*poison(scene.room.operations.snapshot), RevealResults()):
        scene.room.do(command)
    wrong: set[str] = set()
    shown = 0
    try:
        for name in scene.looks():
            pictures.pump(0.05)
            wrong.update(f"{name}: {one}" for one in read_as_markup(scene.program.window))
            shown += typed_on(scene.program.window)
    finally:
        scene.close()
    assert shown > 4
    assert not wrong, "\n".join(sorted(wrong))
