"""Several versions of the same words, shown to people one below the other to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.text import Label


class ContestBox(QFrame):
    """Every version in full, each on a card with "keep this one"; hidden while there are none.

    Signals:
        chosen(int): the place of the version that holds, counted from 0.
    """

    chosen = Signal(int)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "banner")
        self.setProperty("kind", "attention")
        self._hint = hint
        self._shown: tuple[tuple[str, str], ...] = ()
        self._column = QVBoxLayout(self)
        pad = theme.scaled(12)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.scaled(8))
        self.hide()

    def show_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """Show (words, where from) of each version; none hides the box."""
        fresh = tuple(versions)
        if fresh == self._shown:
            return
        self._shown = fresh
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if fresh:
            self._column.addWidget(Label(self._hint, role="strong"))
        for place, (words, origin) in enumerate(fresh):
            self._column.addWidget(self._card(place, words, origin))
        self.setAccessibleName(self._hint if fresh else "")
        self.setVisible(bool(fresh))

    def _card(self, place: int, words: str, origin: str) -> QWidget:
        card = QFrame()
        card.setProperty("piece", "panel")
        keep = Button(_("Keep this version"))
        keep.setObjectName(f"contest.keep.{place}")
        keep.setAccessibleDescription(words)
        keep.clicked.connect(lambda _on=False: self.chosen.emit(place))
        column = QVBoxLayout(card)
        pad = theme.scaled(10)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.scaled(4))
        column.addWidget(Label(words))
        column.addWidget(Label(origin, role="small"))
        column.addSpacing(theme.scaled(2))
        column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeading)
        return card
