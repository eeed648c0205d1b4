"""A day with a calendar, told when it rests or is left, not at every digit."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.i18n import current_language
from app.ui.widgets.still_fields import DateBox

_REST_MS = 800


class DayField(DateBox):
    """One day.

    Signals:
        day_changed(object): another :class:`datetime.date` than the one shown before.
    """

    day_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: date | None = None
        self.setLocale(QLocale(current_language()))
        form = "ddd, d MMM yyyy" if current_language() == "es" else "ddd, MMM d, yyyy"
        self.setDisplayFormat(form)
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.setMinimumDate(QDate(2000, 1, 1))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._tell)
        self.dateChanged.connect(self._timer.start)
        self.editingFinished.connect(self._tell)

    def day(self) -> date:
        """Return the day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a day, without a signal; a day that is being chosen stays."""
        if self._timer.isActive():
            return
        self._told = day
        with QSignalBlocker(self):
            self.setDate(QDate(day.year, day.month, day.day))

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell what waits when the field goes away with its page."""
        super().hideEvent(event)
        if self._timer.isActive():
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        if self.day() != self._told:
            self._told = self.day()
            self.day_changed.emit(self._told)
