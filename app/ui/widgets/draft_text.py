"""A text field that grows with its words and knows when they have settled."""

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from app.ui import theme
from app.ui.widgets.painting import draw_words, wrapped_size

REST_MS = 1000
"""Words settle after this much rest …"""

BURST_MS = 5000
"""… or after this much typing without a rest."""


class DraftText(QTextEdit):
    """Plain text of any length, with Tab leaving the field.

    Signals:
        typed(str): at every change made by the person; keep it as the draft.
        settled(str): when the words rest for a second, after five seconds of typing, or when the
            field is left or hidden; make it an entry. Never without a change since the last one.
    """

    typed = Signal(str)
    settled = Signal(str)

    def __init__(
        self,
        placeholder: str = "",
        name: str = "",
        least_lines: int = 2,
        most_lines: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least_lines, self._most_lines = least_lines, most_lines
        self._unsettled = False
        self._quiet = False
        self._burst = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle_now)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._placeholder = placeholder
        self.setAccessibleName(name or placeholder)
        self.setAccessibleDescription(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """Return the words as plain text."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the words without any signal; the caret stays where it can."""
        if text == self.toPlainText():
            return
        caret = self.textCursor().position()
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._unsettled = False
        self._timer.stop()
        cursor = self.textCursor()
        cursor.setPosition(min(caret, len(text)), QTextCursor.MoveMode.MoveAnchor)
        self.setTextCursor(cursor)

    def offer_text(self, text: str) -> bool:
        """Show ``text`` unless the person is typing here; return whether it was taken."""
        if self._unsettled or (self.hasFocus() and self.toPlainText()):
            return text == self.toPlainText()
        self.set_text(text)
        return True

    def has_unsettled(self) -> bool:
        """Return whether words were typed that no ``settled`` has carried yet."""
        return self._unsettled

    def settle_now(self) -> None:
        """Emit ``settled`` for words that wait; for closing a page."""
        self._timer.stop()
        if self._unsettled:
            self._unsettled = False
            self.settled.emit(self.toPlainText())

    def sizeHint(self) -> QSize:
        """Be as tall as the words, between the least and the most lines."""
        line = self.fontMetrics().lineSpacing()
        frame = 2 * theme.scaled(3) + 4 + 2 * round(self.document().documentMargin())
        words = round(self.document().size().height()) - 2 * round(self.document().documentMargin())
        if self.document().isEmpty() and self._placeholder:
            words = self._placeholder_box().height()
        height = min(max(words, self._least_lines * line), self._most_lines * line)
        return QSize(theme.scaled(240), height + frame + 2 + self._air())

    def _air(self) -> int:
        """Return what is missing above and below one line of words to be as tall as a line edit."""
        beside = theme.scaled(26) + 2 * theme.scaled(5) + 4
        frame = 2 * theme.scaled(3) + 6 + 2 * round(self.document().documentMargin())
        return max(0, beside - frame - self.fontMetrics().lineSpacing())

    def _give_air(self) -> None:
        above = self._air() // 2
        self.setViewportMargins(0, above, 0, self._air() - above)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Keep the height; shrink only in width."""
        return QSize(theme.scaled(120), self.sizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only."""
        if source.hasText():
            self.textCursor().insertText(source.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle when the field is left; a popup menu does not count as leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Settle when the field goes away with its page."""
        super().hideEvent(event)
        self.settle_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the placeholder at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._give_air()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, or the wrapped placeholder: Qt's own shows a single line."""
        super().paintEvent(event)
        if self.document().isEmpty() and self._placeholder:
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("faint_ink"))
            leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
            box = self._placeholder_box()
            draw_words(painter, box, leading, self.font(), self._placeholder)

    def _placeholder_box(self) -> QRect:
        margin = round(self.document().documentMargin())
        width = self.viewport().width() - 2 * margin
        height = wrapped_size(self.font(), self._placeholder, width).height()
        return QRect(margin, margin, width, height)

    def _on_text_changed(self) -> None:
        if self._quiet:
            return
        if not self._unsettled:
            self._unsettled = True
            self._burst.start()
        self._timer.start(max(0, min(REST_MS, BURST_MS - self._burst.elapsed())))
        self.typed.emit(self.toPlainText())

    def _on_size_changed(self) -> None:
        self.updateGeometry()
