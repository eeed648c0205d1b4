"""What the desk says to the facilitator, where the eye already is."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk import TROUBLE, Desk, Word
from app.ui.widgets.banner import Banner

MOST = 2
"""Banners shown at once; the older ones wait below them."""

LARGE = 1.5
"""From this size of text on only the newest is shown: two would push the page off the window."""

FADE = timedelta(seconds=12)
"""How long a word of kind "info" without actions stays."""

SHORT = 90
"""Words up to this length are set strong."""


class WordStack(QWidget):
    """Banners for the desk's words; the same key replaces, and a key taken back goes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, margin: int = 0) -> None:
        """Listen to the desk; while something is said, ``margin`` pixels are left around it."""
        super().__init__(parent)
        self._desk, self._margin, self._most = desk, margin, MOST
        self._banners: dict[str, Banner] = {}
        self._words: dict[str, tuple[Word, datetime]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.scaled(6))
        desk.said.connect(self._on_desk_said)
        desk.unsaid.connect(self._on_desk_unsaid)
        desk.ticked.connect(self._on_desk_ticked)
        for word in desk.words.values():
            self._on_desk_said(word)

    def texts(self) -> list[str]:
        """Return what is said, newest first."""
        return [word.text for word, _at in reversed(self._words.values())]

    def set_most(self, count: int) -> None:
        """Show at most ``count`` banners, the newest; the older ones wait."""
        if count != self._most:
            self._most = count
            self._limit()

    def _on_desk_said(self, word: Word) -> None:
        desk = self._desk
        self._drop(word.key)
        banner = Banner(closable=word.key != TROUBLE)
        banner.setObjectName(f"console.word.{word.key}")
        acts = {str(n): act for n, (_label, act) in enumerate(word.actions)}
        banner.action_requested.connect(lambda chosen: self._act(word.key, acts[chosen]))
        banner.dismissed.connect(lambda: desk.unsaid.emit(word.key))
        self._banners[word.key] = banner
        self._words[word.key] = (word, self._desk.now())
        self._column.insertWidget(0, banner)
        labels = tuple((str(n), label) for n, (label, _act) in enumerate(word.actions))
        short = len(word.text) <= SHORT
        kind = word.kind if word.kind in ("info", "attention", "error") else "info"
        banner.show_message(kind, word.text if short else "", "" if short else word.text, labels)
        self._limit()

    def _on_desk_unsaid(self, key: str) -> None:
        self._drop(key)

    def _on_desk_ticked(self, now: datetime) -> None:
        for key, (word, at) in list(self._words.items()):
            if word.kind == "info" and not word.actions and now - at > FADE:
                self._desk.unsaid.emit(key)

    def _act(self, key: str, act: Callable[[], None]) -> None:
        act()
        self._desk.unsaid.emit(key)

    def _drop(self, key: str) -> None:
        self._words.pop(key, None)
        banner = self._banners.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._limit()

    def _limit(self) -> None:
        around = self._margin if self._banners else 0
        self._column.setContentsMargins(around, around, around, around)
        most = self._most if theme.text_scale() < LARGE else 1
        for place, banner in enumerate(reversed(self._banners.values())):
            banner.setVisible(place < most)
