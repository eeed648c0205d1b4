"""The room screen on real (headless) displays: where it goes, how it heals, what it forwards."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.cells import RevealResults
from app.domain.clock import StartDay
from app.domain.scenes import Blackout, Scene, ShowScene, TellRoom
from app.domain.workshop import EditDetails
from app.settings import Settings
from app.steady import SimulatedClock
from app.ui.desk import Desk, Word
from app.ui.room_screen import RoomMirror, RoomScreen, room_model
from app.ui.room_screen import canvas as room_canvas
from app.ui.room_screen.canvas import RoomCanvas
from app.ui.room_screen.displays import Choice, Display, Reason, choose

LAPTOP = Display("Laptop", QRect(0, 0, 1366, 768))
PROJECTOR = Display("Projector", QRect(1366, 0, 1920, 1080))
SIDE = Display("Side", QRect(3286, 0, 1280, 800))
TWIN = Display("Twin", QRect(0, 0, 1366, 768))

Carry = Callable[..., None]


@pytest.fixture
def console(qtbot: QtBot) -> QWidget:
    """Return the facilitator's window, on the laptop."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setScreen(QGuiApplication.screens()[0])
    window.setGeometry(0, 0, 800, 600)
    window.show()
    return window


@pytest.fixture
def screen(desk: Desk, console: QWidget, qapp: QApplication) -> Iterator[RoomScreen]:
    """Return a room screen beside the console, not yet shown."""
    made = RoomScreen(desk, Settings(), console)
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


@pytest.mark.parametrize(
    ("displays", "wished", "one_screen", "expected"),
    [
        ([LAPTOP], "", False, Choice(None, Reason.NO_PROJECTOR)),
        ([LAPTOP], "Projector", False, Choice(None, Reason.NO_PROJECTOR)),
        ([LAPTOP, PROJECTOR], "", False, Choice(PROJECTOR, Reason.FOUND)),
        ([PROJECTOR, LAPTOP], "", False, Choice(PROJECTOR, Reason.FOUND)),
        ([LAPTOP, PROJECTOR, SIDE], "Side", False, Choice(SIDE, Reason.FOUND)),
        ([LAPTOP, PROJECTOR], "Laptop", False, Choice(PROJECTOR, Reason.FOUND)),
        ([LAPTOP, TWIN], "", False, Choice(None, Reason.MIRRORED)),
        ([LAPTOP, PROJECTOR], "", True, Choice(LAPTOP, Reason.ONE_SCREEN)),
        ([], "", False, Choice(None, Reason.NO_PROJECTOR)),
    ],
)
def test_the_display_is_never_the_console_s_own(displays, wished, one_screen, expected):
    assert choose(displays, "Laptop", wished, one_screen=one_screen) == expected


def test_it_fills_the_projector_and_only_that(screen: RoomScreen):
    assert screen.open()
    assert screen.screen().name() == "Projector"
    assert screen.geometry() == screen.screen().geometry()
    assert screen.canvas().size() == screen.size()
    assert screen.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert screen.cursor().shape() == Qt.CursorShape.BlankCursor


def test_escape_always_leaves_and_other_keys_go_to_the_console(
    qtbot: QtBot, screen: RoomScreen, desk: Desk
):
    screen.open()
    keys: list[int] = []
    screen.key_pressed.connect(lambda event: keys.append(event.key()))
    qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    qtbot.keyClick(screen, Qt.Key.Key_N)
    assert keys == [Qt.Key.Key_PageDown, Qt.Key.Key_N]
    with qtbot.waitSignal(screen.left):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()
    for _tick in range(12):
        desk.tick()
    assert not screen.isVisible(), "it must not come back by itself after Esc"


def test_taken_away_the_console_says_what_the_projector_shows_now(screen: RoomScreen, desk: Desk):
    screen.open()
    screen.leave()
    (word,) = desk.words.values()
    assert "The projector shows this laptop’s desktop." in word.text
    (back,) = [act for label, act in word.actions if label == "Show it again"]
    back()
    assert screen.isVisible()
    assert not desk.words


def test_one_screen_mode_shows_over_the_console_only_when_asked(
    desk: Desk, console: QWidget, qapp: QApplication
):
    made = RoomScreen(desk, Settings(one_screen=True), console)
    made.start()
    assert not made.isVisible()
    assert made.open()
    assert made.screen().name() == "Laptop"
    made.leave()
    assert not made.isVisible()
    made.deleteLater()
    qapp.processEvents()


def test_it_comes_by_itself_on_the_day_only(
    desk: Desk, screen: RoomScreen, carry_out: Carry, clock: SimulatedClock
):
    carry_out(desk, EditDetails(values={"date": "2026-11-23"}))
    screen.start()
    assert not screen.isVisible()
    clock.advance(minutes=3 * 24 * 60)
    for _tick in range(6):
        desk.tick()
    assert screen.isVisible()


def test_a_moved_or_shrunk_window_heals_within_two_seconds(screen: RoomScreen, desk: Desk):
    screen.open()
    screen.setGeometry(1400, 40, 300, 200)
    for _tick in range(10):
        desk.tick()
    assert screen.geometry() == screen.screen().geometry()


def test_it_gives_way_when_the_console_moves_onto_its_display(
    screen: RoomScreen, console: QWidget, desk: Desk
):
    screen.open()
    console.setScreen(QGuiApplication.screens()[1])
    console.setGeometry(1400, 10, 800, 600)
    for _tick in range(10):
        desk.tick()
    assert screen.screen().name() == "Laptop"
    assert screen.geometry() == screen.screen().geometry()


def test_without_a_projector_the_console_is_told_once_and_the_day_goes_on(
    screen: RoomScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    told: list[Word] = []
    desk.said.connect(told.append)
    there = [LAPTOP, PROJECTOR]
    monkeypatch.setattr("app.ui.room_screen.room_screen.displays_now", lambda: list(there))
    screen.open()
    there.remove(PROJECTOR)
    for _tick in range(20):
        desk.tick()
    assert not screen.isVisible()
    assert len(told) == 1
    there.append(PROJECTOR)
    for _tick in range(6):
        desk.tick()
    assert screen.isVisible()


def test_mirrored_displays_are_told(
    screen: RoomScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    told: list[Word] = []
    desk.said.connect(told.append)
    monkeypatch.setattr("app.ui.room_screen.room_screen.displays_now", lambda: [LAPTOP, TWIN])
    assert not screen.open()
    assert "same picture" in told[0].text


def test_no_tooltip_ever_shows(screen: RoomScreen, qapp: QApplication):
    screen.open()
    screen.setToolTip("never")
    spot = screen.rect().center()
    asked = QHelpEvent(QHelpEvent.Type.ToolTip, spot, screen.mapToGlobal(spot))
    qapp.sendEvent(screen, asked)
    tips = [w for w in qapp.topLevelWidgets() if w.metaObject().className() == "QTipLabel"]
    assert not any(tip.isVisible() for tip in tips)


def test_scenes_follow_the_agenda_the_facilitator_and_the_blackout(
    desk: Desk, carry_out: Carry, qtbot: QtBot
):
    model = room_model(desk)
    assert model.scene is Scene.WELCOME
    for commands, scene in (
        ((StartDay(activity_id="objectives"),), Scene.AGENDA),
        ((ShowScene(scene="norms"),), Scene.NORMS),
        ((Blackout(on=True),), Scene.BLACKOUT),
        ((Blackout(on=False), ShowScene(scene="")), Scene.AGENDA),
    ):
        carry_out(desk, *commands)
        qtbot.waitUntil(lambda wanted=scene: model.scene is wanted)


def test_a_second_repaints_the_digits_and_not_the_scene(
    desk: Desk, carry_out: Carry, clock: SimulatedClock, screen: RoomScreen, qtbot: QtBot
):
    carry_out(desk, StartDay(activity_id="pause"))
    screen.open()
    qtbot.wait(60)
    board = screen.canvas().board()
    before = board.live_items(room_model(desk).context)
    clock.advance(seconds=1)
    desk.tick()
    assert screen.canvas().board() is board
    assert board.live_items(room_model(desk).context) != before


def test_a_scene_is_on_the_wall_within_100_ms(
    desk: Desk, carry_out: Carry, screen: RoomScreen, qapp: QApplication
):
    carry_out(desk, StartDay(activity_id="scoring"), RevealResults())
    screen.open()
    qapp.processEvents()
    slowest = 0.0
    for scene in ("norms", "groups", "clock", "agenda", "equity", "how_to_score"):
        desk.submit(ShowScene(scene=scene))
        assert desk.operations.flush()
        started = time.thread_time()
        qapp.processEvents()
        screen.canvas().repaint()
        slowest = max(slowest, time.thread_time() - started)
    # Half a second would be seen; the promise is 100 ms, and a busy test machine is not a laptop.
    assert slowest < 0.3


def test_a_burst_of_changes_is_painted_at_most_thirty_times_a_second(
    desk: Desk, qtbot: QtBot, carry_out: Carry
):
    model = room_model(desk)
    shown: list[float] = []
    model.shown_changed.connect(lambda: shown.append(time.monotonic()))
    qtbot.wait(50)
    started = time.monotonic()
    for number in range(40):
        desk.submit(TellRoom(text=f"Message {number}"))
        assert desk.operations.flush()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: model.context.snapshot.scene.message == "Message 39")
    assert len(shown) <= (time.monotonic() - started) * 30 + 2


def test_the_last_change_of_a_burst_is_shown(desk: Desk, qtbot: QtBot):
    model = room_model(desk)
    for number in range(5):
        desk.submit(TellRoom(text=f"Message {number}"))
    assert desk.operations.flush()
    qtbot.waitUntil(lambda: "Message 4" in model.board(1920.0, 1080.0).words)


def test_pages_turn_and_stop_at_the_ends(desk: Desk, carry_out: Carry):
    carry_out(desk, StartDay(activity_id="equity_idea"), ShowScene(scene="equity"))
    model = room_model(desk)
    desk.tick()
    assert (model.page, model.pages) == (1, 2)
    model.turn_page(1)
    carry_out(desk)
    desk.tick()
    assert model.page == 2
    model.turn_page(1)
    carry_out(desk)
    assert model.page == 2


def test_the_mirror_shows_what_the_room_sees_in_its_shape(
    desk: Desk, carry_out: Carry, qtbot: QtBot
):
    mirror = RoomMirror(desk)
    qtbot.addWidget(mirror)
    mirror.resize(400, 300)
    mirror.show()
    carry_out(desk, ShowScene(scene="norms"))
    canvas = mirror.findChild(RoomCanvas)
    assert canvas is not None
    assert abs(canvas.width() / canvas.height() - 16 / 9) < 0.02
    assert "How we work together" in canvas.board().words
    assert mirror.model is room_model(desk)
    mirror.set_shape(QSize(1024, 768))
    assert abs(canvas.width() / canvas.height() - 4 / 3) < 0.02


def test_after_midnight_the_clock_of_the_wall_goes_on(desk: Desk, clock: SimulatedClock):
    clock.advance(minutes=12 * 60 + 5)
    desk.tick()
    assert room_model(desk).context.wall_clock == "12:05 am"


@pytest.mark.parametrize("motion", [True, False])
def test_scenes_fade_where_movement_is_welcome_and_only_then(
    desk: Desk, carry_out: Carry, qtbot: QtBot, motion: bool, monkeypatch: pytest.MonkeyPatch
):
    # So slow that nothing of it is seen yet, however late the first look comes.
    monkeypatch.setattr(room_canvas, "FADE_MS", 30_000)
    canvas = RoomCanvas(room_model(desk), motion=motion)
    qtbot.addWidget(canvas)
    canvas.resize(320, 180)
    canvas.show()
    qtbot.wait(50)

    def seen() -> QImage:
        return canvas.grab().toImage()

    before = seen()
    carry_out(desk, ShowScene(scene="norms"))
    desk.tick()
    first = seen()
    assert (first == before) is motion, "a fade starts from what was there"
    qtbot.waitUntil(lambda: seen() != before)
    assert (seen() != first) is motion
    canvas.close()
