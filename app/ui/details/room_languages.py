"""Which languages the room reads: one, or two of equal size, and which of them leads."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import LANGUAGE_NAMES, LANGUAGES, _
from app.ui import theme
from app.ui.prepare.captioned import Captioned
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label
from app.ui.widgets.toggle import Toggle


class RoomLanguages(QWidget):
    """The leading language, and whether the other stands beside it.

    Signals:
        languages_changed(object): a tuple of one or two language codes, the leading one first.
    """

    languages_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        self._lead = Segmented(choices, name=_("Leading language"))
        self._lead.setObjectName("prepare.details.leading_language")
        self._lead.chosen.connect(self._on_lead_chosen)
        self._both = Toggle(_("Show both languages side by side"))
        self._both.setObjectName("prepare.details.both_languages")
        self._both.clicked.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        column.addWidget(Captioned(_("Leading language"), self._lead))
        column.addWidget(self._both)
        hint = _(
            "On the room screen, both are equal in size and weight; the leading one stands first. "
            "Each note-taker chooses a language for their own screen."
        )
        column.addWidget(Label(hint, role="quiet"))

    def set_value(self, languages: Sequence[str]) -> None:
        """Show what holds."""
        self._lead.set_value(languages[0] if languages else LANGUAGES[0])
        self._both.setChecked(len(languages) > 1)

    def value(self) -> tuple[str, ...]:
        """Return the languages, the leading one first."""
        lead = self._lead.value() or LANGUAGES[0]
        rest = tuple(code for code in LANGUAGES if code != lead)
        return (lead, *rest[:1]) if self._both.isChecked() else (lead,)

    def _on_lead_chosen(self, lead: str) -> None:
        self._tell()

    def _tell(self) -> None:
        self.languages_changed.emit(self.value())
