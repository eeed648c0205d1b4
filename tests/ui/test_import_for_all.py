"""A list of names and roles comes again: one answer for everybody, and another one for somebody."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.ui.desk import Desk
from app.ui.importing.questions import SHOWN
from app.ui.people.import_panel import ImportPanel
from app.ui.people.view import PeopleView

COUNT = 15
"""More than fit on the page at once."""


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> PeopleView:
    shown = PeopleView(desk)
    qtbot.addWidget(shown)
    shown.resize(1110, 716)
    shown.show()
    shown.activateWindow()
    return shown


@pytest.fixture
def role() -> str:
    """Return what everybody is in the second file: not the same as in the first."""
    return "Teacher"


@pytest.fixture
def panel(view: PeopleView, tmp_path: Path, role: str, qtbot: QtBot) -> ImportPanel:
    """Return the import of names and roles, while everybody is on the list with a school."""
    names = [f"Ana Test{chr(ord('a') + n)}" for n in range(COUNT)]
    for file, lines in (
        ("first.csv", ["Name,Role,School", *(f"{name},Parent,North" for name in names)]),
        ("again.csv", ["Name,Role", *(f"{name},{role}" for name in names)]),
    ):
        (tmp_path / file).write_text("\n".join(lines), "utf-8")
    importing = view.findChild(ImportPanel)
    view.import_file(tmp_path / "first.csv")
    go = button(importing, "import.go")
    qtbot.waitUntil(go.isVisible)
    with qtbot.waitSignal(importing.finished):
        go.click()
    assert view.desk.operations.flush()
    qtbot.waitUntil(lambda: len(view.snapshot.people) == COUNT)
    view.import_file(tmp_path / "again.csv")
    qtbot.waitUntil(lambda: bool(asked(importing)))
    return importing


def button(panel: ImportPanel, name: str) -> QAbstractButton:
    found = panel.findChildren(QAbstractButton, name)
    return next((each for each in found if each.isVisible()), found[0])


def asked(panel: ImportPanel) -> list[str]:
    """Return the questions that are shown, by their keys."""
    shown = [each for each in panel.findChildren(QWidget) if each.isVisible()]
    start = "import.question."
    names = [each.objectName() for each in shown]
    return [name.removeprefix(start) for name in names if name.startswith(start)]


def tab_to(name: str) -> QWidget:
    """Go on by Tab until the keys are at the widget of this name."""
    for _step in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused.objectName() == name:
            return focused
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    pytest.fail(f"Tab never comes to {name}")


def test_one_answer_by_the_keys_settles_all_that_are_alike(
    view: PeopleView, panel: ImportPanel, qtbot: QtBot
) -> None:
    assert len(asked(panel)) == SHOWN
    go = button(panel, "import.go")
    assert not go.isEnabled()
    button(panel, "import.cancel").setFocus()
    answer = tab_to("import.for_all.known.same")
    assert answer.accessibleName().startswith(f"One answer for {COUNT} questions")
    QTest.keyClick(answer, Qt.Key.Key_Space)
    qtbot.waitUntil(go.isEnabled)
    assert asked(panel) == []
    assert QApplication.focusWidget() is go
    with qtbot.waitSignal(panel.finished) as done:
        go.click()
    assert done.args == [0, COUNT]
    assert len(view.snapshot.people) == COUNT


def test_after_one_answer_for_all_somebody_may_get_another(
    view: PeopleView, panel: ImportPanel, qtbot: QtBot
) -> None:
    button(panel, "import.for_all.known.same").click()
    answered = panel.findChild(QComboBox, "import.answered")
    assert answered.count() == COUNT
    place = COUNT - 1
    assert "Ana Testo" in answered.itemText(place)
    assert answered.itemText(place).endswith("The same person")
    answered.setCurrentIndex(place)
    answered.setFocus()
    QTest.keyClick(tab_to("import.again.one"), Qt.Key.Key_Space)
    key = f"known@{COUNT + 1}"
    qtbot.waitUntil(lambda: asked(panel) == [key])
    assert answered.count() == COUNT - 1
    assert QApplication.focusWidget() is button(panel, f"import.answer.{key}.same")
    button(panel, f"import.answer.{key}.other").click()
    assert asked(panel) == []
    with qtbot.waitSignal(panel.finished) as done:
        button(panel, "import.go").click()
    assert done.args == [1, COUNT - 1]
    assert view.desk.operations.flush()
    qtbot.waitUntil(lambda: len(view.snapshot.people) == COUNT + 1)


def test_a_single_answer_stays_where_the_others_get_one_for_all(
    panel: ImportPanel, qtbot: QtBot
) -> None:
    button(panel, "import.answer.known@4.same").click()
    qtbot.waitUntil(lambda: button(panel, "import.for_all.known.other").isVisible())
    assert "known@4" not in asked(panel)
    button(panel, "import.for_all.known.other").click()
    assert panel.answers["known@4"] == "same"
    assert list(panel.answers.values()).count("other") == COUNT - 1
    with qtbot.waitSignal(panel.finished) as done:
        button(panel, "import.go").click()
    assert done.args == [COUNT - 1, 1]


@pytest.mark.parametrize("role", ["Parent"])
def test_the_keys_are_at_leaving_where_nothing_is_new(panel: ImportPanel) -> None:
    button(panel, "import.for_all.known.same").click()
    assert not button(panel, "import.go").isEnabled()
    assert QApplication.focusWidget() is button(panel, "import.cancel")


def test_asking_all_again_forgets_the_answer_for_all(panel: ImportPanel) -> None:
    button(panel, "import.for_all.known.same").click()
    answered = panel.findChild(QComboBox, "import.answered")
    assert answered.isVisible()
    button(panel, "import.again").click()
    assert len(asked(panel)) == SHOWN
    assert not answered.isVisible()
