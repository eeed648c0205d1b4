"""What the window's first picture says stays where it is when the header comes."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.application import apply_look
from app.settings import Settings
from app.ui.header import Header
from app.ui.main_window import MainWindow
from app.ui.nameplate import Nameplate
from app.ui.page_stack import PageStack


def _name(window: MainWindow) -> tuple[QRect, int, int]:
    """Return the strip's place, how far in the name begins, and its letters' height."""
    labels = window.findChildren(QLabel)
    words = next(one for one in labels if one.text() == "Equity Workshop" and one.isVisible())
    return (
        words.parentWidget().geometry(),
        words.mapTo(window, QPoint(0, 0)).x(),
        words.font().pixelSize(),
    )


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_name_does_not_move_when_the_first_page_comes(
    qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    chosen = Settings(language="en", text_scale=scale)
    apply_look(qapp, chosen)
    window = MainWindow({}, chosen)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qapp.processEvents()
    assert window.findChild(Nameplate) is not None
    before = _name(window)
    window.show_home(QWidget())
    qapp.processEvents()
    assert _name(window) == before
    apply_look(qapp, Settings(language="en"))


def test_the_header_is_read_before_the_pages_though_it_is_made_after_their_stack(
    qtbot: QtBot,
) -> None:
    window = MainWindow({}, Settings(language="en"))
    qtbot.addWidget(window)
    window.show_home(QWidget())
    inside = window.centralWidget().findChildren(
        QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    kinds = [type(one) for one in inside]
    assert kinds.index(Header) < kinds.index(PageStack)
