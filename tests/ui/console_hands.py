"""What a facilitator does on the console, for tests of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.domain.clock import GoTo, StartDay
from app.ui.console.view import ConsoleView

Carry = Callable[..., None]


def settle(view: ConsoleView) -> None:
    assert view.desk.operations.flush()
    QApplication.processEvents()
    view.desk.tick()


def press(view: ConsoleView, name: str) -> None:
    button = view.findChild(QWidget, f"console.{name}")
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()
    settle(view)


def text(view: ConsoleView, name: str) -> str:
    found = view.findChild(QLabel, f"console.{name}")
    assert found is not None, name
    return found.text()


def activity_ids(view: ConsoleView) -> list[str]:
    return [a.id for a in view.snapshot.agenda.activities]


def go(view: ConsoleView, carry_out: Carry, activity_id: str) -> None:
    carry_out(view.desk, StartDay(activity_id=activity_ids(view)[0]), GoTo(activity_id=activity_id))
    settle(view)


def current(view: ConsoleView) -> str:
    line = view.desk.rundown().line
    return line.activity_id if line else ""
