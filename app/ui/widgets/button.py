"""Push buttons whose words wrap, and icon-only buttons that still have a name."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui import icons, theme
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.painting import (
    GrowsInHeight,
    ShowsFocus,
    draw_words,
    line_width,
    longest_word,
    repolish,
    wrapped_size,
)

KINDS = ("primary", "plain", "quiet", "danger")

_TEXT_ROLES = {"primary": "accent_ink", "plain": "ink", "quiet": "accent", "danger": "overtime"}


class PressedByEnter:
    """Mixin, named before the Qt class: Enter presses a button that has the keys, like Space.

    Qt leaves Enter to dialogs. A key that is held presses once.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press once, and keep Enter from what lies around the button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)  # type: ignore[misc]
        elif not event.isAutoRepeat():
            self.click()  # type: ignore[attr-defined]


class Button(ShowsFocus, PressedByEnter, GrowsInHeight, QPushButton):
    """A push button; its words wrap rather than vanish when there is no room.

    ``kind``: ``primary`` (one a screen), ``plain``, ``quiet`` (a link in weight) or ``danger``.
    ``icon_name`` is one of ``icons.names()``, drawn before the words.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "plain",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setText(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: str) -> None:
        """Change the kind."""
        self.setProperty("kind", kind)
        repolish(self)

    def set_icon_name(self, icon_name: str) -> None:
        """Change the icon; an empty name takes it away."""
        self._icon_name = icon_name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Prefer one line; once narrower, as many lines as the words need."""
        width = line_width(self._font(), self._words()) + self._extra_width()
        shown = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else width
        return QSize(width, self.needed_height(min(shown, width)))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the longest word."""
        width = longest_word(self._font(), self._words()) + self._extra_width()
        return QSize(width, self.sizeHint().height())

    def needed_height(self, width: int) -> int:
        """Return the height for the words wrapped into ``width``."""
        room = width - self._extra_width()
        words = wrapped_size(self._font(), self._words() or "x", room).height()
        return max(words, theme.scaled(22)) + 2 * theme.scaled(7) + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style sheet draw the ground, then draw icon, words and focus."""
        # Python makes a class of Qt when it is first named, and QStyle is the largest of all; the
        # window's first picture shows no such button.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton

        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # The ring is drawn here, so that a press of the mouse leaves none behind.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        role = _TEXT_ROLES[self.property("kind") or "plain"]
        role = role if self.isEnabled() else "faint_ink"
        words = self._words()
        room = self.width() - self._extra_width()
        text_width = min(room, wrapped_size(self._font(), words, room).width() + 2)
        start = (self.width() - text_width - self._icon_room()) // 2
        text_box = QRect(start + self._icon_room(), 0, text_width, self.height())
        if self._icon_name:
            size = theme.scaled(20)
            box = QRect(start, (self.height() - size) // 2, size, size)
            box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
            icons.paint(painter, self._icon_name, role, QRectF(box))
        painter.setPen(theme.color(role))
        text_box = QStyle.visualRect(self.layoutDirection(), self.rect(), text_box)
        draw_words(painter, text_box, Qt.AlignmentFlag.AlignCenter, self._font(), words)
        if self.ring_shown():
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.scaled(9)
        painter.setPen(QPen(theme.color("focus"), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
        if self.property("kind") == "primary":
            painter.setPen(QPen(theme.color("accent_ink"), 1.5))
            inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            painter.drawRoundedRect(inner, radius - 3, radius - 3)

    def _font(self) -> QFont:
        return theme.font("strong", theme.scaled(15))

    def _words(self) -> str:
        # Shortcut ampersands stay with Qt; the painted words drop them.
        marker = "\0"
        return self.text().replace("&&", marker).replace("&", "").replace(marker, "&")

    def _icon_room(self) -> int:
        if not self._icon_name:
            return 0
        return theme.scaled(20) + (theme.scaled(8) if self.text() else 0)

    def _extra_width(self) -> int:
        return 2 * theme.scaled(15) + 4 + self._icon_room()


class IconButton(PressedByEnter, QToolButton):
    """An icon without words; the name is its tooltip and its accessible name."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        role: str = "ink",
        size: int = 20,
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._role, self._size = icon_name, role, size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        self.set_name(name)
        self._draw_icon()

    def set_name(self, name: str) -> None:
        """Change what the button is called."""
        self.setAccessibleName(name)
        self.setToolTip(as_typed(name))

    def set_icon_name(self, icon_name: str, role: str | None = None) -> None:
        """Change the picture and, if given, its color role."""
        self._icon_name, self._role = icon_name, role or self._role
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the theme or the text scale changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_size"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        size = theme.scaled(self._size)
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.icon(self._icon_name, self._role, size))
