"""Every page in Spanish: all its words are Spanish, and none of them is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from app import i18n
from app.bootstrap.program import Program
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui import theme
from app.ui.look_menu import look_menu
from app.ui.widgets.painting import GrowsInHeight
from app.ui.widgets.wrapping_header import WrappingHeader
from tests import pictures
from tests.spanish import is_english

WINDOW = pictures.WINDOW
SKIPPED = ("room-",)
"""The room screen has languages of its own."""


@pytest.fixture
def program(qapp: QApplication, data_dir: Path) -> Iterator[Program]:
    """Return the real program in Spanish, its language put back afterwards."""
    save(data_dir, Settings(language="es", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(pictures.day_data.START))
    made.window.show()
    yield made
    made.quit()
    made.window.deleteLater()
    pictures.pump(0.0)
    i18n.use_language("en")
    theme.apply_theme(qapp, theme.load_theme("light"))


@pytest.mark.parametrize("moment", pictures.MOMENTS)
def test_every_page_speaks_spanish_and_cuts_nothing_off(
    program: Program, data_dir: Path, moment: str
) -> None:
    wrong: list[str] = []
    todo = [s for s in pictures.shots() if s.moment == moment and not s.name.startswith(SKIPPED)]
    path, now = pictures.build(data_dir, "normal", moment)
    program.now.advance(seconds=(now - program.now()).total_seconds())
    for shot in todo:
        pictures.prepare(program, path, shot, seconds=0.03, fresh=False)
        assert program.window.size() == WINDOW, f"{shot.name} makes the window grow"
        wrong += [f"{shot.name}: {fault}" for fault in faults(program.window)]
        if shot.page == "console":
            below = program.window.page("console")._scroll.verticalScrollBar().maximum()
            wrong += [f"{shot.name}: {below} pixels are below the window"] if below else []
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_the_strip_gives_way_at_large_text(program: Program, data_dir: Path) -> None:
    program.change_setting("text_scale", 2.0)
    path, _now = pictures.build(data_dir, "empty", pictures.BEFORE)
    pictures.prepare(program, path, pictures.Shot("console", pictures.BEFORE, "console"))
    header = program.window.findChild(QWidget, "header")
    shown = [w for w in header.children() if isinstance(w, QWidget) and w.isVisible() and w.width()]
    assert program.window.width() == WINDOW.width()
    for one in shown:
        clash = [w for w in shown if w is not one and w.geometry().intersects(one.geometry())]
        assert not clash, f"{one.objectName()} lies over {clash[0].objectName()}"


def test_a_new_language_leaves_the_strip_and_the_focus_where_they_were(
    program: Program, data_dir: Path
) -> None:
    path, _now = pictures.build(data_dir, "normal", pictures.RUNNING)
    pictures.prepare(program, path, pictures.Shot("notes", pictures.RUNNING, "notes"))
    window = program.window
    window.show_room(True, WINDOW)
    program.change_setting("language", "en")
    assert window.findChild(QAbstractButton, "header.room").isChecked()
    line = window.page("notes").findChild(QLineEdit)
    line.setFocus()
    window.show_page("console")
    focused = window.focusWidget()
    assert focused is None or not window.findChild(QWidget, "header").isAncestorOf(focused)


def offered_by(line: QLineEdit) -> str:
    menu = line.createStandardContextMenu()
    said = " ".join(action.text().replace("&", "") for action in menu.actions())
    menu.deleteLater()
    return said


def test_qts_own_words_are_in_the_language_of_the_program(program: Program) -> None:
    line = QLineEdit()
    assert "Copiar" in offered_by(line)
    program.change_setting("language", "en")
    assert "Copy" in offered_by(line)
    program.change_setting("language", "es")
    assert "Copiar" in offered_by(line)
    line.deleteLater()


def test_the_menu_marks_the_language_that_is_spoken_though_nobody_chose_one(
    program: Program,
) -> None:
    menu = look_menu(program.window, Settings(), lambda _field, _value: None)
    marked = [action.text() for action in menu.findChildren(QAction) if action.isChecked()]
    assert "Español" in marked
    assert "English" not in marked


@pytest.mark.parametrize(
    "place", ["prepare:people", "stations:by_hand", "notes:steps", "after:backups"]
)
def test_another_text_size_leaves_everybody_where_they_were(
    program: Program, data_dir: Path, place: str
) -> None:
    path, _now = pictures.build(data_dir, "normal", pictures.RUNNING)
    page_id, _colon, section = place.partition(":")
    pictures.prepare(program, path, pictures.Shot(page_id, pictures.RUNNING, place))
    assert program.window.page(page_id).section == section
    program.change_setting("text_scale", 1.25)
    assert program.window.current_page == page_id
    assert program.window.page(page_id).section == section


def test_another_text_size_leaves_the_sheet_that_was_open(program: Program, data_dir: Path) -> None:
    path, _now = pictures.build(data_dir, "normal", pictures.RUNNING)
    pictures.prepare(program, path, pictures.Shot("score", pictures.RUNNING, "score"))
    groups = program.window.page("score").snapshot.groups
    program.window.show_page(f"score:{groups[-1].id}")
    open_sheet = program.window.page("score").section
    assert open_sheet.startswith(groups[-1].id)
    program.change_setting("text_scale", 1.25)
    assert program.window.page("score").section == open_sheet


def test_the_strip_over_home_follows_the_text_size(program: Program) -> None:
    program.show_home()
    before = program.window.header.sizeHint().height()
    program.change_setting("text_scale", 2.0)
    program.change_setting("text_scale", 1.0)
    assert program.window.header.sizeHint().height() == before


def test_the_looker_sees_faults(qapp: QApplication) -> None:
    i18n.use_language("es")
    window = QWidget()
    label = QLabel("Save as PNG and something else that is long", window)
    label.setGeometry(0, 0, 60, 20)
    button = QCheckBox("Start the day", window)
    button.setGeometry(0, 30, 300, 30)
    window.show()
    found = " ".join(faults(window))
    window.close()
    window.deleteLater()
    i18n.use_language("en")
    assert "cut off" in found
    assert "not in Spanish: 'Start the day'" in found


def faults(window: QWidget) -> Iterator[str]:
    """Yield what a Spanish reader would stumble over in what shows now."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.size().isEmpty():
            continue
        name = widget.objectName() or type(widget).__name__
        for words in words_of(widget):
            if is_english(words):
                yield f"{name} not in Spanish: {words!r}"
        if cut_off(widget):
            yield f"{name} is cut off: {' / '.join(words_of(widget))[:80]!r}"


def words_of(widget: QWidget) -> Iterator[str]:
    """Yield the words of the interface that a widget shows (not what people typed)."""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QListWidget):
        yield from (widget.item(place).text() for place in range(widget.count()))
    elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        yield from (_title(widget, place) for place in range(widget.count()))
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()


def cut_off(widget: QWidget) -> bool:
    """Tell whether a widget is too small for its words, one pixel aside."""
    if isinstance(widget, GrowsInHeight):
        return widget.height() + 1 < widget.needed_height(widget.width())
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.height() + 1 < widget.heightForWidth(widget.width())
        return widget.width() + 1 < QFontMetrics(widget.font()).horizontalAdvance(widget.text())
    if isinstance(widget, QCheckBox | QRadioButton):
        return widget.width() + 1 < widget.sizeHint().width()
    if isinstance(widget, WrappingHeader):
        return widget.height() + 1 < widget.needed_height()
    if isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        metrics = QFontMetrics(widget.font())
        return any(
            metrics.horizontalAdvance(_title(widget, place)) > widget.sectionSize(place) - 8
            for place in range(widget.count())
            if not widget.isSectionHidden(place)
        )
    return False


def _title(header: QHeaderView, place: int) -> str:
    return str(header.model().headerData(place, Qt.Orientation.Horizontal) or "")
