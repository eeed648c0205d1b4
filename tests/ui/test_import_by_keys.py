"""A file comes in by the keys alone: after every step they are at the next one."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.desk import Desk
from app.ui.people.import_panel import ImportPanel
from app.ui.people.view import PeopleView
from app.ui.widgets.banner import Banner
from app.ui.widgets.flow_box import FlowBox


def test_an_answer_leads_to_the_next_question_and_the_last_one_to_the_import(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    """The pressed button goes away with its question; the keys stay with what is to be done."""
    asking = tmp_path / "asking.csv"
    asking.write_text("Name,Role\nAna Ruiz,Neighbor\nBo Li,Passer-by\nCy Okafor,Teacher\n", "utf-8")
    view = PeopleView(desk)
    qtbot.addWidget(view)
    view.resize(1110, 716)
    view.show()
    view.activateWindow()
    view.import_file(asking)
    panel = view.findChild(ImportPanel)
    go = panel.findChild(QAbstractButton, "import.go")
    qtbot.waitUntil(go.isVisible)
    for left in (1, 0):
        buttons = panel.findChildren(QAbstractButton)
        answer = next(b for b in buttons if b.text() == "Educator" and b.isVisible())
        answer.setFocus()
        answer.click()
        qtbot.wait(20)
        focused = QApplication.focusWidget()
        assert focused is not None
        if left:
            assert focused.objectName().startswith("import.answer.")
    assert focused is go
    titles = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "2 questions answered" in titles
    with qtbot.waitSignal(panel.finished):
        go.click()
    qtbot.wait(20)
    undo = view.findChild(Banner, "people.banner")
    assert not undo.isAncestorOf(QApplication.focusWidget())


def test_tab_comes_to_what_was_made_late_where_it_is_seen(qtbot: QtBot) -> None:
    """Questions, chips and choices are made when a file is read, long after their page."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    first, late, last = QLineEdit(), FlowBox(), QLineEdit()
    for widget in (first, late, last):
        column.addWidget(widget)
    page.show()
    chosen = QComboBox()
    chosen.addItem("one")
    late.flow.addWidget(chosen)
    late.flow.addWidget(QPushButton("two"))
    captioned = QWidget()
    QVBoxLayout(captioned).addWidget(QPushButton("three"))
    late.flow.addWidget(captioned)
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    met = []
    for _step in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert [type(each).__name__ for each in met] == [
        "QComboBox", "QPushButton", "QPushButton", "QLineEdit",
    ]  # fmt: skip
    assert met[3] is last
