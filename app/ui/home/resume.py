"""The way back into a workshop that was running when the program died: first and biggest."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.home import wording
from app.ui.home.actions import Interrupted
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label


class ResumeCard(Panel):
    """One click back into the running day; hidden where nothing was interrupted.

    Signals:
        resume_requested(Path): go on with this workshop.
    """

    resume_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._path = Path()
        self._title = Heading(role="title")
        self._words = Label(role="body")
        self._resume = Button(kind="primary", icon_name="play")
        self._resume.setObjectName("home.resume")
        for widget in (self._title, self._words, self._resume):
            self.add(widget)
        self._resume.clicked.connect(lambda: self.resume_requested.emit(self._path))
        self.hide()

    def show_interrupted(self, found: Interrupted | None) -> None:
        """Offer to resume, or hide."""
        self.setVisible(found is not None)
        if found is None:
            return
        self._path = found.path
        time = wording.time_words(found.last_beat, found.time_zone)
        self._title.setText(found.district)
        self._words.setText(
            _("It was running at {time}. Clock, scene and scores are as they were.").format(
                time=time
            )
        )
        label = _("Resume {district}").format(district=found.district)
        self._resume.setText(label.replace("&", "&&"))
        self._resume.setAccessibleName(label)

    def focus_resume(self) -> None:
        """Let Enter resume."""
        self._resume.setFocus()
