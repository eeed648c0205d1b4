"""What a station has to tell: the facilitator's line, and what needs a person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.station.road import Road
from app.ui.station.wording import left_out_words, problem_words, settled_words
from app.ui.widgets.banner import Banner

NAMES = ("message", "problem", "held", "settled")


class Notices(QWidget):
    """Strips below the header; each is there as long as it holds.

    Signals:
        became_requested(): show which answers they speak of.
    """

    became_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: dict[str, tuple[str, str]] = {}
        self._banners = {name: Banner(closable=False) for name in NAMES}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.scaled(6))
        for name, banner in self._banners.items():
            banner.setObjectName(f"station.notice.{name}")
            banner.action_requested.connect(self.became_requested)
            self._column.addWidget(banner)
        self.hide()

    def show_road(self, road: Road) -> None:
        """Tell what holds now; what is told already is not said again."""
        message = _("From the facilitator: {message}").format(message=road.message)
        self._show("message", "info", message if road.message else "", "")
        problem = problem_words(road.state.problem)
        self._show("problem", "error", _("This needs a person") if problem else "", problem)
        self._show("held", "attention", "", left_out_words(road.state))
        self._show("settled", "info", "", settled_words(road.state))
        told = any(not banner.isHidden() for banner in self._banners.values())
        around = theme.scaled(10) if told else 0
        self._column.setContentsMargins(around, around, around, 0)
        self.setVisible(told)

    def clear(self) -> None:
        """Tell nothing."""
        self.forget()
        self.hide()

    def forget(self) -> None:
        """Say it all anew the next time, in the language of that moment."""
        self._said.clear()
        for banner in self._banners.values():
            banner.hide()

    def _show(self, name: str, kind: str, strong: str, words: str) -> None:
        if self._said.get(name) == (strong, words):
            return
        self._said[name] = (strong, words)
        if strong or words:
            which = ((name, _("Show which")),) if name in ("held", "settled") else ()
            self._banners[name].show_message(kind, strong, words, which)
        else:
            self._banners[name].hide()
