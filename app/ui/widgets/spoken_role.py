"""What a painted widget is to screen readers, where Qt would call it a panel."""

from functools import cache
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox, QWidget

ATTRIBUTE = "SPOKEN_ROLE"
"""Class attribute of such a widget: a ``QAccessible.Role``."""


def name_box(box: QComboBox, name: str) -> None:
    """Name a box that opens downwards.

    Qt on Linux says what is chosen where the name belongs, so the name is told beside it, too.
    """
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)


@cache
def install() -> None:
    """Have Qt ask here first, once the QApplication was made; a second call does nothing."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    role: Any = getattr(type(thing), ATTRIBUTE, None)
    if role is None or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, role)
