"""Says, wherever the facilitator is, that another laptop runs this room."""

from datetime import datetime

from PySide6.QtCore import QObject

from app.i18n import _
from app.services import handover
from app.services.files import WorkshopFile
from app.ui.after.lists_page import moment_words
from app.ui.desk import Desk

KEY = "room-elsewhere"
"""The key of the words, and the token of the job that looks."""


class ElsewhereWord(QObject):
    """Looks once, when a workshop is opened, whether its room was handed over."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Look."""
        super().__init__(parent)
        self._desk = desk
        desk.operations.job_done.connect(self._on_operations_job_done)
        desk.operations.run_job(KEY, _look)

    def _on_operations_job_done(self, token: str, result: object, _error: object) -> None:
        if token == KEY and isinstance(result, datetime):
            say_elsewhere(self._desk, result)


def _look(file: WorkshopFile) -> datetime | None:
    return handover.handed_over_at(file.database)


def say_elsewhere(desk: Desk, since: datetime) -> None:
    """Say that this laptop handed the room over."""
    words = _(
        "This workshop was handed over to another laptop: {moment}. What you change here stays "
        "here only."
    )
    desk.say(
        "attention",
        words.format(moment=moment_words(desk.snapshot.workshop, since)),
        KEY,
        ((_("Hand over"), lambda: desk.page_requested.emit("after:hand_over")),),
        again=lambda: say_elsewhere(desk, since),
    )
