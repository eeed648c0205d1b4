"""Labels: plain text, wrapped, sized by role."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.widgets.painting import repolish

_ENDLESS = 100_000
"""Pixels: higher than any words."""


class Label(QLabel):
    """Text that is never markup.

    Roles: ``body``, ``strong``, ``quiet``, ``small``, ``heading``, ``title``. Tones:
    ``attention``, ``overtime``, ``success``, ``accent``, ``foundations``, ``access`` or none.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "",
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the tone; color only, so the words must say it too."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)


class WholeLabel(Label):
    """Wrapped words that a low window may not squeeze: what scrolls on the page gives way."""

    def setText(self, text: str) -> None:
        """Show other words and hold their height."""
        super().setText(text)
        self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hold the height that the words need at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._hold()

    def _hold(self) -> None:
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class SteadyLabel(WholeLabel):
    """One of several sentences, as high as the longest: what is below stays where it is."""

    def __init__(self, sentences: Sequence[str], role: str = "body") -> None:
        """Keep room for each of ``sentences``."""
        self._sentences = tuple(sentences)
        super().__init__(role=role)

    def _hold(self) -> None:
        room = QRect(0, 0, max(1, self.contentsRect().width()), _ENDLESS)
        flags = int(Qt.TextFlag.TextWordWrap)
        measure = self.fontMetrics().boundingRect
        self.setMinimumHeight(
            max(measure(room, flags, words).height() for words in (*self._sentences, self.text()))
        )


class Heading(Label):
    """A heading: ``title`` names a page, ``heading`` a section."""

    def __init__(self, text: str = "", role: str = "heading", parent: QWidget | None = None):
        super().__init__(text, role=role, parent=parent)


class Rule(QFrame):
    """A thin line between things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "rule")
        self.setFixedHeight(1)
