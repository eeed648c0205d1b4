"""A file comes in by the keys alone: after every step they are at the next one."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui.desk import Desk
from app.ui.people.import_panel import ImportPanel
from app.ui.people.view import PeopleView
from app.ui.widgets.banner import Banner


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
