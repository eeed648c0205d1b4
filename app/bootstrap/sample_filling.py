"""Filling the sample while its window is open and alive."""

import threading

from PySide6.QtCore import QObject

from app.bootstrap import sample_day
from app.domain.errors import UserError
from app.i18n import _
from app.ui.background import Background
from app.ui.desk import Desk

WORD = "sample"


class SampleFilling(QObject):
    """Fills an open, empty workshop beside the window's thread, and says so."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin at once."""
        super().__init__(parent)
        self._desk = desk
        self._ended = threading.Event()
        self._background = Background(self)
        self._background.done.connect(self._on_background_done)
        desk.say(
            "info",
            _("The sample is being filled with invented people and data. This takes a moment."),
            key=WORD,
        )
        self._background.start(self._fill)

    @property
    def ended(self) -> bool:
        """Tell whether the sample is whole."""
        return self._ended.is_set()

    def wait(self) -> None:
        """Wait until the sample is whole: half of one would stay half."""
        self._ended.wait(30)

    def _fill(self) -> None:
        try:
            sample_day.fill(self._desk.operations)
        finally:
            self._ended.set()

    def _on_background_done(self, _result: object, error: object) -> None:
        self._desk.unsaid.emit(WORD)
        if isinstance(error, UserError):
            self._desk.say_error("attention", error, WORD)
