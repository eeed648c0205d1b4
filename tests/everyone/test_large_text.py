"""200 % text at 1366×768, in both languages: nothing is cut or sticks out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from app import i18n
from app.bootstrap.program import Program
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui import theme
from tests import pictures
from tests.ui.test_languages import faults

WORDS = (QLabel, QAbstractButton, QLineEdit, QComboBox)
ALIKE = ("home", "arrivals-before", "console-absorb", "score-sheet-end", "console-finished")
"""Pictures of a page that another one shows as well."""


@pytest.fixture(params=["en", "es"])
def program(
    request: pytest.FixtureRequest, qapp: QApplication, data_dir: Path
) -> Iterator[Program]:
    """Return the real program at 200 %, language and size put back afterwards."""
    save(
        data_dir,
        Settings(language=request.param, theme="light", text_scale=2.0, reduced_motion=True),
    )
    made = Program(qapp, data_dir, SimulatedClock(pictures.day_data.START))
    made.window.show()
    yield made
    made.quit()
    made.window.deleteLater()
    pictures.pump(0.0)
    i18n.use_language("en")
    theme.apply_theme(qapp, theme.load_theme("light"))


def test_nothing_is_cut_at_200_percent(program: Program, data_dir: Path) -> None:
    wrong: set[str] = set()
    for moment in (pictures.BEFORE, pictures.RUNNING, pictures.OVERRUN, pictures.FINISHED):
        path, now = pictures.build(data_dir, "normal", moment)
        program.now.advance(seconds=(now - program.now()).total_seconds())
        for shot in pictures.shots():
            if shot.moment != moment or shot.page.startswith("room:") or shot.name in ALIKE:
                continue
            pictures.prepare(program, path, shot, seconds=0.03, fresh=False)
            if program.window.size() != pictures.WINDOW:
                wrong.add(f"{shot.name} makes the window grow")
            cut = (one for one in faults(program.window) if "not in Spanish" not in one)
            wrong |= {f"{shot.name}: {one}" for one in (*cut, *sideways(program.window))}
        program.show_home()
    assert not wrong, "\n".join(sorted(wrong))


def sideways(window: QWidget) -> Iterator[str]:
    """Yield what leaves its place to the left or right, and pages that scroll that way."""
    for widget in window.findChildren(QWidget):
        holder = widget.parentWidget()
        if not widget.isVisible() or widget.size().isEmpty() or widget.isWindow():
            continue
        name = widget.objectName() or type(widget).__name__
        if isinstance(widget, WORDS) and holder is not None:
            box = widget.geometry()
            if box.left() < -1 or box.right() > holder.width() + 1:
                yield f"{name} sticks out of {holder.objectName() or type(holder).__name__}"
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            yield f"{name} scrolls sideways"
