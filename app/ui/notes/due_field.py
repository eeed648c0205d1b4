"""A date that may be missing."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _, current_language
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.still_fields import DateBox


class DueField(QWidget):
    """ "Set a date", or the date with a way to take it away.

    Signals:
        changed(object): the date, or None.
    """

    changed = Signal(object)

    def __init__(self, name: str, proposal: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposal = proposal
        self._set = Button(_("Set a date"), kind="quiet", icon_name="calendar-plus")
        self._set.setAccessibleDescription(name)
        self._set.clicked.connect(lambda: self.changed.emit(self._proposal))
        self._date = DateBox()
        self._date.setCalendarPopup(True)
        self._date.setAccessibleName(name)
        self._date.setLocale(QLocale(current_language()))
        self._date.setDisplayFormat("d MMM yyyy" if current_language() == "es" else "MMM d, yyyy")
        self._date.editingFinished.connect(self._on_date_finished)
        self._date.dateChanged.connect(self._on_date_changed)
        self._clear = IconButton("x", _("No date"), size=16)
        self._clear.clicked.connect(lambda: self.changed.emit(None))
        self._value: date | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._set, self._date, self._clear):
            row.addWidget(widget)
        self.show_date(None)

    def show_date(self, value: date | None) -> None:
        """Show a date, or that there is none; no signal."""
        self._value = value
        self._set.setVisible(value is None)
        self._date.setVisible(value is not None)
        self._clear.setVisible(value is not None)
        if value is not None and not self._date.hasFocus():
            blocked = self._date.blockSignals(True)
            self._date.setDate(QDate(value.year, value.month, value.day))
            self._date.blockSignals(blocked)

    def _on_date_changed(self) -> None:
        # Typing passes through dates that nobody means; the calendar's choice does not.
        if not self._date.hasFocus():
            self._on_date_finished()

    def _on_date_finished(self) -> None:
        chosen = self._date.date()
        value = date(chosen.year(), chosen.month(), chosen.day())
        if self._value is not None and value != self._value:
            self._value = value
            self.changed.emit(value)
