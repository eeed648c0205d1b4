"""Asks for the passphrase of a workshop that was handed over; in the page, not over it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.prepare.captioned import Captioned
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import WholeLabel


class HandoverPanel(Panel):
    """A field and two buttons; hidden until a file is there.

    Signals:
        answered(object, str): the file's path and the passphrase.
    """

    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("A workshop is handed over to you"), parent=parent)
        self.setObjectName("home.handover")
        self._source = Path()
        self._words = WholeLabel(role="quiet")
        self._field = QLineEdit()
        self._field.setObjectName("home.handover.passphrase")
        self._field.textChanged.connect(self._on_field_changed)
        self._field.returnPressed.connect(self._on_yes_clicked)
        self._yes = Button(_("Take it in"), kind="primary", icon_name="check")
        self._yes.setObjectName("home.handover.yes")
        self._yes.clicked.connect(self._on_yes_clicked)
        no = Button(_("Not now"))
        no.clicked.connect(self.hide)
        self.add(self._words)
        self.add(Captioned(_("Passphrase"), self._field))
        self.add(FlowBox((self._yes, no), theme.scaled(8)))
        self.hide()

    def ask(self, source: Path) -> None:
        """Ask for the passphrase of ``source``."""
        self._source = source
        words = _(
            "“{name}” brings the workshop and its room: devices then go on with this laptop. Ask "
            "your co-facilitator for the passphrase."
        )
        self._words.setText(words.format(name=source.name))
        self._field.clear()
        self._yes.setEnabled(False)
        self.show()
        self._field.setFocus()

    def _on_field_changed(self, text: str) -> None:
        self._yes.setEnabled(bool(text.strip()))

    def _on_yes_clicked(self) -> None:
        if self._field.text().strip():
            self.answered.emit(self._source, self._field.text())
