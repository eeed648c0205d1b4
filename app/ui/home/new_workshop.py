"""One line that makes a workshop: district and date, nothing else."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _, current_language
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.still_fields import DateBox
from app.ui.widgets.text import Label

_WIDEST = 540
"""In pixels: with large text, day and button still stand beside the district's name."""


def date_field(day: date, name: str) -> QDateEdit:
    """Return a field for a day, with a calendar, in the interface's language."""
    field = DateBox()
    field.setDate(QDate(day.year, day.month, day.day))
    field.setLocale(QLocale(current_language()))
    field.setDisplayFormat("d MMM yyyy" if current_language() == "es" else "MMM d, yyyy")
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    return field


def day_of(field: QDateEdit) -> date:
    """Return the day that a field shows."""
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


class NewWorkshop(QWidget):
    """District, date, "Create"; Enter in either field creates.

    Signals:
        create_requested(str, object): the district's name and the day.
    """

    create_requested = Signal(str, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._district = QLineEdit()
        self._district.setObjectName("home.new.district")
        self._district.setPlaceholderText(_("Name of the district"))
        self._district.setAccessibleName(_("District of the new workshop"))
        self._district.setMaxLength(200)
        self._date = date_field(today, _("Date of the new workshop"))
        self._date.setObjectName("home.new.date")
        self._create = Button(_("Create"), kind="primary", icon_name="plus")
        self._create.setObjectName("home.new.create")
        self._fault = Label(role="small", tone="overtime")
        self._fault.hide()
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.scaled(10))
        for caption, field in ((_("New workshop for"), self._district), (_("Date"), self._date)):
            flow.addWidget(_captioned(caption, field))
        flow.addWidget(_captioned("", self._create))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        column.addWidget(self._fault)
        self._district.setMinimumWidth(min(theme.scaled(340), _WIDEST))
        self._district.returnPressed.connect(self._on_create_clicked)
        self._date.lineEdit().returnPressed.connect(self._on_create_clicked)
        self._create.clicked.connect(self._on_create_clicked)
        self._district.textChanged.connect(self._fault.hide)

    def focus_district(self) -> None:
        """Put the cursor where a new workshop begins."""
        self._district.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_create_clicked(self) -> None:
        district = " ".join(self._district.text().split())
        if not district:
            self._fault.setText(_("Type the name of the district, or of whatever you work with."))
            self._fault.show()
            self.focus_district()
            return
        self.create_requested.emit(district, day_of(self._date))


def _captioned(caption: str, field: QWidget) -> QWidget:
    """Return a field with its caption above, so that fields and buttons stand on one line."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.scaled(3))
    label = Label(caption or " ", role="small", wrap=False)
    if caption:
        label.setBuddy(field)
    _keep_out_of_speech(label)
    column.addWidget(label)
    column.addWidget(field)
    return box


def _keep_out_of_speech(label: QLabel) -> None:
    # The field has a longer name of its own.
    label.setAccessibleName(" ")
