"""While the day runs: keys are dead where somebody types, nothing waits, and undo takes back."""

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import log
from app.bootstrap import crash_reports
from app.bootstrap.crash_reports import CrashReporter
from app.bootstrap.faults import FaultWatch
from app.bootstrap.sections import sections
from app.domain.cells import AskForHelp, RevealResults
from app.domain.clock import GoTo, SkipActivity, StartDay
from app.domain.errors import UserError
from app.domain.scenes import Blackout, ShowScene, TellRoom
from app.domain.snapshot import Snapshot
from app.services import reports as building
from app.services.reports import ReportBuild
from app.ui.actions import ACTIONS, types_here
from app.ui.console.day_list import DayList
from app.ui.console.undo_words import undo_words
from app.ui.main_window import PAGES
from app.ui.widgets.button import Button
from tests.day.facilitator import Facilitator

FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
LIVE = [key for each in ACTIONS if not each.in_text for key in each.keys if key != "Esc"]
POPUPS = ("does not support raise", "does not support grabbing the keyboard")
"""What the platform without a display says of a field that offers words."""
PREPARE = tuple(f"prepare:{each.section_id}" for each in sections())
PLACES = (*PREPARE, *(page for page, _label in PAGES if page != "prepare"), "help")


@pytest.fixture
def day(facilitator: Facilitator, qtbot: QtBot) -> Facilitator:
    """Return somebody in the middle of the sample's day."""
    facilitator.click("home.sample")
    desk = facilitator.day.desk
    qtbot.waitUntil(lambda: "sample" not in desk.words, timeout=60_000)
    first, second = desk.snapshot.agenda.activities[:2]
    desk.submit(StartDay(activity_id=first.id))
    desk.submit(GoTo(activity_id=second.id))
    assert desk.operations.flush()
    facilitator.settle()
    facilitator.come_to_front()
    return facilitator


def _fields(hands: Facilitator) -> Iterator[QWidget]:
    """Yield every visible widget on the page that takes text."""
    for widget in hands.window.findChildren(QWidget):
        typed = isinstance(widget, FIELDS) or (
            isinstance(widget, QComboBox) and widget.isEditable()
        )
        inner = isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        if typed and not inner and widget.isVisible() and widget.isEnabled():
            yield widget


def _without_words(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what no typing in a field may change: the day itself and what the room sees."""
    return (snapshot.clock_events, snapshot.scene, snapshot.workshop.revealed_at)


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_live_keys_are_dead_in_every_field_of_every_page(day: Facilitator) -> None:
    seen: set[str] = set()
    for place in PLACES:
        day.program.window.show_page(place)
        day.settle()
        day.come_to_front()
        before, page = _without_words(day.snapshot), day.program.window.current_page
        for field in list(_fields(day)):
            day.focus(field)
            assert types_here(field), f"{type(field).__name__} on {place} does not count as typing"
            if QApplication.focusWidget() is not field:
                continue
            seen.add(f"{type(field).__name__} on {place}")
            for key in LIVE:
                pressed = QKeySequence(key)[0]
                letter = chr(pressed.key()) if pressed.key() < 128 else ""
                if letter and not pressed.keyboardModifiers():
                    QTest.keyClicks(field, letter.lower())
                else:
                    QTest.keyClick(field, pressed.key(), pressed.keyboardModifiers())
            offered = QApplication.activePopupWidget()
            if offered is not None:  # what a field offers to complete its words
                offered.close()
            assert day.program.window.current_page == page, f"{field.objectName()} on {place}"
        day.leave_field()
        day.settle()
        assert _without_words(day.snapshot) == before, f"a field on {place} let a key through"
    assert len(seen) >= 12, seen


def test_what_is_typed_with_live_letters_arrives_in_the_field(day: Facilitator) -> None:
    day.program.window.show_page("console")
    day.settle()
    field = day.find("console.note", QLineEdit)
    day.focus(field)
    QTest.keyClicks(field, "bnpstmr+-=.")
    assert field.text() == "bnpstmr+-=."


def test_every_widget_that_takes_letters_counts_as_typing(day: Facilitator) -> None:
    """Also those in panels that are folded away now, and the editors of tables."""
    for place in PLACES:
        day.program.window.show_page(place)
        day.settle()
    for widget in day.window.findChildren(QWidget):
        takes = widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        if takes and not isinstance(widget, QAbstractItemView):
            holder = widget.parentWidget()
            owner = holder if isinstance(holder, QTextEdit | QPlainTextEdit) else widget
            assert types_here(owner), f"{type(widget).__name__} {widget.objectName()}"


def _stands_in_the_way() -> list[str]:
    modal = QApplication.activeModalWidget()
    found = [type(modal).__name__] if modal is not None else []
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.windowModality() != Qt.WindowModality.NonModal:
            found.append(f"{type(window).__name__} {window.objectName()}")
    return found


def test_nothing_waits_for_an_answer_while_the_day_runs(
    day: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every action, and every button of every page that opens something, on the running day."""
    for place in PLACES:
        day.program.window.show_page(place)
        day.settle()
        for each in ACTIONS:
            if each.action_id != "room_screen":
                day.program.window.run_action(each.action_id)
                day.settle()
                assert _stands_in_the_way() == [], f"{each.action_id} on {place}"
                day.program.window.show_page(place)
    asked = 0
    for place in PLACES:
        day.program.window.show_page(place)
        day.settle()
        for button in day.window.findChildren(QAbstractButton):
            named = button.objectName().rpartition(".")[2]
            if named in ("import", "load", "save", "folder", "choose", "file") and (
                button.isVisible() and button.isEnabled()
            ):
                button.click()
                day.settle()
                assert _stands_in_the_way() == [], f"{button.objectName()} on {place}"
                for dialog in day.window.findChildren(QFileDialog):
                    asked += dialog.isVisible()
                    before = day.rundown.now
                    day.pass_time(1)
                    assert day.rundown.now > before, "the day goes on beside the dialog"
                    dialog.close()
                day.settle()
    assert asked >= 2


PANELS = ("choose_scene", "write_message", "ask_reveal", "next_turn")
"""Actions that open something on the console, or that this activity has no use for."""


def test_every_action_of_the_day_is_taken_back_by_undo(day: Facilitator) -> None:
    day.program.window.show_page("console")
    day.leave_field()
    tried = [each.action_id for each in ACTIONS if each.group in ("day", "room")]
    for action_id in tried:
        before = _state(day.snapshot)
        if action_id == "undo":
            continue
        day.program.window.run_action(action_id)
        day.settle()
        changed = _state(day.snapshot) != before
        assert changed == (action_id not in PANELS), action_id
        if changed:
            assert day.day.operations.undoable is not None
            day.program.window.run_action("undo")
            day.settle()
        assert _state(day.snapshot) == before, action_id


def _try_and_undo(day: Facilitator, name: str, act: Callable[[], None]) -> None:
    """Do something, see that it did something and has a name, and take all of it back."""
    before = _state(day.snapshot)
    act()
    day.settle()
    assert _state(day.snapshot) != before, f"{name} does nothing"
    command = day.day.operations.undoable
    assert command is not None, f"{name} cannot be undone"
    said = undo_words(command, day.snapshot, "en")
    assert "last change" not in said, f"{name} is not named by the undo button"
    day.program.window.run_action("undo")
    day.settle()
    assert _state(day.snapshot) == before, name


def _choose_action(day: Facilitator, menu: str, name: str) -> None:
    (opened,) = (m for m in day.window.findChildren(QMenu, menu) if m.isVisible())
    (action,) = (a for a in opened.actions() if a.objectName() == name)
    action.trigger()
    opened.close()
    day.settle()


def _in_panel(day: Facilitator, action_id: str, *steps: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        day.program.window.run_action(action_id)
        day.settle()
        for step in steps:
            step()

    return act


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_what_panels_and_menus_of_the_console_do_is_taken_back_by_undo(day: Facilitator) -> None:
    day.program.window.show_page("console")
    day.leave_field()
    desk = day.day.desk

    def press(name: str) -> Callable[[], None]:
        return lambda: day.click(f"console.{name}")

    def menu_of(activity_id: str, name: str) -> Callable[[], None]:
        def act() -> None:
            days = day.find("console.day", DayList)
            days.pressed_row.emit(f"activity:{activity_id}", days.mapToGlobal(days.rect().center()))
            _choose_action(day, "console.activity_menu", f"console.activity.{name}")

        return act

    def say(words: str) -> Callable[[], None]:
        return lambda: day.type_into("console.message.line", words)

    def scene() -> None:
        day.row("console.scenes.list", "norms")

    def write_note() -> None:
        field = day.find("console.note", QLineEdit)
        day.focus(field)
        QTest.keyClicks(field, "A note")
        QTest.keyClick(field, Qt.Key.Key_Return)
        day.leave_field()

    later = day.rundown.upcoming[1].activity_id
    _try_and_undo(day, "scene", _in_panel(day, "choose_scene", scene, press("scenes.show")))
    _try_and_undo(day, "held scene", _in_panel(day, "choose_scene", scene, press("scenes.hold")))
    _try_and_undo(
        day, "message", _in_panel(day, "write_message", say("Back at one"), press("message.send"))
    )
    _try_and_undo(day, "reveal", _in_panel(day, "ask_reveal", press("reveal.yes")))
    for name in ("go", "go_5", "skip"):
        _try_and_undo(day, name, menu_of(later, name))

    desk.submit(ShowScene(scene="norms"))
    desk.submit(TellRoom(text="Lunch"))
    desk.submit(RevealResults(revealed=True))
    desk.submit(SkipActivity(activity_id=later))
    desk.submit(Blackout(on=True))
    group = desk.snapshot.groups[0].id
    desk.submit(AskForHelp(group_id=group, on=True))
    day.settle()
    _try_and_undo(day, "hold", press("hold"))
    _try_and_undo(day, "follow", _in_panel(day, "choose_scene", press("scenes.follow")))
    _try_and_undo(day, "away", _in_panel(day, "write_message", press("message.away")))
    _try_and_undo(day, "hide", _in_panel(day, "ask_reveal", press("reveal.hide")))
    _try_and_undo(day, "want again", menu_of(later, "skip"))
    _try_and_undo(day, "clock when dark", press("dark_clock"))
    _try_and_undo(day, "note", write_note)
    _try_and_undo(day, "helped", press(f"group.{group}.helped"))

    def grant() -> None:
        day.click(f"console.group.{group}.more")
        (opened,) = (
            m for m in day.window.findChildren(QMenu, "console.group_menu") if m.isVisible()
        )
        (first, *_more) = (a for a in opened.actions() if "grant" in a.objectName())
        _choose_action(day, "console.group_menu", first.objectName())

    _try_and_undo(day, "time for a group", grant)


def test_what_gives_when_the_day_runs_over_is_taken_back_by_undo(day: Facilitator) -> None:
    day.program.window.show_page("console")
    day.leave_field()
    for _turn in range(60):
        if day.rundown.behind_seconds < 600:
            day.pass_time(10)
    for place, choice in enumerate(("shrink", "take")):

        def absorb(kind: str = choice, number: int = place) -> None:
            day.click("console.absorb")
            radios = list(day.find("console.overrun").findChildren(QRadioButton))
            assert len(radios) == 3, kind
            day.press_widget(radios[number])
            day.press_widget(day.find("console.overrun.take", Button))

        _try_and_undo(day, choice, absorb)

    def borrow() -> None:
        day.click("console.borrow")
        day.press_widget(day.find("console.overrun.take", Button))

    _try_and_undo(day, "borrow", borrow)


MARKER = "Zelda0Quint"


@pytest.fixture
def listening(data_dir: Path, qapp: QApplication) -> Iterator[FaultWatch]:
    """Return the watch, with the log and the crash reporter as the program has them."""
    log.start_log(data_dir)
    reporter, watch = CrashReporter(data_dir), FaultWatch()
    reporter.start()
    watch.start()
    yield watch
    watch.stop()
    reporter.stop()
    log.stop_log()


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_no_log_and_no_crash_report_quotes_anybody(
    listening: FaultWatch,
    day: Facilitator,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    """A marker in every field, then faults of every kind that carry it in their own words."""
    typed = 0
    for place in PLACES:
        day.program.window.show_page(place)
        day.settle()
        day.come_to_front()
        for field in list(_fields(day)):
            day.focus(field)
            if QApplication.focusWidget() is field:
                QTest.keyClicks(field, MARKER)
                QTest.keyClick(field, Qt.Key.Key_Return)
                typed += 1
            offered = QApplication.activePopupWidget()
            if offered is not None:
                offered.close()
        day.leave_field()
    assert typed >= 20

    def fail(*_arguments: object) -> None:
        try:
            raise OSError(5, f"no {MARKER}", f"/home/{MARKER}/x")
        except OSError as error:
            raise ValueError(f"cannot keep {MARKER!r}") from error

    operations = day.day.operations
    QTimer.singleShot(0, listening, fail)
    operations.run_job("backup:test", fail)
    monkeypatch.setattr("app.services.execution.handler_of", lambda _cls: fail)
    operations.submit(TellRoom(text=MARKER))
    assert operations.flush()
    monkeypatch.setattr(building, "worker_command", lambda: [
        sys.executable, "-c", f"raise RuntimeError('{MARKER}')"])  # fmt: skip
    with ReportBuild(lambda: b"{}", data_dir / "x.pdf", 30.0) as build, pytest.raises(UserError):
        build.wait()
    logging.getLogger("app.x").error("it failed: %s", ValueError(MARKER))
    day.settle()
    written = [*(data_dir / "log").iterdir(), *crash_reports.reports(data_dir)]
    assert len(written) >= 4
    for path in written:
        assert MARKER not in path.read_text("utf-8"), path.name
    assert logged_errors


def test_the_log_keeps_within_bounds(data_dir: Path) -> None:
    log.start_log(data_dir)
    for _line in range(2 * log.MOST_BYTES * log.KEPT // 10_000):
        logging.getLogger("app.x").warning("a line of ten thousand letters %s", "x" * 9_970)
    log.stop_log()
    sizes = [path.stat().st_size for path in (data_dir / "log").iterdir()]
    assert len(sizes) == log.KEPT + 1
    assert max(sizes) <= log.MOST_BYTES


def _state(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, drafts=())
