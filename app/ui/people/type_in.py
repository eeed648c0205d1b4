"""One line that adds people one after another; a pasted table goes to the import instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from app.domain.people import Role
from app.i18n import _
from app.ui import theme
from app.ui.people.wording import role_name
from app.ui.widgets.button import Button
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown


def pasted_table() -> str:
    """Return the clipboard's text if it is a table or several lines, else ""."""
    text = QGuiApplication.clipboard().text()
    return text if "\t" in text or "\n" in text.strip() else ""


class NameField(QLineEdit):
    """A line for a name; a table pasted into it is told instead of squeezed in.

    Signals:
        table_pasted(str): the clipboard's text.
    """

    table_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Catch a pasted table."""
        if event.matches(QKeySequence.StandardKey.Paste) and pasted_table():
            self.table_pasted.emit(pasted_table())
            return
        super().keyPressEvent(event)


class TypeInRow(QWidget):
    """Name, role, affiliation; Enter adds and waits for the next one. The role stays chosen.

    Signals:
        add_requested(str, str, str): name, role and affiliation.
        table_pasted(str): somebody pasted a table into the name.
    """

    add_requested = Signal(str, str, str)
    table_pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = NameField()
        self._name.setObjectName("people.new.name")
        self._name.setPlaceholderText(_("Name of one more person"))
        self._name.setAccessibleName(_("Name of one more person"))
        self._name.setMaxLength(200)
        self._role = DropDown()
        self._role.setObjectName("people.new.role")
        name_box(self._role, _("Role"))
        self._role.setPlaceholderText(_("Role"))
        for role in Role:
            self._role.addItem(role_name(role), role.value)
        self._role.setCurrentIndex(-1)
        self._affiliation = QLineEdit()
        self._affiliation.setObjectName("people.new.affiliation")
        self._affiliation.setPlaceholderText(_("School or organization"))
        self._affiliation.setAccessibleName(_("School or organization"))
        self._affiliation.setMaxLength(200)
        self._add = Button(_("Add"), kind="primary", icon_name="user-plus")
        self._add.setObjectName("people.new.add")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._name, 3)
        self._row.addWidget(self._role)
        self._row.addWidget(self._affiliation, 3)
        self._row.addWidget(self._add)
        for field in (self._name, self._affiliation):
            field.returnPressed.connect(self._on_add_clicked)
            field.textEdited.connect(lambda _text, edited=field: _mark(edited, False))
        self._role.activated.connect(lambda: _mark(self._role, False))
        self._add.clicked.connect(self._on_add_clicked)
        self._name.table_pasted.connect(self.table_pasted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields below each other where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(600)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)

    def focus_name(self) -> None:
        """Put the cursor where the next person begins."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add_clicked(self) -> None:
        name = " ".join(self._name.text().split())
        role = self._role.currentData()
        if not name or role is None:
            missing = self._name if not name else self._role
            _mark(missing, True)
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.add_requested.emit(name, role, " ".join(self._affiliation.text().split()))
        self._name.clear()
        self._affiliation.clear()
        self.focus_name()


def _mark(field: QWidget, wrong: bool) -> None:
    """Show a field as still missing, or as fine."""
    if bool(field.property("invalid")) != wrong:
        field.setProperty("invalid", wrong)
        field.style().unpolish(field)
        field.style().polish(field)
