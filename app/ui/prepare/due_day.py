"""By which day something should be done: words, and on demand a calendar to choose another."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.details.day_field import DayField
from app.ui.prepare.dates import short_date
from app.ui.widgets.button import IconButton
from app.ui.widgets.key_order import follow
from app.ui.widgets.text import Label

_DONE = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DueDay(QWidget):
    """The day in words with a small button; the calendar takes their place while one is chosen.

    Signals:
        day_changed(object): the :class:`datetime.date` that was chosen.
    """

    day_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without a day; ``name`` is the words' object name, its button ``name``.change."""
        super().__init__(parent)
        self._day: date | None = None
        self._offered: date | None = None
        self.words = Label(role="quiet", wrap=False)
        self.words.setObjectName(name)
        self._change = IconButton("calendar", "", role="quiet_ink", size=18)
        self._change.setObjectName(f"{name}.change")
        self._change.clicked.connect(self._on_change_clicked)
        self._field: DayField | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(4))
        row.addWidget(self.words)
        row.addWidget(self._change)
        row.addStretch(1)

    def show_day(self, day: date | None, offered: date, about: str, *, late: bool = False) -> None:
        """Show a day, or that there is none; ``offered`` is where the calendar opens then."""
        self._day, self._offered = day, offered
        self.words.setVisible(day is not None and self._field is None)
        if day is not None:
            said = _("was due {day}") if late else _("due {day}")
            self.words.setText(said.format(day=short_date(day)))
            self.words.setProperty("role", "strong" if late else "quiet")
            self.words.style().polish(self.words)
        self._change.set_name(_("Choose another day") if day is not None else _("Choose a day"))
        self._change.setAccessibleDescription(about)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the words back once the calendar is left, or done with by Enter or Escape."""
        left = (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason()
            not in (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            )
        )
        done = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _DONE
        )
        if watched is self._field and (left or done):
            self._close(keys=done)
            return done
        return super().eventFilter(watched, event)

    def _on_change_clicked(self) -> None:
        field = DayField(self._change.toolTip() or _("Choose a day"))
        field.setObjectName(f"{self.words.objectName()}.field")
        shown = self._day or self._offered
        if shown is not None:
            field.set_day(shown)
        field.setMinimumWidth(field.sizeHint().width() + theme.scaled(18))
        field.day_changed.connect(self._on_field_day_changed)
        field.installEventFilter(self)
        self._field = field
        self.words.hide()
        self._change.hide()
        self._row.insertWidget(0, field)
        follow(self._change, field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_field_day_changed(self, day: date) -> None:
        self.day_changed.emit(day)

    def _close(self, *, keys: bool) -> None:
        """Show the words again; ``keys``: the button has the keys, as before it was pressed."""
        field, self._field = self._field, None
        if field is None:
            return
        field.removeEventFilter(self)
        self._change.show()
        if keys:
            self._change.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        self.words.setVisible(self._day is not None)
